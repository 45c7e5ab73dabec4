"""P17: whatever an address looks like, what is allowed is dialled where the policy allows it."""

import ipaddress
import socket
from contextlib import suppress
from unittest.mock import patch
from urllib.parse import quote

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.adapters.probes.gate import Gate, UnansweredError
from wakebook.flows.verifying.egress import DeniedError, Egress
from wakebook.model.address import forbidden, plain, public, within
from wakebook.model.endpoint import NoEndpointError, endpoint
from wakebook.model.policy.verification import VerificationRule

ALLOWED = ipaddress.ip_network("10.20.0.0/16")
RULE = {
    "from": "2026-01-01",
    "allow": [
        {"host": "shop.example"},
        {"host": "*.shop.example", "protocols": ["https", "http"], "ports": [80, 443, 8443]},
        {"host": "10.20.0.5", "protocols": ["https", "http"]},
        {"host": "127.0.0.1"},
        {"host": "169.254.169.254", "protocols": ["http"]},
        {"host": "93.184.216.34"},
    ],
    "networks": [str(ALLOWED)],
}
EGRESS = Egress(VerificationRule.model_validate(RULE))
HOSTS = {each["host"] for each in RULE["allow"]}

_v4 = st.ip_addresses(v=4).map(str) | st.sampled_from(
    ["127.0.0.1", "169.254.169.254", "10.20.0.5", "10.20.255.255", "10.21.0.0", "93.184.216.34"]
)
_v6 = st.ip_addresses(v=6).map(str) | _v4.map(lambda text: f"::ffff:{text}")
_addresses = _v4 | _v6


def _numbers(text):
    """An address in the notations that readers disagree on."""
    number = int(ipaddress.IPv4Address(text))
    parts = text.split(".")
    return st.sampled_from(
        [
            str(number),
            hex(number),
            oct(number).replace("0o", "0"),
            ".".join(hex(int(part)) for part in parts),
            ".".join(f"0{int(part):o}" for part in parts),
            f"{parts[0]}.{number & 0xFFFFFF}",
            f"{text}.",
            "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text),
            text.replace(".", "\u3002"),
            quote(text, safe="").replace(".", "%2e"),
            f"[::ffff:{text}]",
            f"[::{text}]",
            f"[64:ff9b::{text}]",
            f"[::ffff:{text}%25eth0]",
        ]
    )


_names = st.sampled_from(
    ["shop.example", "www.shop.example", "SHOP.example", "shop.example.", "notshop.example",
     "shop.example.evil.example", "xn--shp-hoa.example", "shöp.example", "shop。example",
     "localhost", "shop.example\\evil.example", "shop.example#", "shop.example?"]
)  # fmt: skip
_hosts = _names | _v4 | _v6.map(lambda text: f"[{text}]") | _v4.flatmap(_numbers) | st.text()
_users = st.sampled_from(["", "ana@", "ana:secret@", "shop.example@", "@", "%40@", "a@b@"])
_schemes = st.sampled_from(
    ["https://", "http://", "HTTPS://", "//", "ftp://", "https:/", "https:\\\\"]
)
_ports = st.sampled_from(["", ":443", ":80", ":8443", ":22", ":0443", ":", ":-1", ":65536"])
_tails = st.sampled_from(["", "/", "/x?a=b", "#f", "?@127.0.0.1/", "/@127.0.0.1", "\\@127.0.0.1"])
urls = st.builds(lambda *parts: "".join(parts), _schemes, _users, _hosts, _ports, _tails) | st.text(
    max_size=60
).map(lambda text: f"https://{text}")


def _dialled(url, answers):
    """The addresses that a gate gives for an address, with what the resolver was asked."""
    asked: list[str] = []

    def getaddrinfo(host, *_, **__):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 0)) for each in answers]

    with patch("socket.getaddrinfo", getaddrinfo):
        return Gate(EGRESS, 5).addresses(endpoint(url)), asked


@settings(max_examples=examples(3000))
@given(urls, st.lists(_addresses, min_size=1, max_size=4))
@example("https://shop.example/", ["93.184.216.34", "::ffff:10.20.0.5"])
@example("https://127.0.0.1/", ["93.184.216.34"])
@example("http://169.254.169.254/", ["93.184.216.34"])
def test_5_3_what_is_allowed_is_dialled_where_the_policy_allows_it(url, answers):
    try:
        dialled, asked = _dialled(url, answers)
    except (NoEndpointError, DeniedError, UnansweredError):
        return
    named = endpoint(url)
    assert named.host in HOSTS or named.host.endswith(".shop.example")
    assert "@" not in url.split("//", 1)[1].split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    assert len(asked) <= 1
    assert dialled
    for text in dialled:
        address = plain(text)
        assert str(address) == text
        assert address in ALLOWED or (public(address) and address.is_global), address
        assert not forbidden(address)
    if asked:
        assert asked == [named.host]
        assert set(dialled) == {str(plain(each)) for each in answers}
    else:
        assert dialled == (named.host,)


@settings(max_examples=examples(2000))
@given(urls)
def test_5_3_an_endpoint_is_read_in_one_way(url):
    try:
        first = endpoint(url)
    except NoEndpointError:
        return
    assert endpoint(first.url) == first
    with suppress(NoEndpointError):
        led = first.leads(first.target)
        assert (led.host, led.port, led.protocol) == (first.host, first.port, first.protocol)


@settings(max_examples=examples(2000))
@given(_addresses)
def test_5_3_nothing_is_public_that_pythons_own_table_calls_private(text):
    address = plain(text)
    assume(address.is_private or address.is_link_local or address.is_multicast)
    assert not public(address) or forbidden(address)


def test_5_3_an_address_that_is_public_or_in_a_network_may_be_reached():
    for text in ("93.184.216.34", "10.20.0.5", "::ffff:10.20.9.9", "2606:2800:220:1::1"):
        assert EGRESS.reachable(text) == str(plain(text))
    assert within(plain("10.20.0.5"), [ALLOWED])
