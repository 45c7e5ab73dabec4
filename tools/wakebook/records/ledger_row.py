"""The row that the ledger holds of an incident, made of what was read of its files."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wakebook.model.base import Audience, Waiver, narrowest
from wakebook.model.finding import Level
from wakebook.model.header import Header
from wakebook.model.ledger import Case, Exception_, owed
from wakebook.model.postmortem import Action
from wakebook.records.case import Case as WholeCase
from wakebook.records.shelf import CaseFiles


def of_case(case: WholeCase, files: CaseFiles) -> Case:
    """The row of an incident that was read as a whole, such as one that no commit holds yet."""
    broken = [f.path for f in case.findings if f.level is Level.ERROR]
    header = case.incident.header if case.incident is not None else None
    waivers = list(ends_of(f"{files.folder}/incident.yaml", header.waivers if header else ()))
    if case.postmortem is not None and files.postmortem is not None:
        waivers += ends_of(files.postmortem.path, case.postmortem.header.waivers)
    row = Parts(case.id, head_of(header), waivers, list(case.actions), broken)
    report = case.postmortem.header if case.postmortem is not None else None
    return row.row(published=report is not None and report.published is not None)


class Parts(NamedTuple):
    """What was read of an incident, before it is a row."""

    incident: str
    head: "Head"
    waivers: list[Exception_]
    actions: list[Action]
    broken: list[str]

    def row(self, *, published: bool) -> Case:
        """The row."""
        head = self.head
        of_items = (w for a in self.actions for w in ends_of(a.path, a.item.waivers))
        levels = (narrowest(a.item.audience or head.audience, head.audience) for a in self.actions)
        rows = (owed(a.id, a.item, at) for a, at in zip(self.actions, levels, strict=True))
        return Case(
            id=self.incident,
            title=head.title or self.incident,
            audience=head.audience,
            ours=head.ours,
            settled=head.settled,
            published=published,
            waivers=(*self.waivers, *of_items),
            actions=tuple(rows),
            broken=tuple(dict.fromkeys(self.broken)),
        )


class Head(NamedTuple):
    """What a row wants of a header; no title is one that is for fewer people than the rest."""

    title: str | None
    audience: Audience
    ours: bool
    settled: bool


def head_of(header: Header | None) -> Head:
    """An incident whose header cannot be read is nobody's to see."""
    if header is None:
        return Head(None, "restricted", ours=True, settled=False)
    title = header.title if "title" not in (header.audiences or {}) else None
    return Head(title, header.audience, ours=header.origin is None, settled=header.settled)


def ends_of(path: str, waivers: Sequence[Waiver]) -> Iterator[Exception_]:
    """The waivers that end some day."""
    for waiver in waivers:
        if waiver.until is not None:
            yield Exception_(waiver.rule, path, waiver.by, waiver.until.text)
