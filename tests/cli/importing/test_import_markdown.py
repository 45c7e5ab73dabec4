"""``wakebook import markdown``: a dialect that nobody has seen before is a page of YAML."""

import hashlib

import pytest

MAPPING = """\
system: mailteam
files: ["*.md"]
title:
  - {heading: first}
times:
  zone: Europe/Prague
  said: ['[Tt]imes in (?P<zone>\\S+)']
  formats: ["%Y-%m-%d %H:%M", "%Y-%m-%d", "%H:%M", "%d %B %Y"]
  days: ["%d %B %Y", "%d %B"]
  dates: DATES
date:
  - {file: '(?P<value>\\d{4}-\\d\\d-\\d\\d)'}
log:
  - part: [Course]
    rows: [bullets]
    match: '(?P<time>[^:]{0,12}\\d{1,2}:\\d\\d|[\\d-]{10})'
    first: started
    kinds:
      - {match: 'all is well', kind: resolved}
    section: Timeline
stated:
  - {part: [Time to fix], measure: repair, clocks: {support: hours of support}}
actions:
  - {part: [To do], kind: prevent, done: DONE, none: [none]}
"""
REPORT = """\
# Mail is late

Written by hand.

- **Time to fix**: STATED

## Course

COURSE

## To do

- Watch the queue
- **Learn**: read [the guide](https://example.com/guide)
  more than once
- Count letters. DONE

## Thoughts

A queue is a *promise*.
"""
PLAIN = "- 2026-03-02 10:00 a queue is full\n- 2026-03-02 11:00 all is well"


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def reports(importing):
    """Writes reports and their mapping beside a repository, and runs an import of them."""

    class Reports:
        repository = importing.repository

        def write(self, course=PLAIN, *, name="2026-03-02-mail.md", report=REPORT, stated="1h"):
            text = report.replace("COURSE", course).replace("STATED", stated)
            importing.write(f"reports/{name}", text)

        def run(self, *arguments, dates="never", mapping=MAPPING):
            file = importing.write("mapping.yaml", mapping.replace("DATES", dates))
            given = ("markdown", "reports", "--mapping", str(file), *arguments)
            return importing.run(*given)

        def sentences(self, plan):
            return [r["message"] for item in plan["items"] for r in item["remarks"]]

        def log(self, incident="2026-03-02-mail"):
            return importing.log(incident)

        def header(self, incident="2026-03-02-mail"):
            return importing.header(incident)

        def learned(self, incident="2026-03-02-mail"):
            return self.repository.root / "postmortems" / incident[:4] / incident

        def check(self):
            return importing.check("standard")

    return Reports()


def test_7_1_a_report_becomes_a_record_and_a_postmortem(reports):
    reports.write()
    code, plan = reports.run()
    assert (code, plan["summary"]["create"]) == (0, 1)
    assert "- kind: started\n  at: 2026-03-02T10:00+01:00\n  text: a queue is full" in reports.log()
    assert "- kind: resolved\n  at: 2026-03-02T11:00+01:00" in reports.log()
    assert "audience: staff" in reports.header()
    body = (reports.learned() / "postmortem.md").read_text()
    assert "\nWritten by hand.\n\n" in body
    assert "## Thoughts\n\nA queue is a *promise*.\n" in body
    assert reports.check().code == 0


@pytest.mark.parametrize(
    ("row", "made"),
    [("---", "***"), ("- - -", "- - -"), ("---------", "***"), ("--- so", "\\--- so")],
)
def test_a_line_of_hyphens_at_the_beginning_opens_no_second_front_matter(reports, row, made):
    reports.write(report=REPORT.replace("Written", f"{row}\n\nWritten"))
    for deed in ("create", "unchanged"):
        code, plan = reports.run()
        assert (code, plan["summary"][deed]) == (0, 1)
    body = (reports.learned() / "postmortem.md").read_text()
    assert f"\n\n{made}\n\nWritten by hand.\n\n" in body
    assert reports.check().code == 0


