"""``wakebook measure`` on small real repositories: what counts, what is left out, and why (7.1)."""

import csv
import io
import json
import re
import shutil

import pytest
from tests.measures.conftest import SEVERITY, log

from wakebook.measures.groups import BY, NONE

DAY = "2026-11-{:02}"


def told(shop, *words, code=0):
    """The report as JSON, by the names of its figures."""
    document = json.loads(shop.run("measure", "--format", "json", *words, code=code))
    return {section["name"]: section["figures"] for section in document["measures"]}


def left_out(shop, measure):
    """Why records are left out of a figure of everything."""
    (figure,) = told(shop, measure)[measure]
    return figure["left_out"]


def entry(kind, at, **words):
    more = "".join(f"  {key}: {value}\n" for key, value in words.items())
    return f"- kind: {kind}\n  at: {at}\n  by: user:ana\n{more}"


SOUND = log("2026-11-01", started="09:00", detected="09:10", declared="09:12", resolved="10:00")


@pytest.mark.parametrize(
    ("measure", "entries", "why"),
    [
        ("mttd", log("2026-11-02", declared="09:10"), "its beginning is not recorded"),
        ("mttr-resolve", log("2026-11-02", started="09:10"), "its end is not recorded"),
        ("mttr-resolve", log("2026-11-02", started="09:10", resolved="unknown"),
         "one of its times is unknown"),
        ("mttr-resolve", log("2026-11-02", started="09:10", resolved="09:00"),
         "it ends before it begins"),
        ("mttr-resolve", log("2026-11-02", started="09:10", resolved="2026-11-03"),
         "its times are not known well enough"),
        ("mttr-resolve", log("2026-11-02", started="09:10", resolved="09:10"),
         "it has no length"),
        ("sla", log("2026-11-02", started="09:10", resolved="10:10"), "no target fits it"),
        ("detected-by-us", log("2026-11-02", started="09:10"), "nobody knows who noticed first"),
        ("updates-in-time", log("2026-11-02", declared="09:10", update="09:20", resolved="09:30"),
         "its severity asks for no updates"),
        ("volume", entry("proposed", "2026-11-02T09:00Z"), "it is only a candidate"),
        ("volume", log("2026-11-02", declared="09:00", canceled="09:30"),
         "it was canceled: there was none"),
        ("volume",
         log("2026-11-02", declared="09:00")
         + entry("merged", "2026-11-02T09:30Z", into="2026-11-01-sound"),
         "it was merged into another one"),
    ],
)  # fmt: skip
def test_7_1_what_is_left_out_is_counted_by_its_reason(shop, measure, entries, why):
    shop.write("2026-11-01-sound", SOUND)
    if "update" in entries:
        entries = entries.replace("kind: update\n", "kind: update\n  text: We work on it.\n")
    shop.write("2026-11-02-odd", entries)
    assert left_out(shop, measure)[why] in (1, 2, 3)
    assert f"{measure}: " in shop.run("measure", measure)
    assert why in shop.run("measure", measure)


def test_7_1_what_lies_between_two_failures_is_left_out_by_its_reason(shop):
    shop.write("2026-11-01-long", log("2026-11-01", started="09:00", resolved="2026-11-02T09:00Z"))
    shop.write("2026-11-01-within", log("2026-11-01", started="10:00", resolved="11:00"))
    shop.write("2026-11-03-next", log("2026-11-03", started="09:00"))
    shop.write("2026-11-04-last", log("2026-11-04", started="09:00", resolved="10:00"))
    nameless = log("2026-11-05", started="09:00", resolved="10:00")
    shop.write("2026-11-05-nameless", nameless, components="")
    (figure,) = told(shop, "mtbf")["mtbf"]
    assert figure["left_out"] == {
        "it began before the one before it ended": 1,
        "nobody knows when the one before it ended": 1,
        "it names no component": 1,
    }
    seen = [(each["incident"], each["part"], each["value"]) for each in figure["observed"]]
    assert seen == [("2026-11-03-next", "checkout", 86_400)]


def test_7_1_a_reopened_incident_counts_and_is_told(shop):
    shop.write("2026-11-01-sound", SOUND)
    again = log("2026-11-02", started="09:00", resolved="10:00", reopened="11:00")
    shop.write("2026-11-02-again", again + log("2026-11-02", resolved="12:00"))
    (figure,) = told(shop, "reopened")["reopened"]
    assert (figure["n"], figure["value"]) == (2, 0.5)


