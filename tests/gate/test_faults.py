"""GitHub down, slow or lying: nothing merges that must not, nothing is done twice, and it is said.

After each fault a run without one has to repair everything: one merge, one status, one statement.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.gate.conftest import LOG, SEEN, Shop
from tests.github.fake.faults import (
    Fault,
    cut_list,
    dropped,
    empty_object,
    foreign_link,
    garbled,
    lie,
    primary_limit,
    refusal,
    secondary_limit,
    server_error,
    silence,
    slow_drip,
)
from tests.review.conftest import CLOSED_HEADER, CLOSING, OPEN

from wakebook.adapters.github import connect_as_app
from wakebook.adapters.github.wire import Patience

pytestmark = pytest.mark.daily(8)

ROOT = Path(__file__).parents[2]
READS = (
    "/app$",
    "/installation$",
    "/users/",
    "/repos/shop/records$",
    "/pulls$",
    "/pulls/\\d+$",
    "/git/ref/",
    "/commits$",
    "/reviews$",
    "/activity$",
    "/statuses$",
)
"""Every address that a merge of a line reads."""


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for a second at most: time-outs are of real time, unlike every other wait."""
    hasty = Patience(read=1, whole=1.2, tries=2)
    monkeypatch.setitem(connect_as_app.__kwdefaults__, "patience", hasty)


def line(shop: Shop, number: int = 1) -> Any:
    """A pull request with a line, which needs nobody; the clone does not have its commit."""
    branch, ana = f"line-{number}", shop.person("ana")
    shop.github.push(branch, {LOG.replace("-0001", f"-{number:04}"): SEEN}, by=ana)
    return shop.github.pull(branch, by=ana)


def closure(shop: Shop) -> Any:
    """A pull request with a closure that Ben has approved."""
    files = {
        f"{OPEN}/timeline/20261124T090000Z-91bc.yaml": CLOSING,
        f"{OPEN}/incident.yaml": CLOSED_HEADER,
    }
    shop.github.push("change", files, by=shop.person("ana"))
    pull = shop.github.pull("change", by=shop.person("ana"))
    shop.github.review(pull, shop.person("ben"))
    return pull


def repaired(shop: Shop) -> None:
    """Let the faults end, and the limits with them."""
    shop.github.script.clear()
    left = shop.github.shut_until - shop.github.clock.now()
    shop.github.clock.sleep(max(left, 0) + 1)
    assert shop.gate("merge").code == 0


def done_once(shop: Shop, *pulls: Any) -> None:
    """One merge, one status and one statement for each pull request, and the audit is content."""
    for pull in pulls:
        assert pull.merged is not None
        assert shop.github.effects.count(f"merged {pull.number}") == 1
        head = shop.github.head(pull)
        assert [s.state for s in shop.github.statuses if s.commit == head] == ["success"]
    ran = shop.audit()
    changes = f"{len(pulls)} change{'s' * (len(pulls) > 1)} checked: nothing to complain about\n"
    assert (ran.code, ran.stdout) == (0, changes)
    assert f"wakebook: {1 + len(pulls)} statements, " in ran.stderr


@pytest.mark.parametrize(
    "fault",
    [server_error(502), pytest.param(garbled(), marks=pytest.mark.thorough)],
    ids=lambda fault: fault.name,
)
def test_whatever_cannot_be_read_merges_nothing_and_is_said(shop: Shop, fault: Fault) -> None:
    pulls = []
    for number, path in enumerate(READS, 1):
        pulls.append(line(shop, number))
        shop.github.fail("GET", path, *[fault] * 40)
        ran = shop.gate("merge")
        assert pulls[-1].merged is None, path
        assert ran.stderr, path
        assert "Traceback" not in ran.stderr
        assert "a bug" not in ran.stderr
        repaired(shop)
    done_once(shop, *pulls)


@pytest.mark.parametrize(
    ("path", "posted", "code"), [("/pulls/1$", [], 1), ("/reviews$", ["error"], 0)]
)
def test_a_verdict_that_nobody_can_see_fails_the_run(
    shop: Shop, path: str, posted: list[str], code: int
) -> None:
    line(shop)
    shop.github.fail("GET", path, *[server_error()] * 40)
    ran = shop.gate("judge", "--pull", "1")
    assert ([s.state for s in shop.github.statuses], ran.code) == (posted, code)
    assert "GitHub failed at GET /repos/shop/records/pulls/1" in ran.stdout


def test_a_verdict_that_could_not_be_posted_stops_no_other(shop: Shop) -> None:
    line(shop)
    second = line(shop, 2)
    shop.github.fail("POST", "/statuses/", refusal(422))
    ran = shop.gate("judge")
    assert ran.code == 1
    assert "#1 was not judged: GitHub refuses POST" in ran.stderr
    assert (shop.status.commit, shop.status.state) == (shop.github.head(second), "success")