def test_a_digest_that_looks_like_a_number_is_read_again(reports):
    """One in 256 begins as a number of base two does, with ``0b``."""
    reports.write()
    reports.run()
    file = reports.learned() / "postmortem.md"
    body = file.read_text().split("---\n", 2)[2]
    texts = (f"promise {number}" for number in range(100_000))
    odd = (t for t in texts if _digest(body.replace("promise", t)).startswith("0b"))
    for text in (next(odd), next(odd), "promise"):
        reports.write(report=REPORT.replace("promise", text))
        assert reports.run()[1]["summary"]["changed"] == 1
        assert reports.run()[1]["summary"]["unchanged"] == 1
        assert _digest(body.replace("promise", text)) in file.read_text()
        assert reports.check().code == 0


def test_7_1_a_second_run_changes_nothing(reports):
    reports.write()
    reports.run()
    reports.repository.commit()
    code, plan = reports.run()
    assert (code, plan["summary"]["unchanged"]) == (0, 1)
    assert reports.repository.git("status", "--short") == ""


def test_7_1_every_piece_of_a_report_has_a_fate(reports):
    reports.write()
    _, plan = reports.run("--plan")
    rows = {row["field"]: (row["outcome"], row["count"]) for row in plan["fields"]}
    assert rows["row below Course"] == ("mapped", 2)
    assert rows["item below To do"] == ("mapped", 3)
    assert rows["label: Time to fix"] == ("mapped", 1)
    assert rows["heading: Thoughts"] == ("kept", 1)
    assert rows["text below Thoughts"] == ("kept", 1)
    assert rows["first heading"] == ("mapped", 1)
    assert plan["summary"]["values"]["lost"] == 0


def test_7_1_a_key_that_no_rule_names_is_told_as_lost(reports):
    reports.write(report=f"---\nmood: grey\ntags: [a, b]\n---\n{REPORT}")
    _, plan = reports.run("--plan")
    lost = {row["field"]: row["count"] for row in plan["fields"] if row["outcome"] == "lost"}
    assert lost == {"front matter: mood": 1, "front matter: tags": 2}


def test_6_3_actions_have_no_owner_that_nobody_named(reports):
    reports.write()
    reports.run()
    found = {f.stem: f.read_text() for f in (reports.learned() / "actions").iterdir()}
    assert set(found) == {"watch-the-queue", "learn-read-the-guide", "count-letters-done"}
    assert all("legacy: true" in text and "owner" not in text for text in found.values())
    assert 'title: "Learn: read the guide"' in found["learn-read-the-guide"]
    assert "more than once" in found["learn-read-the-guide"]
    assert "status: done" in found["count-letters-done"]


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("3h 21m", "value: PT3H21M"),
        ("2 days", "value: P2D"),
        ("148 minutes", "value: PT2H28M"),
        ("N/A", "value: N/A"),
        ("?", 'value: "?"'),
        ("about an hour", "value: about an hour"),
        ("7h in hours of support", "clock: support"),
    ],
)
def test_7_1_a_stated_figure_keeps_its_words(reports, stated, told):
    reports.write(stated=stated)
    reports.run()
    header = reports.header()
    assert told in header
    assert f"Time to fix: {stated}" in header


def test_7_1_a_figure_that_says_nothing_is_empty(reports):
    reports.write(stated="")
    _, plan = reports.run()
    assert "stated" not in reports.header()
    rows = {row["field"]: row["outcome"] for row in plan["fields"]}
    assert rows["label: Time to fix"] == "empty"


UNCLEAR = {
    "a year of five digits": (
        "- 20266-03-02 10:00 x\n- 2026-03-02 11:00 b",
        7 + 2,
        "did you mean 2026-03-02 10:00?",
    ),
    "an impossible day": ("- 2026-02-30 10:00 x\n- 2026-03-02 11:00 b", 9, "no possible date"),
    "an impossible hour": ("- 2026-03-02 31:00 x\n- 2026-03-02 11:00 b", 9, "no possible time"),
    "a clock without a date": ("- 10:00 x\n- 2026-03-02 11:00 b", 9, "has no date"),
    "an hour that a clock skipped": (
        "- 2026-03-29 02:30 x\n- 2026-03-29 03:30 b",
        9,
        "a clock was changed then",
    ),
    "another year": (
        "- 2026-03-02 10:00 x\n- 2025-03-02 11:00 b",
        10,
        "did you mean 2026-03-02T11:00+01:00?",
    ),
}


