"""Reads cases from Markdown: fenced files laid over the small shop, with marks for findings."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wakebook.model.fold import STATUSPAGE_WORDS
from wakebook.model.incident import Incident
from wakebook.records.library import Opened
from wakebook.records.tree import WorkTree

ID = "2026-11-23-checkout-errors"
_CASE = re.compile(r"^### ([^\n]+)\n(.*?)(?=^### |\Z)", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^```\w+ ([^\n]+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r" *(?:# <-|<!--) (WB[0-9]{4}) ?(.*?)(?: -->)?$")
_WHOLE = ("wakebook.yaml", "catalog/", "runbooks/", "policies/", "problems/", "incidents/")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes ``case`` runs for each heading of its module's Markdown file."""
    if "case" in metafunc.fixturenames:
        stem = metafunc.module.__name__.rpartition(".")[2].removeprefix("test_")
        text = Path(__file__).with_name(f"{stem}.md").read_text("utf-8")
        cases = dict(_CASE.findall(text))
        metafunc.parametrize("case", cases.values(), ids=cases)


@pytest.fixture
def holds(small: Any, wakebook: Callable[..., Any]) -> Callable[[str], None]:
    """Asserts that a check finds what a case marks, nothing else, and that its facts are so."""

    def judge(case: str) -> None:
        small.write(_placed("incident.yaml"), _HEADER)
        expected, facts = {}, ""
        for path, text in _FENCE.findall(case):
            if path == "facts":
                facts = text
                continue
            lines = text.splitlines()
            marks = [(n, m) for n, line in enumerate(lines, 1) if (m := _MARK.search(line))]
            expected |= {(m[1], _placed(path), n): m[2] for n, m in marks}
            small.write(_placed(path), "".join(_MARK.sub("", line) + "\n" for line in lines))
        found = _found(wakebook("check", "--format", "json", cwd=small).stdout)
        assert found.keys() == expected.keys(), found
        for place, words in expected.items():
            assert words in found[place]
        _compare(facts, Opened(WorkTree(small.root)).library.incidents.get(ID))

    return judge


_HEADER = "title: Checkout answers with errors\nkind: incident\naudience: staff\n"


def _placed(path: str) -> str:
    if path.startswith(_WHOLE):
        return path
    learned = path == "postmortem.md" or path.startswith("actions/")
    return f"{'postmortems' if learned else 'incidents'}/2026/{ID}/{path}"


def _found(printed: str) -> dict[tuple[str, str, int], str]:
    findings = [f for f in json.loads(printed)["findings"] if "waived" not in f]
    return {(f["code"], f["path"], f["line"]): f"{f['level']}: {f['message']}" for f in findings}


def _compare(facts: str, incident: Incident | None) -> None:
    for line in facts.splitlines():
        fact, _, value = line.partition(": ")
        assert incident is not None
        name, _, of = fact.partition(" of ")
        assert FACTS[name](incident, of) == value, fact


def _windows(incident: Incident, _: str) -> str:
    told = []
    for window in incident.windows:
        assert window.since.earliest is not None
        assert window.until is not None
        assert window.until.earliest is not None
        where = f"@{window.region}" if window.region else ""
        times = f"{window.since.earliest:%H:%M}-{window.until.earliest:%H:%M}"
        told.append(f"{window.component}{where} {window.state} {times}")
    return ", ".join(sorted(told))


def _duration(incident: Incident, _: str) -> str:
    span = incident.duration
    return "none" if span is None else f"{span.shortest}..{span.longest}"


def _severity(incident: Incident, _: str) -> str:
    peak = incident.peak_severity({"SEV1": 0, "SEV2": 1, "SEV3": 2})
    return f"{incident.initial_severity} {peak} {incident.severity}"


def _began(incident: Incident, _: str) -> str:
    began = incident.began
    return "unknown" if began is None or began.earliest is None else began.earliest.isoformat()


FACTS: dict[str, Callable[[Incident, str], str]] = {
    "status": lambda i, _: i.status,
    "statuspage": lambda i, _: STATUSPAGE_WORDS[i.status],
    "precision": lambda i, of: i.milestones[of].precision,
    "duration": _duration,
    "windows": _windows,
    "severity": _severity,
    "began": _began,
    "order": lambda i, _: " ".join(line.entry.kind for line in i.timeline),
    "milestones": lambda i, _: " ".join(i.milestones),
    "components": lambda i, _: " ".join(i.components),
    "commander": lambda i, _: str(i.commander),
    "audience": lambda i, of: i.audience_of(i.by_kind[of][0].entry),
}
