"""The facts of a push to the gated branch: the server's word, signatures, and commits."""

from collections.abc import Mapping
from typing import NamedTuple

from wakebook.adapters.checkout import cut_off, told_by_git
from wakebook.adapters.git_server.push import Server
from wakebook.flows.review.proposal import Proposal
from wakebook.model.gate.facts import Account, Facts
from wakebook.records.reviews import Ignored, reviews_of


class Known(NamedTuple):
    """The facts, and the reviews that are none."""

    facts: Facts
    ignored: tuple[Ignored, ...]


def facts_of(
    server: Server, proposal: Proposal, new: str, pusher: str, incoming: Mapping[str, str]
) -> Known:
    """The facts of a push of ``new`` by the account ``pusher`` of the server.

    Whoever pushes proposes the change. Reviews are those of every commit that is pushed, so that
    another commit or a merge on top ends no objection; ``incoming`` are refs of the same push, by
    name.
    """
    roster = proposal.roster
    account = Account("git", pusher, pusher)
    known = account if roster.people(account) else None
    commits = told_by_git(server.git, proposal.tip, proposal.head, roster)
    judged = {new, proposal.head, *(commit.id for commit in commits)}
    reviews = reviews_of(server.git, roster, judged, incoming)
    facts = Facts(
        "git",
        server.name,
        proposal.tip,
        proposal.head,
        author=known,
        commits=commits,
        pushers=None if known is None else (known,),
        reviews=reviews.counted,
        missing=cut_off(server.git),
    )
    return Known(facts, reviews.ignored)
