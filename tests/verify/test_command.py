"""``wakebook verify`` as a person meets it (requirement 5.3)."""

import json
import os
import pty
import signal
import subprocess
import sys
import time

import pytest
from tests.verify.conftest import documents

from wakebook.cli import init


def _url(http, path="/"):
    return {"type": "http", "url": f"http://127.0.0.1:{http.port}{path}"}


def _allowed(http):
    return {"host": "127.0.0.1", "protocols": ["http"], "ports": [http.port]}


@pytest.fixture
def open_shop(shop, http):
    """The shop with a policy that allows its server, and a check of it that passes."""
    http.answers["/"] = (200, {}, b"")
    shop.policy(_allowed(http))
    shop.checks(home=_url(http))
    return shop


def _flaky(*answers):
    """A server's answer that is another one each time; the last one stays."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def test_5_3_each_check_of_the_components_is_an_entry_of_its_own(open_shop, http):
    http.answers["/pay"] = (500, {}, b"")
    other = {**_url(http, "/edge"), "components": ["edge"]}
    open_shop.checks(home=_url(http), pay=_url(http, "/pay"), edge_up=other)
    ran = open_shop.verify()
    assert ran.code == 1
    told = [(entry["check"], entry["result"]) for entry in open_shop.entries]
    assert told == [("home", "passed"), ("pay", "failed")]
    assert "/edge" not in http.paths
    changed = open_shop.repository.git("show", "--name-only", "--format=%s").split()
    assert [path.split("/")[3] for path in changed[-3:]] == ["evidence", "evidence", "timeline"]


def test_5_3_check_names_single_ones_of_whatever_component(open_shop, http):
    http.answers["/edge"] = (200, {}, b"")
    other = {**_url(http, "/edge"), "components": ["edge"]}
    open_shop.checks(home=_url(http), edge_up=other)
    assert open_shop.verify("--check", "edge-up").code == 0
    assert [entry["check"] for entry in open_shop.entries] == ["edge-up"]
    ran = open_shop.verify("--check", "egde-up")
    assert (ran.code, ran.stderr) == (
        1, "wakebook: there is no check egde-up; did you mean edge-up?\n",
    )  # fmt: skip


def test_5_3_list_says_which_checks_would_be_run(open_shop, http):
    ran = open_shop.verify("--list")
    assert (ran.code, ran.stdout, http.asked) == (0, "home  http  checkout\n", [])
    told = json.loads(open_shop.verify("--list", "--format", "json").stdout)
    assert told["checks"] == [{"check": "home", "type": "http", "title": "home"}]


def test_5_3_a_dry_run_says_what_would_be_asked_and_asks_nothing(open_shop, http):
    head = open_shop.head
    ran = open_shop.verify("--dry-run")
    url = f"http://127.0.0.1:{http.port}/"
    told = f"home  http\n  asks {url}\n  allowed\n1 run, by the policy of main\n"
    assert (ran.code, ran.stdout, http.asked) == (0, told, [])
    told = json.loads(open_shop.verify("--dry-run", "--format", "json").stdout)
    assert told["checks"] == [{"check": "home", "type": "http", "asks": [url], "denied": []}]
    assert open_shop.unwritten(head)


def test_5_3_without_a_check_it_says_how_to_add_one_or_who_confirms(shop, http, wakebook):
    shop.policy(_allowed(http))
    ran = shop.verify()
    assert ran.code == 1
    assert "no check tells of checkout" in ran.stderr
    assert "kind: Check" in ran.stderr
    command = next(line for line in ran.stderr.splitlines() if "wakebook log" in line)
    piece = command.split("--incident ")[1].split()[0]
    words = ["--incident", piece, "--confirm", "restoration", "Paid for an order"]
    assert wakebook("log", *words, cwd=shop.repository).code == 0
    shown = json.loads(wakebook("show", shop.id, "--format", "json", cwd=shop.repository).stdout)
    last = shown["timeline"][-1]
    assert (last["kind"], last["who"], last["of"], last["by"], last["text"]) == (
        "confirmation", "user:ana", "restoration", "user:ana", "Paid for an order",
    )  # fmt: skip


def test_5_3_a_check_that_fails_ends_and_the_others_go_on(open_shop, http):
    http.answers["/pay"] = _flaky((200, {}, b""), (500, {}, b""))
    open_shop.policy(_allowed(http), passes=3)
    open_shop.checks(home=_url(http), pay=_url(http, "/pay"))
    assert open_shop.verify().code == 1
    found = [(entry["check"], entry["passes"], entry["of"]) for entry in open_shop.entries]
    assert found == [("home", 3, 3), ("pay", 1, 2)]
    shown = open_shop.wakebook("show", open_shop.id, cwd=open_shop.repository).stdout
    assert "home 3 of 3 runs passed, " in shown
    assert "pay 1 of 2 runs passed, " in shown
    assert http.paths.count("/pay") == 2


def test_5_3_a_check_that_fails_first_and_passes_then_has_not_passed(open_shop, http):
    http.answers["/"] = _flaky((500, {}, b""), (200, {}, b""))
    open_shop.policy(_allowed(http), passes=3)
    ran = open_shop.verify()
    assert ran.code == 1
    (entry,) = open_shop.entries
    assert (entry["result"], entry["passes"], entry["of"]) == ("failed", 0, 1)
    assert entry["text"] == "the status is 500, not 200"
    told = [line.split("  ")[1:4] for line in ran.stdout.splitlines() if " of 3 " in line]
    assert told == [["1 of 3", "home", "failed"]], "it cannot pass any more"
    assert open_shop.verify().code == 0
    assert [entry["result"] for entry in open_shop.entries] == ["failed", "passed"]


def test_5_3_runs_are_spread_over_the_time_of_the_policy(open_shop, http):
    open_shop.policy(_allowed(http), passes=3, over="PT3S")
    began = time.monotonic()
    assert open_shop.verify().code == 0
    assert time.monotonic() - began >= 3
    (entry,) = open_shop.entries
    assert (entry["passes"], entry["of"], entry["at"]) == (3, 3, entry["from"])
    runs = [run["at"] for run in open_shop.evidence[0]["runs"]]
    assert (runs[0], runs[-1]) == (entry["from"], entry["until"])
    assert int(runs[-1][17:19]) - int(runs[0][17:19]) in (3, 4, -57, -56)


def test_5_3_options_may_ask_for_more_than_the_policy_and_not_for_less(open_shop, http):
    open_shop.policy(_allowed(http), passes=2, over="PT1S")
    assert open_shop.verify("--passes", "4", "--over", "1s").code == 0
    assert open_shop.entries[0]["of"] == 4
    for words, why in (
        (("--passes", "1"), "asks for 2 passes at least"),
        (("--passes", "101"), "100 are the most"),
        (("--over", "0s"), "asks for PT1S at least"),
        (("--over", "2x"), "2x is no length of time; say 90s, 5m, 1h, 1d or PT5M"),
        (("--over", "2d"), "a day is the most"),
        (("--over", "900h"), "a day is the most"),
        (("--passes", "many"), "invalid int value"),
    ):
        ran = open_shop.verify(*words)
        assert (ran.code, why in ran.stderr) == (2, True), ran.stderr
    assert len(http.asked) == 4


def test_5_3_what_is_closed_is_refused_before_anything_is_asked(open_shop, http, wakebook):
    wakebook("log", "--resolved", "--closed", cwd=open_shop.repository)
    head = open_shop.head
    ran = open_shop.verify()
    assert ran.code == 1
    assert f"{open_shop.id} is closed, so nothing was asked" in ran.stderr
    assert f"wakebook log --incident {open_shop.id[11:]} --reopened" in ran.stderr
    assert http.asked == []
    assert open_shop.unwritten(head)


def test_5_3_an_incident_that_is_resolved_is_verified_without_naming_it(open_shop, wakebook):
    wakebook("log", "--resolved", cwd=open_shop.repository)
    assert wakebook("verify", cwd=open_shop.repository).code == 0
    assert len(open_shop.entries) == 1


def test_5_3_an_incident_that_is_not_certain_is_not_verified(open_shop, http, wakebook):
    ran = wakebook("verify", "mail", cwd=open_shop.repository)
    assert ran.code == 1
    assert f"wakebook verify {open_shop.id}" in ran.stderr
    assert http.asked == []


def test_5_3_checks_and_policy_of_a_branch_under_review_do_not_count(open_shop, http, trap):
    repository = open_shop.repository
    repository.git("switch", "--quiet", "--create", "change")
    evil = _url(http) | {"url": f"http://127.0.0.1:{trap.port}/"}
    open_shop.checks(home=evil, more=evil)
    open_shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [trap.port]})
    ran = open_shop.verify()
    assert ran.code == 0
    assert "the check more is not in main yet; it counts once merged" in ran.stderr
    assert (trap.connections, len(http.asked)) == (0, 1)
    main = repository.git("rev-parse", "main").strip()
    kept = open_shop.evidence[0]
    assert kept["policy_commit"] == main != kept["commit"]
    assert kept["commit"] == repository.git("rev-parse", "HEAD^").strip()


def _changed(shop, trap):
    """A branch whose checks and policy lead somewhere else, checked out; main's commit."""
    shop.repository.git("switch", "--quiet", "--create", "change")
    shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [trap.port]})
    shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{trap.port}/"})
    return shop.repository.git("rev-parse", "main").strip()