def test_7_1_an_old_report_comes_out_again_whatever_happens_later(shop):
    shop.write("2026-11-01-sound", SOUND + SEVERITY.format(at="2026-11-01T09:13Z", level="SEV2"))
    shop.write("2026-11-02-more", SOUND.replace("2026-11-01", "2026-11-02"))
    then = shop.repository.commit()
    forms = ("table", "json", "csv", "openmetrics")
    old = [shop.run("measure", "--as-of", then, "--format", form) for form in forms]
    shop.repository.git("rm", "-rq", "incidents/2026/2026-11-01-sound", "catalog", "policies")
    shop.write("2026-11-03-other", SOUND.replace("2026-11-01", "2026-11-03"))
    policy = (
        "schema: measures\nowner: group:web\nreview_by: 2027-03-31\nrules:\n  - from: 2010-01-01\n"
    )
    policy += "    measures: [{name: volume, title: V, text: T., figure: count}]\n"
    shop.repository.write("policies/measures.yaml", policy)
    shop.repository.commit()
    assert "2 records" not in shop.run("measure", "--as-of", "HEAD", code=0).replace(
        "2 records", ""
    )
    for kept in (True, False):
        again = [shop.run("measure", "--as-of", then, "--format", form) for form in forms]
        assert again == old, kept
        for file in (shop.repository.root / ".git/wakebook").glob("*.sqlite"):
            file.unlink()


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_7_1_a_report_that_was_kept_and_damaged_is_made_again(shop, damage):
    shop.write("2026-11-01-sound", SOUND)
    shop.repository.write("incidents/2026/2026-11-02-odd/incident.yaml", "title: [\n")
    shop.repository.commit()
    before = shop.wakebook("measure", "--as-of", "HEAD", cwd=shop.repository)
    assert (before.code, "2026-11-02-odd/incident.yaml cannot be read" in before.stderr) == (
        1,
        True,
    )
    kept = shop.repository.root / ".git/wakebook/reports.sqlite"
    if damage is not None:
        kept.write_bytes(damage)
    assert shop.wakebook("measure", "--as-of", "HEAD", cwd=shop.repository) == before


@pytest.mark.parametrize(
    ("instant", "met", "why"),
    [
        ("2026-11-02T12:00Z", (1, 1), {"it goes on, and its target has not passed": 1}),
        ("2026-11-02T17:09Z", (1, 1), {"it goes on, and its target has not passed": 1}),
        ("2026-11-02T17:11Z", (1, 2), {}),
        ("2027-02-01T00:00Z", (1, 2), {}),
        ("2026-11-01T00:00Z", (1, 1), {"its end is not recorded": 1}),
    ],
)
def test_7_1_an_incident_that_goes_on_misses_its_target_once_that_has_passed(
    shop, monkeypatch, instant, met, why
):
    severity = SEVERITY.replace("{at}", "{day}T09:13Z").replace("{level}", "SEV2")
    shop.write("2026-11-01-sound", SOUND + severity.format(day="2026-11-01"))
    goes_on = log("2026-11-02", started="09:10", declared="09:12")
    shop.write("2026-11-02-long", goes_on + severity.format(day="2026-11-02"))
    monkeypatch.setenv("GIT_COMMITTER_DATE", instant)
    shop.repository.commit()
    told = json.loads(shop.run("measure", "sla", "--as-of", "HEAD", "--format", "json"))
    (figure,) = told["measures"][0]["figures"]
    kept = sum(each["value"] for each in figure["observed"])
    assert ((kept, figure["n"]), figure["left_out"]) == (met, why)


@pytest.mark.parametrize("by", [way for way in BY if way != "all"])
def test_7_1_figures_are_told_apart_each_way(shop, by):
    shop.write("2026-11-01-sound", SOUND + SEVERITY.format(at="2026-11-01T09:13Z", level="SEV2"))
    shop.write("2026-11-02-bare", log("2026-11-02", declared="2026-11-02"), components="")
    groups = {
        "service": {"checkout", NONE},
        "team": {"group:web", NONE},
        "tier": {"1", NONE},
        "category": {NONE},
        "severity": {"SEV2", NONE},
        "source": {NONE},
        "origin": {"ours"},
        "year": {"2026"},
        "quarter": {"2026-Q4"},
        "month": {"2026-11"},
        "weekday": {"7 Sun", "1 Mon"},
        "hour": {"09:00", NONE},
    }[by]
    found = told(shop, "--by", by)["volume"]
    assert {figure["group"] for figure in found} == groups
    assert sum(figure["n"] for figure in found) == 2


