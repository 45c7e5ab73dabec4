"""What proves an action: the content that it names is not as it was when its incident began (6.4).

The command, the list and the check of a change say the same.
"""

import json

import pytest

pytestmark = pytest.mark.daily(2)

INCIDENT = "2026-10-05-payments-latency"
OWN_POOL = f"postmortems/2026/{INCIDENT}/actions/own-pool.yaml"
ALERTS = "monitoring/alerts.yaml"
BEFORE, AFTER = "2026-10-01T00:00:00Z", "2026-11-01T00:00:00Z"


@pytest.fixture
def said(small, wakebook):
    """What the command, the check of a change and the list say of a path, one word if the same."""

    def of(path=ALERTS, base="main"):
        words = ("actions", "set", "own-pool", "--status", "done", "--changes", path)
        command = wakebook(*words, cwd=small)
        small.git("reset", "--quiet", "--hard")
        text = (small.root / OWN_POOL).read_text()
        if command.code:
            small.write(OWN_POOL, text.replace("open", "done") + f"changes: ['{path}']\n")
            small.commit("Done")
        judged = wakebook("check", "--rev", "HEAD", "--base", base, cwd=small).stdout
        told = wakebook("actions", "--status", "done", "--format", "json", cwd=small).stdout
        proofs = {a["path"]: a["proof"] for a in json.loads(told)["actions"]}
        return {
            "refused" if command.code else "done",
            "refused" if "WB6403" in judged else "done",
            "done" if proofs[OWN_POOL][0]["outcome"] == "met" else "refused",
        }

    return of


@pytest.fixture
def at(small, monkeypatch):
    """Commit files, at a time; None removes one."""

    def commit(when, files, message="Change"):
        monkeypatch.setenv("GIT_COMMITTER_DATE", when)
        for path, text in files.items():
            if text is None:
                (small.root / path).unlink()
            else:
                small.write(path, text)
        return small.commit(message)

    return commit


def _taken_back(small, when, monkeypatch):
    monkeypatch.setenv("GIT_COMMITTER_DATE", when)
    small.git("revert", "--no-edit", "HEAD")


def test_6_4_what_was_taken_back_on_the_main_branch_proves_nothing(small, said, at, monkeypatch):
    at(AFTER, {ALERTS: "- alert: pool\n"})
    _taken_back(small, AFTER, monkeypatch)
    small.git("switch", "--quiet", "-c", "work")
    assert said() == {"refused"}


def test_6_4_what_was_taken_back_on_the_branch_proves_nothing(small, said, at, monkeypatch):
    small.git("switch", "--quiet", "-c", "work")
    at(AFTER, {ALERTS: "- alert: pool\n"})
    _taken_back(small, AFTER, monkeypatch)
    assert said() == {"refused"}


@pytest.mark.parametrize("branch", ["main", "work"])
def test_6_4_what_was_added_or_removed_and_stays_so_proves_it(small, said, at, branch):
    at(BEFORE, {"monitoring/old.yaml": "- alert: noise\n"})
    small.git("switch", "--quiet", "-C", branch)
    at(AFTER, {ALERTS: "- alert: pool\n", "monitoring/old.yaml": None})
    small.git("branch", "--force", "start", "main")
    small.git("switch", "--quiet", "-C", "more")
    assert said("monitoring/old.yaml", base="start") == {"done"}
    small.git("reset", "--quiet", "--hard", branch)
    assert said(ALERTS, base="start") == {"done"}


def test_6_4_another_mode_is_no_change(small, said, at):
    at(BEFORE, {ALERTS: "- alert: pool\n"})
    (small.root / ALERTS).chmod(0o755)
    at(AFTER, {})
    small.git("switch", "--quiet", "-c", "work")
    assert said() == {"refused"}
    small.git("reset", "--quiet", "--hard", "main")
    assert said("monitoring/../monitoring//") == {"refused"}


def test_6_4_a_file_of_before_the_first_commit_is_none_that_changed(small, said):
    small.git("switch", "--quiet", "-c", "work")
    assert said("runbooks/pool-exhausted.md") == {"refused"}


def test_6_4_what_is_taken_back_in_the_work_tree_proves_nothing(small, wakebook, at):
    at(BEFORE, {ALERTS: "- alert: pool\n", "monitoring/b.yaml": "b\n"})
    at(AFTER, {ALERTS: "- alert: full\n"})
    small.write(ALERTS, "- alert: pool\n")
    (small.root / "monitoring/b.yaml").chmod(0o755)
    text = (small.root / OWN_POOL).read_text().replace("open", "done")
    for path, count in ((ALERTS, 1), ("monitoring/b.yaml", 1), ("monitoring/c.yaml", 0)):
        small.write(OWN_POOL, f"{text}changes: [{path}]\n")
        small.write("monitoring/c.yaml", "new\n")
        ran = wakebook("check", "--base", "HEAD", cwd=small)
        assert ran.stdout.count("WB6403") == count, path


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("../../etc/passwd", "leads to nothing in this repository"),
        ("", "leads to nothing in this repository"),
        ("  ", "leads to nothing in this repository"),
        (".", "leads to nothing in this repository"),
        ("/etc/passwd", "is the repository's top, and there is no etc/ there"),
    ],
)
def test_6_4_a_path_that_leads_out_of_the_repository_is_refused(small, wakebook, path, why):
    for words in (
        ("add", "latency", "Alert", "--owner", "me", "--due", "14d", "--changes", path),
        ("set", "own-pool", "--changes", path),
    ):
        ran = wakebook("actions", *words, cwd=small)
        assert (ran.code, why in ran.stderr) == (2, True), ran.stderr
    assert small.git("status", "--porcelain") == ""


def test_6_4_a_path_from_the_top_is_taken(small, wakebook):
    words = ("actions", "set", "own-pool", "--changes", "/runbooks/new.md")
    assert wakebook(*words, cwd=small).code == 0


def test_6_4_a_path_is_taken_away_again(small, wakebook):
    words = ("actions", "set", "own-pool")
    wakebook(*words, "--changes", "docs/a.md", "--changes", "docs/b.md", cwd=small)
    ran = wakebook(*words, "--no-changes", "docs/x.md", cwd=small)
    assert (ran.code, "does not name docs/x.md; did you mean docs/" in ran.stderr) == (2, True)
    ran = wakebook(*words, "--no-changes", "docs/a.md", "--changes", "docs/c.md", cwd=small)
    assert "own-pool: changes docs/b.md, docs/c.md\n" in ran.stdout
    more = ("--no-changes", "docs/b.md", "--no-changes", "docs/c.md")
    ran = wakebook(*words, *more, cwd=small)
    assert (ran.code, "own-pool: changes nothing\n" in ran.stdout) == (0, True), ran.stderr
    assert wakebook("check", cwd=small).code == 0


def test_6_4_a_runbook_that_is_broken_is_there_all_the_same(small, wakebook):
    runbook = "runbooks/pool-exhausted.md"
    text = (small.root / runbook).read_text()
    small.write(runbook, text.replace("---\n", "---\nsteps: []\n", 1))
    small.commit("A key of tomorrow")
    words = ("actions", "set", "own-pool", "--status", "done", "--changes", runbook)
    ran = wakebook(*words, cwd=small)
    assert (ran.code, ran.stderr) == (0, "")
    found = wakebook("check", cwd=small).stdout
    assert "WB0301" in found
    assert "WB0508" not in found
