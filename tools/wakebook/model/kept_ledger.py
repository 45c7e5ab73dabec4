"""The ledger as it is kept from run to run; see ``kept``."""

from collections.abc import Sequence
from datetime import UTC, date
from typing import Any

from wakebook.model.base import AUDIENCES
from wakebook.model.kept import Kept, Kinds, demand, demand_all, texts
from wakebook.model.ledger import Case, Exception_, Open, Owed, Rest, Ticket
from wakebook.model.moment import parsed

_MAYBE = (str, type(None))
_OPEN: Kinds = (str, str, _MAYBE, _MAYBE, str)
_OWED: Kinds = (str, str, _MAYBE, _MAYBE, str, str, bool, str, list, list, str, bool, str)
_CASE: Kinds = (str, str, str, bool, bool, bool, list, list, list)
_TICKET: Kinds = (str, str, _MAYBE)
_ALWAYS = len(Case._fields) - len(Case._field_defaults)
"""Values that each row of a case has; behind them stand lists."""


def frozen(case: Case) -> list[Any]:
    """A row to keep, without what is empty at its end."""
    row: list[Any] = [*case]
    while len(row) > _ALWAYS and not row[-1]:
        row.pop()
    return row


def whole_of(kept: Any) -> Kept[Case]:
    """The rows that were kept as a list of keys and one of cases."""
    demand_all([kept], (list, list))
    keys, rows = kept
    demand(len(keys) == len(rows))
    return Kept(texts(keys), _cases(rows))


def rest_of(kept: Any) -> Rest:
    """What can still be owed, kept as a list of cases and one of action items."""
    demand_all([kept], (list, list))
    cases, actions = kept
    demand_all(actions, _OPEN)
    still = tuple(map(Open._make, actions))
    _demand_possible(still)
    return Rest(_cases(cases), still)


def _cases(rows: list[Any]) -> tuple[Case, ...]:
    demand_all(rows, _CASE, least=_ALWAYS)
    waivers, items, broken = ([e for r in rows for e in _at(r, n)] for n in range(3))
    demand_all(waivers, (str,) * 4)
    demand_all(items, _OWED)
    texts(broken)
    demand_all([ticket for row in items for ticket in row[9]], _TICKET)
    texts([change for row in items for change in row[8]])
    cases = tuple(map(_case, rows))
    _demand_possible([item for case in cases for item in case.actions])
    demand({case.audience for case in cases} <= {*AUDIENCES})
    for day in {case.id[:10] for case in cases}:
        date.fromisoformat(day)
    for until in {waiver.until for case in cases for waiver in case.waivers}:
        parsed(until, UTC)
    return cases


def _at(row: list[Any], number: int) -> list[Any]:
    """One of the lists behind a row, which may be left out where it is empty."""
    place = _ALWAYS + number
    return row[place] if len(row) > place else []


def _case(row: list[Any]) -> Case:
    if len(row) == _ALWAYS:
        return Case(*row)
    waivers, items, broken = (_at(row, n) for n in range(3))
    made = (tuple(map(Exception_._make, waivers)), tuple(map(_owed, items)), tuple(broken))
    return Case._make([*row[:_ALWAYS], *made])


def _owed(row: list[Any]) -> Owed:
    tickets = tuple(map(Ticket._make, row[9]))
    return Owed._make([*row[:8], tuple(row[8]), tickets, *row[10:]])


def _demand_possible(items: Sequence[Open] | Sequence[Owed]) -> None:
    """Raise ValueError for an audience, a day or a time that there is not."""
    demand({item.audience for item in items} <= {*AUDIENCES})
    for day in {item.id[:10] for item in items}:
        date.fromisoformat(day)
    for due in {item.due for item in items if item.due}:
        parsed(due, UTC)
