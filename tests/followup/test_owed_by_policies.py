"""What is owed follows the policies: closures theirs, post-mortems theirs, updates and reviews."""

import json
from typing import Any

import pytest

from wakebook.cli.main import main

ID = "2026-11-27-mail"
FOLDER = f"incidents/2026/{ID}"
CALENDAR = """apiVersion: wakebook.dev/v1
kind: Calendar
metadata:
  name: office
spec:
  zone: UTC
  hours:
    monday: ["09:00-17:00"]
    tuesday: ["09:00-17:00"]
    wednesday: ["09:00-17:00"]
    thursday: ["09:00-17:00"]
    friday: ["09:00-17:00"]
  holidays:
    - {date: 2026-12-01, name: Inventory}
"""
CLOSURE = """schema: closure
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2026-11-01
    demands:
      - name: Paperwork
        administration: P1D
        calendar: CALENDAR
"""
NEEDS = """needs:
  - from: 2026-11-01
    cases:
      - {name: It was severe, when: {severity: [SEV1, SEV2]}, due: PT48H}
"""
FOLLOW = "schema: followup\nowner: group:web\nreview_by: 2027-03-31\nrules:\n  - from: 2026-11-01\n"


@pytest.fixture
def shop(small: Any) -> Any:
    """One severe incident, resolved on a Friday at noon."""
    entries = [
        {"kind": "declared", "at": "2026-11-27T10:00Z"},
        {"kind": "severity", "at": "2026-11-27T10:00Z", "level": "SEV2"},
        {"kind": "role", "at": "2026-11-27T10:00Z", "role": "commander", "from": "none",
         "to": "user:ben"},
        {"kind": "resolved", "at": "2026-11-27T12:00:00Z"},
    ]  # fmt: skip
    header = "title: Mail is late\nkind: incident\naudience: staff\ncomponents: [checkout]\n"
    small.write(f"{FOLDER}/incident.yaml", header)
    log = json.dumps([{**entry, "by": "user:ana"} for entry in entries])
    small.write(f"{FOLDER}/timeline/20261127T120001Z-0001.yaml", log)
    small.write("policies/followup.yaml", FOLLOW)
    small.commit("Resolve")
    return small


def owed(repository: Any, capsys: Any, at: str, kind: str) -> list[tuple[str, str, str]]:
    """Subject, owner and state of what is owed of a kind, as the command tells it of a commit."""
    repository.commit()
    main(["-C", str(repository.root), "follow-up", "--at", at, "--format", "json"])
    told = json.loads(capsys.readouterr().out)["obligations"]
    return [(e["subject"], e["owner"], e["state"]) for e in told if e["kind"] == kind]


def test_5_5_a_closure_is_late_by_the_calendar_of_its_team(shop, capsys):
    shop.write("catalog/office.yaml", CALENDAR)
    people = (shop.root / "catalog/people.yaml").read_text()
    web = "kind: Group\nmetadata:\n  name: web\n"
    assert web in people
    shop.write(
        "catalog/people.yaml",
        people.replace(web, f"{web}  annotations:\n    wakebook.dev/calendar: office\n"),
    )
    shop.write("policies/closure.yaml", CLOSURE.replace("CALENDAR", "owners"))
    closure = (ID, "user:ben")
    assert owed(shop, capsys, "2026-11-29T12:00Z", "closure") == [(*closure, "soon")]
    assert owed(shop, capsys, "2026-11-30T11:59Z", "closure") == [(*closure, "soon")]
    assert owed(shop, capsys, "2026-11-30T12:01Z", "closure") == [(*closure, "overdue")]


@pytest.mark.parametrize("components", ["checkout", "elsewhere, checkout"])
def test_5_5_what_nobody_can_be_called_for_falls_to_the_owning_team(shop, capsys, components):
    _commanded_by_a_stranger(shop, components)
    at = "2026-12-02T12:00Z"
    assert owed(shop, capsys, at, "closure") == [(ID, "group:web", "overdue")]
    assert owed(shop, capsys, at, "postmortem") == [(ID, "group:web", "overdue")]


def test_5_5_where_no_team_owns_it_whoever_answers_for_the_policy_is_asked(shop, capsys):
    _commanded_by_a_stranger(shop, "elsewhere", owner="user:cleo")
    assert owed(shop, capsys, "2026-12-02", "closure") == [(ID, "user:cleo", "overdue")]


def _commanded_by_a_stranger(shop: Any, components: str, owner: str = "group:web") -> None:
    log = next((shop.root / FOLDER / "timeline").iterdir())
    log.write_text(log.read_text().replace("user:ben", "external: benny"))
    header = shop.root / FOLDER / "incident.yaml"
    header.write_text(header.read_text().replace("[checkout]", f"[{components}]"))
    policy = CLOSURE.replace("        calendar: CALENDAR\n", "").replace("group:web", owner)
    shop.write("policies/closure.yaml", policy)
    needs = (shop.root / "policies/postmortem.yaml").read_text().partition("needs:")[0]
    shop.write("policies/postmortem.yaml", f"{needs}{NEEDS}")


