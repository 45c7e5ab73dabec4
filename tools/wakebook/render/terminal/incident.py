"""One incident in a terminal: where it stands, what is open, then the log by day."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from textwrap import wrap
from typing import Any

from wakebook.model.incident import Incident
from wakebook.model.log import Entry
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment, between
from wakebook.model.wording.words import FACE, Wording, Words
from wakebook.render.facts import pending
from wakebook.render.lasting import lasted, lasting
from wakebook.render.overridden import difference, marked
from wakebook.render.phrased import phrased
from wakebook.render.safe import safe
from wakebook.render.terminal.outcome import Learned, outcome
from wakebook.render.terminal.paint import Cell, Paint, width
from wakebook.render.terminal.reflow import reflow
from wakebook.render.words import long_date, span, when

_COMMON = frozenset(Entry.model_fields) - {"source", "ref"} | {"rendered_digest"}
_MOST = 100
_EDGE = Cell("|")
_NOTHING_YET = Learned()


class Page:
    """Lays one incident out.

    ``ranks`` orders severities, 0 for the most severe; ``columns`` is the terminal's width,
    ``wording`` tells which words wait before the public reads them, ``learned`` what came of it.
    """

    def __init__(
        self,
        incident: Incident,
        ranks: dict[str, int],
        now: datetime,
        paint: Paint,
        columns: int = 80,
        *,
        wording: Wording | None = None,
        learned: Learned = _NOTHING_YET,
    ) -> None:
        self.incident = incident
        self.learned = learned
        self.wording = wording or Wording()
        self.severity = incident.headline_severity(ranks)
        self.now = now
        self.paint = paint
        self.columns = max(40, min(columns, _MOST))

    def lines(self) -> Iterator[str]:
        """The whole page."""
        yield from self._top()
        yield from self._windows()
        yield from self._pending()
        yield from self._outcome()
        for day, group in groupby(_dated(self.incident.timeline), key=itemgetter(0)):
            yield ""
            yield self.paint(day, "strong")
            yield from self._entries([line for _, line in group])

    def _top(self) -> Iterator[str]:
        paint, incident = self.paint, self.incident
        yield paint(incident.header.title, "strong")
        status = paint.status(incident.status)
        facts = [
            Cell(status.text.upper(), status.look),
            Cell(self.severity or "no severity"),
            *self._commander(),
            Cell(self._length()),
        ]
        yield from self._side_by_side([fact for fact in facts if fact.text])
        yield paint(f"{incident.id}, {incident.header.audience}", "dim")
        if incident.components:
            yield paint(f"components: {', '.join(incident.components)}")
        if (face := self._words.get(FACE)) is not None and face.how == "held":
            yield paint(f"public title and summary wait for {', '.join(face.waits_for)}", "yellow")
        if incident.header.summary:
            yield ""
            yield from self._wrapped(reflow(incident.header.summary), "")

    def _side_by_side(self, facts: list[Cell]) -> Iterator[str]:
        """Facts with bars between them, on as many lines as it takes."""
        shown: list[str] = []
        room = self.columns
        for fact in facts:
            room -= width(fact.text) + 3
            if shown and room < -3:
                yield " | ".join(shown)
                shown, room = [], self.columns - width(fact.text) - 3
            shown.append(self.paint(*fact))
        yield " | ".join(shown)

    def _commander(self) -> Iterator[Cell]:
        if self.incident.commander is not None:
            yield Cell(f"commander {self.incident.commander}")
        elif self.incident.is_open and self.incident.header.kind != "maintenance":
            yield Cell("no commander", "red")

    def _length(self) -> str:
        if incident_began(self.incident) is None:
            return "beginning unknown"
        if not self.incident.is_open:
            return took(self.incident)
        return f"since {span(between(self.incident.began, Moment.at(self.now)))}"

    def _windows(self) -> Iterator[str]:
        rows = [
            [
                Cell("  " + (w.component if w.region is None else f"{w.component} ({w.region})")),
                Cell(w.state.replace("_", " "), "red" if w.until is None else ""),
                Cell(f"{_clock(w.since, dated=True)} to {_clock(w.until, dated=True)}"),
            ]
            for w in self.incident.windows
        ]
        if not rows:
            return
        yield ""
        yield self.paint("Impact (UTC)", "strong")
        if all(sum(width(cell.text) + 2 for cell in row) <= self.columns for row in rows):
            yield from self.paint.table(rows)
            return
        for *facts, time in rows:
            yield "  ".join(self.paint(*fact) for fact in facts)
            yield f"    {self.paint(*time)}"

    def _pending(self) -> Iterator[str]:
        told = [_task(task) for task in pending(self.incident, "task")]
        told += [_decision(each) for each in pending(self.incident, "decision")]
        if told and self.incident.is_open:
            yield ""
            yield self.paint("To do", "strong")
            for text in told:
                yield from self._wrapped(reflow(f"- {text}"), "    ", first="  ")

    def _outcome(self) -> Iterator[str]:
        told = list(outcome(self.incident, self.learned))
        if told:
            yield ""
            yield self.paint("How it ended" if self.incident.is_closed else "So far", "strong")
        for text in told:
            yield from self._wrapped(text, "    " if text.startswith("- ") else "  ", first="  ")

    def _entries(self, group: list[Logged]) -> Iterator[str]:
        rows = [_head(line.entry, max(12, self.columns // 5)) for line in group]
        sizes = [max(width(row[n].text) for row in rows) for n in range(3)]
        indent = " " * (sum(sizes) + 6)
        if len(indent) > self.columns - 36:
            indent = " " * 9
        for head, line in zip(
            self.paint.table([[*row, _EDGE] for row in rows]), group, strict=True
        ):
            entry = line.entry
            written = f"as written: {entry.as_written}" if entry.as_written else ""
            said = (reflow(entry.text or ""), self._overridden(entry))
            parts = (self._waits(line), _facts(entry), *said, written)
            body = "\n".join(part for part in parts if part)
            told = list(self._wrapped(body, indent)) if body.strip() else []
            start = head.removesuffix(_EDGE.text)
            if told and len(indent) > 9:
                yield start + told.pop(0).lstrip()
            else:
                yield start.rstrip()
            yield from told

    @cached_property
    def _words(self) -> dict[str, Words]:
        return self.wording.of(self.incident)

    def _waits(self, line: Logged) -> str:
        """For whom the words of an entry wait."""
        words = self._words.get(line.id)
        held = words is not None and words.how == "held"
        return f"waits for {', '.join(words.waits_for)}" if words is not None and held else ""

    def _overridden(self, entry: Entry) -> str:
        """What stands in the place of a template's words, marked as git marks words."""
        said = self.wording.said(entry)
        found = difference(said, entry.text or "") if said is not None else ()
        return f"template said: {reflow(marked(found))}" if found else ""

    def _wrapped(self, text: str, indent: str, first: str | None = None) -> Iterator[str]:
        for number, paragraph in enumerate(text.rstrip().split("\n")):
            before = indent if first is None or number else first
            yield from wrap(
                safe(paragraph),
                self.columns,
                initial_indent=before,
                subsequent_indent=indent,
                break_on_hyphens=False,
            ) or [""]


