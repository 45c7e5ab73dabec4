"""Leaving is easy: everything in the shape of Statuspage's API, and back again (3.2)."""

import json
from pathlib import Path

import jsonschema
from tests.status.conftest import HEADER, LOG, OUTAGE, OVER, PLAN, PLANNED, WORK

SCHEMA = Path(__file__).parents[2] / "schemas/statuspage-summary.json"


def exported(site, tmp_path, *words):
    to = tmp_path / "history.json"
    site.repository.commit("Change")
    ran = site.run("export", "statuspage", "--to", str(to), *words, cwd=site.repository)
    return ran, json.loads(to.read_text())


def test_3_2_the_export_holds_every_incident_and_not_the_last_fifty(site, tmp_path):
    for number in range(60):
        day = f"2025-{number // 28 + 1:02}-{number % 28 + 1:02}"
        log = (LOG + OVER).replace("2026-11-23", day)
        site.write(f"{day}-old-{number}", HEADER, log)
    ran, told = exported(site, tmp_path)
    assert (ran.code, "61 incidents, 1 maintenance:" in ran.stdout) == (0, True)
    assert len(told["incidents"]) == 61
    assert jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).is_valid(told)


def test_3_5_the_export_holds_what_its_audience_may_read(site, tmp_path):
    site.write("2026-11-22-canary", HEADER.replace("public:", "x-public:"), LOG)
    site.write("2026-11-21-sealed", HEADER.replace("staff", "restricted"), LOG)
    told = exported(site, tmp_path)[1]
    text = json.dumps(told)
    assert [i["id"] for i in told["incidents"]] == [OUTAGE]
    assert "db7" not in text
    told = exported(site, tmp_path, "--audience", "staff")[1]
    assert "db7 is out of connections" not in json.dumps(told), "an observation is no update"
    assert "Checkout answers with errors at host db7" in json.dumps(told)


def test_3_2_what_is_exported_can_be_imported_again(site, tmp_path, wakebook):
    site.write(OUTAGE, HEADER, LOG, OVER)
    site.write(WORK, PLANNED, PLAN)
    exported(site, tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    assert wakebook("init", ".", cwd=other).code == 0
    ran = wakebook("import", "statuspage", str(tmp_path / "history.json"), cwd=other)
    assert "2 created" in ran.stdout, ran.stdout + ran.stderr
    again = wakebook("import", "statuspage", str(tmp_path / "history.json"), cwd=other)
    assert "0 created, 2 unchanged" in again.stdout
    headers = "".join(p.read_text() for p in other.glob("incidents/*/*/incident.yaml"))
    assert "Orders cannot be paid" in headers
    assert "A new till" in headers


def test_3_2_a_record_that_cannot_be_read_is_said(site, tmp_path):
    site.write("2026-11-21-broken", "title: [\n", LOG)
    ran, told = exported(site, tmp_path)
    assert (ran.code, "1 record that cannot be read" in ran.stderr) == (1, True)
    assert "broken" not in ran.stderr
    assert [i["id"] for i in told["incidents"]] == [OUTAGE]
