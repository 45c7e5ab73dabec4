"""The strict pass: parser events in, plain values out, every forbidden construct noted.

Nothing but values is kept, because a hundred thousand small files go through here; a place is
taken from the event at hand when something is wrong with it.
"""

from collections.abc import Callable
from typing import Any, NamedTuple
from unicodedata import normalize

from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from wakebook.model.finding import quoted
from wakebook.records.bytes import RECORD, Limits
from wakebook.records.checks import (
    BLOCK_STYLES,
    Tree,
    check_block,
    check_braces,
    check_characters,
    check_end,
    check_explicit,
    check_length,
    check_properties,
    check_root,
    check_start,
    is_empty,
    note_empty,
    shown,
    what,
)
from wakebook.records.parser import events
from wakebook.records.refusal import Notes
from wakebook.records.scalars import MERGE, UnclearError, resolve


class Stop(Exception):  # noqa: N818 - no error: the reason is noted already, the walk only ends
    """The rest of the text is not worth reading."""


class Form(NamedTuple):
    """What a kind of file may hold: the types of a document's root, null, several documents."""

    roots: tuple[type, ...]
    allow_nulls: bool
    many: bool
    limits: Limits = RECORD


class Walk:
    """One pass over one text; what is wrong goes to ``notes``."""

    def __init__(self, notes: Notes, form: Form) -> None:
        text = notes.text
        self.next: Callable[[], Any] = events(text).get_event
        self.notes, self.form, self.allow_nulls = notes, form, form.allow_nulls
        self.has_escapes = "\\" in text
        self.has_questions = "?" in text
        self.may_be_long = len(text) > form.limits.scalar // 4
        if 2 * len(text) > form.limits.nodes:
            self.next = self._counting(self.next)

    def documents(self) -> list[Tree]:
        """The stream's documents; empty ones count only where one is expected."""
        many, roots = self.form.many, self.form.roots
        found: list[Tree] = []
        self.next()
        while (start := self.next()).__class__ is not StreamEndEvent:
            if not check_start(start, self.notes, alone=many or not found):
                raise Stop
            event = self.next()
            if not (many and is_empty(event)):
                if not check_root(event, self.notes, roots):
                    raise Stop
                found.append(self._value(event, 0))
            check_end(self.next(), self.notes, many=many)
        if not found and not many:
            note_empty(self.notes, roots)
        return found

    def _value(self, event: Any, depth: int) -> Tree:
        kind = event.__class__
        if kind is ScalarEvent:
            if event.tag is not None or event.anchor is not None:
                check_properties(event, self.notes)
            return self._quoted(event) if event.style else self._plain(event)
        if kind is AliasEvent:
            message = f"the alias {quoted('*' + event.anchor)} stands for a value; write it out"
            self.notes.at("WB0202", event, message)
            return ""
        if depth >= self.form.limits.depth:
            deepest = f"nested deeper than {self.form.limits.depth} levels; make it flatter"
            self.notes.at("WB0207", event, deepest)
            raise Stop
        if event.tag is not None or event.anchor is not None:
            check_properties(event, self.notes)
        return self._mapping(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)

    def _mapping(self, depth: int) -> Tree:
        result: dict[str, Tree] = {}
        while (event := self.next()).__class__ is not MappingEndEvent:
            key = self._key(event, result, depth)
            value = self._value(self.next(), depth)
            if key is None:
                continue
            if value is None and not self.allow_nulls:
                self._note_null(event, f"the key {quoted(key)}")
            result[key] = value
        return result

    def _list(self, depth: int) -> Tree:
        result: list[Tree] = []
        while (event := self.next()).__class__ is not SequenceEndEvent:
            if event.__class__ is MappingStartEvent and event.flow_style:
                check_braces(event, self.notes)
            value = self._value(event, depth)
            if value is None and not self.allow_nulls:
                self._note_null(event, f"item {len(result) + 1} of this list")
            result.append(value)
        return result

    def _key(self, event: Any, mapping: dict[str, Tree], depth: int) -> str | None:
        value = self._value(event, depth)
        if event.__class__ is AliasEvent:
            return None
        if not isinstance(value, str) or event.style in BLOCK_STYLES:
            message = f"a key must be text on one line and this is {what(event)}; quote it"
            self.notes.at("WB0206", event, message)
            return None
        if self.has_questions:
            check_explicit(event, self.notes)
        key = value if value.isascii() else normalize("NFC", value)
        if key in mapping:
            first = f"first with {shown(mapping[key])}"
            self.notes.at("WB0204", event, f"the key {quoted(key)} stands twice, {first}; keep one")
            return None
        return key

    def _plain(self, event: Any) -> Tree:
        value: str = event.value
        if self.may_be_long:
            check_length(event, self.notes, self.form.limits.scalar)
        try:
            return resolve(value)
        except UnclearError as unclear:
            code = "WB0202" if value == MERGE else "WB0209"
            self.notes.at(code, event, f"{quoted(value)} is {unclear}; if it is text, quote it")
            return value

    def _quoted(self, event: Any) -> str:
        value: str = event.value
        if self.may_be_long:
            check_length(event, self.notes, self.form.limits.scalar)
        if event.style in BLOCK_STYLES:
            check_block(event, self.notes)
        elif self.has_escapes and event.style == '"':
            check_characters(event, self.notes)
        return value

    def _note_null(self, event: Any, place: str) -> None:
        self.notes.at("WB0210", event, f"{place} has no value; remove it or give it a value")

    def _counting(self, get: Callable[[], Any]) -> Callable[[], Any]:
        left = self.form.limits.nodes

        def counted() -> Any:
            nonlocal left
            event = get()
            left -= isinstance(event, NodeEvent)
            if left < 0:
                most = f"more than {self.form.limits.nodes:,} keys and values; split the file"
                self.notes.at("WB0208", event, most)
                raise Stop
            return event

        return counted
