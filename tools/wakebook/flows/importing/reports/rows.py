"""Rows of a report's timelines as entries of the log."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wakebook.flows.importing.item import Item, kept, lost, mapped
from wakebook.flows.importing.reports.clock import Clock, Day
from wakebook.flows.importing.reports.places import Account, Found, Told, fits, look
from wakebook.flows.importing.reports.slips import without_slips
from wakebook.flows.importing.when import When
from wakebook.model.imported import Fate
from wakebook.model.mapping.markdown import MILESTONES, Rows
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.records.foreign.markdown import Piece, Report
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Scalar

_IN_LOG = mapped("log")
_DASHES = " \t\n-\u2013\u2014:|"


class Row(NamedTuple):
    """One row: its time's words, what happened, and the label that says what kind it is."""

    time: str
    text: str
    label: str
    piece: Piece


class Timelines:
    """Reads every timeline of one item of a report."""

    def __init__(self, item: Item, report: Report, clock: Clock, account: Account) -> None:
        self.item = item
        self.report = report
        self.clock = clock
        self.account = account
        self.reached: set[str] = set()

    def follow(self, rule: Rows, roots: list[Piece], day: Day | None) -> None:
        """Add the rows of every part that a rule names; days run on from part to part."""
        self.clock.begin(day)
        found = list(look(rule.model_copy(update={"match": None}), self.report, roots, ""))
        rows: list[tuple[Row, When]] = []
        for part in found:
            if part.piece is None:
                continue
            self._heading(part)
            self.account.claim(part, self._rest(rule))
            rows += [(row, self._time(row)) for row in self._rows(rule, part.piece)]
        self.account.rows += [Told(rule, row.label, row.text) for row, _ in rows]
        told = [(row.piece.first, row.time, when) for row, when in rows]
        times = list(without_slips(self.item, told, day.day if day else None))
        for number, ((row, _), when) in enumerate(zip(rows, times, strict=True)):
            self._add(rule, row, when, first=number == 0, last=number == len(rows) - 1)

    def _rest(self, rule: Rows) -> Fate:
        """What becomes of what stands among the rows and is none."""
        if rule.section:
            return kept(f"post-mortem, section {rule.section}")
        return lost("it is no row of the timeline")

    def _heading(self, part: Found) -> None:
        """A heading that is a day is the day of what stands below it."""
        day = self.clock.day_of(part.piece.name) if part.piece else None
        if day is not None and self.clock.times.dates != "never":
            self.clock.day = Day(day, f"the heading in line {part.line}")

    def _time(self, row: Row) -> When:
        return self.clock.read(row.time, row.piece.first)

    def _rows(self, rule: Rows, part: Piece) -> Iterator[Row]:
        """The rows of a part in order; a paragraph that is none goes on with the one above."""
        before: Row | None = None
        for piece in part.parts:
            if piece.kind == "table" and "table" in rule.rows:
                yield from [before] if before else []
                before = None
                yield from self._cells(rule, piece)
                continue
            row = self._matched(rule, piece) if _form(piece) in rule.rows else None
            if row is not None:
                yield from [before] if before else []
                before = row
            elif before is not None and piece.kind == "text" and "paragraphs" in rule.rows:
                before = before._replace(text=f"{before.text}\n\n{piece.words}")
                self.account.tell(piece, _IN_LOG)
            else:
                self._passed_over(rule, piece)
        yield from [before] if before else []

    def _passed_over(self, rule: Rows, piece: Piece) -> None:
        if any(piece.first <= one.line < piece.end for one in self.clock.said):
            self.account.tell(piece, mapped("the zone of the times"))
        elif piece.listed or piece.kind == "text":
            rest = "it stays in the post-mortem" if rule.section else "it is left out"
            shown = " ".join(piece.words.split())[:50]
            self.item.remark(piece.first, f"{shown!r} begins with no time of a row; {rest}")

    def _matched(self, rule: Rows, piece: Piece) -> Row | None:
        """The row that a piece is: it begins with the rule's pattern."""
        words = piece.name if piece.kind == "heading" else piece.words
        match = re.compile(rule.match or "").match(words[:MOST_SEEN])
        if match is None:
            return None
        groups = match.groupdict()
        text = groups.get("text")
        if text is None:
            text = words[match.end() :]
        below = self.report.words(piece) if piece.kind == "heading" else ""
        self.account.call(piece, "row", _IN_LOG)
        told = "\n\n".join(part for part in (text.strip(_DASHES), below) if part)
        return Row(groups["time"] or "", told, (groups.get("label") or "").strip(), piece)

    def _cells(self, rule: Rows, table: Piece) -> Iterator[Row]:
        columns = rule.columns
        places = [_column(table, name) for name in _names(columns)]
        if columns is None or places[0] is None:
            sentence = f"the table has no column {columns.time if columns else ''!r}"
            self.item.remark(table.first, f"{sentence}; name it in the mapping's `columns`")
            return
        self._claim_columns(rule, table, places)
        for piece in table.parts:
            time, text, label = (_cell(piece, place) for place in places)
            self.account.tell(piece, _IN_LOG)
            yield Row(time, text, label, piece)

    def _claim_columns(self, rule: Rows, table: Piece, places: list[int | None]) -> None:
        where = ("log: at", "log: text", "log: the kind")
        told = {n: mapped(w) for n, w in zip(places, where, strict=True) if n is not None}
        rest = self._rest(rule)
        columns = {c: told.get(n, rest) for n, c in enumerate(table.cells)}
        self.account.columns[table] = columns

    def _add(self, rule: Rows, row: Row, when: When, *, first: bool, last: bool) -> None:
        item, line = self.item, row.piece.first
        kind = self._kind(rule, row, first=first, last=last)
        if kind in MILESTONES and kind in self.reached:
            kind = "observation"
        words = ": ".join(part for part in (row.label, row.text) if part)
        text = item.prose(Scalar(words, line), plain_markdown)
        if text is None and kind == "observation":
            item.remark(line, "a row says nothing but its time; it is left out")
            return
        if kind in MILESTONES:
            self.reached.add(kind)
        item.add(kind, when, text=text)

    def _kind(self, rule: Rows, row: Row, *, first: bool, last: bool) -> str:
        for label, kind in rule.labels.items():
            if row.label and fits(label, row.label):
                return kind
        if row.label and rule.labels and not rule.kinds:
            sentence = (
                f"the label {row.label[:40]!r} is none of the mapping's; it is an observation"
            )
            self.item.remark(row.piece.first, sentence)
        seen = row.text[:MOST_SEEN]
        for one in rule.kinds:
            if re.compile(one.match).search(seen):
                return one.kind
        if first and rule.first is not None:
            return rule.first
        return rule.last if last and rule.last is not None else "observation"


def _form(piece: Piece) -> str:
    """What a row of this kind is called in a mapping."""
    return (
        "bullets"
        if piece.listed
        else {"heading": "headings", "text": "paragraphs"}.get(piece.kind, piece.kind)
    )


def _names(columns: object) -> list[str | int | None]:
    return [getattr(columns, name, None) for name in ("time", "text", "label")]


def _column(table: Piece, name: str | int | None) -> int | None:
    """The number of a column, from 0; None where the table has none of that name."""
    if isinstance(name, int):
        return name - 1 if 1 <= name <= len(table.cells) else None
    if name is None:
        return None
    return next((n for n, cell in enumerate(table.cells) if fits(name, cell)), None)


def _cell(row: Piece, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""
