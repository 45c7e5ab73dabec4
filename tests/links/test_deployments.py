"""Changes out of deployments (CDEvents), alone and together with the histories."""

import json
from datetime import timedelta

import pytest
from tests.links.conftest import DESCRIPTION, START, before, event


def test_5_4_a_deployment_right_before_the_start_comes_first(shop):
    shop.deployed(event(at=before(hours=8)), event(at=before(minutes=12)))

    first, second = shop.changes()
    assert first["where"] == "deployed to checkout, 12 min before the start"
    assert first["title"].startswith("deployment of pkg:oci/checkout@sha256")
    assert first["to"] == "cdevents:/ci/shop#deployed-checkout-135100"
    assert first["score"] > second["score"]


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("deployed", "deployment of"),
        ("upgraded", "upgrade to"),
        ("rolledback", "roll-back to"),
        ("published", "publication of"),
        ("removed", "removal of"),
    ],
)
def test_5_4_every_event_of_a_service_that_is_published_is_read(shop, verb, words):
    assert (DESCRIPTION / f"service{verb}.json").is_file()
    shop.deployed(event(verb))

    assert shop.changes()[0]["title"].startswith(words)


def test_5_4_a_roll_back_during_the_incident_tells_on_the_deployment_before_it(shop):
    shop.deployed(
        event(at=before(hours=6)),
        event("rolledback", at=START + timedelta(minutes=35)),
        event(service="payments", at=before(minutes=2)),
    )

    first = shop.changes()[0]
    assert first["why"][0] == "rolled back at 14:38, 5 min before it was mitigated"
    assert first["facts"]["component"] == "checkout"


def test_5_4_an_old_commit_does_harm_when_it_is_deployed(shop):
    checkout = shop.source("checkout")
    first = checkout.commit("Begin", before(days=30), a="1")
    guilty = checkout.commit("Limit the pool", before(hours=20), a="2")
    late = checkout.commit("Not deployed", before(minutes=5), a="3")
    shop.deployed(
        event(at=before(days=2), artifact=f"pkg:github/acme/checkout@{first}"),
        event(at=before(minutes=9), artifact=f"pkg:github/acme/checkout@{guilty}"),
        event(at=START + timedelta(minutes=90), artifact=f"pkg:github/acme/checkout@{late}"),
    )

    found = shop.changes()
    assert [change["title"] for change in found] == ["Limit the pool", "Not deployed"]
    assert found[0]["where"] == "deployed to checkout, 9 min before the start"
    assert found[1]["why"][-1] == "no record says that it was deployed before the start"


def test_5_4_the_commit_of_a_deployment_may_stand_in_its_own_data(shop):
    checkout = shop.source("checkout")
    commit = checkout.commit("Limit the pool", before(hours=20), a="2")
    shop.deployed(event(at=before(minutes=9), customData={"git": {"sha": commit}}))

    limit = next(c for c in shop.changes() if c["title"] == "Limit the pool")
    assert limit["facts"]["deployed"] is True


def test_5_4_deploying_what_was_before_tells_on_what_it_left_out(shop):
    checkout = shop.source("checkout")
    good = checkout.commit("Begin", before(days=3), a="1")
    guilty = checkout.commit("Cache carts", before(hours=7), a="2")
    shop.deployed(
        event(at=before(days=2), artifact=f"pkg:github/acme/checkout@{good}"),
        event(at=before(hours=6), artifact=f"pkg:github/acme/checkout@{guilty}"),
        event(at=START + timedelta(minutes=37), artifact=f"pkg:github/acme/checkout@{good}"),
    )

    first = shop.changes()[0]
    assert first["title"] == "Cache carts"
    assert first["why"][0] == "rolled back at 14:40, 3 min before it was mitigated"


def test_5_4_a_component_may_be_deployed_under_another_name(shop):
    file = shop.records.root / "catalog/components.yaml"
    text = file.read_text()
    mark = "  title: Checkout\n  annotations:\n"
    file.write_text(
        text.replace(mark, f"{mark}    wakebook.dev/deployed-as: shop-frontend, cart\n")
    )
    shop.deployed(event(service="prod/shop-frontend"))

    assert shop.changes()[0]["facts"]["component"] == "checkout"


def test_5_4_an_event_may_come_in_a_cloudevent_and_others_are_passed_over(shop):
    wrapped = {"specversion": "1.0", "id": "1", "source": "/x", "type": "y", "data": event()}
    other = event()
    other["context"]["type"] = "dev.cdevents.build.finished.0.2.0"
    shop.deployed(wrapped, other, event(service="unknown-service"))
    told = shop.told()

    assert len([p for p in told["proposals"] if p["relation"] != "problem"]) == 1
    assert not any("deployments.jsonl" in remark for remark in told["remarks"])


def test_5_4_a_deployment_at_an_unknown_time_is_listed_as_such(shop):
    naive = event()
    naive["context"]["timestamp"] = "2026-11-20T13:51:00"
    shop.deployed(naive, event(at=before(hours=3)))

    known, unknown = shop.changes()
    assert unknown["where"] == "deployed to checkout, at an unknown time"
    assert known["score"] > unknown["score"] > 0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        '"text"',
        "{}",
        '{"context": 1, "subject": 2}',
        "[" * 5000,
        '{"context": {"type": "dev.cdevents.service.deployed.0.3.0"}, "subject": {"id": 7}}',
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ],
)
def test_5_4_a_line_that_cannot_be_read_is_told_of_and_hides_no_other(shop, line):
    shop.deployed(event())
    file = shop.folder / "deployments.jsonl"
    file.write_text(f"{line}\n{file.read_text()}", encoding="utf-8")
    told = shop.told()

    assert any("deployments.jsonl: line 1" in remark for remark in told["remarks"])
    assert any(p["relation"] == "caused_by_change" for p in told["proposals"])


def test_5_4_hostile_values_stay_text(shop):
    hostile = event(service="checkout", artifact="\x1b[31mred\u202e\n- kind: closed")
    hostile["context"]["id"] = "a b\x1b]0;title\x07" + "x" * 5000
    shop.deployed(hostile)
    ran = shop.run()
    (change,) = shop.changes()

    assert "\x1b" not in ran.stdout + ran.stderr
    assert len(change["to"]) < 500
    assert shop.run("--accept", str(change["number"])).code == 0
    check = shop._wakebook("check", cwd=shop.records)
    assert check.code == 0, check.stdout


def test_5_4_a_file_of_deployments_that_is_not_there_is_told_of(shop):
    told = shop.told("--deployments", "nowhere.jsonl")
    assert "nowhere.jsonl cannot be read: No such file or directory" in told["remarks"]


def test_5_4_where_deployments_are_can_be_settled_once(shop):
    shop.deployed(event())
    shop.sources = []
    shop.records.git("config", "--add", "wakebook.deployments", "../deployments.jsonl")

    assert json.dumps(shop.changes()[0]["facts"]["kind"]) == '"deployment"'
