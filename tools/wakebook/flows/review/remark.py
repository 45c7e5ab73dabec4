"""Commands in comments: ``/wake log``, ``/wake status``, ``/wake why``, ``/wake help``.

A comment is a command if its first line is one, from the first letter on. So what somebody quotes,
shows as code or mentions on the way is none, and neither is what a record says when it is posted
back by the gate.
"""

import re
import shlex
from typing import NamedTuple

COMMANDS = {
    "log": "adds a line to the incident's log; words and options are those of `wakebook log`",
    "status": "tells where the incident stands",
    "why": "tells what stands before the merge of this change",
    "help": "tells this",
}
"""What a comment can ask for, and what it does."""

_COMMAND = re.compile(r"/wake(?:[ \t]+(\S+))?(?:[ \t]+([^\n]*))?(?:\n(.*))?", re.DOTALL)
_KEPT_FROM = ("--push", "--commit", "--no-commit", "--format", "--help", "--source")
"""What a comment cannot ask for; the source of its line is the comment itself."""


def answer_to(comment: int) -> str:
    """What begins the gate's answer to a comment; a reader does not see it."""
    return f"<!-- wakebook:answer {comment} -->"


class Remark(NamedTuple):
    """A command of a comment: its name and its words; ``doubt`` says why it is none."""

    name: str
    words: tuple[str, ...] = ()
    doubt: str | None = None


def remark(body: str) -> Remark | None:
    """The command that a comment gives, if its first line is one; further lines are its text."""
    found = _COMMAND.fullmatch(body.replace("\r\n", "\n").rstrip())
    if found is None:
        return None
    name = (found[1] or "help").casefold()
    if name not in COMMANDS:
        return Remark(name, doubt=f"/wake {name} is no command; try /wake help")
    words = _words(found[2] or "", (found[3] or "").strip())
    options = (word.partition("=")[0] for word in words)
    kept_from = next(filter(_is_kept_from, options), None)
    if kept_from is not None:
        option = kept_from.split()[0]
        return Remark(name, words, f"{option} is not for comments; leave it out")
    return Remark(name, words)


def _is_kept_from(word: str) -> bool:
    """Whether a word is an option for a terminal, spelled out or as a beginning of it.

    Whatever stands behind ``-h`` are more letters of one word to argparse: it helps all the same.
    """
    return word.startswith("-h") or (len(word) > 2 and any(o.startswith(word) for o in _KEPT_FROM))


def _words(line: str, more: str) -> tuple[str, ...]:
    """The words as a shell would divide them; a lone apostrophe within makes it one text."""
    try:
        words = [word for word in shlex.split(line) if word != "-"]
    except ValueError:
        words = [line]
    return (*words, more) if more else tuple(words)
