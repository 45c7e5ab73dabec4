"""``wakebook export pagerduty``: what there is in PagerDuty's shape, and back again."""

import json
import random
import shutil

import jsonschema
import pytest

STAFF = "audience: staff\nkind: incident\n"
ODD = """\
- {kind: started, at: ~2026-03-01, by: user:ana}
- {kind: detected, at: 2026-03-02T10:00:07.25+01:00, by: user:ana, source: customer}
- {kind: declared, at: 2026-03-02T10:00Z, by: user:ana}
- {kind: severity, at: 2026-03-02T10:00Z, by: user:ana, level: SEV3}
- {kind: observation, at: 2026-03-02T10:01Z, by: user:ana, text: A queue is full.}
- {kind: identified, at: unknown, by: user:ana}
- {kind: severity, at: 2026-03-02T10:20Z, by: user:ana, level: SEV1}
- {kind: update, at: 2026-03-02T10:30Z, by: user:ana, text: We know why.}
- {kind: mitigated, at: 2026-03-02T11:00Z, by: user:ana}
- {kind: resolved, at: 2026-03-02T11:00Z, by: user:ana}
- {kind: reopened, at: 2026-03-02T11:30Z, by: user:ana}
- {kind: resolved, at: 2026-03-02T12:00Z, by: user:ana}
- {kind: closed, at: 2026-03-03, by: user:ana}
"""
AT_ONCE = """\
- {kind: detected, at: 2026-04-01T09:00Z, by: user:ana}
- {kind: declared, at: 2026-04-01T09:00Z, by: user:ana}
- {kind: resolved, at: 2026-04-01T09:00Z, by: user:ana}
- {kind: closed, at: 2026-04-01T09:00Z, by: user:ana}
"""
OPEN = """\
- {kind: detected, at: 2026-04-02T09:00Z, by: user:ana}
- {kind: acknowledged, at: 2026-04-02T09:05Z, by: user:ana}
"""
_TIME = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
SHAPE = {
    "required": ["incidents", "limit", "offset", "more"],
    "properties": {
        "incidents": {
            "items": {
                "required": ["id", "type", "summary", "title", "created_at", "status", "service"],
                "properties": {
                    "type": {"const": "incident"},
                    "status": {"enum": ["triggered", "acknowledged", "resolved"]},
                    "created_at": _TIME,
                    "resolved_at": _TIME,
                    "log_entries": {
                        "items": {
                            "required": [
                                "id",
                                "type",
                                "created_at",
                                "agent",
                                "channel",
                                "incident",
                            ],
                            "properties": {
                                "type": {"pattern": "^[a-z_]+_log_entry$"},
                                "created_at": _TIME,
                            },
                        }
                    },
                },
            }
        }
    },
}
"""What PagerDuty's description demands of the list of incidents, and what lies in it."""


def write(small, incident, log, header=STAFF, title="A queue is full"):
    folder = f"incidents/{incident[:4]}/{incident}"
    small.write(f"{folder}/incident.yaml", f"title: {title}\n{header}")
    small.write(f"{folder}/timeline/20260410T000000Z-a1.yaml", log)


def exported(wakebook, repository, to, *words):
    repository.commit()
    ran = wakebook("export", "pagerduty", "--to", str(to), *words, cwd=repository.root)
    return ran, json.loads(to.read_text())


def told(incident):
    """What an incident tells that a record keeps; milestones and severities are in order."""
    log = [_entry(entry) for entry in incident["log_entries"]]
    return {
        "id": incident["id"],
        "title": incident["title"],
        "status": incident["status"],
        "priority": incident["priority"],
        "fields": [field["value"] for field in incident["custom_fields"]],
        "milestones": [entry for entry in log if "priority" not in entry[0]],
        "severities": [entry for entry in log if "priority" in entry[0]],
        "notes": [text["content"] for text in incident["notes"]],
        "updates": [text["message"] for text in incident["status_updates"]],
        "reason": incident["resolve_reason"],
    }


def _entry(entry):
    exact = entry["event_details"].get("wakebook_at", entry["created_at"])
    return entry["type"], entry["channel"], exact


@pytest.fixture
def fresh(repository):
    """A repository with the same catalog and policies, and no incident."""

    def made():
        other = repository("small", to="fresh")
        for folder in ("incidents", "postmortems", "problems"):
            shutil.rmtree(other.root / folder)
        other.commit()
        return other

    return made


def test_what_is_exported_comes_back_the_same(small, wakebook, tmp_path, fresh):
    closed = "closed: {status: closed, severity: SEV1}\ncomponents: [payments, orders-db]\n"
    write(small, "2026-03-01-queue", ODD, STAFF + closed + "summary: It was the queue.\n")
    write(small, "2026-04-01-at-once", AT_ONCE, STAFF + "closed: {status: closed}\n")
    ran, document = exported(wakebook, small, tmp_path / "a.json")
    assert (ran.code, ran.stdout.split(":")[0]) == (0, "4 incidents")
    jsonschema.Draft202012Validator(SHAPE).validate(document)
    other = fresh()
    back = wakebook("import", "pagerduty", str(tmp_path / "a.json"), cwd=other.root)
    assert "4 created" in back.stdout, back.stdout
    assert wakebook("check", "--no-cache", "--profile", "lenient", cwd=other.root).code == 0
    _, again = exported(wakebook, other, tmp_path / "b.json")
    assert list(map(told, again["incidents"])) == list(map(told, document["incidents"]))
    header = (other.root / "incidents/2026/2026-03-01-queue/incident.yaml").read_text()
    assert "closed:\n  status: closed\n  severity: SEV1\n" in header
    assert "summary: It was the queue.\n" in header
    second = wakebook("import", "pagerduty", str(tmp_path / "a.json"), cwd=other.root)
    assert "0 created, 4 unchanged" in second.stdout


