"""A plan of very many items as text: what is alike is said once, with how often and where."""

import re
from collections.abc import Iterator

from wakebook.model.imported import Plan, Planned, Remark
from wakebook.render.safe import safe
from wakebook.render.words import counted

MANY = 100
"""More items than a reader goes through one by one."""
_SHOWN = 20
_PLACES = 3
_VARYING = re.compile(r"'[^'\n]{0,200}'|[0-9][0-9:.+-]*")


def summed(plan: Plan, words: dict[str, str]) -> Iterator[str]:
    """Items by what is done with them, and what is remarkable by what is said of it.

    ``words`` are those for each deed.
    """
    for deed in ("create", "unchanged", "changed", "cannot"):
        items = [item for item in plan.items if item.deed == deed]
        if items:
            yield from _of_deed(items, words[deed], listed=deed in ("changed", "cannot"))
    yield from _alike([remark for item in plan.items for remark in item.remarks])
    yield "          every item, with all that is said of it: --format json"


def _of_deed(items: list[Planned], word: str, *, listed: bool) -> Iterator[str]:
    first, last = items[0], items[-1]
    names = f"{first.incident or first.source_id} to {last.incident or last.source_id}"
    going_on = sum(item.open for item in items)
    still = f", {going_on} of them open" if going_on else ""
    yield safe(f"{word:9} {counted(len(items), 'item')}{still}: {names}")
    if not listed:
        return
    for item in items[:_SHOWN]:
        yield safe(f"          {item.incident or item.source_id}  ({item.path}:{item.line})")
    if len(items) > _SHOWN:
        yield f"          and {len(items) - _SHOWN} more"


def _alike(remarks: list[Remark]) -> Iterator[str]:
    """Remarks that differ in names and figures only, the errors first, then the frequent ones."""
    groups: dict[tuple[bool, str], list[Remark]] = {}
    for remark in remarks:
        groups.setdefault((remark.bars, _VARYING.sub("…", remark.message)), []).append(remark)
    ordered = sorted(groups.items(), key=lambda group: (not group[0][0], -len(group[1])))
    for (bars, _), alike in ordered[:_SHOWN]:
        sign = "error: " if bars else ""
        first = alike[0]
        times = f"{len(alike)} times, such as " if len(alike) > 1 else ""
        yield safe(f"{sign}{times}{first.path}:{first.line}: {first.message}")
        if len(alike) > 1:
            places = ", ".join(str(remark.line) for remark in alike[1 : 1 + _PLACES])
            more = len(alike) - 1 - _PLACES
            yield safe(f"          also in lines {places}{f' and {more} more' if more > 0 else ''}")
    if len(ordered) > _SHOWN:
        left = sum(len(alike) for _, alike in ordered[_SHOWN:])
        yield f"          and {left} remarks of other sorts"