@pytest.mark.parametrize(("course", "line", "told"), UNCLEAR.values(), ids=UNCLEAR)
def test_7_1_what_cannot_be_read_is_told_and_becomes_unknown(reports, course, line, told):
    reports.write(course)
    code, plan = reports.run()
    assert code == 0
    remarks = plan["items"][0]["remarks"]
    assert [r["line"] for r in remarks if told in r["message"]] == [line], remarks
    assert "  at: unknown\n  text: " in reports.log(plan["items"][0]["incident"])
    assert reports.check().code == 0


def test_7_1_a_slip_of_the_first_row_is_no_slip_of_the_others(reports):
    course = "- 2012-03-02 10:00 a\n- 2026-03-02 10:10 b\n- 2026-03-02 11:00 all is well"
    reports.write(course)
    for mapping in (MAPPING, MAPPING.replace("date:\n  - {file", "id:\n  - {file")):
        _, plan = reports.run("--plan", mapping=mapping)
        (sentence,) = [s for s in reports.sentences(plan) if "did you mean" in s]
        assert "2026-03-02T10:00+01:00" in sentence
        assert plan["items"][0]["incident"].startswith("2026-03-02-")


def test_6_2_only_what_came_from_elsewhere_may_lack_sections(reports):
    reports.write()
    reports.run()
    assert "WB6201" not in reports.check().stdout
    (file,) = reports.repository.root.glob("incidents/2026/2026-03-02-mail/incident.yaml")
    text = file.read_text()
    start, end = text.index("origin:"), text.index("entries_audience:")
    file.write_text(text[:start] + text[end:].replace("entries_audience: staff\n", ""))
    assert "WB6201" in reports.check().stdout


def test_7_1_rows_out_of_order_are_told_and_kept(reports):
    reports.write("- 2026-03-02 12:00 x\n- 2026-03-02 11:00 b")
    _, plan = reports.run()
    assert any("lies before the row above it" in s for s in reports.sentences(plan))
    assert "at: 2026-03-02T11:00+01:00\n  text: b" in reports.log()


def test_7_1_a_day_stays_a_day(reports):
    reports.write("- 2026-03-02 a bug is told\n- 2026-03-02 11:00 all is well")
    reports.run()
    assert "- kind: started\n  at: 2026-03-02\n" in reports.log()


def test_7_1_a_correction_of_the_mapping_counts_for_its_file_alone(reports):
    given = (
        '  corrections: [{file: "*-02-*", written: "20266-03-02 10:00", meant: "2026-03-02 10:00"}]'
    )
    mapping = MAPPING.replace("  dates: DATES\n", f"  dates: never\n{given}\n")
    course = "- 20266-03-02 10:00 x\n- 2026-03-02 11:00 b"
    reports.write(course)
    reports.write(course, name="2026-03-03-mail.md")
    _, plan = reports.run(mapping=mapping)
    first, second = plan["items"]
    assert "as the mapping says" in first["remarks"][0]["message"]
    assert "at: 2026-03-02T10:00+01:00\n  text: x\n  as_written: 20266-" in reports.log()
    assert "did you mean" in second["remarks"][0]["message"]


def test_7_1_without_a_zone_nothing_is_imported_until_one_is_said(reports):
    reports.write()
    mapping = MAPPING.replace("  zone: Europe/Prague\n", "")
    code, plan = reports.run(mapping=mapping)
    assert code == 1
    assert plan["items"][0]["deed"] == "cannot"
    assert "times: zone" in plan["items"][0]["remarks"][0]["message"]
    assert not reports.learned().exists()
    assert reports.run("--zone", "UTC", mapping=mapping)[0] == 0
    assert "at: 2026-03-02T10:00Z" in reports.log()


def test_7_1_a_zone_that_zones_share_has_to_be_told(reports):
    report = REPORT.replace("Written by hand.", "All times in CET.").replace("in CET.", "in CET")
    reports.write(report=report)
    code, plan = reports.run()
    assert code == 1
    (remark,) = plan["items"][0]["remarks"]
    assert "`times: names`" in remark["message"]
    assert remark["line"] == 3
    named = MAPPING.replace("  dates:", "  names: {CET: +01:00}\n  dates:")
    named = named.replace("+01:00", "'+01:00'")
    assert reports.run(mapping=named)[0] == 0
    assert "at: 2026-03-02T10:00+01:00" in reports.log()


