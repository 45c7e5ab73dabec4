"""Connecting: what cannot be asked is said at once, and the token is never shown."""

import pytest
from tests.github.fake.faults import (
    dropped,
    empty_object,
    foreign_link,
    garbled,
    primary_limit,
    refusal,
    server_error,
)

from wakebook.adapters.github import HostError, connect
from wakebook.adapters.github.wire import Patience


@pytest.mark.parametrize(
    "name", ["", "records", "shop/", "shop/a/b", "shop/../x", "shop/a?b", "shop/a\n", "-x/y"]
)
def test_what_is_no_repository_is_told(name):
    with pytest.raises(HostError, match="write OWNER/NAME"):
        connect(name, "ghs_x")


@pytest.mark.parametrize(
    "api", ["http://api.github.com", "http://127.0.0.1.evil.example", "ftp://x", "api.github.com"]
)
def test_a_token_is_sent_to_safe_addresses_alone(api):
    with pytest.raises(HostError, match="write one with https://"):
        connect("shop/records", "ghs_x", api)


@pytest.mark.parametrize("token", ["", " \n"])
def test_no_token_is_told(token):
    with pytest.raises(HostError, match="set GITHUB_TOKEN"):
        connect("shop/records", token)


def test_packages_that_are_missing_are_told(monkeypatch):
    monkeypatch.setattr(
        "wakebook.adapters.github._PACKAGES", ("github3", "there_is_no_such_package")
    )
    with pytest.raises(HostError, match=r"pip install 'wakebook\[github\]'"):
        connect("shop/records", "ghs_x")


def test_a_host_that_is_not_there_is_told(github):
    short = Patience(connect=0.5, read=0.5, tries=1)
    with (
        connect("shop/records", "ghs_x", "http://127.0.0.1:9", patience=short) as host,
        pytest.raises(HostError, match=r"127\.0\.0\.1:9 could not be reached for GET /repos"),
    ):
        host.rulesets()
    assert github.journal == []


@pytest.mark.parametrize(
    "fault",
    [
        dropped(),
        empty_object(),
        foreign_link(),
        garbled(),
        primary_limit(3600),
        refusal(301),
        refusal(403),
        server_error(500),
    ],
    ids=lambda fault: f"{fault.name} {fault.status}",
)
def test_no_message_and_no_value_shows_the_token(github, connected, gate, fault):
    token = github.token(gate)
    host = connected(token)
    github.fail("GET", "/rulesets$", *[fault] * 4)
    with pytest.raises(HostError) as found:
        host.rulesets()
    shown: BaseException | None = found.value
    while shown:
        assert token not in f"{shown!s} {shown!r}"
        shown = shown.__cause__
    for value in (host, host._wire, host._wire._session, host._wire._session.auth):
        assert token not in f"{value!s} {value!r}"


def test_a_host_that_says_the_token_back_does_not_make_us_show_it(github, connected, gate):
    token = github.token(gate)
    host = connected(token)
    github.merge_refusal = f"Your token {token} cannot do that"
    github.push("main", {"a": "A"}, by=gate)
    github.push("topic", {"b": "B"}, by=gate)
    pull = github.pull("topic", by=gate)
    with pytest.raises(HostError, match=r"Your token \*\*\* cannot do that"):
        host.merge(1, github.head(pull))


def test_a_moved_repository_is_not_followed(github, host):
    github.fail("GET", "/rulesets$", refusal(301))
    with pytest.raises(HostError, match="the repository has moved"):
        host.rulesets()
    assert len(github.journal) == 1
