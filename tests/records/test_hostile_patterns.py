"""No pattern of the toolkit is kept busy by hostile text (requirement 5.1).

What a person may push is read in a hook, and in a check of everybody's: time has to grow with the
length of a text, and not with its square.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = Path(__file__).with_name("hostile_patterns.py")


def _slow(package, size, many, path=None):
    words = [sys.executable, str(_PROGRAM), package, str(size), many]
    paths = [str(path)] * (path is not None) + [os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    *found, asked = done.stdout.splitlines()
    return found, int(asked)


@pytest.mark.variants(1)
@pytest.mark.parametrize(("size", "many"), [(5_000, "few"), (30_000, "all")])
def test_5_1_no_pattern_is_kept_busy(size, many):
    found, asked = _slow("wakebook", size, many)
    assert found == []
    assert asked > 150


def test_5_1_a_pattern_that_can_be_kept_busy_is_found(tmp_path):
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd/__init__.py").touch()
    odd = [
        r'_LINK = re.compile(r"\]\([^)\n]*\)")',
        r'_TITLE = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")',
        r'_BY = re.compile(r"^\s*by\s*:(.*)$", re.MULTILINE)',
        r'_FORGE = re.compile(r"(?:github|gitlab)\b.*[0-9]", re.DOTALL)',
        r'_GOOD = re.compile(r"\]\([^()\n]*+\)")',
    ]
    asks = ["_LINK.sub", "_TITLE.match", "_BY.finditer", "_FORGE.search", "_GOOD.sub"]
    (tmp_path / "odd/text.py").write_text("\n".join(["import re", *odd, *asks]) + "\n")
    found, asked = _slow("odd", 20_000, "few", tmp_path)
    names = [line.partition(" ")[0].rpartition(".")[2] for line in found]
    assert (names, asked) == (["_LINK", "_TITLE", "_BY", "_FORGE"], 5)
