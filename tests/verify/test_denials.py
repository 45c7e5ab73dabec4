"""What checks may not reach: denied, and nobody was connected to (requirement 5.3, threat E5)."""

import ipaddress
import json
import socket

import pytest
from tests.verify.conftest import Trap

from wakebook.adapters.probes import browser, http, tcp
from wakebook.adapters.probes.gate import Gate
from wakebook.flows.verifying.egress import DeniedError, Egress
from wakebook.model.checks import BrowserCheck, HttpCheck, TcpCheck
from wakebook.model.policy.verification import VerificationRule

pytestmark = pytest.mark.daily(3)


def _http(url):
    return {"type": "http", "url": url}


ANY_HOST = str(ipaddress.IPv4Address(0))
"""The address that means this very host where it is dialled."""


def _everything(port):
    """A policy that allows a port of every host that a test names, and no network."""
    protocols = ["https", "http", "tcp", "dns"]
    hosts = ("*.shop.example", "shop.example", "localhost")
    return [{"host": host, "protocols": protocols, "ports": [port]} for host in hosts]


DENIED_ADDRESSES = [
    ANY_HOST,
    "127.0.0.1", "127.8.8.8", "::1", "0.1.2.3", "::", "10.1.2.3", "172.16.0.1", "192.168.1.1",
    "100.64.0.1", "100.100.100.200", "169.254.169.254", "168.63.129.16", "192.0.0.192",
    "fe80::1", "fe80::1%lo", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fec0::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::1", "2001:0:1::1", "2001:db8::1", "224.0.0.1", "ff02::1", "255.255.255.255",
    "198.18.0.1", "192.0.2.1", "203.0.113.5", "240.0.0.1",
]  # fmt: skip


@pytest.mark.variants(9, every=4)
@pytest.mark.parametrize("address", DENIED_ADDRESSES)
def test_5_3_a_name_that_leads_to_an_address_that_is_not_public_is_denied(
    shop, trap, names, address
):
    names["www.shop.example"] = [address]
    shop.policy(*_everything(trap.port), networks=[])
    shop.checks(home=_http(f"http://www.shop.example:{trap.port}/"))
    head = shop.head
    ran = shop.verify()
    assert ran.code == 1
    assert "home was not asked: NET-DENY" in ran.stderr
    assert trap.connections == 0
    assert shop.unwritten(head), "what was denied tells nothing of the service"


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fe80::1", "fd00:ec2::254", "::ffff:169.254.1.1", ANY_HOST]
)
def test_5_3_link_local_and_metadata_are_denied_whatever_networks_are_allowed(
    shop, trap, names, address
):
    names["www.shop.example"] = [address]
    wide = ["169.0.0.0/8", "fc00::/7", "fe00::/7", "127.0.0.0/8"]
    shop.policy(*_everything(trap.port), networks=wide)
    shop.checks(home=_http(f"http://www.shop.example:{trap.port}/"))
    assert "may never be reached" in shop.verify().stderr
    assert trap.connections == 0


@pytest.mark.variants(9, every=4)
@pytest.mark.parametrize(
    "url",
    [
        "http://ana:secret@127.0.0.1/", "http://127.0.0.1@shop.example/", "http://2130706433/",
        "http://0x7f000001/", "http://0x7f.1/", "http://017700000001/", "http://127.1/",
        "http://127.0.0.01/", "http://127.0.0.1./", "http://127.0.0.1.:80/", "http://[::1%25lo]/",
        "http://[::ffff:7f00:1%lo]/", "http://\uff11\uff12\uff17.0.0.1/", "http://ⓛocalhost/",
        "http://127。0。0。1/", "http://%31%32%37.0.0.1/", "http://shop.example\\@127.0.0.1/",
        "http:///", "http://", "http://shop.example:0/",
        "http://shop.example:99999/", "http://shop.example:8 0/", "http://shop.example:+80/",
        "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://shop.example/", "javascript:alert(1)",
        "//shop.example/", "http://shop.example/\r\nHost: x", "http://-shop.example/",
        "http://shop..example/", "http://shop.example./",
    ],
)  # fmt: skip
def test_5_3_an_address_in_an_odd_notation_is_refused_by_the_check_of_records(shop, url):
    shop.policy(*_everything(80))
    shop.checks(home=_http(url))
    ran = shop.wakebook("check", "catalog", cwd=shop.repository)
    assert ran.code == 1
    assert "error WB8105 this address" in ran.stdout, ran.stdout
    assert "secret" not in ran.stdout
    refused = shop.verify()
    assert refused.code == 1
    assert "the check home does not say what it means" in refused.stderr


