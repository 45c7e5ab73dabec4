"""Rules of a mapping that fit nothing: told once, with the line and what to do, and no error."""

import pytest

MAPPING = """\
system: mailteam
files: ["*.md"]
title:
  - {front: name}
  - {heading: first}
times:
  zone: Europe/Prague
  formats: ["%Y-%m-%d %H:%M", "%d.%m.%Y"]
  days: ["%Y-%m-%d"]
log:
  - part: [Course]
    rows: [bullets]
    match: '(?P<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)(?: \\[(?P<label>[a-z]{1,20})\\])?'
    kinds:
      - {match: 'all is well', kind: resolved}
    labels: {seen: detected}
sections:
  - {part: [Thoughts, Ideas], in: Mail is late}
actions:
  - {part: [To do], kind: prevent, none: [nothing], done: DONE}
links:
  - {match: 'example\\.com/(?P<id>\\d{1,9})', system: tickets}
date:
  - {file: '(?P<value>\\d{4}-\\d\\d-\\d\\d)'}
"""
REPORT = """\
---
name: Mail is late
---

# Mail is late

## Course

- 2026-03-02 10:00 [seen] a queue is full
- 2026-03-02 11:00 all is well

## To do

- Watch the queue, https://example.com/7

## Thoughts

A queue is a promise.
"""


@pytest.fixture
def told(importing):
    """Imports two reports by the mapping with something put in another's place; gives hints."""

    def run(old="", new="", *arguments, also=REPORT):
        importing.write("reports/2026-03-02-mail.md", REPORT)
        importing.write("reports/2026-04-02-mail.md", also.replace("2026-03", "2026-04"))
        assert old in MAPPING
        mapping = importing.write("map.yaml", MAPPING.replace(old, new, 1))
        given = ("markdown", "reports", "--mapping", str(mapping), *arguments)
        code, plan = importing.run(*given)
        run.plan = plan
        assert code == 0
        remarks = [remark for remark in plan["remarks"] if remark["path"] == "map.yaml"]
        assert not any(remark["bars"] for remark in remarks)
        return [(remark["line"], remark["column"], remark["message"]) for remark in remarks]

    return run


def test_a_mapping_whose_rules_all_fit_is_not_mentioned(told):
    assert told() == []


def test_a_rule_that_only_stands_in_for_another_one_fits(told):
    assert told("{front: name}", "{heading: first}") == []


def test_a_key_that_says_nothing_yet_is_no_slip(told):
    assert (
        told(
            "links",
            "severity: [{front: sev}]\nlinks",
            also=REPORT.replace("---\n", "---\nsev:\n", 1),
        )
        == []
    )


def test_a_rule_that_fits_in_one_report_only_is_not_told(told):
    assert told(also=REPORT.replace("## Thoughts", "## Musings")) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("[To do]", "[Todo]", (20, 5), "`actions` fits nothing in any of the 2 reports; remove it"),
        ("[To do]", "[Todo]", (20, 5), "did you mean 'To do'?"),
        ("[To do]", "[Xyz]", (20, 5), "parts in these reports are called 'Mail is late', 'Course'"),
        ("front: name", "front: nam", (4, 5), "did you mean 'name'?"),
        ("in: Mail is late", "in: Course", (18, 5), "look at its `in`: what it names is there"),
        ("{front: name}", "{heading: first, match: '(?P<value>X)'}", (4, 5), "look at its `match`"),
        ("all is well", "all is wel1", (15, 9), "`log.kinds` fits nothing"),
        ("{seen:", "{sen:", (16, 14), "`log.labels` fits nothing"),
        ("{seen:", "{sen:", (16, 14), "did you mean 'seen'?"),
        ("example", "exampel", (22, 5), "`links` fits nothing"),
        ("[Course]", "[Corse]", (11, 5), "did you mean 'Course'?"),
        (r"time>\d{4}", r"time>X\d{4}", (11, 5), "what it names is there, and no row in it"),
        ('["*.md"]', '["*.md", "*.txt"]', (2, 17), "`files` fits nothing in the folder"),
        ("formats", "said: ['in (?P<zone>UTC)']\n  formats", (8, 10), "`times.said` fits nothing"),
        ("links", "each: [Parts]\nlinks", (21, 8), "`each` fits nothing"),
    ],
)
def test_7_1_a_rule_that_fits_nothing_is_told_once_with_its_line(told, old, new, place, words):
    (found,) = told(old, new, "--plan")
    assert found[:2] == place
    assert words in found[2]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("[To do]", "[Follow-ups, Todo, To do]", None, ""),
        ("[Thoughts, Ideas]", "[Thoughts, Thought, Ideas]", None, ""),
        (
            "[To do]",
            "[Thoughs, To do]",
            (20, 13),
            "this name of `actions.part` fits nothing",
        ),
        ("[To do]", "[Thoughs, To do]", (20, 13), "did you mean 'Thoughts'?"),
        ("[Course]", "[Course, To doo]", (11, 20), "did you mean 'To do'?"),
    ],
)
def test_of_several_names_one_that_is_misspelt_is_told(told, old, new, place, words):
    """A name that stands for other reports is none, nor is one of what another name fits."""
    found = told(old, new, "--plan")
    assert [each[:2] for each in found] == ([place] if place else [])
    assert all(words in message for _, _, message in found)


def test_a_correction_of_a_time_that_nobody_wrote_is_told(told):
    """The same words in another place than that of a time are none that it puts right."""
    new = """corrections:
    - {file: "*", written: "2026-03-02 10:00", meant: "2026-03-02 10:05"}
    - {file: "*", written: "a queue is full", meant: "2026-03-02 10:05"}
  formats"""
    ((line, column, message),) = told("formats", new)
    assert (line, column) == (10, 7)
    assert "no time that was read there is written so" in message


def test_a_second_run_changes_nothing_and_says_it_again(told, importing):
    first = told("[To do]", "[Todo]")
    assert told.plan["summary"]["create"] == 2
    importing.repository.commit()
    assert told("[To do]", "[Todo]") == first
    assert told.plan["summary"]["unchanged"] == 2
    assert importing.repository.git("status", "--short") == ""


def test_very_many_rules_that_fit_nothing_are_counted(told):
    rules = "\n".join(f"  - {{part: [Xyz {number}]}}" for number in range(500))
    found = told("sections:\n", f"sections:\n{rules}\n")
    assert len(found) == 21
    assert "480 more rules of the mapping fit nothing" in found[-1][2]


def test_a_hostile_name_is_quoted(told):
    report = REPORT.replace("## To do", "## To do\u202e\x1b[31m" + "x" * 5_000)
    ((_, _, message),) = told("[To do]", "[Todo or not]", also=report)
    assert len(message) < 400
    assert message.isprintable()


def test_reports_that_cannot_be_read_say_nothing_about_the_rules(importing):
    importing.write("reports/2026-03-02-mail.md", "---\nname: [\n---\n")
    mapping = importing.write("map.yaml", MAPPING)
    code, plan = importing.run("markdown", "reports", "--mapping", str(mapping))
    assert code == 1
    assert plan["remarks"] == []
