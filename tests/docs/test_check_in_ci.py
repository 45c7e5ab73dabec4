"""The step that checks records in continuous integration: the docs', ours and the starter's."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOG = "incidents/2026/2026-10-05-payments-latency/timeline/20261005T092000Z-a002.yaml"


@pytest.mark.parametrize(
    "file",
    [
        "docs/how-to/check-in-ci.md",
        ".github/workflows/check.yml",
        "tools/wakebook/starter/dot-github/workflows/check.yml",
    ],
)
def test_a_pull_request_is_judged_by_its_base_and_a_push_as_a_whole(file, small):
    text = (ROOT / file).read_text(encoding="utf-8")
    step = re.search(r"^ *- run: (wakebook check .*)\n *env:\n *BASE: (.*)$", text, re.MULTILINE)
    assert step
    assert step[2] == "${{ github.event.pull_request.base.sha }}", "absent after a push"
    (small.root / LOG).unlink()
    small.commit("Forget what was seen")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"

    def run(base: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-e", "-c", step[1]],
            cwd=small.root,
            env={**os.environ, "PATH": path, "BASE": base},
            text=True,
            capture_output=True,
            check=False,
        )

    pulled, pushed = run(small.git("rev-parse", "HEAD~1").strip()), run("")
    assert (pulled.returncode, pulled.stdout.count("WB4302")) == (1, 1), pulled.stderr
    assert (pushed.returncode, pushed.stdout.count("WB4302")) == (0, 0), pushed.stderr
