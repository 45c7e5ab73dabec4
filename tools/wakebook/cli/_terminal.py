"""Speaking to whoever runs a command; nothing that a terminal would obey gets through."""

import os
import re
import sys
from collections.abc import Mapping, Sequence

from wakebook.render.safe import safe, safe_lines

_COMMAND = re.compile(r"`[^`]*`|(?<=: )(?:wakebook|git) .*|(?<=with )(?:wakebook|git) [^,;]*")
_NARROWEST = 20


def say(text: str) -> None:
    """A remark for the person, beside what the command prints."""
    sys.stderr.write("".join(f"{line}\n" for line in _folded(f"wakebook: {safe(text)}")))


def _folded(text: str) -> list[str]:
    """Lines that fit on the terminal; a command in them stays whole, so that it can be copied."""
    width = os.get_terminal_size(sys.stderr.fileno()).columns if sys.stderr.isatty() else 0
    if not width:
        return [text]
    from textwrap import TextWrapper

    whole = _COMMAND.sub(lambda found: found[0].replace(" ", "\0"), text)
    fold = TextWrapper(
        max(_NARROWEST, width),
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\0", " ") for line in fold.wrap(whole)]


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