def test_a_limit_of_an_hour_is_told_and_not_waited_for(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.fail("GET", "/reviews$", primary_limit(3000))
    ran = shop.gate("judge", "--pull", "1")
    assert ran.code == 1
    assert shop.github.statuses == []
    assert "GitHub allows no calls until " in ran.stderr + ran.stdout
    repaired(shop)
    done_once(shop, pull)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_a_short_limit_is_waited_for(shop: Shop, method: str) -> None:
    pull = line(shop)
    shop.github.fail(method, "/shop/records/", secondary_limit(30))
    assert shop.gate("merge").code == 0
    assert max(shop.github.clock.slept) >= 29
    done_once(shop, pull)


@pytest.mark.variants(2, every=2)
@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    ("method", "path", "fault"),
    [
        ("GET", "/pulls/1$", silence()),
        ("GET", "/reviews$", slow_drip()),
        ("POST", "/statuses/", silence(applied=True)),
        ("PUT", "/merge$", silence(applied=True)),
        ("PUT", "/merge$", silence()),
    ],
)
def test_a_host_that_is_slow_does_nothing_twice(
    shop: Shop, method: str, path: str, fault: Fault
) -> None:
    pull = line(shop)
    shop.github.fail(method, path, fault, fault)
    shop.gate("merge")
    repaired(shop)
    done_once(shop, pull)


@pytest.mark.variants(2, every=3)
@pytest.mark.parametrize(
    "fault",
    [
        dropped(applied=True),
        dropped(),
        server_error(502, applied=True),
        server_error(502),
        garbled(),
        empty_object(),
        refusal(403),
        refusal(405),
    ],
    ids=lambda fault: f"{fault.name} {fault.status} {fault.applied}",
)
@pytest.mark.parametrize("path", ["/statuses/", "/merge$"])
def test_a_write_that_goes_wrong_is_done_once(shop: Shop, path: str, fault: Fault) -> None:
    pull = line(shop)
    method = "POST" if path == "/statuses/" else "PUT"
    shop.github.fail(method, path, fault)
    ran = shop.gate("merge")
    assert (ran.code == 0) == (pull.merged is not None), "it says what is so"
    assert ran.code == 0 or "#1 was not merged: " in ran.stderr
    assert "Traceback" not in ran.stderr
    repaired(shop)
    done_once(shop, pull)


@pytest.mark.parametrize("answer", [True, False])
def test_a_merge_that_was_answered_and_not_done_is_done_the_next_time(
    shop: Shop, answer: bool
) -> None:
    pull = line(shop)
    said = {"sha": "0" * 40, "merged": answer, "message": "Pull Request successfully merged"}
    shop.github.fail("PUT", "/merge$", lie(said))
    ran = shop.gate("merge")
    assert pull.merged is None
    assert ran.code == 1
    told = "#1: what 000000000000 was merged into is not known" if answer else "GitHub did not"
    assert told in ran.stderr
    repaired(shop)
    done_once(shop, pull)


def test_a_status_that_was_answered_and_not_kept_comes_with_the_next_verdict(shop: Shop) -> None:
    pull = closure(shop)
    head = shop.github.head(pull)
    shop.gate("judge")
    said = shop.github.asked("POST", "/statuses/")[0].answer
    shop.github.statuses.clear()
    shop.github.fail("POST", "/statuses/", lie(said, 201))
    shop.gate("judge")
    assert shop.github.statuses == []
    shop.gate("judge")
    assert [(s.commit, s.state) for s in shop.github.statuses] == [(head, "success")]


class Watched(list[Any]):
    """A journal that lets something happen before a request is answered."""

    def __init__(self, method: str, path: str, nth: int, deed: Callable[[], Any]) -> None:
        super().__init__()
        self.method, self.path, self.nth, self.deed = method, path, nth, deed

    def append(self, exchange: Any) -> None:
        """Note a request; it may be the one."""
        super().append(exchange)
        if exchange.method == self.method and exchange.path.endswith(self.path):
            self.nth -= 1
            if self.nth == 0:
                self.deed()


def _head_moves(shop: Shop, pull: Any) -> None:
    shop.github.push(pull.head, {"tools/x.py": "print()\n"}, by=shop.person("ana"))


def _approval_is_dismissed(shop: Shop, pull: Any) -> None:
    del shop
    pull.reviews[0].state = "DISMISSED"


def _changes_are_asked_for(shop: Shop, pull: Any) -> None:
    shop.github.review(pull, shop.person("cleo"), "CHANGES_REQUESTED")


def _base_moves(shop: Shop, pull: Any) -> None:
    del pull
    shop.github.push("main", {"docs.md": "x\n"}, by=shop.person("cleo"))


def _is_made_a_draft(shop: Shop, pull: Any) -> None:
    del shop
    pull.draft = True


@pytest.mark.variants(3, every=2)
@pytest.mark.parametrize(
    "deed",
    [_head_moves, _approval_is_dismissed, _changes_are_asked_for, _base_moves, _is_made_a_draft],
)
def test_what_changes_between_the_verdict_and_the_merge_holds_it(
    shop: Shop, deed: Callable[[Shop, Any], None]
) -> None:
    pull = closure(shop)
    shop.github.journal = Watched("GET", "/pulls/1", 2, lambda: deed(shop, pull))
    ran = shop.gate("merge")
    assert pull.merged is None
    assert "#1 changed while it was judged; it is judged again next time" in ran.stderr


