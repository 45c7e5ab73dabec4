"""The ledger as it is kept from run to run, such as in JSON.

What is kept may have been altered or cut: each function that takes a ledger again raises ValueError
where a value does not have the shape of one, and then the ledger is made anew.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import Any, NamedTuple

from wakebook.model.base import AUDIENCES
from wakebook.model.ledger import Case, Exception_, Open, Owed, Rest, Ticket
from wakebook.model.moment import parsed

_Kinds = tuple[Any, ...]
_MAYBE = (str, type(None))
_OPEN: _Kinds = (str, str, _MAYBE, _MAYBE, str)
_OWED: _Kinds = (str, str, _MAYBE, _MAYBE, str, str, bool, str, list, list, str, bool, str)
_CASE: _Kinds = (str, str, str, bool, bool, bool, list, list, list)
_TICKET: _Kinds = (str, str, _MAYBE)
_ALWAYS = len(Case._fields) - len(Case._field_defaults)
"""Values that each row of a case has; behind them stand lists."""


class Whole(NamedTuple):
    """Every incident's row, each with the digest of all that it is made of."""

    keys: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()


def frozen(case: Case) -> list[Any]:
    """A row to keep, without what is empty at its end."""
    row: list[Any] = [*case]
    while len(row) > _ALWAYS and not row[-1]:
        row.pop()
    return row


def whole_of(kept: Any) -> Whole:
    """The rows that were kept as a list of keys and one of cases."""
    _demand_all([kept], (list, list))
    keys, rows = kept
    _demand(len(keys) == len(rows))
    return Whole(_texts(keys), _cases(rows))


def rest_of(kept: Any) -> Rest:
    """What can still be owed, kept as a list of cases and one of action items."""
    _demand_all([kept], (list, list))
    cases, actions = kept
    _demand_all(actions, _OPEN)
    still = tuple(map(Open._make, actions))
    _demand_possible(still)
    return Rest(_cases(cases), still)


def _cases(rows: list[Any]) -> tuple[Case, ...]:
    _demand_all(rows, _CASE, least=_ALWAYS)
    waivers, items, broken = ([e for r in rows for e in _at(r, n)] for n in range(3))
    _demand_all(waivers, (str,) * 4)
    _demand_all(items, _OWED)
    _texts(broken)
    _demand_all([ticket for row in items for ticket in row[9]], _TICKET)
    _texts([change for row in items for change in row[8]])
    cases = tuple(map(_case, rows))
    _demand_possible([item for case in cases for item in case.actions])
    _demand({case.audience for case in cases} <= {*AUDIENCES})
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
    _demand({item.audience for item in items} <= {*AUDIENCES})
    for day in {item.id[:10] for item in items}:
        date.fromisoformat(day)
    for due in {item.due for item in items if item.due}:
        parsed(due, UTC)


def _texts(row: Iterable[Any]) -> tuple[str, ...]:
    texts = tuple(row)
    _demand({*map(type, texts)} <= {str})
    return texts


def _demand_all(rows: Sequence[Any], kinds: _Kinds, least: int | None = None) -> None:
    """Raise ValueError unless each row is a list of these types, or of the first ones of them.

    The few shapes that rows have are looked at, and not each of thousands of rows.
    """
    _demand({*map(type, rows)} <= {list})
    for shape in {tuple(map(type, row)) for row in rows}:
        _demand((len(kinds) if least is None else least) <= len(shape) <= len(kinds))
        _demand(all(found in _any(kind) for found, kind in zip(shape, kinds, strict=False)))


def _any(kind: Any) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


def _demand(fits: bool) -> None:
    if not fits:
        raise ValueError("what was kept has another shape")
