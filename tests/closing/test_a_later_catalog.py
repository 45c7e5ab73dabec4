"""What is closed is held to the catalog of its day; today's only tells (5.1, 5.2, 5.3, 6.5)."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from tests.closing.conftest import ago

COMPONENTS = "catalog/components.yaml"
PEOPLE = "catalog/people.yaml"
TIER = 'name: checkout\n  title: Checkout\n  annotations:\n    wakebook.dev/tier: "'
BEN = "displayName: Ben\n  memberOf: [web]"


def edited(shop, path, old, new):
    text = (shop.repository.root / path).read_text()
    assert old in text
    shop.repository.write(path, text.replace(old, new))
    shop.repository.commit("Edit")


def checked(shop, *words):
    """What a strict check says of what a closure has to show."""
    strict = ("check", "--profile", "pedantic", "--format", "json")
    ran = shop.wakebook(*strict, *words, cwd=shop.repository)
    found = json.loads(ran.stdout)["findings"]
    asked = {code for _, code, _ in DEMANDS}
    return ran.code, {(each["code"], each["level"]) for each in found if each["code"] in asked}


def closed_by_hand(shop):
    """The record closed in an editor, without a command that asks first."""
    stem = f"{datetime.now(UTC) + timedelta(seconds=2):%Y%m%dT%H%M%SZ}-c105"
    entry = [{"kind": "closed", "at": ago(seconds=1), "by": "user:ana"}]
    shop.repository.write(f"{shop.folder}/timeline/{stem}.yaml", json.dumps(entry))
    header = f"{shop.folder}/incident.yaml"
    text = (shop.repository.root / header).read_text()
    shop.repository.write(header, f"{text}closed: {{status: closed, severity: SEV3}}\n")
    shop.repository.commit("Close")


DEMANDS = [
    (("verified: true", "when: {tier: ['0']}"), "WB5301", (COMPONENTS, f'{TIER}1"', f'{TIER}0"')),
    (("notes: [actions]", "when: {risk: [high]}"), "WB5101", (COMPONENTS, TIER, (
        f"{TIER[: -len('wakebook.dev/tier: ') - 1]}wakebook.dev/risk: high\n"
        "    wakebook.dev/tier: \""
    ))),
    (("confirmed_by: ['group:web']",), "WB5302", (PEOPLE, BEN, "displayName: Ben\n  memberOf: []")),
]  # fmt: skip


@pytest.mark.parametrize(("demand", "code", "edit"), DEMANDS)
def test_a_later_catalog_turns_nothing_red_that_is_closed(shop, demand, code, edit):
    shop.demand(*demand)
    if code == "WB5302":
        confirmed = {"kind": "confirmation", "who": "user:ben", "by": "user:ben"}
        shop.say({**confirmed, "of": "restoration", "at": ago(hours=1)})
    shop.repository.git("switch", "--quiet", "-c", "closing")
    closed_by_hand(shop)
    assert checked(shop, "--base", "main") == (0, set())
    shop.repository.git("switch", "--quiet", "main")
    shop.repository.git("merge", "--quiet", "closing")
    shop.repository.git("switch", "--quiet", "-c", "catalog")

    edited(shop, *edit)
    assert checked(shop) == (0, {(code, "note")})
    assert checked(shop, "--base", "main") == (0, {(code, "note")})
    assert code not in shop.wakebook("check", cwd=shop.repository).stdout
    verdict = shop.wakebook("review", "--format", "json", cwd=shop.repository).stdout
    assert code not in verdict


@pytest.mark.parametrize(("demand", "code", "edit"), DEMANDS)
def test_the_change_that_closes_is_held_to_the_catalog_that_it_meets(shop, demand, code, edit):
    shop.demand(*demand)
    edited(shop, *edit)
    shop.repository.git("switch", "--quiet", "-c", "closing")

    assert code in shop.stands()
    closed_by_hand(shop)
    assert checked(shop, "--base", "main") == (1, {(code, "error")})
    assert code in shop.wakebook("review", "--format", "json", cwd=shop.repository).stdout


def test_a_demand_that_asks_nothing_of_the_catalog_stays_an_error(shop):
    shop.demand("verified: true")
    closed_by_hand(shop)
    assert checked(shop) == (1, {("WB5301", "error")})
