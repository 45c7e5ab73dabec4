"""What is in doubt: content of the main branch that did not pass the gate, and how that ends.

Content is proven where evidence begins, and where a change of proven content passed the gate. A
doubt ends when the content is again what was proven last, or when people who are asked approve the
record as a whole: for an incident its end, for anything else a change of it. Whatever passed the
gate while a judge was in doubt (a policy, the catalog) was judged by nobody who may.
"""

from collections.abc import Mapping, Set
from typing import NamedTuple

from wakebook.model.gate.verdict import Outcome, Verdict
from wakebook.records.difference import Difference
from wakebook.records.line import Step

_JUDGES = ("policies/", "catalog/", "tools/", ".github/", "wakebook.yaml")
_ENDS = frozenset({"closed", "canceled", "merged"})


class Doubt(NamedTuple):
    """A record or file that was changed past the gate; ``proven`` is what it was before."""

    name: str
    step: Step
    why: str
    proven: tuple[str, str, str] | None


class Doubts:
    """The doubts while a line is walked along, oldest step first."""

    def __init__(self) -> None:
        self.open: dict[str, Doubt] = {}
        self.settled: list[Doubt] = []

    @property
    def judge(self) -> Doubt | None:
        """A doubt about something that judges others."""
        return next((d for name, d in self.open.items() if name.startswith(_JUDGES)), None)

    def bypassed(self, step: Step, differs: Difference, why: str) -> None:
        """Something was changed, and no statement that counts tells of it."""
        before = {each.name: each.key for each in differs.before}
        for name in differs.names:
            self.open.setdefault(name, Doubt(name, step, why, before.get(name)))
        self._restored(differs)

    def passed(self, differs: Difference, done: Mapping[str, Set[str]], verdict: Verdict) -> None:
        """Something was changed as a statement says that counts; ``done`` are transitions."""
        self._restored(differs)
        for name in differs.names:
            record = record_of(name)
            ended = not name.startswith("incidents/") or bool(done.get(record, set()) & _ENDS)
            if name in self.open and ended and _approved(record, verdict):
                self.settled.append(self.open.pop(name))

    def _restored(self, differs: Difference) -> None:
        after = {each.name: each.key for each in differs.after}
        for name in differs.names:
            if name in self.open and self.open[name].proven == after.get(name):
                self.settled.append(self.open.pop(name))


def record_of(name: str) -> str:
    """The record that a folder or file is, in the words of a verdict; else what judges others."""
    match name.split("/"):
        case ["incidents", _, record]:
            return record
        case ["postmortems", _, record]:
            return f"post-mortem of {record}"
        case ["problems", file]:
            return f"problem {file.removesuffix('.yaml')}"
        case ["runbooks", file]:
            return f"runbook {file.removesuffix('.md')}"
    return "What judges others"


def _approved(record: str, verdict: Verdict) -> bool:
    """Whether somebody was asked about the record and approved."""
    parts = (part for part in verdict.parts if part.title.startswith(f"{record}: "))
    return any(part.outcome is Outcome.MET for part in parts)
