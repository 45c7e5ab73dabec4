"""A repository whose gate writes evidence: merges are judged, stated and done, as a host would."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from tests.review.conftest import CLOSED_HEADER, CLOSING, HEADER, OPEN, OPENED

from wakebook.adapters.checkout import facts_here
from wakebook.flows.audit.stating import statement_of
from wakebook.flows.review.judge import judge
from wakebook.flows.review.proposal import Proposal
from wakebook.model.gate.facts import Account, Facts, Review
from wakebook.model.gate.statement import Statement
from wakebook.records.evidence import BRANCH, append
from wakebook.records.git import Git

NOW = datetime(2026, 11, 25, 12, 0, 0, tzinfo=UTC)
How = Literal["merge", "squash", "rebase"]


def account(name: str) -> Account:
    """The account of somebody of the small shop on GitHub."""
    ids = {"ana": "101", "ben": "102", "cleo": "103", "mallory": "666"}
    return Account("github", ids[name], f"{name}-shop")


@dataclass
class Shop:
    """The repository with its gate; ``wakebook`` runs a command there."""

    root: Path
    git: Callable[..., str]
    write: Callable[..., Path]
    commit: Callable[..., str]
    wakebook: Callable[..., Any]
    statements: list[Statement] = field(default_factory=list)

    def branch(self, files: dict[str, str | None], message: str = "Change", *more: str) -> str:
        """A branch with a commit (several for several messages); None removes a file."""
        self.git("checkout", "--quiet", "--detach", "main")
        for number, text in enumerate((message, *more)):
            for path, content in list(files.items())[number :: len(more) + 1]:
                if content is None:
                    (self.root / path).unlink()
                else:
                    self.write(path, content)
            head = self.commit(text)
        return head

    def facts(self, head: str, approved_by: tuple[str, ...] = ()) -> Facts:
        """What a host says of a change by Ana that these people approved."""
        proposal = Proposal(self.root, self.git("rev-parse", "main").strip(), head)
        here = facts_here(self.root, proposal.tip, head, proposal.roster)
        reviews = tuple(
            Review(f"90{number}", account(who), "approved", head, NOW)
            for number, who in enumerate(approved_by)
        )
        commits = tuple(replace(commit, people=(account("ana"),)) for commit in here.commits)
        return Facts(
            "github", "main", proposal.tip, head, account("ana"), commits, reviews=reviews, number=7
        )

    def stated(self, head: str, *approved_by: str) -> Statement:
        """The statement of a change that may be merged."""
        facts = self.facts(head, approved_by)
        proposal = Proposal(self.root, facts.tip, head)
        verdict = judge(proposal.proposed, facts, proposal.policy, proposal.roster, NOW)
        assert verdict.passes, verdict.unmet
        return statement_of(proposal, facts, verdict, NOW)

    def state(self, statement: Statement) -> str:
        """Write a statement; the trailer that names it."""
        stated = append(Git(self.root), statement)
        assert isinstance(stated.statement, Statement)
        self.statements.append(stated.statement)
        return stated.statement.trailer

    def merge(self, head: str, how: How = "merge", trailer: str = "") -> str:
        """What a host does: move main."""
        self.git("checkout", "--quiet", "main")
        if how == "merge":
            self.git("merge", "--quiet", "--no-ff", "-m", f"Merge\n\n{trailer}", head)
        elif how == "squash":
            self.git("merge", "--quiet", "--squash", head)
            self.git("commit", "--quiet", "-m", f"Squash\n\n{trailer}")
        else:
            self.git("cherry-pick", f"main..{head}")
        return self.git("rev-parse", "main").strip()

    def passes(self, files: dict[str, str | None], *approved_by: str, how: How = "merge") -> str:
        """A change that goes through the gate: judged, stated, merged."""
        head = self.branch(files)
        trailer = self.state(self.stated(head, *approved_by))
        return self.merge(head, how, trailer)

    def pushes(self, files: dict[str, str | None], message: str = "Past the gate") -> str:
        """A change that goes to main directly."""
        head = self.branch(files, message)
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--ff-only", head)
        return head

    def audit(self, *words: str) -> Any:
        """What the command says."""
        return self.wakebook("audit", "verify", *words, cwd=self.root)

    def found(self, *words: str) -> list[tuple[str, str, str]]:
        """Code, level and path of every finding."""
        ran = self.audit("--format", "json", *words)
        told = json.loads(ran.stdout)["findings"]
        errors = any(f["level"] == "error" for f in told)
        assert ran.code == int(errors), ran.stderr
        return [(f["code"], f["level"], f["path"]) for f in told]

    def evidence(self, path: str = "") -> bytes:
        """A file of the branch of evidence, as bytes."""
        asked = ["git", "show", f"{BRANCH}:{path}"]
        return subprocess.run(asked, cwd=self.root, capture_output=True, check=True).stdout


@pytest.fixture
def ungated(small, wakebook) -> Shop:
    """The small shop before its evidence begins."""
    return Shop(small.root, small.git, small.write, small.commit, wakebook)


@pytest.fixture
def shop(ungated) -> Shop:
    """The small shop at the moment when its evidence begins."""
    assert ungated.wakebook("audit", "begin", cwd=ungated.root).code == 0
    return ungated


def opening() -> dict[str, str | None]:
    """Files that open an incident."""
    return {
        f"{OPEN}/incident.yaml": HEADER,
        f"{OPEN}/timeline/20261123T140322Z-7f3a.yaml": OPENED,
    }


def closing() -> dict[str, str | None]:
    """Files that close it."""
    return {
        f"{OPEN}/incident.yaml": CLOSED_HEADER,
        f"{OPEN}/timeline/20261124T090000Z-7f3b.yaml": CLOSING,
    }


def noting(
    text: str = "Errors fall.", name: str = "20261123T143000Z-7f3c"
) -> dict[str, str | None]:
    """A line of its log."""
    entry = f"- kind: update\n  at: 2026-11-23T14:30Z\n  by: user:ana\n  text: {text}\n"
    return {f"{OPEN}/timeline/{name}.yaml": entry}
