import subprocess
import tomllib
from pathlib import Path

import pytest

from wakebook.cli import init

ROOT = Path(__file__).parents[2]


@pytest.fixture
def begun(tmp_path, wakebook):
    """A new repository, committed."""
    ran = wakebook("init", "mine", cwd=tmp_path)
    assert ran.code == 0, ran.stderr
    folder = tmp_path / "mine"
    for words in (["add", "--all"], ["commit", "--quiet", "-m", "Begin"]):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


def _files(folder):
    return {
        p.relative_to(folder).as_posix()
        for p in folder.rglob("*")
        if p.is_file() and p.relative_to(folder).parts[0] != ".git"
    }


def test_a_new_repository_has_the_layout_and_none_of_our_records(begun):
    files = _files(begun)
    assert {
        "wakebook.yaml",
        "README.md",
        ".gitignore",
        "mkdocs.yml",
        ".github/workflows/check.yml",
        ".vscode/settings.json",
        "policies/severity.yaml",
        "schemas/timeline.json",
        "catalog/organisation.yaml",
        "incidents/.gitkeep",
    } <= files
    assert any(path.startswith("site/templates/") for path in files)
    for folder in ("incidents", "postmortems", "runbooks", "problems"):
        assert [p.name for p in (begun / folder).rglob("*")] == [".gitkeep"]


def test_it_passes_the_check_and_records_a_first_incident_of_its_owner(begun, wakebook):
    ran = wakebook("check", cwd=begun)
    assert (ran.code, ran.stdout) == (0, "0 incidents checked: nothing to complain about\n")
    ran = wakebook("new", "It burns", "--component", "example-service", cwd=begun)
    assert (ran.code, ran.stderr) == (0, "")
    assert "commander user:ana" in ran.stdout
    assert wakebook("log", "--resolved", "Put it out", cwd=begun).code == 0
    assert wakebook("check", cwd=begun).code == 0


def test_it_says_in_three_lines_what_to_do_next(tmp_path, wakebook):
    lines = wakebook("init", "my incidents", cwd=tmp_path).stdout.splitlines()
    assert [line[:2] for line in lines[1:]] == ["1.", "2.", "3."]
    assert "cd 'my incidents' && git add" in lines[2]


def test_what_is_there_is_never_touched(tmp_path, wakebook):
    (tmp_path / "README.md").write_text("mine\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    ran = wakebook("init", cwd=tmp_path)
    assert "1 were there" in ran.stdout
    assert (tmp_path / "README.md").read_text() == "mine\n"
    before = {path: (tmp_path / path).read_bytes() for path in _files(tmp_path)}
    assert wakebook("init", cwd=tmp_path).stdout.startswith("0 files written")
    assert {path: (tmp_path / path).read_bytes() for path in _files(tmp_path)} == before


def test_the_policies_belong_to_a_group_that_the_catalog_has(begun):
    for policy in (begun / "policies").glob("*.yaml"):
        assert "owner: group:responders\n" in policy.read_text()


def test_the_wheel_carries_what_init_gives():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    packed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed == {top: f"wakebook/shared/{top}" for top in init._SHARED}


def test_the_workflows_start_on_the_branch_that_is_there(tmp_path, wakebook):
    for folder, branch, told in (
        ("a", "main", "[main]"),
        ("b", "release/trunk", '["release/trunk"]'),
        ("c", "2026", '["2026"]'),
    ):
        (tmp_path / folder).mkdir()
        command = ["git", "init", "--quiet", f"--initial-branch={branch}"]
        subprocess.run(command, cwd=tmp_path / folder, check=True)
        assert wakebook("init", cwd=tmp_path / folder).code == 0
        workflows = tmp_path / folder / ".github/workflows"
        for name in ("check", "gate", "publish"):
            text = (workflows / f"{name}.yml").read_text(encoding="utf-8")
            assert f"  push:\n    branches: {told}\n" in text


def test_whoever_git_does_not_know_is_told_what_to_set(tmp_path, wakebook, monkeypatch):
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    for number, setting in enumerate(("user.useConfigOnly", "true")):
        monkeypatch.setenv(f"GIT_CONFIG_{('KEY', 'VALUE')[number]}_0", setting)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    ran = wakebook("init", "mine", cwd=tmp_path)
    assert ran.code == 0
    assert "git does not know who you are" in ran.stderr
    assert 'git config --global user.name "..."' in ran.stderr
    assert "me@example.org" in (tmp_path / "mine/catalog/organisation.yaml").read_text()


@pytest.mark.parametrize(
    "words",
    [
        ["publish", "status"],
        ["export", "statuspage", "--to", "x"],
        ["review"],
        ["verify", "it-burns"],
    ],
    ids=" ".join,
)
def test_where_nothing_is_committed_it_is_said(tmp_path, wakebook, words):
    assert wakebook("init", "mine", cwd=tmp_path).code == 0
    folder = tmp_path / "mine"
    assert wakebook("new", "It burns", "--no-commit", cwd=folder).code == 0
    ran = wakebook(*words, cwd=folder)
    assert "nothing is committed yet: git add --all && git commit" in ran.stderr