@pytest.mark.parametrize("base", ["change", "HEAD", "HEAD~1", "refs/heads/change", "moved"])
def test_5_3_a_base_that_was_not_merged_is_refused(open_shop, http, trap, base):
    _changed(open_shop, trap)
    open_shop.repository.git("tag", "moved")
    head = open_shop.head
    for words in ((), ("--dry-run",), ("--list",)):
        ran = open_shop.verify("--base", base, *words)
        assert (ran.code, ran.stdout) == (2, "")
        assert f"--base {base} is not in the history of main" in ran.stderr
    assert (trap.connections, http.asked) == (0, [])
    assert open_shop.unwritten(head)


@pytest.mark.parametrize("base", ["main", "main~0", "before", "change~2"])
def test_5_3_a_base_may_name_the_gated_branch_or_what_it_was(open_shop, http, trap, base):
    open_shop.repository.git("tag", "before", "main")
    main = _changed(open_shop, trap)
    assert open_shop.verify("--base", base).code == 0
    assert (trap.connections, len(http.asked)) == (0, 1)
    assert open_shop.evidence[0]["policy_commit"] == main


def test_5_3_a_clone_of_one_branch_takes_the_remotes_main_and_not_its_own_branch(
    open_shop, http, trap, tmp_path
):
    """As in continuous integration: main stands at the remote alone, and no HEAD of it is noted."""
    repository = open_shop.repository
    main = _changed(open_shop, trap)
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "remote.git"))
    repository.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    repository.git("fetch", "--quiet", "origin")
    repository.git("remote", "set-head", "origin", "--delete")
    repository.git("branch", "--quiet", "-D", "main")
    ran = open_shop.verify("--base", "change")
    assert (ran.code, trap.connections) == (2, 0)
    assert "--base change is not in the history of origin/main" in ran.stderr
    assert open_shop.verify("--base", "origin/main").code == 0
    assert open_shop.evidence[0]["policy_commit"] == main
    assert (trap.connections, len(http.asked)) == (0, 1)


