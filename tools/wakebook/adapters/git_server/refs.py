"""What may happen to a ref of a server, whoever asks; the verdict comes on top of that."""

from collections.abc import Callable

from wakebook.adapters.git_server.push import Server, Update
from wakebook.model.gate.statement import TRAILER
from wakebook.records.reviews import REVIEWS, Ignored, review_at

_RESERVED = {
    "refs/wakebook/": "only reviews are kept below refs/wakebook/",
    "refs/heads/wakebook/": "the server itself writes the branch wakebook/evidence",
    "refs/remotes/": "what another repository holds is fetched by the server, never pushed",
    "refs/replace/": "an object that stands in for another one could hide what is judged",
}
"""Names that nobody may take, and why."""


def refusal(server: Server, update: Update) -> str | None:
    """Why a ref must not be updated so; None where it may be, as far as its kind goes."""
    target = server.aliases.get(update.ref)
    if target is not None:
        return f"it is another name of {target}; push to that"
    return _guard(server, update.ref)(server, update)


def _guard(server: Server, ref: str) -> Callable[[Server, Update], str | None]:
    if ref == server.branch:
        return _grows
    if ref.startswith(REVIEWS):
        return _new_review
    for reserved, why in _RESERVED.items():
        if f"{ref}/".startswith(reserved):
            return _never(why)
    return lambda *_: None


def _grows(server: Server, update: Update) -> str | None:
    if update.deletes:
        return "it is never deleted"
    if update.creates:
        return None
    if not server.descends(update.new, update.old):
        return "its history is never rewritten; fetch it, and push what builds on it"
    if not server.continues(update.new, update.old):
        return (
            "it would go on as the other side of a merge; `git pull --rebase` puts your commits "
            f"on top of it, or keep approvals: git switch {server.name} && git merge --no-ff YOURS"
        )
    if (named := server.naming(update.new, update.old)) is not None:
        return f"{named[:12]} names a statement ({TRAILER}), which a gate alone does; reword it"
    return None


def _new_review(server: Server, update: Update) -> str | None:
    if update.deletes or not update.creates or server.git.has(update.ref):
        return "a review stays as it was signed; `wakebook approve --dismiss` takes it back"
    if server.roster is None:
        return f"{server.branch} has no commit yet, so there is no catalog to know its key from"
    found = review_at(server.git, server.roster, update.ref, update.new)
    return f"it {found.why}" if isinstance(found, Ignored) else None


def _never(why: str) -> Callable[[Server, Update], str | None]:
    return lambda *_: why
