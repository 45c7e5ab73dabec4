"""Before a commit, what is staged is checked: not what lies in the work tree."""

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.daily(4)

INCIDENT = "incidents/2026/2026-10-05-payments-latency"
LOG = f"{INCIDENT}/timeline/20261020T090000Z-a009.yaml"
GOOD = (
    "- kind: link\n  at: 2026-10-20T09:00Z\n  by: user:ana\n  rel: problem\n  to: pool-too-small\n"
)
BAD = GOOD.replace("user:ana", "user:nobody")


@pytest.fixture
def hooked(small, wakebook):
    """The small shop with the hook in its clone."""
    assert wakebook("hook", "install", cwd=small).code == 0
    return small


def commit(repository, *arguments: str, cwd: Path | None = None):
    """A commit as a person makes it, with hooks."""
    return subprocess.run(
        ["git", "commit", "--quiet", "-m", "Change", *arguments],
        cwd=cwd or repository.root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_record_is_committed_without_a_word(hooked):
    hooked.write(LOG, GOOD)
    hooked.git("add", ".")
    done = commit(hooked)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_error_in_what_is_staged_stops_the_commit(hooked):
    hooked.write(LOG, BAD)
    hooked.git("add", ".")
    done = commit(hooked)
    assert done.returncode == 1
    assert f"{LOG}:3:7: error WB0501" in done.stderr
    assert "nothing was committed" in done.stderr
    assert hooked.git("log", "-1", "--format=%s") == "Begin\n"


def test_the_work_tree_does_not_count(hooked):
    hooked.write(LOG, BAD)
    hooked.git("add", ".")
    hooked.write(LOG, GOOD)
    assert commit(hooked).returncode == 1
    hooked.git("add", ".")
    hooked.write(LOG, BAD)
    assert commit(hooked).returncode == 0


def test_with_all_or_some_paths_the_index_of_that_commit_is_checked(hooked):
    hooked.write("problems/pool-too-small.yaml", "title: [\n")
    assert commit(hooked, "--all").returncode == 1
    hooked.write("README.md", "Records\n")
    hooked.git("add", "README.md")
    assert commit(hooked, "--", "README.md").returncode == 0


def test_a_merged_log_file_that_is_changed_stops_the_commit(hooked):
    file = hooked.root / f"{INCIDENT}/timeline/20261005T092000Z-a002.yaml"
    file.write_text(file.read_text().replace("Some orders", "No order"))
    hooked.git("add", ".")
    assert "WB4302" in commit(hooked).stderr


def test_what_no_one_else_has_yet_may_be_mended(hooked, tmp_path):
    hooked.git("init", "--quiet", "--bare", str(tmp_path / "server.git"))
    hooked.git("remote", "add", "origin", str(tmp_path / "server.git"))
    hooked.git("push", "--quiet", "--set-upstream", "origin", "main")
    hooked.write(LOG, GOOD)
    hooked.git("add", ".")
    assert commit(hooked).returncode == 0
    hooked.write(LOG, GOOD.replace("ana", "ben"))
    assert commit(hooked, "--all").returncode == 0


def test_the_first_commit_of_a_repository_is_checked_whole(hooked):
    hooked.git("checkout", "--quiet", "--orphan", "anew")
    assert commit(hooked).returncode == 0
    hooked.git("checkout", "--quiet", "--orphan", "again")
    hooked.write("wakebook.yaml", "format: 99\n")
    hooked.git("add", ".")
    assert "wakebook.yaml:1:9: error" in commit(hooked).stderr


def test_settings_that_are_not_staged_are_told(hooked):
    hooked.git("rm", "--quiet", "--cached", "wakebook.yaml")
    done = commit(hooked)
    assert done.returncode == 1
    assert "wakebook.yaml lies here, but is not staged: git add wakebook.yaml\n" in done.stderr
    hooked.git("add", "wakebook.yaml")
    hooked.write(LOG, GOOD)
    hooked.git("add", LOG)
    assert commit(hooked).returncode == 0


def test_a_line_at_3_am_is_committed_whatever_the_hook_would_say(hooked, wakebook):
    ran = wakebook("log", "--incident", "payments-latency", "--by", "user:nobody", "x", cwd=hooked)
    assert ran.code == 0, ran.stderr
    assert hooked.git("status", "--porcelain") == ""
    assert hooked.git("log", "-1", "--format=%s") != "Begin\n"


def test_records_below_the_top_and_linked_work_trees_are_found(small, wakebook, tmp_path):
    small.git("worktree", "add", "--quiet", "-b", "moved", str(tmp_path / "linked"))
    (tmp_path / "linked/records").mkdir()
    for name in ("wakebook.yaml", "catalog", "policies", "incidents", "postmortems"):
        (tmp_path / "linked" / name).rename(tmp_path / "linked/records" / name)
    small.git("-C", str(tmp_path / "linked"), "add", "--all")
    assert commit(small, cwd=tmp_path / "linked").returncode == 0
    assert wakebook("hook", "install", cwd=tmp_path / "linked/records").code == 0
    (tmp_path / "linked/records/wakebook.yaml").write_text("format: 99\n")
    small.git("-C", str(tmp_path / "linked"), "add", "--all")
    assert "\nwakebook.yaml:1:9: error" in f"\n{commit(small, cwd=tmp_path / 'linked').stderr}"


def test_nothing_that_lies_in_the_work_tree_is_imported(hooked):
    hooked.write("wakebook/__init__.py", "raise SystemExit(99)\n")
    hooked.write("yaml.py", "raise SystemExit(99)\n")
    hooked.git("add", ".")
    assert commit(hooked).returncode == 0


def test_another_hook_is_left_as_it_is(small, wakebook):
    other = small.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n")
    ran = wakebook("hook", "install", cwd=small)
    assert (ran.code, other.read_text()) == (1, "#!/bin/sh\nexit 0\n")
    assert "-m wakebook hook pre-commit || exit 1\n" in ran.stdout
    other.unlink()
    other.symlink_to("elsewhere")
    assert wakebook("hook", "install", cwd=small).code == 1
    assert other.is_symlink()


def test_our_own_hook_is_renewed_and_a_setting_is_followed(small, wakebook):
    small.git("config", "core.hooksPath", "../hooks of all")
    for _ in range(2):
        ran = wakebook("hook", "install", cwd=small)
        assert ran.code == 0
        assert "/hooks of all/pre-commit calls" in ran.stdout
    file = small.root.parent / "hooks of all/pre-commit"
    assert file.stat().st_mode & 0o777 == 0o755
    assert sorted(p.name for p in file.parent.iterdir()) == ["pre-commit"]
