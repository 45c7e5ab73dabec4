"""People in PagerDuty's answers: references with an id, a name, and at times an e-mail address.

Source of the fields: PagerDuty's REST API, version 2 (``UserReference``, ``Agent``); those of its
report are in ``report.py``.
"""

import re
from collections.abc import Iterable

from wakebook.flows.importing.item import Item, lost
from wakebook.flows.importing.people import somebody
from wakebook.flows.importing.roles import ASSIGNEE
from wakebook.flows.importing.when import When
from wakebook.records.foreign.node import Scalar, Table

_PERSON = ("user", "user_reference")
_BETWEEN_IDS = re.compile(r"[;|,\s]")
_BETWEEN_NAMES = re.compile(r"[;|\n]")
_BETWEEN_WORDS = re.compile(r"[;|,\n]")
_SEVERAL = lost("they are several people, and nothing tells who was the first")


def account(item: Item, field: str, told: Table) -> str | None:
    """The person to whom a reference leads; None for a service or a program."""
    kind = told.scalar("type")
    if kind is not None and kind.text.strip().lower() not in _PERSON:
        return None
    known_as = (told.scalar("id"), told.scalar("email"))
    return somebody(item, field, told.scalar("summary", "name"), *known_as)


def assign(item: Item, field: str, told: Iterable[Table], when: When | None) -> None:
    """Say who has an incident from now on, alone or together."""
    people = [who for each in told if (who := account(item, field, each))]
    if people:
        item.add("role", when, role=ASSIGNEE, to=people)


def only(item: Item, fields: str, source: Table) -> str | None:
    """The one person whom columns that begin with ``fields`` tell; None for several, or nobody."""
    ids = _each(source, f"{fields}_ids", _BETWEEN_IDS)
    # Beside its id a name is known to be one, whatever commas it has.
    names = _each(source, f"{fields}_names", _BETWEEN_NAMES if ids else _BETWEEN_WORDS)
    if len(ids) > 1 or len(names) > 1:
        item.fates |= dict.fromkeys((f"{fields}_ids", f"{fields}_names"), _SEVERAL)
        return None
    own = source.scalar(f"{fields}_id") or next(iter(ids), None)
    name = source.scalar(f"{fields}_name") or next(iter(names), None)
    who = somebody(item, f"{fields}_name", name, own)
    if who is not None:
        item.people[who].fields |= {f"{fields}_{end}" for end in ("id", "ids", "names")}
    return who


def _each(source: Table, name: str, between: re.Pattern[str]) -> list[Scalar]:
    """The parts of a cell, or of a list."""
    told = [
        scalar._replace(text=part.strip())
        for scalar in source.scalars(name)
        for part in between.split(scalar.text)
        if part.strip()
    ]
    return list({scalar.text: scalar for scalar in told}.values())
