"""Records without those of us that they name: the public reads of teams, and never of a person."""

from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from wakebook.model.base import Value
from wakebook.model.postmortem import Postmortem
from wakebook.model.problem import Problem

V = TypeVar("V", bound=Value)
R = TypeVar("R", Postmortem, Problem)
_US = "user:"
_KEYS = frozenset({"authors", "by", "from", "owner", "reported_by", "to", "vendor", "who"})
"""Keys whose values are names of the catalog."""
_KEPT = frozenset({"waivers"})
"""What no page of the public shows, and rules read."""


def nameless(value: V) -> V | None:
    """The value without names of ``User`` entities; None for one that has to name somebody."""
    update: dict[str, Any] = {}
    for name, key, required in _fields(type(value)):
        given = getattr(value, name)
        told = _told(key, given)
        if told is not given:
            if told is None and required:
                return None
            update[name] = told
    return value.model_copy(update=update) if update else value


def of_nobody(record: R) -> R:
    """A record whose header names nobody of us."""
    return replace(record, header=nameless(record.header) or record.header)


def _told(key: str, given: Any) -> Any:
    match given:
        case str():
            return None if key in _KEYS and given.startswith(_US) else given
        case Value():
            return nameless(given)
        case tuple():
            kept = tuple(each for inner in given if (each := _told(key, inner)) is not None)
            same = len(kept) == len(given) and all(map(_is, kept, given))
            return given if same else kept
    return given


def _is(one: object, other: object) -> bool:
    return one is other


@cache
def _fields(model: type[Value]) -> tuple[tuple[str, str, bool], ...]:
    named = model.model_fields.items()
    return tuple((n, f.alias or n, f.is_required()) for n, f in named if n not in _KEPT)