def course(dice, day):
    """A possible course of an ended incident, with times of every precision."""
    steps = ["started", "detected", "declared", "acknowledged", "triaged", "identified"]
    kinds = sorted(dice.sample(steps, dice.randint(1, 6)), key=steps.index)
    kinds += [*dice.choice((["mitigated"], [])), "resolved"]
    if dice.random() < 0.4:
        kinds += ["reopened", *dice.choice((["identified", "mitigated"], [])), "resolved"]
    for number, kind in enumerate([*kinds, "closed"]):
        hour = f"2025-06-{day:02}T{number:02}:{dice.randint(0, 59):02}"
        known = (f"{hour}Z", f"~{hour}:30Z", f"{hour}:07.25Z")
        yield kind, "unknown" if number and dice.random() < 0.1 else dice.choice(known)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_its_course_an_incident_comes_back_the_same(
    small, wakebook, tmp_path, fresh, seed
):
    dice = random.Random(seed)
    for day in range(1, 29):
        log = [f"- {{kind: {kind}, at: '{at}', by: user:ana}}" for kind, at in course(dice, day)]
        header = f"{STAFF}closed: {{status: closed}}\n"
        write(small, f"2025-06-{day:02}-case", "\n".join(log) + "\n", header)
    _, document = exported(wakebook, small, tmp_path / "a.json")
    other = fresh()
    back = wakebook("import", "pagerduty", str(tmp_path / "a.json"), cwd=other.root)
    assert "30 created" in back.stdout, back.stdout
    _, again = exported(wakebook, other, tmp_path / "b.json")
    there = {each["id"]: told(each) for each in again["incidents"]}
    for each in document["incidents"]:
        assert there[each["id"]] == told(each)


def test_what_goes_on_is_open_there_and_here(small, wakebook, tmp_path, fresh):
    write(small, "2026-04-02-open", OPEN)
    _, document = exported(wakebook, small, tmp_path / "a.json")
    (open_,) = [each for each in document["incidents"] if each["id"] == "2026-04-02-open"]
    assert (open_["status"], open_["resolved_at"]) == ("acknowledged", None)
    assert open_["last_status_change_at"] == "2026-04-02T09:05:00Z"
    other = fresh()
    wakebook("import", "pagerduty", str(tmp_path / "a.json"), cwd=other.root)
    folder = other.root / "incidents/2026/2026-04-02-open"
    assert "origin" not in (folder / "incident.yaml").read_text()
    assert "kind: acknowledged" in next((folder / "timeline").iterdir()).read_text()


def test_3_5_it_holds_what_its_audience_may_read(small, wakebook, tmp_path):
    write(small, "2026-04-01-at-once", AT_ONCE, "kind: incident\naudience: restricted\n", "Canary")
    shown = {}
    for audience in ("public", "staff", "restricted"):
        words = ("--audience", audience)
        shown[audience] = exported(wakebook, small, tmp_path / "a.json", *words)[1]["incidents"]
    _, plain = exported(wakebook, small, tmp_path / "a.json")
    assert plain["incidents"] == shown["staff"]
    assert "Canary" in json.dumps(shown["restricted"])
    assert "Canary" not in json.dumps(shown["staff"])
    assert "CDN closed idle" not in json.dumps(shown["public"])
    assert "user:" not in json.dumps(shown)


def test_what_is_no_incident_is_left_out_and_told(small, wakebook, tmp_path):
    ran, document = exported(wakebook, small, tmp_path / "a.json")
    assert "edge-upgrade" not in json.dumps(document)
    assert "1 record left out: a maintenance, notice or drill is no incident" in ran.stderr


def test_a_record_that_cannot_be_read_is_said(small, wakebook, tmp_path):
    write(small, "2026-04-01-broken", AT_ONCE, title="[")
    ran, _ = exported(wakebook, small, tmp_path / "a.json")
    assert ran.code == 1
    assert "2026-04-01-broken/incident.yaml cannot be read" in ran.stderr


def test_an_older_revision_and_a_place_that_is_none(small, wakebook, tmp_path):
    write(small, "2026-04-01-at-once", AT_ONCE)
    _, document = exported(wakebook, small, tmp_path / "a.json", "--rev", "HEAD~1")
    assert "at-once" not in json.dumps(document)
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    ran = wakebook("export", "pagerduty", "--to", str(tmp_path / "taken/x.json"), cwd=small.root)
    assert ran.code == 3
    assert "name another file with --to" in ran.stderr
