"""Folds of a log: what a sequence of entries says about status, windows, roles and milestones."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial, reduce
from typing import Any, NamedTuple

from pydantic import ValidationError

from wakebook.model.base import Audience, narrowest
from wakebook.model.log import Correction, Entry, Impact, RoleChange, Severity
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment

_FORWARD = {
    "proposed": "candidate",
    "started": "triage",
    "detected": "triage",
    "promoted": "triage",
    "acknowledged": "triage",
    "triaged": "triage",
    "declared": "investigating",
    "identified": "identified",
    "mitigated": "monitoring",
    "resolved": "resolved",
    "closed": "closed",
    "dismissed": "canceled",
    "canceled": "canceled",
    "merged": "merged",
    "scheduled": "scheduled",
    "in_progress": "in_progress",
    "verifying": "verifying",
    "completed": "completed",
}
_RANK = {
    status: rank
    for rank, status in enumerate(
        (
            "candidate",
            "triage",
            "scheduled",
            "investigating",
            "in_progress",
            "identified",
            "verifying",
            "monitoring",
            "resolved",
            "completed",
            "closed",
            "merged",
            "canceled",
        )
    )
}
ENDED = frozenset({"resolved", "completed", "closed", "merged", "canceled"})
"""Statuses in which nobody works on the incident any more, and the milestones that lead there."""

CLOSED = frozenset({"closed", "merged", "canceled"})
"""Statuses, and the milestones that lead to them, behind which a record is complete."""

LOOKS_BACK = frozenset(
    {
        *("reopened", "correction", "link", "update", "release"),
        *("delivery", "acknowledgement", "feedback"),
    }
)
"""Kinds of entry that a closed log still takes."""

STATUSPAGE_WORDS = {
    "candidate": "investigating",
    "triage": "investigating",
    "investigating": "investigating",
    "identified": "identified",
    "monitoring": "monitoring",
    "resolved": "resolved",
    "closed": "resolved",
    "canceled": "resolved",
    "merged": "resolved",
    "scheduled": "scheduled",
    "in_progress": "in_progress",
    "verifying": "verifying",
    "completed": "completed",
}
"""Our status in the words of Atlassian Statuspage's API (incident and maintenance states)."""


class Window(NamedTuple):
    """A component (in a region, or everywhere) was in a state; ``until`` None: it still is."""

    component: str
    region: str | None
    state: str
    since: Moment
    until: Moment | None
    entry: str


class Tenure(NamedTuple):
    """Somebody held a role; ``until`` None: still does."""

    role: str
    who: str
    since: Moment
    until: Moment | None
    entry: str


def corrected(log: Sequence[Logged], default: Audience = "staff") -> list[Logged]:
    """The log with its corrections applied; of each field the latest recorded value wins.

    A retracted entry stays void, and a correction that does not name a field leaves it as an
    earlier one put it. One that does not fit its entry is left out here and reported by a rule.
    What a correction says is for its own audience: one that is narrower than the entry's narrows
    the entry. ``default`` is the audience of entries that name none.
    """
    fixes: dict[str, list[Correction]] = {}
    for logged in sorted(log, key=lambda line: (line.recorded, line.id)):
        if isinstance(logged.entry, Correction):
            fixes.setdefault(logged.entry.corrects, []).append(logged.entry)
    if not fixes:
        return list(log)
    kept = (line for line in log if not isinstance(line.entry, Correction))
    return [
        line._replace(entry=reduce(partial(_apply, default), fixes.get(line.id, ()), line.entry))
        for line in kept
        if not any(fix.retract for fix in fixes.get(line.id, ()))
    ]


def _apply(default: Audience, entry: Entry, fix: Correction) -> Entry:
    right = replaced(entry, fix.set or {})
    if right is None:
        return entry
    if fix.audience is None:
        return right
    level = narrowest(right.audience or default, fix.audience)
    return right.model_copy(update={"audience": level})


def replaced(entry: Entry, fields: dict[str, Any]) -> Entry | None:
    """The entry with other fields, or None where they do not fit its kind."""
    given = entry.model_dump(by_alias=True, exclude_unset=True)
    try:
        return type(entry).model_validate({**given, **fields, "kind": entry.kind})
    except ValidationError:
        return None


def in_order(log: Sequence[Logged]) -> tuple[Logged, ...]:
    """Order: lower bound of ``at``, then recorded time, then id.

    An entry at an unknown time stays behind its predecessor in the file; without one it stands
    before its successor, and alone in a file at the time of recording.
    """
    keys: dict[str, tuple[datetime, datetime, str, int]] = {}
    for group in _files(log):
        anchor = _first_known(group)
        for position, line in enumerate(group):
            anchor = line.entry.at.earliest or anchor
            first = group[0].id if line.entry.at.earliest is None else line.id
            keys[line.id] = (anchor, line.recorded, _stem(first), position)
    return tuple(sorted(log, key=lambda line: keys[line.id]))