def test_7_1_a_clock_time_takes_the_day_before_it_only_where_that_is_said(reports):
    course = "- 23:50 x\n- 00:10 b\n- 2026-03-04 09:00 z\n- 10:00 all is well"
    reports.write(course)
    _, plan = reports.run("--plan", dates="follow")
    assert any("did you mean 2026-03-03T00:10+01:00" in s for s in reports.sentences(plan))
    reports.run(dates="follow past midnight")
    log = reports.log()
    assert "at: 2026-03-02T23:50+01:00\n  text: x\n  as_written: 23:50 (the date 2026-03-02" in log
    assert 'at: 2026-03-03T00:10+01:00\n  text: b\n  as_written: "00:10 (past midnight' in log
    assert "at: 2026-03-04T10:00+01:00\n  text: all is well" in log


def test_7_1_an_hour_back_is_a_slip_and_no_new_day(reports):
    reports.write("- 15:50 x\n- 14:30 b")
    _, plan = reports.run(dates="follow past midnight")
    assert any("are the rows out of order?" in s for s in reports.sentences(plan))
    assert "at: unknown\n  text: b" in reports.log()


def test_7_1_rows_can_be_headings_below_days(reports):
    mapping = MAPPING.replace("part: [Course]", "part: ['/\\d+ March/']").replace(
        "rows: [bullets]", "rows: [headings, paragraphs]"
    )
    reports.write("## 2 March\n\n### 23:00\n\nx\n\n## 3 March\n\n09:00 all is well\n\nfor ever")
    _, plan = reports.run(mapping=mapping, dates="follow")
    assert "at: 2026-03-02T23:00+01:00\n  text: x" in reports.log()
    assert (
        "at: 2026-03-03T09:00+01:00\n  text: |-\n    all is well\n\n    for ever" in reports.log()
    )
    rows = {row["field"]: row["count"] for row in plan["fields"]}
    assert (rows["row below 2 March"], rows["text below row"]) == (1, 1)


TABLE = """\
| When | What | Who |
| --- | --- | --- |
| 2026-03-02 10:00 - 10:30 | a queue is full | JD |
| 2026-03-02 11:00~ | all is well | JD |
"""


@pytest.mark.parametrize("columns", ["{time: When, text: What}", "{time: 1, text: 2}"])
def test_7_1_rows_of_a_table_are_found_by_name_or_number(reports, columns):
    mapping = MAPPING.replace("rows: [bullets]", f"rows: [table]\n    columns: {columns}")
    reports.write(TABLE)
    _, plan = reports.run(mapping=mapping)
    log = reports.log()
    assert "at: 2026-03-02T10:00+01:00\n  text: a queue is full" in log
    assert 'as_written: "2026-03-02 10:00 - 10:30"' in log.replace(
        "as_written: 2026-03-02 10:00 - 10:30", 'as_written: "2026-03-02 10:00 - 10:30"'
    )
    assert "at: ~2026-03-02T11:00+01:00" in log
    fates = {row["field"]: row["outcome"] for row in plan["fields"]}
    assert fates["table below Course, column When"] == "mapped"
    assert fates["table below Course, column Who"] == "kept"


def test_7_1_a_table_without_the_column_is_told(reports):
    mapping = MAPPING.replace("rows: [bullets]", "rows: [table]\n    columns: {time: Hour}")
    reports.write(TABLE)
    _, plan = reports.run(mapping=mapping)
    assert any("has no column 'Hour'" in s for s in reports.sentences(plan))


SEVERAL = """\
# A bad week

It was long.

## Monday: mail

### Course

- 2026-03-02 10:00 a queue is full
- 2026-03-02 11:00 all is well

## Tuesday: web

### Course

- 2026-03-03 10:00 a disk is full
- 2026-03-03 11:00 all is well
"""


def test_7_1_a_report_of_several_incidents_is_one_postmortem(reports):
    mapping = MAPPING.replace(
        "title:\n", "each: ['/.*day: .*/']\ntitle:\n  - {heading: '/.*day: .*/'}\n"
    )
    reports.write(report=SEVERAL)
    _, plan = reports.run(mapping=mapping)
    names = [item["incident"] for item in plan["items"]]
    assert names == ["2026-03-02-mail-1", "2026-03-03-tuesday-web-2026-03-02-mail-2"]
    text = (reports.learned(names[0]) / "postmortem.md").read_text()
    assert f"incidents:\n  - {names[0]}\n  - {names[1]}\n" in text
    assert "title: A bad week\n" in text
    assert "### Tuesday: web" in text
    assert not reports.learned(names[1]).exists()
    reports.repository.commit()
    assert reports.run(mapping=mapping)[1]["summary"]["unchanged"] == 2
    assert reports.check().code == 0


