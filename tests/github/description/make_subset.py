"""Cut GitHub's API description down to the routes of ``routes.txt``.

``npm pack @octokit/openapi`` brings the whole description; unpack it and name its plain file:

    python tests/github/description/make_subset.py package/generated/api.github.com.json

Only what the routes refer to is kept, without examples and explanations.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TELLING = {"description", "example", "examples", "externalDocs", "summary", "tags", "title"}
NAMES = {"properties", "paths", "schemas", "headers", "responses"}
"""Keys whose own keys are names of things, which may be called like an explanation."""


def main() -> None:
    """Write the subset beside this file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("description", type=Path, help="api.github.com.json of @octokit/openapi")
    whole = json.loads(parser.parse_args().description.read_text(encoding="utf-8"))
    routes = (HERE / "routes.txt").read_text(encoding="utf-8").splitlines()
    text = json.dumps(subset(whole, routes), indent=1, sort_keys=True)
    (HERE / "api.github.com.json").write_text(text + "\n", encoding="utf-8")


def subset(whole: dict[str, Any], routes: list[str]) -> dict[str, Any]:
    """The routes, and everything that they refer to."""
    kept: dict[str, Any] = {key: whole[key] for key in ("openapi", "info")}
    kept["info"] = {key: whole["info"][key] for key in ("title", "version", "license")}
    kept["paths"], kept["components"] = {}, {}
    for route in routes:
        method, path = route.lower().split(" ")[0], route.split(" ")[1]
        operation = bare(whole["paths"][path][method])
        kept["paths"].setdefault(path, {})[method] = operation
        _keep(operation, whole["components"], kept["components"])
    return kept


def _keep(part: Any, whole: dict[str, Any], kept: dict[str, Any]) -> None:
    for reference in references(part):
        _, _, kind, name = reference.split("/")
        if name not in kept.setdefault(kind, {}):
            kept[kind][name] = bare(whole[kind][name])
            _keep(kept[kind][name], whole, kept)


def references(part: Any) -> Iterator[str]:
    """Every reference in a part of the description, at any depth."""
    if isinstance(part, list):
        for item in part:
            yield from references(item)
    elif isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for item in part.values():
            yield from references(item)


def bare(part: Any, names: bool = False) -> Any:
    """A part without explanations and GitHub's own notes."""
    if isinstance(part, list):
        return [bare(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: bare(item, key in NAMES and not names)
        for key, item in part.items()
        if names or not (key in TELLING or key.startswith("x-"))
    }


if __name__ == "__main__":
    main()
