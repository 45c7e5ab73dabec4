"""What is new at a source since an import, as entries that the log may still take.

A merged log file is never changed: what is new is added, and what was edited is corrected.
"""

from collections import Counter
from collections.abc import Iterator, Set
from datetime import datetime
from typing import Any, NamedTuple

from wakebook.flows.importing.compose import Record
from wakebook.flows.importing.item import Item, Line
from wakebook.model import fold
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS, Correction, Entry
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment
from wakebook.records.emit import Emittable
from wakebook.records.shape import fit

_AFTER_CLOSURE = frozenset({"reopened", "update", "correction"})
_COMPARED = ("at", "text", "posted_at", "edited_at", "from", "until")
_OF_THIS_REPOSITORY = frozenset({"classification", "severity"})
"""Kinds that depend on policies here; a source that did not change must not seem to have."""


class Difference(NamedTuple):
    """New entries, and whether the record of the source differs at all."""

    entries: list[Line]
    differs: bool


def difference(item: Item, record: Record, old: Incident, now: datetime) -> Difference:
    """What the log of an earlier import lacks; what cannot be added is told as a remark."""
    settled = _settled(old)
    imported = [line for line in old.log if _is_imported(line)]
    known = dict(_keyed(fold.corrected(imported)))
    entries: list[Line] = []
    seen = set()
    for key, line in _keyed_lines(record.log):
        seen.add(key)
        before = known.get(key)
        if before is None:
            entries.append(line)
        elif changed := _changed(before.entry, line, settled.get(before.id, frozenset())):
            entries.append(_correction(before, changed, now, line))
    gone = [was for key, was in known.items() if key not in seen and _counts(was.entry)]
    for was in gone:
        message = f"{was.entry.kind} at {was.entry.at} is gone at the source; it stays here"
        item.remark(item.line, message)
    kept = _allowed(item, entries, old)
    header = _header_differs(item, record, old)
    return Difference(kept, bool(entries or gone or header))


def _is_imported(line: Logged) -> bool:
    return "-import-" in line.id


def _settled(old: Incident) -> dict[str, frozenset[str]]:
    """The fields of entries that people have put right: the source has no say in them any more.

    A retracted entry is settled as a whole.
    """
    found: dict[str, frozenset[str]] = {}
    for line in old.log:
        if isinstance(line.entry, Correction) and not _is_imported(line):
            fields = _COMPARED if line.entry.retract else tuple(line.entry.set or ())
            target = line.entry.corrects
            found[target] = found.get(target, frozenset()) | {*fields}
    return found


def _allowed(item: Item, entries: list[Line], old: Incident) -> list[Line]:
    """After closure a log takes few kinds, unless the source says that it was reopened."""
    if old.header.closed is None or any(line["kind"] == "reopened" for line in entries):
        return entries
    for line in entries:
        if line["kind"] not in _AFTER_CLOSURE:
            message = (
                f"{line['kind']} at {line['at']} is new, but the record is closed; add it by hand"
            )
            item.remark(item.line, message, bars=True)
    return [line for line in entries if line["kind"] in _AFTER_CLOSURE]


def _header_differs(item: Item, record: Record, old: Incident) -> bool:
    pairs: tuple[tuple[str, object, Emittable | None], ...] = (
        ("title", old.header.title, record.header["title"]),
        ("kind", old.header.kind, record.header["kind"]),
        ("summary", old.header.summary, record.header.get("summary")),
        ("audience", old.header.audience, record.header["audience"]),
    )
    found = False
    for name, here, there in pairs:
        if there is not None and here != there:
            found = True
            message = (
                f"{name} is {str(there)[:60]!r} now; change the header by hand if it is to follow"
            )
            item.remark(item.line, message)
    return found


def _counts(entry: Entry) -> bool:
    return entry.kind not in _OF_THIS_REPOSITORY


def _key(entry: Entry) -> tuple[str, ...]:
    if entry.kind == "update":
        return ("update", entry.ref or entry.at.text)
    if entry.kind == "impact":
        return ("impact", str(getattr(entry, "component", "")), entry.at.text)
    return (entry.kind,)


def _numbered(key: tuple[str, ...], counts: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    counts[key] += 1
    return (*key, str(counts[key]))


def _keyed(log: list[Logged]) -> Iterator[tuple[tuple[str, ...], Logged]]:
    counts: Counter[tuple[str, ...]] = Counter()
    for line in log:
        yield _numbered(_key(line.entry), counts), line


def _keyed_lines(log: list[Line]) -> Iterator[tuple[tuple[str, ...], Line]]:
    counts: Counter[tuple[str, ...]] = Counter()
    for line in log:
        entry: Any = fit(KINDS[str(line["kind"])], line)
        key = _numbered(_key(entry), counts)
        if _counts(entry):
            yield key, line


def _changed(before: Entry, line: Line, settled: Set[str]) -> dict[str, Emittable]:
    """The fields that the source says otherwise now; a field that went away is left alone."""
    changed: dict[str, Emittable] = {}
    for name in _COMPARED:
        if name in settled:
            continue
        there = line.get(name)
        here = getattr(before, "from_" if name == "from" else name, None)
        shown = here.text if isinstance(here, Moment) else here
        if there is not None and there != shown:
            changed[name] = there
    return changed


def _correction(before: Logged, changed: dict[str, Emittable], now: datetime, line: Line) -> Line:
    return {
        "kind": "correction",
        "at": Moment.at(now).text,
        **{key: line[key] for key in ("by", "audience") if key in line},
        "text": "The source was edited.",
        "corrects": before.id,
        "set": changed,
    }
