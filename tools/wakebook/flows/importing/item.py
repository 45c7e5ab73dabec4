"""One item of a source on its way to a record: what it says, and what became of each field."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple

from wakebook.flows.importing.aliases import Person
from wakebook.flows.importing.when import When, read_time
from wakebook.model.base import Audience
from wakebook.model.finding import Claim
from wakebook.model.imported import Fate, FieldFate, Remark
from wakebook.model.moment import Moment, between, parsed
from wakebook.records.emit import Emittable
from wakebook.records.foreign.markup import Plain
from wakebook.records.foreign.node import Node, Scalar, leaves
from wakebook.records.foreign.source import cleaned

Line = dict[str, Emittable]
"""A log entry as it will be written; components and people still have the source's names."""

_LONG = 31 * 86_400
_EMPTY = Fate("empty", "says nothing")
_NO_PLACE = Fate("lost", "records have no place for it")


@cache
def mapped(where: str) -> Fate:
    """The field has a place in the record."""
    return Fate("mapped", where)


@cache
def kept(where: str) -> Fate:
    """The field's words are kept."""
    return Fate("kept", where)


@cache
def lost(why: str) -> Fate:
    """The field is left behind."""
    return Fate("lost", why)


class Named(NamedTuple):
    """A component as a source knows it."""

    name: str
    description: str | None = None
    group: str | None = None


class Foreign(NamedTuple):
    """Everything that was read from a source.

    ``host`` is the page's, for the names of what is new; ``groups`` are its groups of components.
    """

    items: Sequence["Item"]
    remarks: list[Remark]
    host: str | None = None
    components: tuple[Named, ...] = ()
    groups: tuple[Named, ...] = ()
    learned: tuple["Learned", ...] = ()
    meanings: tuple[str, ...] = ()
    """What words for severity mean, as ``--as`` says it: WORD=MEANING."""
    hints: tuple[Claim, ...] = ()
    """What there is to say about the mapping, by its routes."""


class Learned(NamedTuple):
    """What a report says beside its incidents: a post-mortem's body and action items.

    ``body`` gives the text when it is told the order of sections; ``actions`` are values by the
    names of their files, ``title`` stands where the incident's does not do.
    """

    items: tuple["Item", ...]
    audience: Audience
    body: Callable[[Sequence[str]], str]
    actions: Mapping[str, Mapping[str, Emittable]]
    title: str | None = None


