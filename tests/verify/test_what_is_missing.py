"""A denial says what the policy lacks, until nothing is lacking (requirement 5.3)."""

import json
import re

import pytest

POLICY = "policies/verification.yaml"


def _http(port, host="127.0.0.1"):
    return {"type": "http", "url": f"http://{host}:{port}/"}


def _denials(shop):
    ran = shop.verify("--dry-run", "--format", "json")
    (row,) = json.loads(ran.stdout)["checks"]
    return ran.code, row["denied"]


def test_5_3_each_step_towards_the_policy_is_told_of(shop):
    shop.checks(home=_http(8765))
    head = f"NET-DENY http://127.0.0.1:8765 is not allowed by {POLICY}: "
    line = 'to `allow`, add {host: "127.0.0.1", protocols: [http], ports: [8765]}'
    network = '; to `networks`, "127.0.0.1/32"'
    outside = ", and 127.0.0.1 is in no network of it"

    shop.policy(networks=[])
    why = "no line of `allow` names 127.0.0.1"
    assert _denials(shop) == (1, [head + why + outside, line + network])

    shop.policy({"host": "127.0.0.1"})
    why = "`allow` names 127.0.0.1 with protocols [https], without http"
    assert _denials(shop) == (1, [head + why, line])

    shop.policy({"host": "127.0.0.1", "protocols": ["http"]})
    why = "`allow` names 127.0.0.1 for http with ports [80], without 8765"
    assert _denials(shop) == (1, [head + why, line])

    allowed = {"host": "127.0.0.1", "protocols": ["http"], "ports": [8765]}
    shop.policy(allowed, networks=[])
    why = f"NET-DENY 127.0.0.1 is not public, and in no network of {POLICY}"
    assert _denials(shop) == (1, [why, 'to `networks`, add "127.0.0.1/32"'])

    shop.policy(allowed, networks=["127.0.0.1/32"])
    assert _denials(shop) == (0, [])


@pytest.mark.parametrize(
    "spec",
    [
        {"type": "http", "url": "https://shop.example/"},
        {"type": "http", "url": "http://[::1]:81/"},
        {"type": "tcp", "host": "10.0.0.5", "port": 5432},
        {"type": "dns", "name": "shop.example"},
    ],
)
def test_5_3_what_is_advised_is_allowed_when_it_is_done(shop, spec):
    import yaml

    shop.checks(home=spec)
    shop.policy(networks=[])
    _, (_, advice) = _denials(shop)
    line, _, network = advice.removeprefix("to `allow`, add ").partition("; to `networks`, ")
    shop.policy(yaml.safe_load(line), networks=[yaml.safe_load(network)] if network else [])
    assert _denials(shop) == (0, [])


def test_5_3_what_may_never_be_reached_is_not_advised(shop):
    shop.policy()
    shop.checks(home=_http(80, "169.254.169.254"))
    code, denied = _denials(shop)
    assert (code, len(denied)) == (1, 1)
    assert denied[0].endswith(", and 169.254.169.254 may never be reached")


def test_5_3_a_service_advises_nothing_by_where_it_sends(shop, http):
    http.answers["/"] = (302, {"Location": f"http://127.0.0.1:{http.port + 1}/"}, b"")
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]})
    shop.checks(home={**_http(http.port), "redirects": 1})
    assert shop.verify().code == 1
    assert "NET-DENY" in shop.entries[0]["text"]
    assert "add" not in shop.entries[0]["text"].split()


def test_5_3_edits_that_do_not_count_yet_are_told_of(shop):
    shop.policy({"host": "shop.example"})
    shop.checks(home={"type": "http", "url": "https://shop.example/"})
    assert shop.verify("--dry-run").stderr == ""

    policy = shop.repository.root / POLICY
    policy.write_text(policy.read_text().replace("shop.example", "other.example"))
    ran = shop.verify("--dry-run")
    told = re.search(rf"{POLICY} is read from main \(([0-9a-f]{{8}})\), and differs in", ran.stderr)
    assert told is not None, ran.stderr
    assert shop.head.startswith(told[1])
    assert "the check home" not in ran.stderr
    assert (ran.code, "  allowed" in ran.stdout) == (0, True)

    checks = shop.repository.root / "catalog/checks.yaml"
    checks.write_text(checks.read_text().replace("shop.example/", "shop.example/pay"))
    assert "the check home is read from main (" in shop.verify("--dry-run").stderr
    checks.write_text("")
    assert "the check home is read from main (" in shop.verify("--dry-run").stderr
