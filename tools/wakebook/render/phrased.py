"""Fields of an entry that read better as a phrase: who has a role, and what a check found."""

from collections.abc import Mapping
from typing import Any


def phrased(given: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The phrases, and the fields that none of them tells."""
    rest = dict(given)
    phrases: list[str] = []
    if "role" in rest and "to" in rest:
        before = _name(rest.pop("from", "none"))
        after = f", was {before}" if before != "nobody" else ""
        phrases.append(f"{rest.pop('role')} {_name(rest.pop('to'))}{after}")
    if "check" in rest and "result" in rest:
        check, result = rest.pop("check"), rest.pop("result")
        passes, of = rest.pop("passes", None), rest.pop("of", None)
        runs = "run" if of == 1 else "runs"
        uncounted = passes is None or of is None
        phrases.append(f"{check} {result if uncounted else f'{passes} of {of} {runs} passed'}")
    return phrases, rest


def _name(who: Any) -> str:
    return "nobody" if who in (None, "none") else str(who).removeprefix("user:")
