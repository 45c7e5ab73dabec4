"""Every obligation of a repository at a time. A kind of obligation is a file of ``owing/``."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path

from wakebook.flows.followup.book import Book
from wakebook.model.obligation import Obligation, Owing, State
from wakebook.model.policy.followup import FollowupRule

Find = Callable[[Book, datetime, FollowupRule], Iterator[Owing]]
_HERE = Path(__file__).parent / "owing"
_WORST: tuple[State, ...] = ("stale", "overdue", "unowned", "soon", "later")


@cache
def kinds() -> dict[str, Find]:
    """Every kind of obligation by its word: the name of its file without the ``s``."""
    stems = sorted(path.stem for path in _HERE.glob("*.py") if path.stem != "__init__")
    modules = {stem: import_module(f"wakebook.flows.followup.owing.{stem}") for stem in stems}
    return {stem.removesuffix("s"): module.find for stem, module in modules.items()}


def obligations(book: Book, now: datetime, rule: FollowupRule) -> list[Obligation]:
    """What is due, soon due, overdue, unowned or stale, the worst first and the oldest of them."""
    found = [
        judged(kind, owing, now, rule)
        for kind, find in kinds().items()
        for owing in find(book, now, rule)
    ]
    return sorted((each for each in found if each.state != "later"), key=_order)


def _order(each: Obligation) -> tuple[int, timedelta, str, str]:
    late = each.late if each.late is not None else timedelta()
    return _WORST.index(each.state), -late, each.kind, each.subject


def judged(kind: str, owing: Owing, now: datetime, rule: FollowupRule) -> Obligation:
    """How something that is owed stands."""
    late = None if owing.due is None else now - owing.due
    return Obligation(kind, owing, _state(owing, late, rule), late)


def _state(owing: Owing, late: timedelta | None, rule: FollowupRule) -> State:
    if late is not None and late >= rule.span("stale"):
        return "stale"
    if late is not None and late >= timedelta():
        return "overdue"
    if owing.owner is None:
        return "unowned"
    return "soon" if late is not None and -late <= rule.span("soon") else "later"