@pytest.mark.variants(6, every=3)
@pytest.mark.parametrize(
    ("spec", "why"),
    [
        (_http("https://other.example/"), "https://other.example is not allowed"),
        (_http("http://shop.example/"), "http://shop.example is not allowed"),
        (_http("https://shop.example:8443/"), "https://shop.example:8443 is not allowed"),
        (_http("https://ashop.example/"), "https://ashop.example is not allowed"),
        (_http("https://a.b.example/"), "https://a.b.example is not allowed"),
        (_http("https://b.example/"), "https://b.example is not allowed"),
        (_http("https://x.b.example.evil.example/"), "is not allowed"),
        (_http("https://169.254.169.254/"), "is not allowed"),
        (_http("https://10.0.0.5/"), "10.0.0.5 is not public"),
        (_http("https://[::1]/"), "::1 is not public"),
        ({"type": "tcp", "host": "shop.example", "port": 22}, "tcp://shop.example:22 is not"),
        ({"type": "dns", "name": "shop.example"}, "dns://shop.example is not allowed"),
        (
            {"type": "dns", "name": "ok.example", "server": "9.9.9.9"},
            "dns://9.9.9.9 is not allowed",
        ),
        (
            {"type": "browser", "url": "https://shop.example/", "steps": [{"go": "//x.example/"}]},
            "https://x.example is not allowed",
        ),
        (
            {"type": "browser", "url": "https://shop.example/", "steps": [{"go": "file:///etc"}]},
            "does not begin with https://",
        ),
        (
            {
                "type": "browser",
                "url": "https://shop.example/",
                "steps": [{"see": "x"}],
                "hosts": ["cdn.example"],
            },
            "https://cdn.example is not allowed",
        ),
    ],
)
def test_5_3_what_the_policy_does_not_name_is_not_asked(shop, spec, why, monkeypatch):
    def never(*_, **__):
        raise AssertionError("nothing is looked up or connected to")

    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr(socket.socket, "connect", never)
    shop.policy(
        {"host": "shop.example"},
        {"host": "*.sub.b.example"},
        {"host": "ok.example", "protocols": ["dns"]},
        {"host": "10.0.0.5"},
        {"host": "::1"},
        networks=[],
    )
    shop.checks(home=spec)
    head = shop.head
    for words in ((), ("--dry-run",)):
        ran = shop.verify(*words)
        assert ran.code == 1
        assert "NET-DENY" in ran.stdout
        assert why in ran.stdout
    assert shop.unwritten(head)


def test_5_3_without_a_policy_nothing_is_asked(shop, trap):
    shop.checks(home=_http(f"http://127.0.0.1:{trap.port}/"))
    ran = shop.verify()
    assert ran.code == 1
    assert "main has no policies/verification.yaml in force that can be read" in ran.stderr
    assert trap.connections == 0


def test_5_3_a_policy_that_begins_later_or_is_broken_allows_nothing(shop, trap):
    shop.checks(home=_http(f"http://127.0.0.1:{trap.port}/"))
    allow = {"host": "127.0.0.1", "protocols": ["http"], "ports": [trap.port]}
    shop.policy(allow, **{"from": "2999-01-01"})
    assert "in force that can be read" in shop.verify().stderr
    shop.policy(allow, networks=["127.0.0.0/8", "nonsense"])
    assert "in force that can be read" in shop.verify().stderr
    assert trap.connections == 0


