"""Writing statements: many writers, a remote that moves, and a place that cannot be written."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.audit.conftest import Shop, opening

from wakebook.model.gate.statement import Passed, Statement
from wakebook.records.evidence import BRANCH, UnbegunError, append
from wakebook.records.git import Git, GitError

pytestmark = pytest.mark.daily(3)


@pytest.fixture
def remote(ungated: Shop, tmp_path: Path) -> Path:
    """A remote on which evidence was begun."""
    bare = tmp_path / "remote.git"
    ungated.git("clone", "--quiet", "--bare", ".", str(bare))
    ungated.git("remote", "add", "origin", str(bare))
    begun = ungated.wakebook("audit", "begin", "--remote", "origin", cwd=ungated.root)
    assert begun.code == 0, begun.stderr
    return bare


def several(statement: Statement, number: int) -> list[Statement]:
    """The same change in several pull requests."""
    told = statement.predicate
    assert isinstance(told, Passed)
    changes = (replace(told.change, number=n) for n in range(number))
    return [
        statement.model_copy(update={"predicate": told.model_copy(update={"change": change})})
        for change in changes
    ]


def test_writers_at_once_follow_one_another(shop: Shop) -> None:
    head = shop.branch(opening())
    statement = shop.stated(head)
    with ThreadPoolExecutor(4) as writers:
        done = list(writers.map(lambda each: append(Git(shop.root), each), several(statement, 8)))
    assert sorted(each.number for each in done) == list(range(2, 10))
    shop.merge(head, trailer=str(done[0].statement.trailer))
    assert shop.found() == []


def test_two_clones_follow_one_another_on_the_remote(ungated: Shop, remote: Path, tmp_path) -> None:
    statement = ungated.stated(ungated.branch(opening()))
    ungated.git("clone", "--quiet", str(remote), str(tmp_path / "other"))
    clones = [Git(ungated.root), Git(tmp_path / "other")] * 3
    with ThreadPoolExecutor(2) as writers:
        done = list(writers.map(append, clones, several(statement, 6), ["origin"] * 6))
    assert sorted(each.number for each in done) == [2, 3, 4, 5, 6, 7]
    ungated.git("fetch", "--quiet", "origin", f"{BRANCH}:refs/told")
    assert ungated.git("rev-list", "--count", "refs/told").strip() == "7"


@pytest.mark.usefixtures("remote")
def test_a_clone_that_has_not_fetched_is_told_to(ungated: Shop) -> None:
    ungated.wakebook("audit", "begin", "--remote", "origin", cwd=ungated.root)
    ungated.git("fetch", "--quiet", "origin")
    ungated.pushes(opening())
    ran = ungated.audit("--rev", "main")
    assert ran.code == 1
    assert "since your last `git fetch` are not here; fetch first" in ran.stderr


def test_a_clone_can_be_audited_at_once(ungated: Shop, remote: Path, tmp_path, wakebook) -> None:
    head = ungated.branch(opening())
    append(Git(ungated.root), ungated.stated(head), "origin")
    ungated.merge(head)
    ungated.git("push", "--quiet", "origin", "main")
    ungated.git("clone", "--quiet", str(remote), str(tmp_path / "clone"))
    ran = wakebook("audit", "verify", cwd=tmp_path / "clone")
    assert (ran.code, ran.stdout) == (0, "1 change checked: nothing to complain about\n")
    ungated.git("-C", str(tmp_path / "clone"), "branch", "wakebook/evidence", "origin/HEAD")
    assert wakebook("audit", "verify", cwd=tmp_path / "clone").code == 1, "a branch of its own"


def test_what_a_remote_has_begun_is_not_begun_again(ungated: Shop, remote: Path, tmp_path) -> None:
    clone = tmp_path / "clone"
    ungated.git("clone", "--quiet", "--single-branch", str(remote), str(clone))
    refs = ungated.git("-C", str(clone), "for-each-ref")
    ran = ungated.wakebook("audit", "begin", cwd=clone)
    fetch = "fetch origin wakebook/evidence:refs/remotes/origin/wakebook/evidence"
    assert (ran.code, f"origin has it; fetch it with `git {fetch}`" in ran.stderr) == (1, True)
    assert ungated.git("-C", str(clone), "for-each-ref") == refs
    ungated.git("-C", str(clone), *fetch.split())
    assert ungated.wakebook("audit", "verify", cwd=clone).code == 0
    ungated.git("-C", str(clone), "remote", "set-url", "origin", str(tmp_path / "gone"))
    ran = ungated.wakebook("audit", "begin", cwd=clone)
    assert (ran.code, "origin has it; `wakebook audit verify`" in ran.stderr) == (1, True)


def test_a_remote_out_of_reach_is_told_and_one_that_lacks_what_is_here_is_pushed_to(
    ungated: Shop, tmp_path
) -> None:
    ungated.git("remote", "add", "origin", str(tmp_path / "gone"))
    ran = ungated.wakebook("audit", "begin", "--remote", "origin", cwd=ungated.root)
    assert ran.code == 3
    ran = ungated.wakebook("audit", "begin", cwd=ungated.root)
    assert (ran.code, "origin could not be asked" in ran.stderr) == (0, True)
    ungated.git("init", "--quiet", "--bare", str(tmp_path / "gone"))
    ran = ungated.wakebook("audit", "begin", "--remote", "origin", cwd=ungated.root)
    assert (ran.code, f"`git push origin {BRANCH}`" in ran.stderr) == (1, True)


def test_evidence_does_not_begin_where_history_was_cut_off(ungated: Shop, tmp_path) -> None:
    ungated.pushes(opening())
    url = f"file://{ungated.root}"
    ungated.git("clone", "--quiet", "--depth=1", url, str(tmp_path / "b"))
    ran = ungated.wakebook("audit", "begin", cwd=tmp_path / "b")
    assert (ran.code, "git fetch --unshallow" in ran.stderr) == (3, True)
    assert "evidence" not in ungated.git("-C", str(tmp_path / "b"), "for-each-ref")


def test_a_remote_that_refuses_is_told(ungated: Shop, remote: Path) -> None:
    statement = ungated.stated(ungated.branch(opening()))
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(GitError, match="origin took no statement; whoever merges"):
        append(Git(ungated.root), statement, "origin")
    hook.unlink()
    assert append(Git(ungated.root), statement, "origin").number == 2


def test_without_a_beginning_nothing_is_written(ungated: Shop) -> None:
    statement = ungated.stated(ungated.branch(opening()))
    with pytest.raises(UnbegunError, match="`wakebook audit begin` begins it"):
        append(Git(ungated.root), statement)
    assert "evidence" not in ungated.git("for-each-ref")


def test_nothing_in_the_work_tree_or_the_index_is_touched(shop: Shop) -> None:
    head = shop.branch(opening())
    shop.write("draft.txt", "mine")
    before = shop.git("status", "--porcelain", "--branch")
    append(Git(shop.root), shop.stated(head))
    assert shop.git("status", "--porcelain", "--branch") == before
    assert shop.evidence("README.md").startswith(b"# Evidence\n")


@pytest.mark.thorough
def test_a_writer_that_is_killed_leaves_a_chain_that_goes_on(shop: Shop, tmp_path) -> None:
    """Killed at each of git's commands in turn, it leaves the branch as it was or one longer."""
    statement = shop.stated(shop.branch(opening()))
    told = tmp_path / "statement.json"
    told.write_bytes(statement.raw)
    program = """
import os, sys
from pathlib import Path
from wakebook.model.gate.statement import Passed, Statement
from wakebook.records.evidence import append
from wakebook.records.git import Git

class Killed(Git):
    left = int(sys.argv[3])
    def run(self, *words, **more):
        Killed.left -= 1
        if not Killed.left:
            os.kill(os.getpid(), 9)
        return super().run(*words, **more)

append(Killed(Path(sys.argv[1])), Statement.model_validate_json(Path(sys.argv[2]).read_bytes()))
"""
    ends = []
    for left in range(1, 25):
        words = [sys.executable, "-c", program, str(shop.root), str(told), str(left)]
        ends.append(subprocess.run(words, check=False, capture_output=True).returncode)
        assert shop.found() == [], left
        if ends[-1] == 0:
            break
    assert (ends[-1], len(ends) > 8) == (0, True), ends
