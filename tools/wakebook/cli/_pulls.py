"""Judging pull requests: facts from the host, objects fetched into git, the verdict."""

import os
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wakebook.cli._supposing import supposed as with_supposed
from wakebook.flows.review.judge import judge, undecided
from wakebook.flows.review.proposal import Proposal
from wakebook.model.gate.facts import Facts
from wakebook.model.gate.verdict import Verdict
from wakebook.model.library import Library
from wakebook.model.roster import Roster
from wakebook.records.git import Git, GitError
from wakebook.records.library import Opened
from wakebook.records.tree import GitTree

if TYPE_CHECKING:
    from wakebook.adapters.github import GitHub

_FETCH = 120.0
"""Seconds that a fetch may take."""


class JudgedPull(NamedTuple):
    """A pull request with everything that was looked at; no proposal where git has no objects."""

    facts: Facts
    proposal: Proposal | None
    verdict: Verdict


class Bench:
    """One clone and one host: where pull requests are judged."""

    def __init__(self, root: Path, host: "GitHub") -> None:
        self.root, self.host = root, host
        self.git = Git(root, credentials(host.token))

    @cached_property
    def tip(self) -> str:
        """The commit that the default branch is at on the host; raises GitError."""
        ref = f"refs/heads/{self.host.default_branch}"
        told = self.git.run("ls-remote", "--quiet", "origin", ref, patience=_FETCH).decode()
        found = told.split("\t")[0]
        if not found:
            raise GitError(f"the remote 'origin' has no branch {self.host.default_branch}")
        self.bring([found], [ref])
        return found

    def refresh(self) -> None:
        """Forget where the default branch was."""
        self.__dict__.pop("tip", None)
        self.__dict__.pop("opened", None)

    @cached_property
    def opened(self) -> Opened:
        """The tree of the default branch."""
        return Opened(GitTree(self.root, self.tip))

    @property
    def library(self) -> Library:
        """What the default branch holds."""
        return self.opened.library

    @property
    def roster(self) -> Roster:
        """The people of the default branch."""
        return Roster(self.library.catalog)

    def judged(self, number: int, supposed: Sequence[str] = ()) -> JudgedPull:
        """The verdict on a pull request as it is now; ``supposed`` are reviews that nobody gave."""
        facts = self.host.facts(number)
        proposal: Proposal | None = None
        if facts.head and facts.tip:
            try:
                refs = (f"refs/heads/{facts.target}", f"refs/pull/{facts.number}/head")
                self.bring([facts.tip, facts.head], refs)
                proposal = Proposal(self.root, facts.tip, facts.head)
                facts = self._with_tickets(facts, proposal)
            except GitError as error:
                lost = f"its commits could not be had: {error}"
                facts = replace(facts, missing=(*facts.missing, lost))
        if proposal is None:
            return JudgedPull(facts, None, undecided(facts))
        now = datetime.now(UTC)
        facts = with_supposed(facts, supposed, proposal.roster, now)
        verdict = judge(proposal.proposed, facts, proposal.policy, proposal.roster, now)
        return JudgedPull(facts, proposal, verdict)

    def _with_tickets(self, facts: Facts, proposal: Proposal) -> Facts:
        """The facts with the state of every issue that a closure has to wait for."""
        wanted = {t for matter in proposal.touched.matters for t in matter.tickets}
        return replace(facts, tickets=self.host.tickets(sorted(wanted))) if wanted else facts

    def bring(self, commits: Sequence[str], refs: Sequence[str]) -> None:
        """Bring objects that are not here yet; no ref and no file of the clone is changed."""
        if all(self._has(commit) for commit in commits):
            return
        options = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        self.git.run("fetch", *options, "origin", *refs, patience=_FETCH)
        for commit in commits:
            if not self._has(commit):
                raise GitError(f"{commit[:12]} is gone; it was pushed to meanwhile, judge it again")

    def _has(self, commit: str) -> bool:
        try:
            return self.git.commit(commit) == commit
        except GitError:
            return False


def credentials(token: str) -> dict[str, str]:
    """Variables that let git speak to the host with the token, which no argument ever holds.

    Source: git-config(1), GIT_CONFIG_COUNT and http.<url>.extraHeader.
    """
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com").rstrip("/")
    basic = b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {basic}",
    }
