"""The facts of a push to the gated branch: the server's word, signatures, and commits."""

from collections.abc import Mapping
from typing import NamedTuple

from wakebook.adapters.checkout import cut_off, told_by_git
from wakebook.adapters.git_server.push import Server
from wakebook.flows.review.proposal import Proposal
from wakebook.model.gate.facts import Account, Facts
from wakebook.records.git import Git, GitError
from wakebook.records.reviews import Ignored, reviews_of


class Known(NamedTuple):
    """The facts, and the reviews that are none."""

    facts: Facts
    ignored: tuple[Ignored, ...]


def proposed_by(server: Server, tip: str, new: str) -> Proposal:
    """The proposal behind a commit that a push would put on top of ``tip``.

    A merge of the tip with a head that says no more than git's own merge of the two proposes that
    head: those who judged it judged what would be merged. Anything else proposes itself.
    """
    merge = _plain_merge(server, tip, new)
    return merge if merge is not None else Proposal(server.root, tip, new)


def _plain_merge(server: Server, tip: str, new: str) -> Proposal | None:
    git = server.git
    _, *parents = git.run("rev-list", "--parents", "--max-count=1", new).decode().split()
    if len(parents) != 2 or parents[0] != tip:
        return None
    try:
        proposal = Proposal(server.root, tip, parents[1])
    except GitError:  # no common history: git itself would not merge them
        return None
    made = proposal.merged.commit
    return proposal if made is not None and _tree(git, made) == _tree(git, new) else None


def _tree(git: Git, commit: str) -> str:
    return git.run("rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()


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
        server.branch.removeprefix("refs/heads/"),
        proposal.tip,
        proposal.head,
        author=known,
        commits=commits,
        pushers=None if known is None else (known,),
        reviews=reviews.counted,
        missing=cut_off(server.git),
    )
    return Known(facts, reviews.ignored)