def test_a_head_that_moves_in_the_last_moment_is_not_merged(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.journal = Watched("PUT", "/merge", 1, lambda: _head_moves(shop, pull))
    ran = shop.gate("merge")
    assert pull.merged is None
    assert ran.code == 1
    assert "its head is no longer" in ran.stderr


@pytest.mark.parametrize("path", ["/reviews$", "/commits$"])
def test_a_list_that_is_cut_once_merges_nothing(shop: Shop, path: str) -> None:
    """What the cut hid asks for changes; the list is read a second time before the merge."""
    pull = closure(shop)
    shop.github.clock.sleep(60)
    shop.github.review(pull, shop.person("cleo"), "CHANGES_REQUESTED")
    shop.github.fail("GET", path, cut_list())
    shop.gate("merge")
    assert pull.merged is None


def test_the_next_page_of_somebody_else_is_not_read(shop: Shop) -> None:
    pull = closure(shop)
    shop.github.fail("GET", "/reviews$", foreign_link())
    ran = shop.gate("merge")
    assert pull.merged is None
    assert "lies at 127.0.0.1:9, not below" in ran.stderr


def hook(shop: Shop, name: str, script: str) -> Path:
    """A hook of the repository at GitHub."""
    file = Path(shop.github.git.path, "hooks", name)
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


def test_a_branch_of_evidence_that_takes_nothing_merges_nothing(shop: Shop) -> None:
    pull = line(shop)
    refused = hook(shop, "update", 'case "$1" in *evidence) echo no >&2; exit 1;; esac')
    ran = shop.gate("merge")
    assert (ran.code, pull.merged) == (1, None)
    assert "#1 was not merged: " in ran.stderr
    refused.unlink()
    repaired(shop)
    done_once(shop, pull)


def test_commits_that_cannot_be_fetched_make_the_verdict_unknown(shop: Shop) -> None:
    pull = closure(shop)
    origin = shop.clone.git("remote", "get-url", "origin").strip()
    shop.clone.git("remote", "set-url", "origin", str(shop.clone.root / "nowhere"))
    shop.gate("judge", "--pull", "1")
    assert shop.status.state == "error"
    assert "its commits could not be had" in shop.github.comments[-1].body
    ran = shop.gate("merge")
    assert pull.merged is None
    assert "its commits could not be had" in ran.stderr
    shop.clone.git("remote", "set-url", "origin", origin)
    assert shop.gate("merge").code == 0
    assert pull.merged


# Killed

_STILL = """
import sys
import wakebook.adapters.github as github
from wakebook.cli.main import main


class Still:
    def now(self):
        return float(sys.argv[1])

    def sleep(self, seconds):
        pass


github.SystemClock = Still
sys.exit(main(["gate", "merge"]))
"""
HTTP = {
    "before the status": ("POST", "/statuses/", False),
    "after the status": ("POST", "/statuses/", True),
    "before the comment": ("POST", "/comments$", False),
    "after the comment": ("POST", "/comments$", True),
    "before the merge": ("PUT", "/merge$", False),
    "after the merge": ("PUT", "/merge$", True),
}
PUSHES = {
    "before evidence begins": (1, "pre-receive"),
    "after evidence began": (1, "post-receive"),
    "before the statement": (2, "pre-receive"),
    "after the statement": (2, "post-receive"),
}


def started(shop: Shop) -> "subprocess.Popen[bytes]":
    """A run of its own process, whose clock stands still."""
    command = [sys.executable, "-c", _STILL, str(shop.github.clock.now())]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "tools")}
    return subprocess.Popen(
        command, cwd=shop.clone.root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@pytest.mark.variants(3)
@pytest.mark.parametrize("step", HTTP)
def test_f8_a_run_that_is_killed_at_a_call_is_made_good_by_the_next(shop: Shop, step: str) -> None:
    pull = closure(shop)
    method, path, applied = HTTP[step]
    shop.github.fail(method, path, silence(applied=applied))
    run = started(shop)
    end = time.monotonic() + 60
    while not any(e.fault for e in shop.github.journal) and time.monotonic() < end:
        assert run.poll() is None
        time.sleep(0.01)
    run.kill()
    assert run.wait() == -signal.SIGKILL
    shop.gate("merge")
    done_once(shop, pull)
    assert len(shop.github.comments) == 1


@pytest.mark.thorough
@pytest.mark.parametrize("step", PUSHES)
def test_f8_a_run_that_is_killed_at_a_push_is_made_good_by_the_next(
    shop: Shop, tmp_path: Path, step: str
) -> None:
    pull = closure(shop)
    nth, name = PUSHES[step]
    pid, count = tmp_path / "pid", tmp_path / "count"
    script = (
        f"echo push >> {count}\n"
        f'if [ "$(wc -l < {count})" -eq {nth} ]; then kill -9 "$(cat {pid})"; exit 1; fi'
    )
    trap = hook(shop, name, script)
    run = started(shop)
    pid.write_text(str(run.pid))
    assert run.wait(timeout=60) == -signal.SIGKILL
    trap.unlink()
    shop.gate("merge")
    done_once(shop, pull)
