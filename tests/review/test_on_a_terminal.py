"""A verdict on a terminal fits its width; in a pipe a condition is one line."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest


def shown(root: Path, columns: int) -> list[str]:
    """The lines of ``wakebook review`` on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    plain = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")}
    words = [sys.executable, "-m", "wakebook", "review"]
    env = {**plain, "TERM": "xterm"}
    done = subprocess.Popen(words, cwd=root, stdout=theirs, stderr=subprocess.DEVNULL, env=env)
    os.close(theirs)
    told = b""
    try:
        while block := os.read(ours, 4096):
            told += block
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    assert done.wait() == 1
    return told.decode().splitlines()


@pytest.mark.parametrize("columns", [50, 80])
def test_long_lines_go_on_below_the_title(shop, close, wakebook, columns) -> None:
    close()
    lines = shown(shop.root, columns)
    assert "\x1b[1mEnd of a record\x1b[0m" in "\n".join(lines)
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert max(map(len, plain)) <= columns

    piped = wakebook("review", cwd=shop).stdout
    assert max(map(len, piped.splitlines())) > 80
    assert " ".join("".join(f"{line} " for line in plain).split()) == " ".join(piped.split())
    (at,) = (n for n, line in enumerate(plain) if "End of a record — " in line)
    assert plain[at + 1].startswith(" " * plain[at].index("End of a record"))
