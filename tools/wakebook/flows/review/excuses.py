"""Whether a change of an incident excuses one from what its end has to show (5.5, 6.5).

An end is approved by somebody who reads the change that ends. What an earlier change took away
would not be in it: so whoever takes it away is asked, by whatever edit they do.
"""

from collections.abc import Iterator

from wakebook.model.closing import demands, may_close_from
from wakebook.model.fold import CLOSED
from wakebook.model.gate.matter import Transition
from wakebook.model.gate.taking_back import put_right
from wakebook.model.history import Facts, facts
from wakebook.model.incident import Incident
from wakebook.model.learning import need, need_by
from wakebook.model.library import Library
from wakebook.model.roster import Roster

Sides = tuple[Library, Library]
"""All records before a change and after it."""
_LAST = "9999-12"


def excused(before: Incident | None, after: Incident | None, sides: Sides) -> frozenset[Transition]:
    """``waived`` where something is needed or waited for no more; what is new takes none away."""
    if before is None or after is None:
        return frozenset()
    library = sides[0]
    found = (
        _needs_none(before, after, library)
        or _may_close_earlier(before, after, library)
        or any(_no_longer_needed(before, after, sides))
    )
    return frozenset({"waived"}) if found else frozenset()


def _needs_none(before: Incident, after: Incident, library: Library) -> bool:
    """Whether it needs no post-mortem any more.

    Both are judged by the policy and the past as they were, on the same day: as if the record had
    been closed as it was. An end as none is an end of its own.
    """
    now = facts(after)
    was = facts(before)._replace(status=now.status, closed=now.closed)
    if was == now or not need_by(was, library).required:
        return False
    return not need_by(now, library).required


def _may_close_earlier(before: Incident, after: Incident, library: Library) -> bool:
    """Whether corrections alone let the time begin earlier that a fix has to hold."""
    if library.closure is None or "resolved" not in before.milestones:
        return False
    corrected, roster = put_right(before, after), Roster(library.catalog)
    day = max(line.recorded for line in after.log).date()
    for demand in demands(before, library, roster, day):
        was = may_close_from(before, demand, library, roster)
        now = may_close_from(corrected, demand, library, roster)
        if was is not None and now is not None and now < was:
            return True
    return False


def _no_longer_needed(before: Incident, after: Incident, sides: Sides) -> Iterator[str]:
    """Other incidents that need no post-mortem any more, since this one is not what it was."""
    was, now = facts(before), facts(after)
    if _counts_as(was) == _counts_as(now):
        return
    for month in sides[0].months_between(before.id[:7], _LAST):
        for other in sides[0].opened_in(month):
            same = sides[1].incidents.get(other.id)
            if other.id == before.id or other.status in CLOSED or same is None:
                continue
            if need(other, sides[0]).required and not need(same, sides[1]).required:
                yield other.id


def _counts_as(known: Facts) -> tuple[object, ...]:
    """What makes an incident one that came before another one of its kind."""
    return known.kind, known.status in CLOSED, known.category, known.components, known.start
