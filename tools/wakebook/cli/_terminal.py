"""Speaking to whoever runs a command; nothing that a terminal would obey gets through."""

import sys
from collections.abc import Mapping, Sequence

from wakebook.render.safe import safe, safe_lines


def say(text: str) -> None:
    """A remark for the person, beside what the command prints."""
    sys.stderr.write(f"wakebook: {safe(text)}\n")


def tell(lines: Sequence[str]) -> None:
    """What the command has to report; every line passes through ``safe``."""
    sys.stdout.write("".join(f"{safe(line)}\n" for line in lines))


def tell_json(value: Mapping[str, object] | Sequence[object]) -> None:
    """The report for a program: JSON without anything that a terminal would obey."""
    import json

    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True) + "\n")


def columns() -> int | None:
    """How many columns standard output has on a terminal; None where it goes elsewhere."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def at_a_terminal() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(question: str) -> str | None:
    """An answer typed on a terminal; None where nobody sits at one, or Ctrl-D ends the input."""
    if not at_a_terminal():
        return None
    sys.stderr.write(f"{safe_lines(question)} ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer.strip() if answer else None
