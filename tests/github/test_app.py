"""The gate's own GitHub App: a token from its key, for this repository and no more."""

import pytest

from wakebook.adapters.github import HostError, app_in, connect_as_app
from wakebook.adapters.github.errors import RefusedError
from wakebook.model.gate.host import PERMISSIONS


@pytest.fixture
def app(github):
    return github.app()


@pytest.fixture
def as_app(github):
    opened = []

    def open_(app, key):
        host = connect_as_app(github.full_name, app, key, github.home, clock=github.clock)
        opened.append(host)
        return host

    yield open_
    for host in opened:
        host.close()


def test_the_app_posts_in_its_own_name(github, pull, app, as_app):
    host = as_app(str(app.id), app.key)
    assert (host.own.id, host.own.login, host.own.bot) == (str(app.bot.id), app.bot.login, True)
    host.set_status(github.head(pull), "success", "Judged.")
    host.comment(1, "First")
    host.comment(1, "Second")
    assert [s.by for s in github.statuses] == [app.bot]
    assert [(c.by, c.body[-6:]) for c in github.comments] == [(app.bot, "Second")]
    assert github.asked("GET", "/user$") == []


@pytest.mark.usefixtures("pull")
def test_it_asks_for_this_repository_and_no_more_than_it_needs(github, app, as_app):
    as_app(str(app.id), app.key)
    (asked,) = github.asked("POST", "/access_tokens$")
    assert asked.body == {"repositories": ["records"], "permissions": PERMISSIONS}
    assert "administration" not in PERMISSIONS


@pytest.mark.usefixtures("pull")
@pytest.mark.parametrize("granted", ["", "read"])
def test_it_asks_for_no_more_than_was_granted(github, app, as_app, granted):
    app.permissions |= {"administration": "write", "issues": granted}
    if not granted:
        del app.permissions["issues"]
    as_app(str(app.id), app.key)
    (asked,) = github.asked("POST", "/access_tokens$")
    less = {k: v for k, v in PERMISSIONS.items() if k != "issues"}
    assert asked.body["permissions"] == less | ({"issues": granted} if granted else {})


def test_what_the_app_is_told_of_itself(github, app):
    def told():
        return app_in(github.full_name, str(app.id), app.key, github.home, clock=github.clock)

    app.events, app.everywhere, app.installations, app.hook = ["push"], True, 3, "https://x.example"
    found = told()
    assert (found.id, found.name, found.installed, found.suspended) == (
        app.id,
        "wakebook-gate",
        True,
        False,
    )
    assert (found.events, found.everywhere, found.installations) == (("push",), True, 3)
    assert (found.hook, found.permissions) == ("https://x.example", app.permissions)
    app.suspended, app.hook = True, ""
    assert (told().suspended, told().hook) == (True, "")
    app.installation = 0
    assert not told().installed


def test_a_key_of_another_app_is_refused(github, app, as_app):
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import rsa

    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
    )
    with pytest.raises(RefusedError, match="could not be decoded"):
        as_app(str(app.id), other.decode())
    assert github.tokens == {}


def test_an_app_that_is_not_known_is_refused(as_app, app):
    with pytest.raises(RefusedError) as found:
        as_app("1", app.key)
    assert found.value.status == 401


@pytest.mark.parametrize("cut", [0, 60, 500])
def test_a_key_that_is_none_is_told_without_showing_it(as_app, app, cut):
    with pytest.raises(HostError, match="give the whole PEM file") as found:
        as_app(str(app.id), app.key[:cut])
    assert "MII" not in str(found.value)


def test_a_token_that_has_ended_is_told(github, pull, app, as_app):
    host = as_app(str(app.id), app.key)
    assert host.facts(pull.number).missing == ()
    github.clock.sleep(3601)
    assert "the token is wrong or has expired" in host.facts(pull.number).missing[0]
