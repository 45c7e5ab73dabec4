"""The entry of the command line: finds the command, runs it, and turns failures into exit codes."""

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence

from wakebook import __version__
from wakebook.cli._exits import BUG, ENVIRONMENT, GOOD, REFUSED, USAGE, RefusedError, UsageError
from wakebook.cli._parsers import build_parser, command_names
from wakebook.render.safe import safe

_TYPED = {
    "status": "show",
    "view": "show",
    "ls": "list",
    "open": "new",
    "create": "new",
    "declare": "new",
    "note": "log",
    "ack": "log --ack",
    "confirm": "log --confirm restoration",
    "mitigate": "log --mitigated",
    "resolve": "log --resolved",
    "reopen": "log --reopened",
    "cancel": "log --canceled",
    "undo": "log --undo",
    "update": "log --update",
    "lint": "check",
    "validate": "check",
    "build": "publish",
}
"""What people type who know another tool, by the command that does it here."""
_GARBAGE = 100_000
"""Objects between two searches for cycles: records have none, and start-up makes many objects."""


def _wanted(arguments: Sequence[str]) -> list[str]:
    """The one command that the arguments name, or all of them for help.

    Raises UsageError for a word that is no command.
    """
    first = _rest(arguments)[0]
    names = command_names()
    if first in names:
        return [first]
    if not first.startswith("-"):
        from wakebook.rules.nearest import did_you_mean

        said = _typed(first)
        advice = (
            f"did you mean `wakebook {said}`?"
            if said
            else did_you_mean(first, names, "`wakebook --help` shows all")
        )
        raise UsageError(f"{first} is no command; {advice}")
    return names


def _typed(word: str) -> str | None:
    """What a word of another tool, or a milestone in another form, is here."""
    stem = word.casefold()
    forms = (stem, stem.removesuffix("d"), stem.removesuffix("ed"))
    return next((_TYPED[form] for form in forms if form in _TYPED), None)


def _rest(arguments: Sequence[str]) -> list[str]:
    """The arguments behind the folder."""
    rest = list(arguments)
    while len(rest) > 1 and rest[0] == "-C":
        rest = rest[2:]
    return rest


def parsed(given: Sequence[str]) -> argparse.Namespace:
    """The arguments as the command that they name takes them; ``words`` are those behind it."""
    wanted = _wanted(given)
    parser = build_parser(wanted, whole=len(wanted) == 1)
    if len(wanted) > 1:
        return parser.parse_args(given)
    from wakebook.cli._words import understood

    ahead = len(given) - len(_rest(given)) + 1
    before = given[:ahead]
    words = understood(parser, before, given[ahead:])
    return parser.parse_args([*before, *words], argparse.Namespace(words=words))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing a person writes ends in a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(_GARBAGE)
    _open_streams()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes 40 ms
    if given[:1] == ["--version"]:
        sys.stdout.write(f"wakebook {__version__}\n")
        return GOOD
    try:
        if not _rest(given):
            build_parser(command_names(), whole=False).print_help()
            raise UsageError("a command is required")
        wanted = parsed(given)
        code: int = wanted.run(wanted)
        sys.stdout.flush()
        gc.freeze()  # nothing is searched for cycles while the process ends
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except Exception as error:
        return _failed(error)
    return code


def _open_streams() -> None:
    """Streams that take every character; one that the caller closed (``>&-``) takes nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
        elif mode == "w" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _failed(error: Exception) -> int:
    from wakebook.records.emit import UnwritableError
    from wakebook.records.git import GitError
    from wakebook.render.site_error import SiteError

    if os.environ.get("WAKEBOOK_DEBUG"):
        raise error
    for kinds, code in (
        (UsageError | UnwritableError, USAGE),
        (SiteError | RefusedError, REFUSED),
        (GitError | OSError, ENVIRONMENT),
    ):
        if isinstance(error, kinds):
            lines = _sentence(error).split("\n")
            sys.stderr.write("".join(f"wakebook: {safe(line)}\n" for line in lines))
            return code
    where = f"{type(error).__name__}: {error}"
    sys.stderr.write(
        f"wakebook: a bug: {safe(where)[:300]}\n"
        "`git status` and `git log` show what was written before it. Please report what "
        "the same command prints with WAKEBOOK_DEBUG=1.\n"
    )
    return BUG


def _sentence(error: Exception) -> str:
    """What went wrong; where the disk says so, in words and not as a number."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{os.fsdecode(error.filename)}: {error.strerror.lower()}"
    return str(error)


if __name__ == "__main__":
    sys.exit(main())