def test_6_2_a_postmortem_that_nobody_touched_follows_its_source(reports):
    reports.write()
    reports.run()
    reports.repository.commit()
    reports.write(
        report=REPORT.replace("a *promise*", "a *debt*").replace("- Watch", "- Cut it\n- Watch")
    )
    code, plan = reports.run()
    assert (code, plan["summary"]["changed"]) == (0, 1)
    assert "a *debt*" in (reports.learned() / "postmortem.md").read_text()
    assert (reports.learned() / "actions" / "cut-it.yaml").exists()
    assert reports.run()[1]["summary"]["unchanged"] == 1
    assert reports.check().code == 0


def test_6_2_a_postmortem_that_somebody_worked_on_stays(reports):
    reports.write()
    reports.run()
    file = reports.learned() / "postmortem.md"
    file.write_text(file.read_text() + "\nWe know more now.\n")
    reports.repository.commit()
    assert reports.run()[1]["summary"]["unchanged"] == 1
    reports.write(report=REPORT.replace("a *promise*", "a *debt*"))
    for _ in range(2):
        _, plan = reports.run()
        assert plan["summary"]["changed"] == 1
        assert any("it stays" in s for s in reports.sentences(plan))
    assert "a *debt*" not in file.read_text()
    digest = next(s for s in reports.sentences(plan) if "imported: " in s)
    told = digest.partition("imported: ")[2].partition("`")[0]
    old = file.read_text().partition("imported: ")[2].partition("\n")[0]
    file.write_text(file.read_text().replace(old, told))
    assert reports.run()[1]["summary"]["unchanged"] == 1


def test_7_1_what_people_are_called_is_no_guess(reports):
    mapping = MAPPING + "people:\n  - {part: [Thoughts], known: {Ann: 'external: the desk'}}\n"
    reports.write(report=REPORT.replace("A queue is a *promise*.", "- Ann, Bob"))
    _, plan = reports.run(mapping=mapping)
    assert any("of whom 1 are in nobody's table" in s for s in reports.sentences(plan))
    body = (reports.learned() / "postmortem.md").read_text()
    assert "- external: the desk" in body
    assert "Bob" not in body


NESTED = """\
# Odd

## Lessons

We learned.

### What was good

It ended.

### Later

Much more.

## Numbers

- **Time to fix**: 1h

## Rest

- Misc: one thing
  - **Time to fix**: 2h
- 2026-03-02 is the day
"""
RULES = """\
sections:
  - {part: [Lessons]}
  - {part: [What was good], title: What went well}
"""


def test_6_2_a_part_within_a_part_goes_to_its_own_section(reports):
    reports.write(report=NESTED)
    _, plan = reports.run(mapping=MAPPING + RULES)
    body = (reports.learned() / "postmortem.md").read_text()
    assert "## What went well\n\n### What was good\n\nIt ended." in body
    assert "## Lessons\n\nWe learned.\n\n### Later\n\nMuch more." in body
    assert "one thing" in body
    fates = {row["field"]: row for row in plan["fields"]}
    assert fates["heading: Numbers"]["where"] == "with what stands below it"
    assert fates["heading: Later"]["where"] == "post-mortem, section Lessons"
    for field, row in fates.items():
        _, section, title = row["where"].partition("post-mortem, section ")
        assert not section or f"## {title}\n" in body, field


def test_7_1_files_of_other_names_are_told(reports):
    reports.write()
    reports.write(name="notes/LICENSE.txt")
    code, plan = reports.run("--plan")
    assert code == 0
    assert [r["path"] for r in plan["remarks"]] == ["notes/LICENSE.txt", "mapping.yaml"]


def test_7_1_a_file_that_cannot_be_read_hides_no_other(reports, importing):
    reports.write()
    importing.write("reports/2026-03-03-odd.md", b"# Odd \xff\n")
    importing.write("reports/2026-03-04-odd.md", "---\na: [\n---\n# Odd\n")
    (importing.source / "reports/2026-03-05-link.md").symlink_to("2026-03-02-mail.md")
    code, plan = reports.run()
    assert code == 1
    assert plan["summary"]["create"] == 1
    told = {item["path"]: item["remarks"][0] for item in plan["items"] if item["deed"] == "cannot"}
    assert "not UTF-8" in told["2026-03-03-odd.md"]["message"]
    assert told["2026-03-04-odd.md"]["line"] in (2, 3)
    assert "cannot be read" in told["2026-03-05-link.md"]["message"]