def incident_began(incident: Incident) -> Moment | None:
    """When it began, if that is known."""
    return incident.began if incident.began is not None and incident.began.known else None


def took(incident: Incident) -> str:
    """How long it lasted; where its beginning is unknown, from its first sign, and so labelled."""
    if incident.ended is None:
        return ""
    if incident.started is not None:
        return f"took {lasted(incident)}"
    return lasted(incident) if lasting(incident)[1] else "beginning unknown"


def _dated(timeline: Iterable[Logged]) -> Iterator[tuple[str, Logged]]:
    """Each entry with its day; one at an unknown time stands under the day before it."""
    day = "At an unknown time"
    for line in timeline:
        at = line.entry.at
        if at.earliest is not None:
            exact = at.precision in ("minute", "second", "instant")
            day = f"{long_date(at.earliest)} (UTC)" if exact else when(at).text
        yield day, line


def _head(entry: Entry, most: int) -> list[Cell]:
    """Time, name and kind of an entry, the name cut to so many columns."""
    who = (entry.by or "").removeprefix("user:").removeprefix("external: ")
    who = who if width(who) <= most else f"{who[: most - 3]}..."
    clock = _clock(entry.at) if entry.at.known else "?"
    return [
        Cell(f"  {clock}", "dim"),
        Cell(who, "dim"),
        Cell(entry.kind.replace("_", " "), "blue"),
    ]


def _clock(at: Moment | None, *, dated: bool = False) -> str:
    if at is None:
        return "now"
    shown = when(at)
    if not shown.clock:
        return shown.text if dated else ""
    clock = f"~{shown.clock}" if shown.about else shown.clock
    return f"{shown.day} {clock}" if dated else clock


def _facts(entry: Entry) -> str:
    """The fields of an entry's kind, in the order of its model; what was kept back has none."""
    given = entry.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    told, rest = phrased(given)
    told += [
        key if value is True else f"{key.replace('_', ' ')} {_told(value)}"
        for key, value in rest.items()
        if key not in _COMMON and key != "template"
    ]
    if "template" in given:
        told.append(f"template {given['template']['name']}")
    if entry.audience not in (None, "staff"):
        told.append(f"[{entry.audience}]")
    return ", ".join(told)


def _told(value: Any) -> str:
    if isinstance(value, list):
        return " / ".join(_told(part) for part in value)
    if isinstance(value, dict):
        return " ".join(f"{key} {_told(part)}" for key, part in value.items())
    return str(value).replace("_", " ") if isinstance(value, str) else str(value)


def _task(task: dict[str, Any]) -> str:
    text = f": {task['text']}" if "text" in task else ""
    return f"task {task.get('ref', '')} ({task.get('owner', 'nobody')}){text}"


def _decision(each: dict[str, Any]) -> str:
    until = f" by {each['decide_by']}" if "decide_by" in each else ""
    options = f" ({' / '.join(each['options'])})" if "options" in each else ""
    text = f": {each['text']}" if "text" in each else ""
    return f"decide {each.get('ref', '')}{until}{options}{text}"
