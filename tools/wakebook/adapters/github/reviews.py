"""Reviews of a pull request as the gate counts them: each with the commit that it judged."""

from collections.abc import Iterable

from wakebook.adapters.github.rows import ReviewRow
from wakebook.model.gate.facts import Account, Review, State

_STATES: dict[str, State] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes_requested",
    "DISMISSED": "dismissed",
    "COMMENTED": "commented",
}
_UNSENT = "PENDING"


def reviews(rows: Iterable[ReviewRow]) -> tuple[tuple[Review, ...], tuple[str, ...]]:
    """All reviews that were handed in, the oldest first, and a sentence for each odd one."""
    found: list[Review] = []
    odd: list[str] = []
    for row in rows:
        if row.state == _UNSENT:
            continue
        state = _STATES.get(row.state)
        if state is None or row.submitted_at is None:
            odd.append(
                f"review {row.id} says {row.state} and no more, which this version cannot weigh;"
                " update wakebook, or have the review dismissed"
            )
            continue
        by = row.user.account if row.user else _deleted(row)
        found.append(Review(str(row.id), by, state, row.commit_id or "", row.submitted_at))
    return tuple(sorted(found, key=lambda r: (r.at, int(r.id)))), tuple(odd)


def _deleted(row: ReviewRow) -> Account:
    """Somebody whose account is gone: nobody's id, and another one in each review."""
    return Account("github", f"deleted:{row.id}", "a deleted account")
