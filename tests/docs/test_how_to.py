"""Adding a rule, a command, a page or an importer is one file: the one that the docs show."""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_APART = ("-p", "no:cacheprovider")
_PYTHON = re.compile(r"^( *)(`{3,})python\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
_GROUP = re.compile(r"\bowner: group:([a-z-]+)")


def example(page: str, number: int = 1) -> str:
    """A Python file that a page shows."""
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    found = list(_PYTHON.finditer(text))[number - 1]
    return textwrap.dedent(found[3])


@pytest.fixture
def package(tmp_path):
    """A copy of the package, and a way to run it."""
    copy = tmp_path / "copy" / "wakebook"
    shutil.copytree(ROOT / "tools" / "wakebook", copy)
    shutil.copytree(ROOT / "policies", copy / "shared" / "policies")  # as it is installed

    def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wakebook", *arguments],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "copy")},
            text=True,
            capture_output=True,
            check=False,
        )

    return tmp_path / "copy" / "wakebook", run


def test_a_rule_is_one_file(package, small):
    folder, run = package
    (folder / "rules" / "wb9001_a_drill_says_so.py").write_text(example("add-a-rule.md"))
    small.write(
        "incidents/2026/2026-11-23-x/incident.yaml",
        "title: The region eu fails over\nkind: drill\naudience: staff\n",
    )
    ran = run("check", "--profile", "pedantic", cwd=small.root)
    assert "incident.yaml:1:8: note WB9001 does not say what this is" in ran.stdout, ran.stderr
    assert "exercise" in run("explain", "WB9001", cwd=small.root).stdout


def test_the_docs_of_a_rule_are_its_test(package, tmp_path):
    folder, _ = package
    (folder / "rules" / "wb9001_a_drill_says_so.py").write_text(example("add-a-rule.md"))
    apart = (*_APART, "--basetemp", str(tmp_path / "inner"))
    asked = ("-q", "tests/rules/test_every_rule.py", "-k", "WB9001")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *apart, *asked],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(folder.parent)},
        text=True,
        capture_output=True,
        check=False,
    )
    assert "4 passed" in ran.stdout, ran.stdout


def test_a_command_is_one_file(package, small):
    folder, run = package
    (folder / "cli" / "count.py").write_text(example("add-a-command.md"))
    assert run("count", cwd=small.root).stdout == "3\n"
    assert run("count", "--rev", "HEAD", cwd=small.root).stdout == "3\n"
    assert "wakebook count --rev v1" in run("count", "--help", cwd=small.root).stdout


def test_a_page_is_one_file(package, small):
    folder, run = package
    (folder / "render" / "pages" / "unlearned.py").write_text(example("add-a-page.md"))
    for name in ("site", "mkdocs.yml"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, small.root / name)
    ran = run("publish", cwd=small.root)
    assert ran.returncode == 0, ran.stderr
    page = (small.root / "build/site/incidents/unlearned/index.html").read_text()
    assert "Payments time out behind the CDN" in page
    assert "Payments slow during the autumn sale" not in page


def test_an_importer_is_one_file_and_its_test(package, tmp_path):
    folder, _ = package
    formats = folder / "flows" / "importing" / "formats"
    (formats / "table.py").write_text(example("add-an-importer.md"))
    tests = tmp_path / "copy" / "tests"
    shutil.copytree(ROOT / "tests" / "repos" / "small", tests / "repos" / "small")
    for name in ("conftest.py", "cli/importing/conftest.py"):
        (tests / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "tests" / name, tests / name)
    shown = tests / "cli" / "importing" / "test_import_table.py"
    shown.write_text(example("add-an-importer.md", 2))
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--import-mode=importlib",
            *_APART,
            "--basetemp",
            tmp_path / "inner",
            "--rootdir",
            tests,
            shown,
        ],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "copy")},
        text=True,
        capture_output=True,
        check=False,
    )
    assert "2 passed" in ran.stdout


def test_the_owner_of_a_policy_that_is_shown_is_there_after_init():
    pages = (ROOT / "docs/how-to").glob("*.md")
    owners = {who for page in pages for who in _GROUP.findall(page.read_text(encoding="utf-8"))}
    assert owners == {"responders"}
