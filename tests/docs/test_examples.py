"""Examples in the docs are run: consoles as a person would type them, Python as it stands.

A fenced block ``console`` holds commands after ``$ `` and what they print; ``...`` stands for
anything. The blocks of one page run one after another in one folder.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    if "```console" in path.read_text(encoding="utf-8")
)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_RUN_LINE = "$ "


def commands(text: str) -> list[tuple[str, str]]:
    """The commands of a page and what each one is said to print."""
    found: list[tuple[str, str]] = []
    for block in _BLOCK.findall(text):
        for line in block.splitlines(keepends=True):
            if line.startswith(_RUN_LINE):
                found.append((line.removeprefix(_RUN_LINE).rstrip("\n"), ""))
            else:
                command, printed = found[-1]
                found[-1] = (command, printed + line)
    return found


@pytest.mark.variants(9, every=4)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_console_prints_what_the_page_says(page, tmp_path):
    folder = tmp_path
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(tmp_path), "NO_COLOR": "1"}
    shown = commands(page.read_text(encoding="utf-8"))
    assert shown
    for command, printed in shown:
        if command.startswith("cd "):
            folder = (folder / command[3:]).resolve()
            continue
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        wanted = re.escape(printed).replace(r"\.\.\.", ".*?")
        assert re.fullmatch(wanted, done.stdout, re.DOTALL), f"$ {command}\n{done.stdout}"
