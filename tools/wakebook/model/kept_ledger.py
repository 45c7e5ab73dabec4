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
    keys, rows = _row(kept, (list, list))
    _demand(len(keys) == len(rows))
    return Whole(_texts(keys), _cases(rows))


def rest_of(kept: Any) -> Rest:
    """What can still be owed, kept as a list of cases and one of action items."""
    cases, actions = _row(kept, (list, list))
    still = tuple(Open._make(_row(row, _OPEN)) for row in actions)
    _demand_possible(still)
    return Rest(_cases(cases), still)


def _cases(rows: list[Any]) -> tuple[Case, ...]:
    cases = tuple(map(_case, rows))
    _demand({case.audience for case in cases} <= {*AUDIENCES})
    for day in {case.id[:10] for case in cases}:
        date.fromisoformat(day)
    for until in {waiver.until for case in cases for waiver in case.waivers}:
        parsed(until, UTC)
    return cases


def _case(row: Any) -> Case:
    _demand(isinstance(row, list) and len(row) >= _ALWAYS)
    found = Case(*_row(row, _CASE[: len(row)]))
    if len(row) == _ALWAYS:
        return found
    actions = tuple(map(_owed, found.actions))
    _demand_possible(actions)
    waivers = tuple(Exception_._make(_row(each, (str,) * 4)) for each in found.waivers)
    return found._replace(waivers=waivers, actions=actions, broken=_texts(found.broken))


def _owed(row: Any) -> Owed:
    found = Owed._make(_row(row, _OWED))
    tickets = tuple(Ticket._make(_row(each, _TICKET)) for each in found.references)
    return found._replace(changes=_texts(found.changes), references=tickets)


def _demand_possible(items: Sequence[Open] | Sequence[Owed]) -> None:
    """Raise ValueError for an audience, a day or a time that there is not."""
    _demand({item.audience for item in items} <= {*AUDIENCES})
    for day in {item.id[:10] for item in items}:
        date.fromisoformat(day)
    for due in {item.due for item in items if item.due}:
        parsed(due, UTC)


def _texts(row: Iterable[Any]) -> tuple[str, ...]:
    texts = tuple(row)
    _demand(all(isinstance(each, str) for each in texts))
    return texts


def _row(row: Any, kinds: _Kinds) -> list[Any]:
    if type(row) is list and len(row) == len(kinds) and all(map(isinstance, row, kinds)):
        return row
    raise ValueError("what was kept has another shape")


def _demand(fits: bool) -> None:
    if not fits:
        raise ValueError("what was kept has another shape")
