"""Values to YAML text: block style, keys in the order given, strings plain where that is safe.

A string is quoted when YAML 1.2 would read something else, and also when a widespread reader of
older rules would (``no``, ``1_000``, ``12:30``), so that other tools see what we see.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from wakebook.model.finding import quoted
from wakebook.records.bytes import FORBIDDEN, RECORD, name
from wakebook.records.scalars import UnclearError, resolve

Emittable = str | int | float | bool | Sequence["Emittable"] | Mapping[str, "Emittable"]

STEP = "  "
_WIDTH = 96
_LONGEST_KEY = 120
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`.=<](?:[^\s:#]|:(?=[^\s])|(?<=\S)#| (?=[^\s#]))*")
_FLOW_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
_OLD_RULES = re.compile(r"(?i:y|n|yes|no|on|off)|[-+]?[0-9][0-9_.:,]*")
_ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\t": r"\t", "\r": r"\r"})
_BLANK_LINE = re.compile(r"^[ \t]+$", re.MULTILINE)
_FOLD = re.compile(r"(?<=\S) (?=\S)")


class UnwritableError(ValueError):
    """A value that no record may hold; the message names it."""


def emit_document(value: Emittable) -> str:
    """A whole YAML file that reads back as ``value``.

    Raises:
        ValueError: a value that no record may hold (None, NaN, a control character, ...).
    """
    return "\n".join(block(value)) + "\n"


def inline(value: Emittable) -> str:
    """``value`` on one line, in flow style, fit to stand inside any other value."""
    if isinstance(value, str):
        return value if _FLOW_PLAIN.fullmatch(value) and _is_text(value) else _in_quotes(value)
    if isinstance(value, Mapping):
        parts = (f"{inline(key)}: {inline(part)}" for key, part in value.items())
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(inline, value)) + "]"
    return _number(value)


def block(value: Emittable) -> list[str]:
    """The lines of ``value`` in block style, the first one without indentation."""
    if isinstance(value, Mapping) and value:
        return [line for key, part in value.items() for line in entry(key, part)]
    if isinstance(value, Sequence) and value and not isinstance(value, str):
        return [line for part in value for line in item(part)]
    head, lines = tail(value)
    return [head.lstrip(), *lines]


def entry(key: str, value: Emittable) -> list[str]:
    """The lines of one key with its value."""
    if len(key) > _LONGEST_KEY:
        raise UnwritableError(f"the key {quoted(key)} is longer than {_LONGEST_KEY} characters")
    head, lines = tail(value)
    return [f"{string(key)}:{head}", *lines]


def item(value: Emittable) -> list[str]:
    """The lines of one item of a list; a collection begins on the line of its dash."""
    if isinstance(value, str) or not isinstance(value, Mapping | Sequence) or not value:
        head, lines = tail(value)
        return [f"-{head}", *lines]
    first, *rest = block(value)
    return [f"- {first}", *(STEP + line if line else line for line in rest)]


def tail(value: Emittable) -> tuple[str, list[str]]:
    """What follows ``key:`` on its line, and the lines below it, indented by one step."""
    if isinstance(value, str):
        return _text_tail(value)
    if isinstance(value, Mapping | Sequence):
        if not value:
            return " " + inline(value), []
        return "", [STEP + line if line else line for line in block(value)]
    return " " + _number(value), []


@lru_cache(maxsize=4096)
def string(value: str) -> str:
    """A string on one line, plain if that is safe in block style."""
    return value if _PLAIN.fullmatch(value) and _is_text(value) else _in_quotes(value)


def _text_tail(value: str) -> tuple[str, list[str]]:
    _refuse_unreadable(value)
    if "\n" in value and _can_be_literal(value):
        return _literal(value)
    if len(value) > _WIDTH and "\n" not in value and (folded := list(_folded(value))):
        return " >-", folded
    return " " + string(value), []


def _can_be_literal(value: str) -> bool:
    return bool(value.strip("\n")) and "\r" not in value and not _BLANK_LINE.search(value)


def _literal(value: str) -> tuple[str, list[str]]:
    body = value.rstrip("\n")
    ends = len(value) - len(body)
    # An indented first line would be taken for the indentation of the whole text.
    indicator = str(len(STEP)) if body.lstrip("\n")[0] in " \t" else ""
    chomping = ("-", "", "+")[min(ends, 2)]
    lines = body.split("\n") + [""] * (ends - 1)
    return f" |{indicator}{chomping}", [STEP + line if line else "" for line in lines]


def _folded(value: str) -> Iterator[str]:
    """Lines that fold back to ``value``, or none if it has blanks that folding would lose."""
    if value != value.strip() or "\t" in value or "\r" in value:
        return
    line = ""
    for word in _FOLD.split(value):
        if line and len(line) + 1 + len(word) > _WIDTH:
            yield STEP + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield STEP + line


def _is_text(plain: str) -> bool:
    try:
        return resolve(plain) == plain and not _OLD_RULES.fullmatch(plain) and plain.isprintable()
    except UnclearError:
        return False


def _in_quotes(value: str) -> str:
    _refuse_unreadable(value)
    if ("\\" in value or '"' in value) and not re.search(r"['\n\t\r]", value):
        return f"'{value}'"
    return f'"{value.translate(_ESCAPES)}"'


def _refuse_unreadable(value: str) -> None:
    if not value.isprintable() and (match := FORBIDDEN.search(value)):
        raise UnwritableError(
            f"{quoted(value)} holds {name(match.group())}, which text may not hold"
        )
    if len(value) * 4 > RECORD.scalar and len(value.encode()) > RECORD.scalar:
        raise UnwritableError(
            f"{quoted(value)} has {len(value.encode()):,} bytes and at most {RECORD.scalar:,} are "
            "read; keep it as a file below evidence/"
        )


def _number(value: float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value)
    if not isinstance(value, int | float) or resolve(text) != value:
        raise UnwritableError(
            f"{quoted(text)} cannot stand in a record; write text or leave it out"
        )
    return text