def _stem(entry_id: str) -> str:
    return entry_id.rpartition("#")[0]


def _files(log: Sequence[Logged]) -> Iterable[list[Logged]]:
    group: list[Logged] = []
    for line in log:
        if group and _stem(group[0].id) != _stem(line.id):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _first_known(group: list[Logged]) -> datetime:
    if len(group) == 1:
        return group[0].recorded
    known = (line.entry.at.earliest for line in group)
    return next((at for at in known if at is not None), datetime.min.replace(tzinfo=UTC))


def status(timeline: Sequence[Logged], kind: str) -> str:
    """The status of the latest milestone; only ``reopened`` leads back.

    A declaration in retrospect or a cause found after the mitigation never turns the status back.
    """
    return deque(statuses(timeline, kind), maxlen=1).pop()


def statuses(timeline: Iterable[Logged], kind: str) -> Iterator[str]:
    """The status before the first line, and behind each line after it."""
    now = "scheduled" if kind == "maintenance" else "triage"
    reached = -1
    yield now
    for line in timeline:
        word = _FORWARD.get(line.entry.kind)
        if line.entry.kind == "reopened":
            now, reached = "investigating", _RANK["investigating"]
        elif word is not None and _RANK[word] > reached:
            now, reached = word, _RANK[word]
        yield now


def milestones(timeline: Sequence[Logged]) -> dict[str, Moment]:
    """When each milestone was first reached; a reopening forgets what it takes back."""
    reached: dict[str, Moment] = {}
    for line in timeline:
        kind = line.entry.kind
        if kind == "reopened":
            for undone in ("mitigated", "resolved", "closed"):
                reached.pop(undone, None)
        elif kind == "scheduled":
            reached[kind] = line.entry.at
        if kind in _FORWARD or kind == "reopened":
            reached.setdefault(kind, line.entry.at)
    return reached


def began(timeline: Sequence[Logged]) -> Moment | None:
    """The known time of ``started``, else of the first known milestone or entry."""
    known = [line for line in timeline if line.entry.at.known]
    for kinds in (("started", "in_progress"), ("detected", "declared", "scheduled")):
        for line in known:
            if line.entry.kind in kinds:
                return line.entry.at
    return known[0].entry.at if known else None


def initial_severity(severities: Sequence[Severity], declared: Moment | None) -> str | None:
    """The level in force at the declaration, else the first one."""
    if not severities:
        return None
    level = severities[0].level
    if declared is None or declared.latest is None:
        return level
    for severity in severities:
        if severity.at.earliest is not None and severity.at.earliest < declared.latest:
            level = severity.level
    return level


def headline_severity(levels: Sequence[str], ranks: Mapping[str, int], *, is_open: bool) -> str:
    """The level that lists show: the one in force while work goes on, the worst one afterwards.

    ``levels`` stand in order of time, ``ranks`` counts from 0 for the most severe; "" for none.
    """
    if is_open and levels:
        return levels[-1]
    return min(levels, key=lambda level: ranks.get(level, len(ranks)), default="")


def windows(timeline: Sequence[Logged]) -> tuple[Window, ...]:
    """Impact windows by component and region; ``operational`` and ``resolved`` end them."""
    done: list[Window] = []
    running: dict[tuple[str, str | None], Window] = {}
    for line in timeline:
        entry = line.entry
        if isinstance(entry, Impact):
            pair = (entry.component, entry.region)
            if pair in running:
                done.append(running.pop(pair)._replace(until=entry.at))
            if entry.state != "operational":
                running[pair] = Window(*pair, entry.state, entry.at, None, line.id)
        elif entry.kind in ENDED:
            done += [window._replace(until=entry.at) for window in running.values()]
            running.clear()
    return tuple(done + list(running.values()))


def tenures(timeline: Sequence[Logged]) -> tuple[Tenure, ...]:
    """Who held which role; a holder leaves when an entry names somebody else or ``none``."""
    done: list[Tenure] = []
    running: dict[str, Tenure] = {}
    for line in timeline:
        entry = line.entry
        if not isinstance(entry, RoleChange):
            continue
        if entry.role in running:
            done.append(running.pop(entry.role)._replace(until=entry.at))
        if entry.to != "none":
            running[entry.role] = Tenure(entry.role, entry.to, entry.at, None, line.id)
    return tuple(done + list(running.values()))