def test_7_1_days_bound_what_counts(shop):
    for day in (1, 2, 3):
        shop.write(f"{DAY.format(day)}-x", SOUND.replace("2026-11-01", DAY.format(day)))
    count = lambda *words: told(shop, "volume", *words)["volume"][0]["n"]  # noqa: E731
    assert (count(), count("--since", "2026-11-02"), count("--until", "2026-11-02")) == (3, 2, 1)
    assert count("--since", "2026-11-02", "--until", "2026-11-03") == 1
    assert "soon is no day; write a date such as 2026-11-23" in shop.run(
        "measure", "--since", "soon", code=2
    )


def test_7_1_stated_figures_stand_beside_computed_ones(shop):
    stated = "stated:\n" + "".join(
        f"  - {{measure: Time to resolve, value: {value}, clock: {clock}}}\n"
        for value, clock in (
            ("PT1H", "wall"),
            ("PT2H", "wall"),
            ("PT1H", "office"),
            ("long", "wall"),
        )
    )
    shop.write("2026-11-01-sound", SOUND)
    shop.write("2026-11-02-open", log("2026-11-02", started="09:00"))
    for name in ("2026-11-01-sound", "2026-11-02-open"):
        path = shop.repository.root / f"incidents/2026/{name}/incident.yaml"
        path.write_text(path.read_text() + stated)
    document = json.loads(shop.run("measure", "mttr-resolve", "--format", "json"))
    verdicts = [(each["incident"][11:], each["verdict"]) for each in document["stated"]]
    assert verdicts == [
        ("sound", "agrees"),
        ("sound", "differs"),
        ("sound", "counts other hours"),
        ("sound", "is no length of time"),
        ("open", "cannot be computed"),
        ("open", "cannot be computed"),
        ("open", "counts other hours"),
        ("open", "is no length of time"),
    ]
    assert "1 agrees" in shop.run("measure")


def test_7_1_definitions_that_cannot_be_read_are_no_figures(shop):
    shop.repository.write("policies/measures.yaml", "schema: measures\nrules: []\n")
    assert "wakebook check policies/measures.yaml tells why" in shop.run("measure", code=2)
    shop.repository.commit()
    assert "cannot be read" in shop.run("measure", "--as-of", "HEAD", code=2)


def test_7_1_a_figure_that_nobody_defined_leads_to_one_that_is(shop):
    assert "did you mean mttd?" in shop.run("measure", "mttdd", code=2)
    told = shop.run("measure", "mttr", code=2)
    assert "did you mean mttr-repair or mttr-resolve?" in told


@pytest.mark.parametrize("rev", [(), ("--as-of", "HEAD")])
def test_7_1_an_audience_counts_what_it_may_read(shop, rev):
    shop.write("2026-11-01-sound", SOUND)
    shop.write("2026-11-02-keys", SOUND.replace("2026-11-01", "2026-11-02"), audience="restricted")
    shop.repository.write(
        "incidents/2026/2026-11-03-sealed/sealed.yaml",
        "kind: incident\naudience: restricted\nstatus: open\n",
    )
    shop.repository.commit()
    for audience, n in (("staff", 1), ("restricted", 2)):
        ran = shop.wakebook(
            "measure",
            "volume",
            "--audience",
            audience,
            "--format",
            "csv",
            *rev,
            cwd=shop.repository,
        )
        assert f"\nvolume,all,,{n},count" in ran.stdout, ran.stderr
        assert ("keys" in ran.stdout + ran.stderr) is False


HOSTILE = [
    'say "no"',
    "=cmd|' /C calc'!A0",
    "back\\slash",
    "-1+1",
    "a,b",
    "x{y}",
    "Größe 😀",
    "a\nb",
]


@pytest.fixture
def hostile(shop):
    """Incidents that were imported from systems with odd names."""
    for number, name in enumerate(HOSTILE, 1):
        day = DAY.format(number)
        shop.write(f"{day}-x", SOUND.replace("2026-11-01", day))
        path = shop.repository.root / f"incidents/2026/{day}-x/incident.yaml"
        path.write_text(
            path.read_text()
            + f"origin: {{system: {json.dumps(name, ensure_ascii=False)}, id: '1'}}\n"
        )
    return shop


