"""What a change does to records without a log: post-mortems, actions, problems, runbooks."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from wakebook.model.base import AUDIENCES, Audience, Waiver
from wakebook.model.gate.matter import Transition
from wakebook.model.postmortem import Action, ActionItem, Postmortem


class _Header(Protocol):
    """What every kind of record says of itself."""

    @property
    def waivers(self) -> tuple[Waiver, ...]: ...

    @property
    def audience(self) -> Audience | None: ...


def new_waivers(before: _Header | None, after: _Header | None) -> bool:
    """Whether a record waives something that it did not before, or otherwise."""
    return bool(set(after.waivers if after else ()) - set(before.waivers if before else ()))


def _is_wider(before: _Header | None, after: _Header | None) -> bool:
    """Whether more people may read it; where it says nothing, the incident's may be any."""
    if before is None or after is None or before.audience == after.audience:
        return False
    was, now = before.audience or "restricted", after.audience or "public"
    return AUDIENCES.index(now) < AUDIENCES.index(was)


def rewritten(
    word: Transition, before: _Header | None, after: _Header | None
) -> frozenset[Transition]:
    """What a change does to a record without a log, such as a problem; ``word`` names its kind."""
    found = {word}
    if before is not None and after is None:
        found.add("deleted")
    if new_waivers(before, after):
        found.add("waived")
    if _is_wider(before, after):
        found.add("audience_widened")
    return frozenset(found)


def learning(
    before: Postmortem | None,
    after: Postmortem | None,
    actions: tuple[Iterable[Action], Iterable[Action]],
) -> frozenset[Transition]:
    """What a change does to a post-mortem and to its action items, before and after."""
    found: set[Transition] = set()
    if before != after:
        headers = (record.header if record else None for record in (before, after))
        found |= rewritten("postmortem", *headers)
    if before and after and _narrowed(before) - _narrowed(after):
        found.add("audience_widened")
    old, new = ({action.id: action.item for action in side} for side in actions)
    for name in old.keys() | new.keys():
        if old.get(name) != new.get(name):
            found.update(_acted(old.get(name), new.get(name)))
    return frozenset(found)


def _narrowed(record: Postmortem) -> set[tuple[str, str]]:
    """Single fields that are narrower than the post-mortem."""
    return set((record.header.audiences or {}).items())


def _acted(was: ActionItem | None, now: ActionItem | None) -> Iterator[Transition]:
    yield from rewritten("action", was, now) - {"deleted"}
    if now and now.legacy and not (was and was.legacy):
        yield "waived"
    if was and was.blocking and not (now and _still_counts(now)):
        yield "waived"


def _still_counts(item: ActionItem) -> bool:
    """Whether a blocking action goes on as one; what is done may be opened again."""
    return item.blocking and item.status != "dropped"
