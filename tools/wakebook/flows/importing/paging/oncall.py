"""What tools for people on call have in common: texts without addresses, words that are kept.

Their records are the staff's, and name people everywhere; texts are freed of their addresses.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from wakebook.flows.importing.in_order import in_source_order
from wakebook.flows.importing.item import Item
from wakebook.flows.importing.values import Part
from wakebook.flows.importing.when import When
from wakebook.model.imported import Remark
from wakebook.model.moment import Moment
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Listing, Node, Scalar, Table, leaves, listing, table

PROGRAMS = "it is an address or a key for programs"

_ADDRESS = re.compile(
    r"(?<![\w.%+-])[\w.%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}+\.){1,8}+[A-Za-z0-9-]{2,24}+"
)
_MINUTE = 60.0
_MOST_DIGITS = 15
_SECOND = timedelta(seconds=1)


def begin(item: Item) -> None:
    """Make an item one of a tool of the staff, whose words are no status page's."""
    item.audience = "staff"
    item.is_page = False
    item.rated_by = "The source's own rating."


def said(item: Item, scalar: Scalar | None) -> str | None:
    """A text as Markdown without e-mail addresses, which are told."""
    return _unaddressed(item, scalar, item.prose(scalar, plain_markdown))


def said_in_a_line(item: Item, scalar: Scalar | None) -> str | None:
    """A text on one line without e-mail addresses, which are told."""
    return _unaddressed(item, scalar, item.line_of_text(scalar))


def _unaddressed(item: Item, scalar: Scalar | None, text: str | None) -> str | None:
    if scalar is None or text is None:
        return None
    plain, many = _ADDRESS.subn("(address)", text)
    if many:
        item.remark(scalar.line, "holds an e-mail address; it is left out")
    return plain


def inside(source: Table, *keys: str) -> Table:
    """The table below some keys, one in the other; an empty one where there is none."""
    for key in keys:
        found = source.get(key)
        source = found if isinstance(found, Table) else table(source.line)
    return source


def in_time(item: Item, parts: Iterable[Part], *names: str) -> list[tuple[Part, When | None]]:
    """Parts by the first of the named times that each has; tools list the latest first."""
    timed = [(part, time_of(item, part, *names)) for part in parts]
    for part in (part for part, when in timed if when is None):
        sentence = f"has no {names[0]}; its time is unknown"
        item.remarks[Remark(part.shown, part.table.line, sentence)] = None
    known = [when.moment.earliest for _, when in timed if when and when.moment.earliest]
    if known and known[0] > known[-1]:
        timed.reverse()
    order = in_source_order([when.moment if when else None for _, when in timed])
    return [timed[number] for number in order]


def time_of(item: Item, part: Part, *names: str) -> When | None:
    """A time of a part by the first of the names; a remark about it names the part's own file."""
    home, item.path = item.path, part.shown
    name = next((name for name in names if part.table.scalar(name)), names[0])
    when = item.time(part.table.scalar(name), name)
    item.path = home
    return when


def unlike(parts: Iterable[Part]) -> list[Part]:
    """Parts of which each says something else; a folder may hold the same page twice."""
    found: dict[tuple[str, ...], Part] = {}
    for part in parts:
        said = (f"{'.'.join(path)}={leaf.text}" for path, leaf in leaves(part.table))
        found.setdefault(tuple(said), part)
    return list(found.values())


def by_word(parts: Iterable[tuple[str, Node]], line: int) -> Table:
    """Nodes below the words that say what they are, so that each sort has fates of its own."""
    found = table(line)
    for word, node in parts:
        held = found.setdefault(word, listing(line))
        if isinstance(held, Listing):
            held.append(node)
    return found


def told_at(item: Item, when: When | None) -> bool:
    """Whether the log tells a time, to the minute."""
    if when is None or when.moment.earliest is None:
        return False
    at = when.moment.earliest.timestamp()
    known = (Moment.parse(str(line["at"])).earliest for line in item.log)
    return any(abs(at - each.timestamp()) < _MINUTE for each in known if each)


def later(item: Item, began: When | None, source: Table, name: str, unit: str) -> When | None:
    """So many ``ms`` or ``s`` after the creation, where that is known to the minute."""
    since = began.moment.earliest if began else None
    told = source.scalar(name)
    if told is None or began is None or since is None or "T" not in began.text:
        return None
    text = told.text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        item.remark(told.line, f"{name} {text[:40]!r} is no number of {unit}")
        return None
    try:
        at = since + int(text) * (_SECOND / 1_000 if unit == "ms" else _SECOND)
    except OverflowError:
        item.remark(told.line, f"{name} {text[:40]!r} lies behind the end of all time")
        return None
    words = f"{text} {unit} after the creation"
    when = item.time(Scalar(iso(at), told.line, written=words), name)
    return when and when._replace(counted=True)


def iso(at: datetime) -> str:
    """An instant in UTC as RFC 3339 writes it, to the millisecond where it has any."""
    shown = at.astimezone(UTC).isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return f"{shown.removesuffix('+00:00')}Z"