BROKEN = {
    "files: [": ("no YAML", None),
    "colour: red\n": ("'colour' is not known", 1),
    "title:\n  - {front: a, heading: first}\n": ("not in one way", 2),
    "title:\n  - {front: a, match: '(a+)+'}\n": ("repeats a repetition", 2),
    "title:\n  - {front: a, match: '('}\n": ("no regular expression", 2),
    "title:\n  - {front: a, match: 'b'}\n": ("no group (?P<value>", 2),
    "stated:\n  - {part: ['/(/'], measure: x}\n": ("no regular expression", 2),
    "log:\n  - {part: [a], rows: [bullets]}\n": ("needs `match`", 2),
    "log:\n  - {part: [a], rows: [table]}\n": ("needs `columns`", 2),
    "links:\n  - {match: x, system: y}\n": ("no group (?P<id>", 2),
}


@pytest.mark.parametrize("text", BROKEN)
def test_7_1_what_is_wrong_in_a_mapping_is_told_with_its_place(reports, text):
    reports.write()
    told, line = BROKEN[text]
    head = "" if line is None else "system: x\nfiles: ['*']\ntimes: {}\n"
    code, plan = reports.run(mapping=head + text)
    assert code == 1
    assert plan["items"] == []
    if line is not None:
        (remark,) = plan["remarks"]
        assert told in remark["message"]
        assert (remark["path"], remark["line"] - 3) == ("mapping.yaml", line)
        assert remark["column"] > 0


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("{formats: ['%Y %Q']}", "%Q is no part of a time here"),
        ("{formats: ['%H:%M %H']}", "names the hour twice"),
        ("{zone: CET}", "is no zone"),
        ("{names: {X: Mars/Base}}", "is no zone"),
        ("{said: ['times']}", "no group (?P<zone>"),
    ],
)
def test_7_1_times_of_a_mapping_are_checked_before_any_report(reports, times, told):
    reports.write()
    code, plan = reports.run(mapping=f"system: x\nfiles: ['*']\ntimes: {times}\n")
    assert (code, plan["items"]) == (1, [])
    (remark,) = plan["remarks"]
    assert told in remark["message"]
    assert remark["line"] == 3


def test_7_1_the_callers_mistakes_are_told(reports, importing, wakebook):
    reports.write()
    folder = str(importing.source / "reports")
    for given, told in (
        (("markdown", folder), "needs --mapping FILE"),
        (("markdown", folder, "--mapping", "nowhere.yaml"), "there is no nowhere.yaml"),
        (("cstate", folder, "--mapping", "x.yaml"), "needs no mapping"),
    ):
        ran = wakebook("import", *given, cwd=reports.repository)
        assert ran.code == 2
        assert told in ran.stderr


def test_7_1_a_parser_that_is_not_installed_is_named(reports, importing, wakebook, monkeypatch):
    from wakebook.flows.importing.formats import markdown

    monkeypatch.setattr(markdown, "find_spec", lambda _: None)
    reports.write()
    mapping = importing.write("mapping.yaml", MAPPING.replace("DATES", "never"))
    given = ("markdown", str(importing.source / "reports"), "--mapping", str(mapping))
    ran = wakebook("import", *given, cwd=reports.repository)
    assert ran.code == 3
    assert "pip install 'wakebook[site]'" in ran.stderr


def test_7_1_a_post_mortem_that_no_record_can_hold_bars_nothing_else(reports):
    long = REPORT.replace("Watch the queue", "Watch " * 20_000)
    reports.write(name="2026-03-01-long.md", report=long)
    reports.write()
    code, plan = reports.run()

    assert (code, plan["summary"]["create"]) == (1, 2)
    (told,) = (each for each in reports.sentences(plan) if "65,536" in each)
    assert told.startswith("its post-mortem cannot be written: ")
    assert (reports.learned() / "postmortem.md").exists()
    assert not reports.learned("2026-03-01-long").exists()
