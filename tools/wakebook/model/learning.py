"""Which incidents need a post-mortem, why, and when it is due: facts against a policy, no clock.

What counts of the past is what was recorded before the incident was closed, so that a record that
is brought later never changes what was decided then.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from wakebook.model.audience import seen
from wakebook.model.base import Audience, seconds
from wakebook.model.gate.matter import Matter
from wakebook.model.history import Facts, day, facts
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.policy.postmortem import Again, NeedCase, New
from wakebook.model.roster import Roster

_VOID = ("canceled", "merged")
_LAST = datetime(9999, 12, 31, tzinfo=UTC)
RULE = "WB6501"
"""Keeps a closed incident from being without a post-mortem that it needs; it can be waived."""

Past = Callable[[float], Iterable[Facts]]
"""Gives the incidents that may have begun since an instant (POSIX seconds)."""


class Reason(NamedTuple):
    """A case of the policy that fits, and the facts that make it fit, in words."""

    case: str
    facts: str

    def __str__(self) -> str:
        return f"{self.case}: {self.facts}" if self.facts else self.case


class Need(NamedTuple):
    """Whether an incident needs a post-mortem.

    ``due`` counts from the resolution, at the latest that its moment allows; None until then.
    """

    required: bool
    reasons: tuple[Reason, ...] = ()
    due: datetime | None = None


def need(
    incident: Incident,
    library: Library,
    audience: Audience = "restricted",
    *,
    lasting: bool = False,
    ends: bool = False,
) -> Need:
    """What ``policies/postmortem.yaml`` asks of an incident, as far as an audience may know.

    ``lasting`` leaves out the cases that hang on the catalog, which may change later. Of one that
    ``ends`` now all that is known counts, whenever the closure says that it was recorded.
    """
    return need_by(facts(incident), library, audience, lasting=lasting, ends=ends)


def need_by(
    known: Facts,
    library: Library,
    audience: Audience = "restricted",
    *,
    lasting: bool = False,
    ends: bool = False,
) -> Need:
    """The same by facts, also by such as an incident might have had."""
    until = None if ends else known.closed

    def past(since: float) -> Iterator[Facts]:
        first, last = day(since).isoformat()[:7], known.id[:7]
        for month in library.months_between(first, last):
            for other in library.opened_in(month):
                shown = seen(_as_of(other, until), audience)
                if shown is not None and shown.log:
                    yield facts(shown)

    return need_of(known, library, past, lasting=lasting, ends=ends)


def need_of(
    known: Facts, library: Library, past: Past, *, lasting: bool = False, ends: bool = False
) -> Need:
    """What the policy asks of an incident of which these facts are known.

    Nothing is asked of what others ran (``origin``), or of what was canceled or merged. A closed
    incident is judged by the cases in force when its closure was recorded, any other by today's.
    """
    policy = library.review
    if policy is None or not known.ours or known.status in _VOID:
        return Need(required=False)
    cases = policy.needs_on(known.closed_on)
    cases = tuple(case for case in cases if not (lasting and case.when.asks_catalog))
    known = known._replace(closed=None) if ends else known
    fitting = [(case, r) for case in cases if (r := _reason(case, known, library, past))]
    if not fitting:
        return Need(required=False)
    shortest = min(seconds(case.due) for case, _ in fitting)
    due = None if known.ended is None else _instant(known.ended + shortest)
    return Need(True, tuple(reason for _, reason in fitting), due)


def _reason(case: NeedCase, known: Facts, library: Library, past: Past) -> Reason | None:
    """Why a case fits; None where it does not."""
    if not case.when.kind and known.kind != "incident":
        return None
    if not case.when.fit(_matter(known), Roster(library.catalog)):
        return None
    told: list[str] = []
    if case.when.severity:
        told.append(_levels(case, known))
    for wanted, words in ((case.major, _major(known, library)), (case.customers, known.customers)):
        if wanted is not None and wanted != bool(words):
            return None
        told += [words] if wanted else []
    if case.lasting is not None:
        told.append(_lasting(known, seconds(case.lasting)))
    if case.again is not None:
        told.append(_again(case.again, known, past))
    if case.new is not None:
        told.append(_new(case.new, known, past))
    return Reason(case.name, ", ".join(told)) if all(told) else None


def _matter(known: Facts) -> Matter:
    return Matter(
        id=known.id,
        transitions=frozenset(),
        kinds=frozenset({known.kind}),
        levels=frozenset(known.levels),
        components=frozenset(known.components),
        audiences=frozenset({known.audience}),
    )


def _levels(case: NeedCase, known: Facts) -> str:
    had = [level for level in known.levels if level in case.when.severity]
    return f"it was {' and '.join(had)}" if had else "no severity is recorded"


def _major(known: Facts, library: Library) -> str:
    if known.declared_major:
        return "it was declared major"
    rule = library.severity.on(known.began_on) if library.severity else None
    major = {level.id for level in rule.levels if level.major} if rule else set()
    had = [level for level in known.levels if level in major]
    return f"it was {' and '.join(had)}, which is major" if had else ""


def _lasting(known: Facts, least: int) -> str:
    if known.lasted is None or known.lasted < least:
        return ""
    minutes = round(known.lasted / 60)
    sure = "" if known.exact else "at least "
    return f"it lasted {sure}{minutes // 60} h {minutes % 60} min"


def _again(again: Again, known: Facts, past: Past) -> str:
    before = _before(known, past, seconds(again.within))
    found = [other.id for other in before if _alike(other, known, on="component")]
    if len(found) < again.times:
        return ""
    count = "once" if len(found) == 1 else f"{len(found)} times"
    where = " or ".join(known.components)
    window = f"in the {_days(again.within)} days before"
    return f"{known.category} on {where} {count} {window}, last in {max(found)}"


def _new(new: New, known: Facts, past: Past) -> str:
    """Words for the first of its kind; an incident without a category is not known to be one.

    What was written down behind it does not make it any less new, whenever it is said to have been.
    """
    if not known.category or (new.on == "component" and not known.components):
        return ""
    before = _before(known, past, seconds(new.within))
    known_then = (other for other in before if other.recorded <= known.recorded)
    if any(_alike(other, known, on=new.on) for other in known_then):
        return ""
    where = "anywhere" if new.on == "anywhere" else f"on {' or '.join(known.components)}"
    return f"no {known.category} {where} in the {_days(new.within)} days before"


def _days(duration: str) -> int:
    return seconds(duration) // 86_400


def _alike(one: Facts, other: Facts, *, on: str) -> bool:
    """Whether two incidents have a category in common, and with ``component`` one of those too."""
    if not one.category or one.category != other.category:
        return False
    return on == "anywhere" or bool(set(one.components) & set(other.components))


def _before(known: Facts, past: Past, within: int) -> Iterator[Facts]:
    """The incidents that began so many seconds before this one and were recorded by its closure."""
    since = known.start - within
    for other in past(since):
        late = known.closed is not None and other.recorded > known.closed
        none = other.kind != "incident" or other.status in _VOID
        if other.id == known.id or late or none:
            continue
        if since <= other.start < known.start:
            yield other


def _as_of(incident: Incident, instant: float | None) -> Incident:
    """The incident with that part of its log alone that was recorded up to an instant, if any."""
    if instant is None:
        return incident
    kept = tuple(line for line in incident.log if line.recorded.timestamp() <= instant)
    return incident if len(kept) == len(incident.log) else replace(incident, log=kept)


def _instant(posix: float) -> datetime:
    """An instant of the calendar; its last day for one behind it."""
    return datetime.fromtimestamp(min(posix, _LAST.timestamp()), UTC)
