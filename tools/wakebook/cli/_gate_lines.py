"""Lines of a log that come as comments: ``/wake log`` runs ``wakebook log`` on the main branch.

All comments of a pull request or issue that wait become one commit, at most one a minute. Each is
judged as a change of its author's; what would need an approval is not written. The commit names
the comments in its trailers, by which a comment is known to be done.
"""

import io
import os
import re
import shlex
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wakebook.cli._asked import Asked
from wakebook.cli._gate_merge import stated_on
from wakebook.cli._pulls import Bench
from wakebook.flows.audit.stating import statement_of
from wakebook.flows.review.judge import judge
from wakebook.flows.review.proposal import Proposal
from wakebook.flows.review.remark import Remark, answer_to, remark
from wakebook.model.gate.facts import Account, Commit, Facts
from wakebook.model.gate.verdict import Verdict
from wakebook.records.git import Git, GitError
from wakebook.render.verdicts import render
from wakebook.render.verdicts.markdown import quiet

if TYPE_CHECKING:
    from wakebook.adapters.github.rows import CommentRow

COMMENT = "Wake-Comment"
"""The trailer that names a comment whose line a commit holds."""
_PAUSE = 60
"""Seconds between two commits of lines."""
_TRIES = 5


class Line(NamedTuple):
    """A comment with a line to log."""

    id: int
    by: Account
    url: str
    remark: Remark


def logged(bench: Bench, asked: Asked) -> str:
    """Log what waits on a pull request or issue, and tell what became of the comment's line."""
    incidents = _named(bench, asked)
    for _ in range(_TRIES):
        bench.refresh()
        _wait(bench)
        if _is_done(bench, asked.id):
            return "It stands in the log already."
        batch = Batch(bench, incidents)
        with batch.opened():
            answers = {line.id: batch.add(line) for line in _waiting(bench, asked)}
            if batch.pushed():
                return answers[asked.id]
    return f"The main branch moved {_TRIES} times meanwhile; comment again."


def _named(bench: Bench, asked: Asked) -> tuple[str, ...]:
    """The option that names the incident of a pull request, where it touches just one."""
    proposal = bench.judged(asked.number).proposal if asked.on_pull else None
    touched = {incident.id for incident in proposal.incidents} if proposal else set()
    known = sorted(i for i in touched if i in bench.library.incidents)
    return ("--incident", known[0]) if len(known) == 1 else ()


def _wait(bench: Bench) -> None:
    """Let a minute pass since the last commit of lines, so that those of a minute become one."""
    found = _commit_with(bench, f"^{COMMENT}: ", "%ct")
    left = int(found) + _PAUSE - time.time() if found else 0
    if 0 < left <= _PAUSE:
        time.sleep(left)
        bench.refresh()


def _is_done(bench: Bench, comment: int) -> bool:
    return bool(_commit_with(bench, f"^{COMMENT}: {comment}$", "%H"))


def _commit_with(bench: Bench, trailer: str, wanted: str) -> str:
    options = ("--first-parent", f"--format={wanted}", f"--grep={trailer}")
    asked = ("log", "-1", *options, bench.tip, "--")
    return bench.git.run(*asked).decode().strip()


def _waiting(bench: Bench, asked: Asked) -> list[Line]:
    """The comment itself, and every other one with a line that was neither logged nor answered."""
    rows = list(bench.host.comments(asked.number))
    answers = [row.body for row in rows if row.user and row.user.account == bench.host.own]
    found = [Line(asked.id, asked.by, asked.url, asked.remark)]
    for row in rows:
        line = _line(bench, row)
        answered = any(body.startswith(answer_to(row.id)) for body in answers)
        if line is not None and row.id != asked.id and not answered and not _is_done(bench, row.id):
            found.append(line)
    return sorted(found, key=lambda line: line.id)


def _line(bench: Bench, row: "CommentRow") -> Line | None:
    """The line of a comment that somebody of the catalog wrote and nobody edited."""
    found = remark(row.body)
    if row.user is None or row.edited or found is None or found.name != "log" or found.doubt:
        return None
    by = row.user.account
    if by.bot or bench.roster.person(by) is None:
        return None
    return Line(row.id, by, row.html_url, found)


