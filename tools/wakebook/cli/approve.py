"""``wakebook approve``: a signed review of one commit, kept in git."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wakebook.flows.review.standing import Standing
    from wakebook.model.gate.facts import Review
    from wakebook.model.roster import Roster
    from wakebook.records.git import Git
    from wakebook.records.reviews import Ignored

HELP = "sign a review of a commit, for a git server without pull requests"
EXAMPLES = """examples:
  wakebook approve                                     what is checked out
  wakebook approve origin/close-latency --push
  wakebook approve origin/close-latency --request-changes -m "the restore check is missing"
  wakebook approve origin/close-latency --dismiss      take back what you said before

A review is a tag that git signs with your SSH key (git config user.signingKey), about this one
commit: after another commit it has to be given again. Your User in the catalog of the base names
the key in the annotation wakebook.dev/ssh-key. What others signed comes with
git fetch origin 'refs/wakebook/reviews/*:refs/wakebook/reviews/*', and `wakebook review` shows it.
"""
_PUSH = 60.0
"""Seconds that a remote may take."""
_SAID = {
    "approved": "approved",
    "changes_requested": "asked for changes to",
    "dismissed": "took back the review of",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("rev", nargs="?", default="HEAD", metavar="REV", help="the commit; HEAD")
    kind = parser.add_mutually_exclusive_group()
    for option, state, what in (
        ("--request-changes", "changes_requested", "ask for changes instead: that holds it up"),
        ("--dismiss", "dismissed", "take back an earlier review of yours"),
    ):
        kind.add_argument(option, dest="state", action="store_const", const=state, help=what)
    parser.set_defaults(state="approved")
    parser.add_argument("-m", "--message", default="", metavar="TEXT", help="why, for readers")
    parser.add_argument(
        "--base", metavar="REV", help="what to merge into; the remote's default branch, or main"
    )
    parser.add_argument("--key", metavar="FILE", help="the SSH key to sign with; git's setting")
    parser.add_argument("--push", action="store_true", help="push the review too")


def run(arguments: argparse.Namespace) -> int:
    """Sign, make sure that it will count, and say how it gets to the server."""
    from wakebook.cli._repository import base_of, root_of
    from wakebook.cli._terminal import say, tell
    from wakebook.model.roster import Roster
    from wakebook.records.git import Git
    from wakebook.records.library import Opened
    from wakebook.records.reviews import Ignored
    from wakebook.records.tree import GitTree

    git = Git(root_of(arguments, arguments.rev))
    head = git.commit(arguments.rev)
    base = git.commit(base_of(git, arguments.base))
    roster = Roster(Opened(GitTree(git.folder, base), scope=[]).library.catalog)
    ref, review = _signed(git, head, base, roster, arguments)
    if isinstance(review, Ignored):
        git.run("update-ref", "-d", ref)
        say(f"nothing was kept, since the review {review.why}")
        return 1
    subject = git.run("show", "--no-patch", "--no-show-signature", "--format=%s", head)
    title = subject.decode("utf-8", "replace").strip()
    tell([f"{_SAID[review.state]} {head[:12]} ({title}) as user:{review.by.login}"])
    for doubt in _doubts(git, base, roster, review):
        say(doubt)
    return 0 if _kept(git, ref, push=arguments.push) else 1


def _signed(
    git: "Git", head: str, base: str, roster: "Roster", arguments: argparse.Namespace
) -> "tuple[str, Review | Ignored]":
    """The new review's ref, and what the base's catalog makes of it."""
    from wakebook.records.reviews import review_at, sign, statement
    from wakebook.records.tree import GitTree

    policy = next(GitTree(git.folder, base).files(["policies/approvals.yaml"]), None)
    message = statement(arguments.state, policy.id if policy else None, arguments.message)
    ref = sign(git, head, _name(git), message, _key(git, arguments))
    tag = git.run("rev-parse", "--verify", ref).decode().strip()
    return ref, review_at(git, roster, ref, tag)


def _key(git: "Git", arguments: argparse.Namespace) -> str | None:
    """The key to sign with; None for that of git's setting. Raises UsageError without its file.

    Git itself signs nothing then, and is content. Source of what is no file: git-config(1),
    user.signingKey.
    """
    from wakebook.cli._exits import UsageError

    given: str | None = arguments.key
    asked = ("config", "--type=path", "--default=", "--get", "user.signingKey")
    setting = os.fsdecode(git.run(*asked)).strip()
    key = setting if given is None else given
    if not key or key.startswith(("key::", "ssh-")):
        return given
    file = Path(arguments.directory if given else git.folder, key).absolute()
    if not file.is_file():
        said = "--key" if given else "git config user.signingKey"
        raise UsageError(f"there is no key {file}; {said} names it")
    return str(file)


def _doubts(git: "Git", base: str, roster: "Roster", review: "Review") -> "Iterator[str]":
    """Why a review may change nothing, although it is one."""
    from wakebook.adapters.checkout import facts_here
    from wakebook.flows.review.standing import Standing

    standing = Standing(facts_here(git.folder, base, review.commit, roster), roster)
    who = f"user:{review.by.login}"
    if standing.facts.held is not None:
        yield standing.facts.held
    elif review.state == "approved" and who in standing.actors:
        yield (
            f"{who} has a part in this change: the approval counts only where "
            "the policy does not exclude its author and committers"
        )
    elif review.state == "approved":
        yield from _parts(git, who, standing)


def _parts(git: "Git", who: str, standing: "Standing") -> "Iterator[str]":
    """What somebody's part in a record keeps them from approving."""
    from wakebook.flows.review.barred import barred
    from wakebook.flows.review.proposal import Proposal

    proposal = Proposal(git.folder, standing.facts.tip, standing.facts.head)
    if proposal.policy is not None:
        now = datetime.now(UTC)
        for part in barred(who, proposal.touched, standing, proposal.policy, now):
            yield f"the approval does not count for {part}"


def _name(git: "Git") -> str:
    """A name for the review: whose it is and when it was given."""
    from wakebook.flows.saying.words import slug

    who, _, _ = os.fsdecode(git.run("var", "GIT_COMMITTER_IDENT")).partition(" <")
    return f"{slug(who, 40) or 'reviewer'}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def _kept(git: "Git", ref: str, *, push: bool) -> bool:
    """Push the review if that is asked for; whether it is where it was meant to be."""
    from wakebook.cli._terminal import say
    from wakebook.records.git import GitError

    command = f"git push {git.remote() or 'origin'} {ref}"
    if not push:
        say(f"to let it count: {command}")
        say("with --push it is pushed at once")
        return True
    try:
        git.run("push", "--quiet", git.remote() or "origin", ref, patience=_PUSH)
    except GitError as error:
        say(f"signed here, but not pushed: {error}")
        say(f"push it with: {command}")
        return False
    return True
