"""Notices as they are kept from run to run; see ``kept``."""

from typing import Any, NamedTuple

from wakebook.model.kept import Kept, Kinds, demand, demand_all, texts
from wakebook.model.notice import STATES, Notice, Stretch

_MAYBE = (float, int, type(None))
_NUMBER = (float, int)
_NOTICE: Kinds = (
    *(str, str, str, str, bool, list, _MAYBE, _MAYBE, list, list, int, _NUMBER, bool),
)  # fmt: skip
_STRETCH: Kinds = (str, str, str, _NUMBER, _MAYBE)


class Read(NamedTuple):
    """What was read of an incident: its notice, if the audience may see it and it is whole.

    ``broken`` are the files that could not be read; such an incident is not shown at all, since
    what cannot be read may be its end, its correction or its audience. ``waits`` names the parts
    for which its texts wait, one row a text.
    """

    id: str
    notice: Notice | None
    broken: tuple[str, ...]
    waits: tuple[str, ...] = ()


def notices_of(kept: Any) -> Kept[Read]:
    """The rows that were kept as a list of keys and one of what was read."""
    demand_all([kept], (list, list))
    keys, rows = kept
    demand(len(keys) == len(rows))
    demand_all(rows, (str, (list, type(None)), list, list))
    shown = [row[1] for row in rows if row[1] is not None]
    demand_all(shown, _NOTICE)
    stretches = [stretch for row in shown for stretch in row[9]]
    demand_all(stretches, _STRETCH)
    demand({stretch[2] for stretch in stretches} <= {*STATES})
    demand_all([row[8] for row in shown], (_MAYBE, _MAYBE))
    texts(name for row in shown for name in row[5])
    return Kept(texts(keys), tuple(map(_read, rows)))


def _read(row: list[Any]) -> Read:
    name, told, broken, waits = row
    return Read(name, None if told is None else _notice(told), texts(broken), texts(waits))


def _notice(row: list[Any]) -> Notice:
    plain = Notice(*row)
    return plain._replace(
        components=tuple(plain.components),
        planned=(plain.planned[0], plain.planned[1]),
        stretches=tuple(map(Stretch._make, plain.stretches)),
    )
