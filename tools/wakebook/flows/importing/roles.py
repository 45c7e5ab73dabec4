"""Roles in what a source tells: each hand-over names the holder until now.

A format names a holder as ``external:`` text, or as a list of people, each as ``somebody``
gives them, who have it together from now on.
"""

from collections.abc import Iterable, Iterator, Mapping

from wakebook.flows.importing.house import House
from wakebook.flows.importing.item import Item, Line
from wakebook.model.log import RoleChange
from wakebook.model.log.logged import Logged

ASSIGNEE = "assignee"
"""The role of whoever works on a ticket or was paged."""

_TEXT = "external: "
_SOMEBODY = f"{_TEXT}somebody else"
"""The holder where the one before is known and this one is not, or is more than one."""


def handed(log: Iterable[Line], named: Mapping[str, str], house: House) -> Iterator[Line]:
    """The log with holders as records name them; what only strangers held is left out."""
    held: dict[str, str] = {}
    for line in log:
        if line["kind"] != "role":
            yield line
            continue
        role = str(line["role"])
        holder = held.get(role, "none")
        to = line["to"]
        who = _text(role, to, house) if isinstance(to, str) else _person(to, holder, named)
        if who != holder:
            held[role] = who
            first = {"kind": "role", "at": line["at"], "role": role, "from": holder, "to": who}
            yield first | {key: value for key, value in line.items() if key not in first}


def _text(role: str, to: str, house: House) -> str:
    """A person of the catalog whom text names, else the text itself."""
    if role != ASSIGNEE or not to.startswith(_TEXT):
        return to
    return house.user([to.removeprefix(_TEXT)]) or to


def _person(to: object, holder: str, named: Mapping[str, str]) -> str:
    """Who of several people has it now; strangers do only where somebody known had it before."""
    words = to if isinstance(to, list) else []
    people = [named.get(word, _SOMEBODY) for word in words]
    if holder in people:
        return holder
    who = people[0] if len(people) == 1 else _SOMEBODY
    return "none" if (who, holder) == (_SOMEBODY, "none") else who


def by_the_catalog(line: Line) -> bool:
    """Whether it is a hand-over that stands in a log only if the catalog knows people of it."""
    to = str(line.get("to"))
    return _is_role(line) and (to.startswith("user:") or to == _SOMEBODY)


def by_names(line: Line, item: Item) -> bool:
    """Whether it is a hand-over to text that stands in a log only if people's names are wanted.

    Where the source itself names holders as text, that is no such hand-over.
    """
    people = {
        told["role"] for told in item.log if _is_role(told) and not isinstance(told["to"], str)
    }
    return _is_role(line) and str(line["to"]).startswith(_TEXT) and line["role"] in people


Pair = tuple[Line, Logged | None]
"""What a source tells now, and the entry that it was at the last import."""


def chained(pairs: list[Pair]) -> list[Pair]:
    """The pairs with new hand-overs behind those that the record has, from its own last holder.

    What would come between two of them is only known better by now, and stays out.
    """
    last = {str(line["role"]): n for n, (line, was) in enumerate(pairs) if _is_role(line) and was}
    held: dict[str, str] = {}
    found: list[Pair] = []
    for number, (line, was) in enumerate(pairs):
        if not _is_role(line):
            found.append((line, was))
            continue
        role = str(line["role"])
        holder, to = held.get(role, "none"), str(line["to"])
        if was is not None and isinstance(was.entry, RoleChange):
            holder, to = was.entry.from_, was.entry.to
        elif number < last.get(role, 0) or to == holder:
            continue
        held[role] = to
        found.append(({**line, "from": holder}, was))
    return found


def _is_role(line: Line) -> bool:
    return line["kind"] == "role"
