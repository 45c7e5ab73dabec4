"""The facts of a branch that lies here: commits as git tells them, and nobody's word but theirs.

A laptop knows nobody: the e-mails of commits are all there is, and they can say anything. The
verdict on these facts tells what a host would ask, never what it would allow.
"""

from pathlib import Path

from wakebook.model.gate.facts import Account, Commit, Facts
from wakebook.model.roster import Roster
from wakebook.records.commits import GitCommit, commits_between
from wakebook.records.git import Git


def facts_here(root: Path, tip: str, head: str, roster: Roster) -> Facts:
    """The facts of merging ``head`` into ``tip``; both are full commit ids."""
    commits = tuple(_commit(c, roster) for c in commits_between(Git(root), tip, head))
    newest = commits[0].people if commits else (None,)
    return Facts("git", "the base", tip, head, author=newest[0], commits=commits)


def _commit(commit: GitCommit, roster: Roster) -> Commit:
    people = tuple(_account(address, roster) for address in commit.emails)
    words = ", ".join(a for a, who in zip(commit.emails, people, strict=True) if who is None)
    return Commit(commit.id, people, words)


def _account(address: str, roster: Roster) -> Account | None:
    who = roster.by_email(address)
    return None if who is None else Account("git", who.partition(":")[2], who.partition(":")[2])