@dataclass
class Item:
    """One incident, maintenance or notice of a source.

    ``zone`` is that of the source's times, ``days`` the one whose days bare dates are here.
    ``is_page`` tells that words for severity are Statuspage's; elsewhere "critical" may mean
    anything. ``severity`` is the source's word in lower case, ``severity_word`` as it was
    written. ``rated_before`` are words for severity that held before, each with since when.
    ``heard`` are times with the words that say them, and whether these count from another time.
    """

    system: str
    path: str
    line: int
    zone: tzinfo | None = None
    days: tzinfo = UTC
    id: str = ""
    title: str = ""
    kind: str = "incident"
    url: str | None = None
    audience: Audience = "public"
    summary: str | None = None
    severity: str | None = None
    severity_word: str | None = None
    severity_field: str = "severity"
    severity_at: str = "unknown"
    rated_by: str = "The status page's own rating."
    components: list[str] = field(default_factory=list)
    log: list[Line] = field(default_factory=list)
    references: list[Line] = field(default_factory=list)
    stated: list[Line] = field(default_factory=list)
    is_page: bool = True
    rated_before: list[tuple[str, str]] = field(default_factory=list)
    components_field: str = "components"
    people: dict[str, Person] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    guess: Line | None = None
    remarks: dict[Remark, None] = field(default_factory=dict)
    fates: dict[str, Fate] = field(default_factory=dict)
    values: Counter[tuple[str, bool]] = field(default_factory=Counter)
    heard: dict[str, dict[str, bool]] = field(default_factory=dict)

    def remark(self, line: int, message: str, *, bars: bool = False) -> None:
        """Tell something about a line of the source; the same sentence is told once."""
        self.remarks[Remark(self.path, line, message, bars)] = None

    @property
    def barred(self) -> bool:
        """Whether something stands in the way of importing it."""
        return any(remark.bars for remark in self.remarks)

    def count(self, node: Node) -> None:
        """Count every value of the source, so that each must have a fate."""
        for path, leaf in leaves(node):
            self.values[".".join(path), leaf.empty] += 1

    def rate(self, word: str | None) -> None:
        """Say what the source's word for severity is; ``severity`` has it in lower case."""
        self.severity_word, self.severity = word, word and word.lower()

    def text(self, scalar: Scalar | None) -> str | None:
        """A text without the characters that records refuse, or None if nothing is left."""
        if scalar is None:
            return None
        return self._plain(scalar.text, scalar.line).strip() or None

    def prose(self, scalar: Scalar | None, read: Callable[[str], Plain]) -> str | None:
        """A text that may hold HTML, as Markdown; what a page does not show as text is told."""
        if scalar is None:
            return None
        plain, left_out = read(scalar.text)
        if left_out:
            self.remark(scalar.line, f"holds {', '.join(left_out)}; it is left out")
        return self.text(scalar._replace(text=plain))

    def line_of_text(self, scalar: Scalar | None) -> str | None:
        """A text on one line."""
        text = self.text(scalar)
        return " ".join(text.split()) if text else None

    def time(self, scalar: Scalar | None, name: str) -> When | None:
        """A time of the source; what is wrong with it is told, and bars the item if need be."""
        text = self.line_of_text(scalar)
        if scalar is None or text is None:
            return None
        when = read_time(text, self.zone)
        words = self.line_of_text(scalar._replace(text=scalar.written)) if scalar.written else None
        if words:
            when = when._replace(as_written=words)
        if when.why:
            known = "" if when.barred else "; it becomes unknown, with the source's words beside it"
            sentence = f"{name} {(words or text)[:60]!r} {when.why}{known}"
            self.remark(scalar.line, sentence, bars=when.barred)
        if not scalar.written:
            self.hear(when)
        return when

    def hear(self, when: When | None) -> None:
        """Remember the words from which a time was read."""
        if when is not None and when.as_written:
            self.heard.setdefault(when.text, {})[when.as_written] = when.counted

    def moment(self, line: Line, key: str = "at") -> Moment:
        """A time of an entry as this repository reads it."""
        return parsed(str(line[key]), self.days)

    def add(self, kind: str, when: When | None, **more: Emittable | None) -> None:
        """Add an entry to the log; values of None are left out."""
        self.hear(when)
        at = "unknown" if when is None else when.text
        words = [more.pop("as_written", None), when.as_written if when else None]
        given = {**more, "as_written": "; ".join(str(part) for part in words if part)}
        self.log.append({"kind": kind, "at": at, **{k: v for k, v in given.items() if v}})

    def say(
        self,
        text: str,
        when: When | None,
        posted: When | None,
        edited: When | None,
        **more: str | None,
    ) -> None:
        """Add an update; its other times keep the source's words as its own does."""
        words = [more.pop("as_written", None), *(w.as_written for w in (posted, edited) if w)]
        self.add(
            "update",
            when,
            text=text,
            posted_at=posted.text if posted else None,
            edited_at=edited.text if edited else None,
            as_written="; ".join(dict.fromkeys(part for part in words if part)),
            **more,
        )

    def finish(
        self, end: When | None, start: When | None, name: str, line: int, by: str | None = None
    ) -> None:
        """Add the end: resolved, and closed at once, since a status page knows no later state."""
        if end is not None and start is not None:
            self._long(end, start, name, line)
        self.add("resolved", end, by=by)
        self.add("closed", end)

    def _long(self, end: When, start: When, name: str, line: int) -> None:
        span = between(start.moment, end.moment)
        if span is not None and span.nominal > _LONG:
            days = round(span.nominal / 86_400)
            sentence = (
                f"{name} {end.text} lies {days} days after the start; it is imported as it is"
            )
            self.remark(line, sentence)

    def scrub(self) -> None:
        """Leave out what no record may hold wherever a source's words came in by another way."""
        self.url = self._plain(self.url, self.line) if self.url else None
        for lines in (self.log, self.references, self.stated, [self.guess] if self.guess else []):
            for line in lines:
                for key, value in line.items():
                    if isinstance(value, str):
                        line[key] = self._plain(value, self.line)

    def _plain(self, value: str, line: int) -> str:
        plain, dropped = cleaned(value)
        if dropped:
            shown = ", ".join(dropped)
            self.remark(line, f"holds {shown}, invisible or misleading; it is left out")
        return plain

    def digest(self) -> str:
        """A short name of what the source says, apart from people: equal items have the same."""
        said = (self.title, self.kind, self.url, self.audience, self.summary, self.severity)
        lists = [self.components, self._impersonal(), self.references, self.stated, self.tags]
        lists += [self.rated_before] if self.rated_before else []
        text = json.dumps([self.system, self.id, said, lists], sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def _impersonal(self) -> list[Line]:
        """The log without people whom only the catalog may know."""
        told = (line for line in self.log if isinstance(line.get("to", ""), str))
        return [
            {key: value for key, value in line.items() if key != "by"} if "by" in line else line
            for line in told
        ]

    def fields(self, table: Mapping[str, Fate]) -> tuple[FieldFate, ...]:
        """Each field's fate: the item's own, else the format's; a field unknown to both is lost."""
        counts: Counter[tuple[str, Fate]] = Counter()
        for (path, empty), count in self.values.items():
            name, fate = _fate(path, self.fates, table)
            if empty:
                fate = _EMPTY
            elif self.barred:
                fate = lost("the item could not be imported")
            counts[name, fate] += count
        return tuple(_row(name, fate, n) for (name, fate), n in sorted(counts.items()))


@lru_cache(maxsize=4096)
def _row(name: str, fate: Fate, times: int) -> FieldFate:
    """Many items have the same rows; they share them."""
    return FieldFate(name, fate, times)


def _fate(path: str, own: Mapping[str, Fate], table: Mapping[str, Fate]) -> tuple[str, Fate]:
    name = path
    while name:
        fate = own.get(name) or table.get(name)
        if fate is not None:
            return name, fate
        name = name.rpartition(".")[0]
    return path[:80], _NO_PLACE