@pytest.mark.parametrize(
    "network",
    ["0.0.0.0/0", "::/0", "10.0.0.1/8", "169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "x"],
)
def test_5_3_a_network_that_is_too_wide_or_never_reached_is_refused(shop, network):
    shop.policy(networks=[network])
    ran = shop.wakebook("check", "policies", cwd=shop.repository)
    assert ran.code == 1
    assert "policies/verification.yaml" in ran.stdout
    assert "WB0303" in ran.stdout


def test_5_3_the_policy_is_held_to_what_holds_for_every_policy(shop):
    """Its owner is known, and its rules follow one another."""
    shop.policy()
    path = shop.repository.root / "policies/verification.yaml"
    policy = json.loads(path.read_text())
    policy["owner"] = "group:nobody"
    policy["rules"] *= 2
    shop.repository.write("policies/verification.yaml", json.dumps(policy))
    ran = shop.wakebook("check", "policies", cwd=shop.repository)
    assert "WB0501 group:nobody" in ran.stdout
    assert "WB0701 2026-01-01 is not after 2026-01-01" in ran.stdout


def test_5_3_one_address_that_is_denied_spoils_all_of_a_name(shop, trap, names):
    names["www.shop.example"] = ["127.0.0.1", "10.0.0.1"]
    shop.policy(*_everything(trap.port))
    shop.checks(home=_http(f"http://www.shop.example:{trap.port}/"))
    assert "10.0.0.1 is not public" in shop.verify().stderr
    assert trap.connections == 0


def test_5_3_a_name_is_looked_up_once_and_what_was_judged_is_dialled(shop, http, names):
    """A second look-up would give the metadata service: DNS rebinding."""
    http.answers["/"] = (302, {"Location": "/end"}, b"")
    http.answers["/end"] = (200, {}, b"")
    names["www.shop.example"] = [["127.0.0.1"], ["169.254.169.254"]]
    shop.policy(*_everything(http.port))
    shop.checks(home=_http(f"http://www.shop.example:{http.port}/"))
    assert shop.verify().code == 0
    assert http.paths == ["/", "/end"]
    assert http.asked[0][2]["Host"] == f"www.shop.example:{http.port}"


def test_5_3_a_denied_address_is_foretold_and_ends_at_once_with_what_to_add(shop, http, names):
    http.answers["/"] = (200, {}, b"")
    names["www.shop.example"] = ["127.0.0.1"]
    shop.policy(*_everything(http.port), passes=3, over="PT30S", networks=[])
    shop.checks(home=_http(f"http://www.shop.example:{http.port}/"))
    dry, real = shop.verify("--dry-run"), shop.verify()
    assert (dry.code, real.code) == (1, 1)
    why = "NET-DENY 127.0.0.1 is not public, and in no network of policies/verification.yaml"
    add = 'to `networks`, add "127.0.0.1/32"'
    assert f"  {why}\n  {add}\n" in dry.stdout
    assert "allowed" not in dry.stdout
    assert f"home was not asked: {why}; {add}" in real.stderr
    assert real.stdout.count("NET-DENY") == 1
    assert http.paths == []


def test_5_3_a_name_without_an_address_is_allowed_by_name_alone(shop, http, names):
    del names
    shop.policy(*_everything(http.port))
    shop.checks(home=_http(f"http://www.shop.example:{http.port}/"))
    ran = shop.verify("--dry-run")
    assert ran.code == 0
    assert "  allowed by name; www.shop.example has no address\n" in ran.stdout


def test_5_3_a_name_that_turns_elsewhere_between_two_runs_is_denied(shop, http, names):
    http.answers["/"] = (200, {}, b"")
    names["www.shop.example"] = [["127.0.0.1"], ["169.254.169.254"]]
    shop.policy(*_everything(http.port), passes=2)
    shop.checks(home=_http(f"http://www.shop.example:{http.port}/"))
    assert shop.verify().code == 1
    (entry,) = shop.entries
    assert (entry["result"], entry["passes"], entry["of"]) == ("failed", 1, 2)
    assert "169.254.169.254 may never be reached" in entry["text"]
    assert http.paths == ["/"]


@pytest.mark.variants(5, every=3)
@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/", "http://localhost:{trap}/",
        "//127.0.0.2:{trap}/", "http://127.0.0.1:{trap}/", "http://ana@127.0.0.1:{http}/",
        "http://2130706433:{trap}/", "https://127.0.0.1:{http}/", "file:///etc/passwd",
        "http://127.0.0.1:{trap}\\@127.0.0.1:{http}/", "gopher://127.0.0.1:{trap}/", "http://[",
        "http://127.0.0.1:http/", "",
    ],
)  # fmt: skip
def test_5_3_a_redirect_to_what_is_denied_is_not_followed(shop, http, trap, location):
    told = location.format(trap=trap.port, http=http.port)
    http.answers["/"] = (302, {"Location": told} if told else {}, b"")
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]})
    shop.checks(home={**_http(f"http://127.0.0.1:{http.port}/"), "redirects": 1})
    assert shop.verify().code == 1
    (entry,) = shop.entries
    assert entry["result"] == "failed"
    expected = "NET-DENY" if told else "it redirects without saying where to"
    assert expected in entry["text"]
    assert trap.connections == 0


