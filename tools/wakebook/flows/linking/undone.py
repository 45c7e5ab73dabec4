"""Which changes were taken back: by words, by content, or by a deployment of what was before."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from wakebook.flows.linking.commits import Branch, title_of
from wakebook.model.source import SourceChange, SourceCommit

_REVERTS = re.compile(r"\breverts? commit ([0-9a-f]{7,64})", re.IGNORECASE)
_REVERT = re.compile(r'Revert "(.*)"(?: \(#[0-9]+\))?')


class Undone(NamedTuple):
    """A change was taken back at a time; ``how`` is the verb for it."""

    at: datetime
    how: str


_MOST = 2_000
"""Newest commits of which each is held against the older ones; no more are compared either."""


def reverted(branch: Branch, since: datetime, until: datetime) -> dict[str, Undone]:
    """When commits since a time were first reverted, by their ids, as far as ``until``.

    A revert says so (``git revert``, or a host's button), or puts every file back.
    """
    found: dict[str, Undone] = {}
    near = [each for each in branch.commits if each.at is None or each.at >= since][:_MOST]
    for number, commit in reversed(list(enumerate(near))):
        if commit.at is None or commit.at > until:
            continue
        for older in _targets(commit, near[number + 1 :]):
            found.setdefault(older.id, Undone(commit.at, "reverted"))
    return found


def _targets(revert: SourceCommit, older: Sequence[SourceCommit]) -> Iterator[SourceCommit]:
    named = tuple(name.lower() for name in _REVERTS.findall(revert.message))
    title = _REVERT.fullmatch(title_of(revert.message))
    put_back = {(each.path, each.after, each.before) for each in revert.touched}
    by_title = title[1] if title else None
    for commit in older:
        if named and commit.id.startswith(named):
            yield commit
        elif by_title is not None and title_of(commit.message) == by_title:
            by_title = None
            yield commit
        elif (
            commit.touched
            and len(commit.touched) == commit.files
            and put_back.issuperset((each.path, each.before, each.after) for each in commit.touched)
        ):
            yield commit


def rolled_back(
    deployments: Sequence[SourceChange], start: datetime, until: datetime
) -> dict[str, Undone]:
    """When the last deployment of a component before the start was taken back, by reference."""
    found: dict[str, Undone] = {}
    ordered = sorted((d for d in deployments if d.at), key=lambda d: (d.at, d.ref))
    for back in ordered:
        if back.at is None or back.kind != "rollback" or not start < back.at <= until:
            continue
        before = [
            d
            for d in ordered
            if d.components == back.components and d.kind == "deployment" and d.at and d.at <= start
        ]
        if before:
            found.setdefault(before[-1].ref, Undone(back.at, "rolled back"))
    return found
