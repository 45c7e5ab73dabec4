"""Times that a source writes as it did before and that are read otherwise now.

That is what another ``--zone`` or ``--dates`` does. The source was not edited then, so the record
keeps what it has.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wakebook.flows.importing.item import Item, Line
from wakebook.model.log.logged import Logged
from wakebook.model.moment import MomentError, parsed

MOMENTS = ("at", "posted_at", "edited_at", "from", "until")
"""The fields of entries that are times."""

Key = tuple[str, ...]
Heard = Mapping[str, Mapping[str, bool]]
"""Times with the words that were read so, and whether these count from another time."""


class AsBefore(NamedTuple):
    """A log with its times as they were read at first, and how many of them were put back."""

    lines: list[Line]
    times: int


class _Pair(NamedTuple):
    """A line with the entry of which it has kept the words, and its times that words stand for."""

    line: Line
    there: Line
    names: dict[str, bool]


def as_before(item: Item, lines: list[Line], known: list[Logged]) -> AsBefore:
    """The lines with the times that their words had at the last import.

    A time that is counted from another one, and one that is unknown, may differ because something
    else was edited. They are put back only where another time shows that the reading differs.
    """
    pairs = dict(_pairs(item, lines, known))
    readings = dict(_readings(item, pairs))
    if not readings:
        return AsBefore(lines, 0)
    made = [_put_back(line, pairs.get(n), readings) for n, line in enumerate(lines)]
    return AsBefore(
        made, sum(a[n] != b[n] for a, b in zip(lines, made, strict=True) for n in MOMENTS if n in b)
    )


def same_time(item: Item, one: object, other: object) -> bool:
    """Whether two texts tell the same known time, as precisely, in whatever zone."""
    try:
        first, second = parsed(str(one), item.days), parsed(str(other), item.days)
    except MomentError:
        return False
    if not first.known or first.about != second.about:
        return False
    return (first.earliest, first.latest) == (second.earliest, second.latest)


def only_its_time(item: Item, line: Line, words: object) -> bool:
    """Whether what a line and an entry call their time is all that their words differ in."""
    said, before = str(line.get("as_written", "")), str(words or "")
    heard = item.heard.get(str(line["at"]), {})
    for own in _parts(said) & heard.keys():
        start, _, end = said.partition(own)
        if before.startswith(start) and before.endswith(end):
            return True
    return False


def _pairs(item: Item, lines: list[Line], known: list[Logged]) -> Iterator[tuple[int, _Pair]]:
    waiting: dict[Key, list[Line]] = {}
    for was in reversed(known):
        there: Line = was.entry.model_dump(mode="json", by_alias=True, exclude_unset=True)
        waiting.setdefault(_key(there), []).append(there)
    every = {own: True for each in item.heard.values() for own in each}
    heard = {**item.heard, "unknown": every}
    for number, line in enumerate(lines):
        names = dict(_in_words(line, heard))
        if names and (found := waiting.get(_key(line))):
            yield number, _Pair(line, found.pop(), names)


def _key(line: Line) -> Key:
    about = str(line.get("component") or line.get("role") or "")
    return (str(line["kind"]), about, _words(line))


def _words(line: Line) -> str:
    """The source's words, without a time that was read from them and cannot be."""
    words = str(line.get("as_written", ""))
    before, _, last = words.rpartition("; ")
    if line["at"] != "unknown" or not before:
        return words
    try:
        return before if parsed(last).known else words
    except MomentError:
        return words


def _in_words(line: Line, heard: Heard) -> Iterator[tuple[str, bool]]:
    """The times of a line of which it has the words, and whether they are counted from another."""
    parts = _parts(str(line.get("as_written", "")))
    for name in MOMENTS:
        known = heard.get(str(line.get(name)), {})
        counted = [known[own] for own in parts & known.keys()]
        if counted:
            yield name, all(counted)


def _parts(said: str) -> set[str]:
    """All of an entry's words, and the words that semicolons part."""
    return {said, *said.split("; ")}


def _readings(item: Item, pairs: dict[int, _Pair]) -> Iterator[tuple[str, str]]:
    """Which times of now are which of before, by their words alone."""
    for line, there, names in pairs.values():
        for name, counted in names.items():
            now, before = str(line[name]), str(there.get(name, "unknown"))
            told = not counted and "unknown" not in (now, before)
            if told and not same_time(item, now, before):
                yield now, before


def _put_back(line: Line, pair: _Pair | None, readings: dict[str, str]) -> Line:
    made = dict(line)
    for name in MOMENTS:
        if pair is not None and name in pair.names and name in pair.there:
            made[name] = pair.there[name]
            made["as_written"] = pair.there["as_written"]
        elif name in line and (pair is None or name not in pair.names):
            made[name] = readings.get(str(line[name]), line[name])
    return made