def test_7_1_hostile_names_of_groups_stay_names(hostile):
    found = {figure["group"] for figure in told(hostile, "--by", "origin")["volume"]}
    assert found == set(HOSTILE)
    rows = [
        *csv.DictReader(io.StringIO(hostile.run("measure", "--by", "origin", "--format", "csv")))
    ]
    cells = {row["group"] for row in rows}
    assert len(cells) == len(HOSTILE)
    assert not any(cell[0] in "=+-@" for cell in cells)
    assert all(None not in row and None not in row.values() for row in rows)


def test_7_1_openmetrics_is_what_its_reference_parser_reads(hostile):
    parser = pytest.importorskip("prometheus_client.openmetrics.parser")
    for words in ((), ("--by", "origin"), ("--by", "quarter")):
        text = hostile.run("measure", "--format", "openmetrics", *words)
        families = {f.name: f for f in parser.text_string_to_metric_families(text)}
        samples = families["wakebook_mttr_resolve_seconds"].samples
        assert {s.labels["stat"] for s in samples} >= {"mean", "median", "p90"}
        assert all(re.fullmatch(r"[a-zA-Z_:][a-zA-Z0-9_:]*", name) for name in families)
    labels = {s.labels.get("origin") for s in families["wakebook_volume"].samples}
    assert labels == {None}
    text = hostile.run("measure", "--format", "openmetrics", "--by", "origin")
    families = {f.name: f for f in parser.text_string_to_metric_families(text)}
    assert {s.labels["origin"] for s in families["wakebook_volume"].samples} == set(HOSTILE)


def test_7_1_a_folder_without_git_is_measured_too(shop):
    shop.write("2026-11-01-sound", SOUND)
    shutil.rmtree(shop.repository.root / ".git")
    assert "1 record (as it lies" in shop.run("measure")
    assert "git" in shop.run("measure", "--as-of", "HEAD", code=3)


def test_7_1_a_folder_whose_name_is_no_unicode_is_measured_as_of_a_commit(shop, wakebook):
    shop.write("2026-11-01-sound", SOUND)
    inner = shop.repository.root / "odd-\udcff"
    shop.repository.git("add", "--all")
    inner.mkdir()
    for path in shop.repository.root.iterdir():
        if path.name not in (".git", inner.name):
            path.rename(inner / path.name)
    shop.repository.commit()
    for _ in range(2):
        ran = wakebook("measure", "--as-of", "HEAD", cwd=inner)
        assert (ran.code, "1 record" in ran.stdout) == (0, True), ran.stderr


OFFICE = """\
apiVersion: wakebook.dev/v1
kind: Calendar
metadata: {name: office}
spec: {zone: Pacific/Kiritimati, hours: {monday: ["09:00-17:00"], friday: ["09:00-24:00"]}}
"""
IN_THE_OFFICE = """\
schema: measures
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2010-01-01
    measures:
      - {name: at-work, title: At work, text: T., figure: duration, clock: office,
         precise_to: P2D, zero: counted, start: [started], end: [resolved]}
"""


def test_7_1_hours_of_work_are_counted_near_the_first_and_the_last_day_that_there_is(shop):
    shop.repository.write("catalog/office.yaml", OFFICE)
    shop.repository.write("policies/measures.yaml", IN_THE_OFFICE)
    shop.write("0001-01-01-first", log("", started="0001-01-01", resolved="0001-01-20T00:00Z"))
    (figure,) = told(shop, "at-work")["at-work"]
    assert (figure["n"], figure["median"]) == (1, 181_860)
    shop.write("9999-12-01-last", log("", started="9999-12-01", resolved="9999-12-31T23:59:59.5Z"))
    (figure,) = told(shop, "at-work")["at-work"]
    assert (figure["n"], figure["mean"] > 0) == (2, True)


@pytest.mark.parametrize("committed", [True, False])
def test_7_1_an_incident_whose_log_lacks_a_file_counts_for_nothing_and_is_told(shop, committed):
    """A file of a wrong name may be its end: without it nobody knows what the incident was."""
    shop.write("2026-11-01-sound", SOUND)
    shop.write("2026-11-02-odd", log("2026-11-02", started="09:00"))
    end = "incidents/2026/2026-11-02-odd/timeline/the end.yaml"
    shop.repository.write(end, log("2026-11-02", resolved="10:00"))
    words = ("--as-of", "HEAD") if committed else ()
    if committed:
        shop.repository.commit()
    ran = shop.wakebook("measure", "volume", *words, cwd=shop.repository)
    assert (ran.code, "1 record, 1 record unreadable" in ran.stdout) == (1, True)
    assert f"{end} cannot be read" in ran.stderr