def test_5_3_a_redirect_to_another_host_is_not_followed_even_where_both_are_allowed(
    shop, http, trap, names
):
    names["www.shop.example"] = names["pay.shop.example"] = ["127.0.0.1"]
    http.answers["/"] = (302, {"Location": f"http://pay.shop.example:{trap.port}/"}, b"")
    allowed = {"host": "*.shop.example", "protocols": ["http"], "ports": [http.port, trap.port]}
    shop.policy(allowed)
    shop.checks(home=_http(f"http://www.shop.example:{http.port}/"))
    assert shop.verify().code == 1
    assert "redirects to another host, which is not followed" in shop.entries[0]["text"]
    assert trap.connections == 0


def test_5_3_probes_themselves_ask_nobody_behind_the_gates_back(trap, names):
    """The command denies first; a probe that is called without it is held all the same."""
    names["www.shop.example"] = ["127.0.0.1"]
    gate = Gate(Egress(VerificationRule.model_validate({"from": "2026-01-01"})), 5)
    url = f"http://www.shop.example:{trap.port}/"
    common = {"components": ["checkout"]}
    specs = (
        (http, HttpCheck(type="http", url=url, **common)),
        (tcp, TcpCheck(type="tcp", host="127.0.0.1", port=trap.port, **common)),
        (browser, BrowserCheck.model_validate(
            {"type": "browser", "url": url, "steps": [{"see": "x"}], **common}
        )),
    )  # fmt: skip
    for probe, spec in specs:
        with pytest.raises(DeniedError):
            probe.ask(spec, gate)
    assert trap.connections == 0


def test_5_3_the_trap_counts(trap):
    with socket.create_connection(("127.0.0.1", trap.port)):
        assert trap.connections == 1
    v6 = Trap("::1", socket.AF_INET6)
    with socket.create_connection(("::1", v6.port)):
        assert v6.connections == 1
    v6.close()


def test_5_3_a_rehearsal_fits_the_terminal(shop, trap, monkeypatch):
    monkeypatch.setattr("wakebook.cli._asking.columns", lambda: 60)
    shop.policy(networks=[])
    shop.checks(home=_http(f"http://www.shop.example:{trap.port}/"))
    ran = shop.verify("--dry-run")
    assert ran.code == 1
    denied = ran.stdout.partition("NET-DENY")[2]
    assert "\n    " in denied, "a long sentence goes on below"
    assert max(map(len, ran.stdout.splitlines())) <= 60