def test_5_3_edits_that_are_not_committed_do_not_count(open_shop, http, trap):
    evil = _url(http) | {"url": f"http://127.0.0.1:{trap.port}/"}
    open_shop.repository.write("catalog/checks.yaml", documents(home=evil))
    assert open_shop.verify().code == 0
    assert (trap.connections, len(http.asked)) == (0, 1)


def test_5_3_the_default_branch_of_the_remote_counts_where_there_is_one(
    open_shop, http, trap, tmp_path
):
    repository = open_shop.repository
    repository.git("clone", "--quiet", "--bare", ".", str(tmp_path / "remote.git"))
    repository.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    repository.git("fetch", "--quiet", "origin")
    repository.git("remote", "set-head", "origin", "main")
    open_shop.policy({"host": "127.0.0.1", "protocols": ["http"], "ports": [trap.port]})
    open_shop.checks(home={"type": "http", "url": f"http://127.0.0.1:{trap.port}/"})
    assert open_shop.verify().code == 0
    assert (trap.connections, len(http.asked)) == (0, 1)
    assert "of origin/main" in open_shop.verify("--dry-run").stdout


def test_5_3_where_no_branch_is_known_it_is_asked_for(open_shop, http):
    repository = open_shop.repository
    repository.git("branch", "--move", "main", "trunk")
    repository.git("branch", "other")
    repository.git("checkout", "--quiet", "--detach")
    ran = open_shop.verify()
    assert ran.code == 2
    assert "say it with --base" in ran.stderr
    assert http.asked == []
    assert open_shop.verify("--base", "trunk").code == 0