class Batch:
    """Lines on top of the tip, each judged; they become one commit."""

    def __init__(self, bench: Bench, incident: Sequence[str]) -> None:
        self.bench, self.incident = bench, incident
        self.tip = bench.tip
        self.lines: list[Line] = []
        self.last: tuple[Proposal, Facts, Verdict] | None = None
        self.folder = Path()

    @contextmanager
    def opened(self) -> Iterator[None]:
        """A work tree of the tip on a branch of its own, away from the clone's."""
        git = self.bench.git
        with tempfile.TemporaryDirectory(prefix="wakebook-") as scratch:
            self.folder, branch = Path(scratch, "tip"), Path(scratch).name
            git.run("worktree", "add", "--quiet", "-b", branch, str(self.folder), self.tip)
            try:
                yield
            finally:
                git.run("worktree", "remove", "--force", str(self.folder))
                git.run("branch", "--quiet", "-D", branch)

    def add(self, line: Line) -> str:
        """Log a line if nobody has to approve it, and tell what became of it."""
        git = Git(self.folder)
        before = git.commit("HEAD")
        code, told = self._said(line)
        after = git.commit("HEAD")
        if code != 0 or after == before:
            git.run("reset", "--quiet", "--hard", before)
            return told
        lines = [*self.lines, line]
        alone = self._judged(before, after, [line])
        whole = self._judged(self.tip, self._one_commit(git, lines), lines)
        for _, _, verdict in (alone, whole):
            if not verdict.passes:
                git.run("reset", "--quiet", "--hard", before)
                again = "It was not logged; propose it as a pull request:\n\n"
                return again + render("markdown", verdict)
        self.lines.append(line)
        self.last = whole
        return told

    def _judged(
        self, tip: str, head: str, lines: Sequence[Line]
    ) -> tuple[Proposal, Facts, Verdict]:
        """The verdict on lines: each by itself, since none speaks for another one's author."""
        proposal = Proposal(self.bench.root, tip, head)
        facts = _facts(self.bench.host.default_branch, tip, head, lines)
        now = datetime.now(UTC)
        verdict = judge(proposal.proposed, facts, proposal.policy, proposal.roster, now)
        return proposal, facts, verdict

    def _said(self, line: Line) -> tuple[int, str]:
        """Run ``wakebook log`` as the comment's author."""
        from wakebook.cli.main import main

        who = self.bench.roster.person(line.by) or ""
        chosen = () if {"--incident", "-i"} & set(line.remark.words) else self.incident
        words = ["log", *chosen, "--source", line.url, *line.remark.words]
        said = io.StringIO()
        # The folder is no word of the line: what is told to be given again must not name it.
        with chdir(self.folder), _as(who), redirect_stdout(said), redirect_stderr(said):
            code = main(words)
        told = _without_source(said.getvalue().replace("wakebook: ", ""), line.url).splitlines()
        return code, "\n".join(f"- {quiet(row)}" for row in told) or "- nothing was written"

    def _one_commit(self, git: Git, lines: Sequence[Line]) -> str:
        """Everything that was logged so far as one commit on top of the tip."""
        tree = git.run("rev-parse", "HEAD^{tree}").decode().strip()
        return self._committed(tree, lines, "")

    def _committed(self, tree: str, lines: Sequence[Line], more: str) -> str:
        trailers = [f"{COMMENT}: {line.id}" for line in lines] + ([more] if more else [])
        message = "\n".join([_title(lines), "", *trailers])
        words = ("commit-tree", tree, "-p", self.tip, "-m", message)
        return self.bench.git.run(*words, extra=_author(lines[0].by)).decode().strip()

    def pushed(self) -> bool:
        """Whether the commit is on the main branch now; True too where there was nothing to push.

        Raises GitError where the host refuses for another reason than that the branch moved.
        """
        if self.last is None:
            return True
        git, (proposal, facts, verdict) = self.bench.git, self.last
        now = datetime.now(UTC)
        stated = stated_on(self.bench, statement_of(proposal, facts, verdict, now))
        tree = git.run("rev-parse", f"{facts.head}^{{tree}}").decode().strip()
        made = self._committed(tree, self.lines, stated.trailer)
        try:
            branch = f"refs/heads/{self.bench.host.default_branch}"
            git.run("push", "--quiet", "origin", f"{made}:{branch}", patience=_PAUSE)
        except GitError:
            self.bench.refresh()
            if self.bench.tip == self.tip:
                raise
            return self.bench.tip == made
        return True


def _without_source(told: str, url: str) -> str:
    """What was told, with lines to give again as a comment can: it is their source by itself."""
    for ours in (f"--source {shlex.quote(url)} ", f"{shlex.quote(f'--source={url}')} "):
        told = told.replace(ours, "")
    return told.strip()


def _facts(target: str, tip: str, head: str, lines: Sequence[Line]) -> Facts:
    """The facts of lines: the host itself says whose comments they are."""
    people = tuple(dict.fromkeys(line.by for line in lines))
    return Facts(
        host="github",
        target=target,
        tip=tip,
        head=head,
        author=people[0],
        commits=(Commit(head, people),),
        pushers=people,
    )


def _title(lines: Sequence[Line]) -> str:
    return "Log a line from a comment" if len(lines) == 1 else f"Log {len(lines)} lines"


def _author(by: Account) -> dict[str, str]:
    """The variables that make a comment's author the author of a commit, as GitHub knows them."""
    login = re.sub(r"[^A-Za-z0-9-]", "", by.login) or "somebody"
    return {
        "GIT_AUTHOR_NAME": login,
        "GIT_AUTHOR_EMAIL": f"{by.id}+{login}@users.noreply.github.com",
        "GIT_COMMITTER_NAME": "wakebook",
        "GIT_COMMITTER_EMAIL": "gate@wakebook.invalid",
    }


@contextmanager
def _as(who: str) -> Iterator[None]:
    """Let commands run for somebody."""
    before = dict(os.environ)
    os.environ.update(
        WAKEBOOK_USER=who,
        GIT_AUTHOR_NAME="wakebook",
        GIT_AUTHOR_EMAIL="gate@wakebook.invalid",
        GIT_COMMITTER_NAME="wakebook",
        GIT_COMMITTER_EMAIL="gate@wakebook.invalid",
    )
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
