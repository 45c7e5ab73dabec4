"""The facts of a branch that lies here: commits as git tells them, and the signed reviews at hand.

A laptop knows nobody: who made a commit is told by its e-mails alone, and they can say anything.
Whoever committed last is taken for who will push.
The verdict on these facts tells what a host would ask, never what it would allow.
"""

from pathlib import Path

from wakebook.model.gate.facts import Account, Commit, Facts
from wakebook.model.roster import Roster
from wakebook.records.commits import GitCommit, commits_between
from wakebook.records.git import Git
from wakebook.records.reviews import reviews_of


def facts_here(root: Path, tip: str, head: str, roster: Roster, merge: str | None = None) -> Facts:
    """The facts of merging ``head`` into ``tip``, by a ``merge`` of both if there is one already.

    All are full commit ids.
    """
    git = Git(root)
    commits = told_by_git(git, tip, head, roster)
    newest = commits[0].people if commits else (None,)
    bringing = [_account(commit.committer, roster) for commit in commits_between(git, tip, head)]
    reviews = reviews_of(git, roster, {merge or head, head, *(commit.id for commit in commits)})
    return Facts(
        host="git",
        target="the base",
        tip=tip,
        head=head,
        author=newest[0],
        commits=commits,
        pushers=tuple(who for who in bringing[:1] if who is not None),
        reviews=reviews.counted,
        missing=cut_off(git),
        held=None if commits else _nothing_to_merge(tip, head),
    )


def _nothing_to_merge(tip: str, head: str) -> str:
    if tip == head:
        told = f"base and head are one commit, {head[:12]}: there is nothing to merge"
        return f"{told}; look at a branch, or say --base HEAD~1"
    return f"{tip[:12]} holds {head[:12]} already: there is nothing to merge"


def cut_off(git: Git) -> tuple[str, ...]:
    """Why commits of the change can be missing here, if they can."""
    if not git.shallow():
        return ()
    return ("this clone is shallow and may lack commits of the change; git fetch --unshallow",)


def told_by_git(git: Git, tip: str, head: str, roster: Roster) -> tuple[Commit, ...]:
    """The commits of ``head`` that ``tip`` does not hold, newest first, with whom they name."""
    return tuple(_commit(commit, roster) for commit in commits_between(git, tip, head))


def _commit(commit: GitCommit, roster: Roster) -> Commit:
    people = tuple(_account(address, roster) for address in commit.emails)
    words = ", ".join(a for a, who in zip(commit.emails, people, strict=True) if who is None)
    return Commit(commit.id, people, words)


def _account(address: str, roster: Roster) -> Account | None:
    """An account of whoever uses an address: the one on a git server, if they have one."""
    who = roster.by_email(address)
    accounts = roster.accounts(who) if who is not None else ()
    return min(accounts, key=lambda account: account.host != "git", default=None)