def test_5_3_a_folder_without_commits_says_so(open_shop, http):
    open_shop.repository.git("update-ref", "-d", "HEAD")
    assert open_shop.verify().code in (2, 3)
    assert http.asked == []


def test_5_3_json_tells_the_entries_and_nothing_else(open_shop):
    ran = open_shop.verify("--format", "json")
    told = json.loads(ran.stdout)
    assert (told["id"], told["remarks"]) == (open_shop.id, [])
    assert [entry["result"] for entry in told["entries"]] == ["passed"]
    assert (open_shop.repository.root / told["path"]).is_file()


def test_5_3_without_commit_it_is_written_and_left_to_be_committed(open_shop):
    head = open_shop.head
    assert open_shop.verify("--no-commit").code == 0
    assert open_shop.head == head
    status = open_shop.repository.git("status", "--porcelain", "--untracked-files=all")
    assert len(status.splitlines()) == 2


def _process(shop, terminal=None):
    return subprocess.Popen(
        [sys.executable, "-m", "wakebook", "verify", shop.id],
        cwd=shop.repository.root,
        stdout=terminal or subprocess.PIPE,
        stderr=terminal or subprocess.PIPE,
    )


def _until(true):
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_5_3_ctrl_c_writes_nothing_and_says_so(open_shop, http):
    open_shop.policy(_allowed(http), passes=2, over="PT1H")
    head = open_shop.head
    process = _process(open_shop)
    _until(lambda: http.asked)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b"wakebook: stopped; nothing was written\n"
    assert b"1 of 2  home  passed" in out
    assert open_shop.unwritten(head)


def test_5_3_ctrl_c_while_somebody_is_silent_ends_at_once(open_shop, http):
    http.answers["/"] = lambda _: time.sleep(20)
    open_shop.policy(_allowed(http), timeout="PT1H")
    process = _process(open_shop)
    _until(lambda: http.asked)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - began < 10


def test_5_3_a_terminal_shows_each_run_when_it_is_done(open_shop, http):
    open_shop.policy(_allowed(http), passes=2, over="PT2S")
    leader, follower = pty.openpty()
    process = _process(open_shop, follower)
    os.close(follower)
    shown = b""
    while b"1 of 2" not in shown:
        shown += os.read(leader, 4096)
    assert b"2 of 2" not in shown
    assert b"2 runs over 2 s; Ctrl-C stops, and nothing is written" in shown
    assert process.wait(60) == 0
    os.close(leader)


def test_5_3_a_package_that_is_missing_is_named_before_anything_is_asked(
    open_shop, http, monkeypatch
):
    real = __import__("importlib.util").util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "urllib3" else real(name)
    )
    ran = open_shop.verify()
    assert ran.code == 3
    assert "urllib3 is not installed; `pip install 'wakebook[verify]'` brings it" in ran.stderr
    assert http.asked == []


def test_5_3_a_new_repository_allows_nothing(tmp_path):
    files = dict(init.files(tmp_path))
    policy = files["policies/verification.yaml"].decode()
    assert "owner: group:responders" in policy
    assert "    allow: []\n    networks: []\n" in policy
    assert "review_by: " in policy
