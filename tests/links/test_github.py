"""Deployments as GitHub tells them, from the fake that is held to its published description."""

from datetime import timedelta

import pytest
from tests.github.fake.deployment_routes import Deployment
from tests.github.fake.faults import empty_object, garbled, refusal
from tests.links.conftest import START, before
from tests.links.test_histories import _located


def _written(at):
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def asked(shop, github, monkeypatch):
    """The shop's checkout comes from the repository of the fake, and somebody has a token."""
    _located(shop, "checkout", f"url:https://github.com/{github.full_name}/")
    monkeypatch.setenv("GITHUB_API_URL", github.home)
    monkeypatch.setenv("GITHUB_TOKEN", github.token(github.user("ana")))
    shop.sources = ["--github"]
    return shop


def _deployed(github, at, *states, sha="a" * 40, **more):
    steps = [(state, _written(at + timedelta(minutes=n))) for n, state in enumerate(states)]
    made = Deployment(github.new_id(), sha, _written(at), states=steps, **more)
    github.deployments.append(made)
    return made


def test_5_4_a_deployment_on_github_is_proposed_with_the_time_of_its_success(asked, github):
    made = _deployed(github, before(minutes=14), "queued", "in_progress", "success")
    _deployed(github, before(hours=6), "success")
    first, second = asked.changes()

    assert first["to"] == f"github:{github.full_name}/deployments/{made.id}"
    assert first["where"] == "deployed to checkout, 12 min before the start"
    assert first["title"] == "deployment of main in production"
    assert first["score"] > second["score"]


@pytest.mark.parametrize(
    ("states", "listed"),
    [
        (("queued",), False),
        ((), False),
        (("pending", "queued"), False),
        (("in_progress",), True),
        (("success", "inactive"), True),
        (("in_progress", "failure"), True),
    ],
)
def test_5_4_only_what_was_put_in_place_is_a_change(asked, github, states, listed):
    _deployed(github, before(minutes=30), *states)
    assert bool(asked.changes()) is listed


def test_5_4_its_commit_joins_it_with_the_history(asked, github):
    checkout = asked.source("checkout")
    old = checkout.commit("Begin", before(days=9), a="1")
    new = checkout.commit("Limit the pool", before(hours=15), a="2")
    _deployed(github, before(days=1, hours=-1), "success", sha=old)
    _deployed(github, before(minutes=9), "success", sha=new)

    first = asked.changes()[0]
    assert first["title"] == "Limit the pool"
    assert first["where"] == "deployed to checkout, 9 min before the start"


def test_5_4_deployments_outside_of_the_window_are_not_asked_for_more(asked, github):
    _deployed(github, START + timedelta(minutes=5), "success")
    _deployed(github, before(hours=30), "success")
    assert asked.changes() == []
    assert (
        len(github.asked("GET", "/statuses$")) == 1
    )  # what came during the incident may have taken something back


@pytest.mark.parametrize("fault", [refusal(404), refusal(403), empty_object(), garbled()])
def test_5_4_a_host_that_does_not_tell_is_told_of_and_hides_nothing(asked, github, fault):
    asked.source("checkout").commit("Limit the pool", before(minutes=12), a="1")
    github.fail("GET", r"/deployments$", *[fault] * 9)
    told = asked.told()

    assert any(f"deployments of {github.full_name} could not be read" in r for r in told["remarks"])
    assert "Limit the pool" in [p["title"] for p in told["proposals"]]


def test_5_4_without_a_token_nobody_is_asked(asked, github, monkeypatch):
    monkeypatch.delenv("GITHUB_TOKEN")
    monkeypatch.delenv("GH_TOKEN", raising=False)
    ran = asked.run()
    assert ran.code == 2
    assert "GITHUB_TOKEN" in ran.stderr
    assert github.journal == []
