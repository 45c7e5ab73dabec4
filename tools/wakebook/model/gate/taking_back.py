"""Whether a change takes away what the closure of an incident would wait for (5.3, 5.6).

A closure is approved by somebody who reads the change that closes. What was taken away before
would not be in it: so it is an exception of its own, as a waiver is.
"""

from collections.abc import Iterator
from dataclasses import replace

from wakebook.model.doubts import doubts
from wakebook.model.incident import Incident
from wakebook.model.waiting import unended_access

_WAITED_FOR = frozenset({"child", "blocked_by", "problem", "ticket"})


def takes_back(before: Incident, after: Incident) -> bool:
    """Whether corrections alone leave less to wait for than the target branch has.

    What was never there can be taken back freely, and whatever new entries prove counts for them.
    """
    was, now = set(_held_by(before)), set(_held_by(put_right(before, after)))
    return bool(was - now) or bool(_links(before) - _links(after))


def put_right(before: Incident, after: Incident) -> Incident:
    """The record afterwards without the new entries that are no corrections."""
    old = {line.id for line in before.log}
    kept = (line for line in after.log if line.id in old or line.entry.kind == "correction")
    return replace(after, log=tuple(kept))


def _held_by(incident: Incident) -> Iterator[tuple[str, str]]:
    """What has to be proven or ended first, by what its entries say."""
    yield from (("doubt", name) for name in doubts(incident.timeline))
    yield from (("access", access.entry) for access in unended_access(incident))


def _links(incident: Incident) -> set[tuple[str, str]]:
    return {(relation, to) for _, relation, to in incident.links if relation in _WAITED_FOR}
