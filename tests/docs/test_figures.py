"""What the pages about figures show is read, and nothing that can be left out is left out (7.1)."""

import re
import sqlite3
from pathlib import Path

import pytest

from wakebook.measures.sample import REASONS, VOID

HOW_TO = Path(__file__).parents[2] / "docs/how-to"
DEFINE, ASK = (
    (HOW_TO / f"{name}.md").read_text("utf-8") for name in ("define-a-figure", "ask-the-records")
)


def fenced(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("policy", fenced(DEFINE, "yaml"))
def test_7_1_definitions_that_are_shown_are_computed(small, wakebook, policy):
    small.write("policies/measures.yaml", policy.replace("group:responders", "group:web"))
    ran = wakebook("check", "policies/measures.yaml", cwd=small)
    assert ran.code == 0, ran.stdout
    ran = wakebook("measure", cwd=small)
    titles = re.findall(r"title: (.*)", policy)
    assert ran.code == 0
    assert all(title in ran.stdout for title in titles), ran.stdout


def test_7_1_every_reason_to_leave_something_out_is_explained():
    never = {REASONS[name] for name in ("overdue", "status", "reopened")}
    told = " ".join(re.findall(r"^\| ([a-z][^|]*) \|", DEFINE, re.MULTILINE)).replace(";", " ")
    wanted = {*REASONS.values(), *VOID.values()} - never
    assert [why for why in wanted if why.partition(":")[0] not in told] == []


@pytest.mark.parametrize("question", fenced(ASK, "sql"))
def test_7_1_questions_that_are_shown_are_answered(small, wakebook, tmp_path, question):
    if "CAST(strftime" not in question:
        pytest.importorskip("duckdb")
        ran = wakebook("query", "-", cwd=small, stdin=question)
        assert ran.code == 0, ran.stderr
        return
    to = tmp_path / "incidents.sqlite"
    assert wakebook("export", "sqlite", "--to", str(to), cwd=small).code == 0
    database = sqlite3.connect(to)
    found = database.execute(question).fetchall()
    database.close()
    assert found[0] == (1_791_190_920, 1)