def test_5_5_a_holiday_gives_a_day_more(shop, capsys):
    shop.write("catalog/office.yaml", CALENDAR)
    policy = CLOSURE.replace("CALENDAR", "office").replace("P1D", "P2D")
    shop.write("policies/closure.yaml", policy)
    state = [owed(shop, capsys, f"2026-12-{day}T12:01Z", "closure")[0][2] for day in ("01", "02")]
    assert state == ["soon", "overdue"]


def test_5_5_what_is_closed_is_owed_no_more(shop, capsys):
    shop.write("policies/closure.yaml", CLOSURE.replace("        calendar: CALENDAR\n", ""))
    assert owed(shop, capsys, "2027-01-01", "closure") == [(ID, "user:ben", "stale")]
    closed = [{"kind": "closed", "at": "2026-11-28T16:00Z", "by": "user:ana"}]
    shop.write(f"{FOLDER}/timeline/20261128T160000Z-0002.yaml", json.dumps(closed))
    header = (shop.root / FOLDER / "incident.yaml").read_text()
    shop.write(f"{FOLDER}/incident.yaml", f"{header}closed: {{status: closed, severity: SEV2}}\n")
    assert owed(shop, capsys, "2027-01-01", "closure") == []


def test_5_5_nothing_is_late_where_no_policy_says_so(shop, capsys):
    assert owed(shop, capsys, "2027-06-01T00:00Z", "closure") == []


def test_6_5_a_post_mortem_is_owed_where_the_policy_asks_for_one(shop, capsys):
    assert owed(shop, capsys, "2026-12-24T00:00Z", "postmortem") == []
    policy = (shop.root / "policies/postmortem.yaml").read_text()
    shop.write("policies/postmortem.yaml", policy + NEEDS)
    postmortem = (ID, "user:ben")
    assert owed(shop, capsys, "2026-11-29T11:59Z", "postmortem") == [(*postmortem, "soon")]
    assert owed(shop, capsys, "2026-11-29T12:01Z", "postmortem") == [(*postmortem, "overdue")]


def test_6_1_a_post_mortem_that_was_only_begun_is_owed_until_it_is_published(shop, capsys):
    policy = (shop.root / "policies/postmortem.yaml").read_text()
    shop.write("policies/postmortem.yaml", policy + NEEDS)
    main(["-C", str(shop.root), "postmortem", "draft", "mail"])
    capsys.readouterr()
    late = [(ID, "user:ben", "overdue")]
    assert owed(shop, capsys, "2026-11-29T12:01Z", "postmortem") == late
    main(["-C", str(shop.root), "follow-up", "--at", "2026-11-29T12:01Z"])
    assert "Post-mortem of: Mail is late (begun)" in capsys.readouterr().out
    place = f"postmortems/2026/{ID}/postmortem.md"
    begun = (shop.root / place).read_text()
    for published in (
        "published: 2026-11-29",
        "'published': 2026-11-29",
        "published: '2026-11-29'",
    ):
        shop.write(place, begun.replace("---\n", f"---\n{published}\n", 1))
        assert owed(shop, capsys, "2026-11-29T12:01Z", "postmortem") == [], published
    for hidden in ('title: "A\npublished: 2026-11-29"', "# published: 2026-11-29", "published:"):
        shop.write(place, begun.replace("---\n", f"---\n{hidden}\n", 1))
        assert owed(shop, capsys, "2026-11-29T12:01Z", "postmortem") == late, hidden
    shop.write(place, f"{begun}\npublished: 2026-11-29\n")
    assert owed(shop, capsys, "2026-11-29T12:01Z", "postmortem") == late, "in its text"


def test_6_5_a_waived_post_mortem_is_owed_no_more(shop, capsys):
    policy = (shop.root / "policies/postmortem.yaml").read_text()
    shop.write("policies/postmortem.yaml", policy + NEEDS)
    header = (shop.root / FOLDER / "incident.yaml").read_text()
    waiver = "waivers:\n  - {rule: WB6501, reason: The same as last week, by: user:ana}\n"
    shop.write(f"{FOLDER}/incident.yaml", header + waiver)
    assert owed(shop, capsys, "2026-12-24T00:00Z", "postmortem") == []
    main(["-C", str(shop.root), "postmortem", "draft", "mail"])
    capsys.readouterr()
    assert owed(shop, capsys, "2026-12-24T00:00Z", "postmortem") == []


def test_5_5_a_clock_that_is_none_is_refused(shop, capsys):
    assert main(["-C", str(shop.root), "follow-up", "--at", "lunch"]) == 2
    assert "lunch" in capsys.readouterr().err
