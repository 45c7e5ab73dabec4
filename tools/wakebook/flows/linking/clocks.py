"""Which commits a branch got in a span of time, although clocks of single commits are wrong.

On one branch each commit came after its parent. The longest chain of commits whose times agree
with that is believed; a commit outside of the chain came between its neighbours in the chain.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from wakebook.model.source import SourceCommit


def between(
    commits: Sequence[SourceCommit], since: datetime, until: datetime
) -> list[SourceCommit]:
    """The commits of a branch, newest first, that it got in the span; both ends are in it.

    One whose own time is impossible is among them where its neighbours allow it, with ``at`` None.
    """
    times = [commit.at for commit in commits][::-1]
    believed = _believed(times)
    lower = _before(times, believed)
    upper = _before(times[::-1], believed[::-1])[::-1]
    found = []
    for number, commit in enumerate(reversed(commits)):
        at = times[number]
        if at is not None and (believed[number] or since <= at <= until):
            if since <= at <= until:
                found.append(commit)
            continue
        first, last = lower[number], upper[number]
        if (first is None or first <= until) and (last is None or last >= since):
            found.append(commit._replace(at=None))
    return found[::-1]


def _believed(times: Sequence[datetime | None]) -> list[bool]:
    """Whether each time is in the longest sequence of times that never fall."""
    ends: list[datetime] = []
    last: list[int] = []
    before: list[int] = [-1] * len(times)
    for number, at in enumerate(times):
        if at is None:
            continue
        place = bisect_right(ends, at)
        before[number] = last[place - 1] if place else -1
        ends[place : place + 1] = [at]
        last[place : place + 1] = [number]
    chain, at_end = set(), last[-1] if last else -1
    while at_end >= 0:
        chain.add(at_end)
        at_end = before[at_end]
    return [number in chain for number in range(len(times))]


def _before(times: Sequence[datetime | None], believed: Sequence[bool]) -> list[datetime | None]:
    """For each place the last time that is believed before it."""
    found: list[datetime | None] = []
    latest: datetime | None = None
    for at, good in zip(times, believed, strict=True):
        found.append(latest)
        latest = at if good else latest
    return found
