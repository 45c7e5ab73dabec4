"""An incident: a header, a log, and what the log says when it is read in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from wakebook.model import fold
from wakebook.model.base import Audience, narrowest
from wakebook.model.header import Closed, Header
from wakebook.model.log import KINDS, Correction, Entry, Impact, Severity
from wakebook.model.log.logged import Logged, recorded_time
from wakebook.model.moment import Moment, Span, between
from wakebook.model.runs import Runs


@dataclass(frozen=True)
class Incident:
    """One folder below ``incidents/``: what happened.

    ``log`` holds the entries as they stand in the files, by file name and position.
    ``evidence`` holds the SHA-256 digests of the files below ``evidence/`` by path, and ``runs``
    what those say that are whole evidence of ``wakebook verify``.
    """

    id: str
    header: Header
    log: tuple[Logged, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    runs: dict[str, Runs] = field(default_factory=dict)
    is_unnamed: bool = False
    """Whether its title waits for approval, and another one stands in its place."""

    def plus(self, stem: str, lines: Iterable[Mapping[str, object]]) -> "Incident":
        """The incident with a new log file at the end; every line has to fit its kind."""
        recorded = recorded_time(stem)
        entries = (KINDS[str(line["kind"])].model_validate(line) for line in lines)
        new = (Logged(f"{stem}#{n}", recorded, entry) for n, entry in enumerate(entries, 1))
        return replace(self, log=(*self.log, *new))

    @cached_property
    def timeline(self) -> tuple[Logged, ...]:
        """The log in order of time, with corrections applied and left out themselves."""
        return fold.in_order(fold.corrected(self.log, self._default_audience))

    @cached_property
    def by_kind(self) -> dict[str, tuple[Logged, ...]]:
        """The timeline's lines by the kind of their entry, each in order of time."""
        found: dict[str, list[Logged]] = {}
        for line in self.timeline:
            found.setdefault(line.entry.kind, []).append(line)
        return {kind: tuple(lines) for kind, lines in found.items()}

    @cached_property
    def corrections(self) -> dict[str, tuple[Logged, ...]]:
        """The corrections by the id of the entry that they correct, each as they were written."""
        found: dict[str, list[Logged]] = {}
        for line in self.log:
            if isinstance(line.entry, Correction):
                found.setdefault(line.entry.corrects, []).append(line)
        return {entry: tuple(lines) for entry, lines in found.items()}

    @cached_property
    def milestones(self) -> dict[str, Moment]:
        """The first time each milestone was reached since the last reopening, by kind."""
        return fold.milestones(self.timeline)

    @cached_property
    def status(self) -> str:
        """The status that the log arrives at; see ``fold.status``."""
        return fold.status(self.timeline, self.header.kind)

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on: not closed, canceled, merged, completed or resolved."""
        return self.status not in fold.ENDED

    @property
    def is_closed(self) -> bool:
        """Whether the record is complete: closed, canceled or merged into another one."""
        return self.status in fold.CLOSED

    @property
    def closure(self) -> Closed | None:
        """What the header has to say about the end; None while the log goes on."""
        match self.status:
            case "closed" | "canceled" | "merged" | "completed" as status:
                return Closed(status=status, severity=self.severity)
        return None

    @cached_property
    def severities(self) -> tuple[Severity, ...]:
        """Every severity entry in order of time."""
        return tuple(e.entry for e in self.timeline if isinstance(e.entry, Severity))

    @property
    def levels(self) -> tuple[str, ...]:
        """Every severity level that was in force, in order of time."""
        return tuple(severity.level for severity in self.severities)

    @property
    def severity(self) -> str | None:
        """The severity now, or at the end."""
        return self.levels[-1] if self.levels else None

    @property
    def initial_severity(self) -> str | None:
        """The severity when the incident was declared, or the first one."""
        return fold.initial_severity(self.severities, self.milestones.get("declared"))

    def peak_severity(self, ranks: dict[str, int]) -> str | None:
        """The most severe level ever; ``ranks`` counts from 0 for the most severe."""
        return fold.headline_severity(self.levels, ranks, is_open=False) or None

    def headline_severity(self, ranks: dict[str, int]) -> str:
        """The level that lists show: now, or the peak once it has ended; "" for none."""
        return fold.headline_severity(self.levels, ranks, is_open=self.is_open)

    @cached_property
    def windows(self) -> tuple[fold.Window, ...]:
        """What each component and region could still do, and from when to when."""
        return fold.windows(self.timeline)

    @cached_property
    def tenures(self) -> tuple[fold.Tenure, ...]:
        """Who held which role from when to when."""
        return fold.tenures(self.timeline)

    def holders(self, role: str) -> tuple[fold.Tenure, ...]:
        """Who held the role, in order of time."""
        return tuple(t for t in self.tenures if t.role == role)

    @property
    def commander(self) -> str | None:
        """Who is commander now, if anybody."""
        tenures = self.holders("commander")
        return tenures[-1].who if tenures and tenures[-1].until is None else None

    @property
    def began(self) -> Moment | None:
        """The earliest milestone whose time is known: started, detected, declared or scheduled."""
        return fold.began(self.timeline)

    @property
    def started(self) -> Moment | None:
        """When it began, if the log knows that, and not only when somebody noticed."""
        found = self.milestones.get("started") or self.milestones.get("in_progress")
        return found if found is not None and found.known else None

    @property
    def ended(self) -> Moment | None:
        """When service was restored: resolved, or completed for a maintenance."""
        return self.milestones.get("resolved") or self.milestones.get("completed")

    def span(self, start: str, end: str) -> Span | None:
        """The time from one milestone to another; None where one is missing or unknown."""
        return between(self.milestones.get(start), self.milestones.get(end))

    @property
    def duration(self) -> Span | None:
        """From the beginning to the restoration; None where either of them is unknown."""
        return between(self.started, self.ended)

    @cached_property
    def components(self) -> tuple[str, ...]:
        """Every component that the header, a classification or an impact names, in that order."""
        return tuple(dict.fromkeys(self._named_components()))

    def _named_components(self) -> Iterable[str]:
        yield from self.header.components
        for logged in self.timeline:
            match logged.entry:
                case Impact(component=component):
                    yield component
                case entry if entry.kind == "classification":
                    yield from getattr(entry, "components", None) or ()

    @cached_property
    def category(self) -> str | None:
        """The category of the header, or of the latest classification."""
        if self.header.category:
            return self.header.category
        named = [getattr(e.entry, "category", None) for e in self.timeline]
        return next((c for c in reversed(named) if c), None)

    @cached_property
    def links(self) -> tuple[tuple[str, str, str], ...]:
        """Links of the log as (entry id, relation, target)."""
        return tuple(
            (e.id, getattr(e.entry, "rel", ""), getattr(e.entry, "to", ""))
            for e in self.timeline
            if e.entry.kind == "link"
        )

    @property
    def pointers(self) -> tuple[str, ...]:
        """The records that its log names, once each: linked ones, and what it was merged into."""
        entries = [line.entry for line in self.log if line.entry.kind in ("link", "merged")]
        named = (getattr(e, "into", None) or getattr(e, "to", None) for e in entries)
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def _default_audience(self) -> Audience:
        """Who may read the entries that name no audience."""
        default = self.header.entries_audience if self.header.origin else None
        return default or "staff"

    def audience_of(self, entry: Entry) -> Audience:
        """Who may read an entry: its own word or the default, never wider than a sealed header.

        A staff header may have public entries (its public face); a restricted header narrows all.
        """
        level = entry.audience or self._default_audience
        return narrowest(level, "restricted") if self.header.audience == "restricted" else level
