"""A `gh` that speaks plain HTTP to the address in GITHUB_API_URL: as much of it as the guide uses.

The real one speaks TLS to named hosts alone. Source: gh's manual, `gh api`,
`gh secret set` and `gh variable set`.
"""

import argparse
import base64
import json
import os
import sys
import urllib.request
from typing import Any


def main() -> int:
    """Run one command; the flags are gh's own."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    api = commands.add_parser("api")
    api.add_argument("path")
    api.add_argument("-X", "--method")
    api.add_argument("-F", "--field", action="append", default=[])
    api.add_argument("-f", "--raw-field", action="append", default=[])
    api.add_argument("--input", type=argparse.FileType("r"))
    api.add_argument("--jq", default="")
    api.add_argument("--silent", action="store_true")
    secret = commands.add_parser("secret")
    secret.add_argument("set")
    secret.add_argument("name")
    secret.add_argument("--env", required=True)
    variable = commands.add_parser("variable")
    variable.add_argument("set")
    variable.add_argument("name")
    variable.add_argument("--env", required=True)
    variable.add_argument("--body", required=True)
    commands.add_parser("auth").add_argument("token", choices=["token"])
    asked = parser.parse_args()
    deeds = {
        "api": _api,
        "secret": _secret,
        "variable": _variable,
        "auth": lambda _: os.environ["ANAS_TOKEN"],
    }
    sys.stdout.write(deeds[asked.command](asked))
    return 0


def _api(asked: argparse.Namespace) -> str:
    body: dict[str, Any] | None = json.load(asked.input) if asked.input else None
    for text, typed in [*((f, True) for f in asked.field), *((f, False) for f in asked.raw_field)]:
        body = body or {}
        name, _, value = text.partition("=")
        outer, _, inner = name.rstrip("]").partition("[")
        where = body.setdefault(outer, {}) if inner else body
        where[inner or outer] = json.loads(value) if typed else value
    answer = _ask(asked.method or ("GET" if body is None else "POST"), asked.path, body)
    if asked.jq:
        return f"{answer[asked.jq.removeprefix('.')]}\n"
    return "" if asked.silent else json.dumps(answer)


def _secret(asked: argparse.Namespace) -> str:
    home = f"repos/{os.environ['GH_REPO']}/environments/{asked.env}/secrets"
    key = _ask("GET", f"{home}/public-key", None)
    sealed = base64.b64encode(sys.stdin.buffer.read()).decode()
    _ask("PUT", f"{home}/{asked.name}", {"encrypted_value": sealed, "key_id": key["key_id"]})
    return ""


def _variable(asked: argparse.Namespace) -> str:
    home = f"repos/{os.environ['GH_REPO']}/environments/{asked.env}/variables"
    _ask("POST", home, {"name": asked.name, "value": asked.body})
    return ""


def _ask(method: str, path: str, body: Any) -> Any:
    request = urllib.request.Request(  # noqa: S310 - the fake's own address
        f"{os.environ['GITHUB_API_URL']}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        method=method,
        headers={"Authorization": f"Bearer {os.environ['GITHUB_TOKEN']}"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - as above
        raw = answer.read()
    return json.loads(raw) if raw else None


if __name__ == "__main__":
    sys.exit(main())
