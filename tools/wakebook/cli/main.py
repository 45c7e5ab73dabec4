"""The entry of the command line: finds the command, runs it, and turns failures into exit codes.

Exit codes: 0 good, 1 findings or a refusal, 2 usage, 3 environment (git, disk, network), 70 a bug.
"""

import argparse
import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from wakebook import __version__
from wakebook.render.safe import safe

GOOD, REFUSED, USAGE, ENVIRONMENT, BUG = 0, 1, 2, 3, 70
_DESCRIPTION = "Incidents as code: record, check, review and publish incidents kept in git."
_GARBAGE = 100_000
"""Objects between two searches for cycles: records have none, and start-up makes many objects."""
_HERE = Path(__file__).parent
_HELP = re.compile(r'^HELP = "([^"]+)"$', re.MULTILINE)
_NOT_COMMANDS = frozenset({"__init__", "main"})


class UsageError(Exception):
    """The command was called in a way that cannot work; the message says what to do instead."""


def command_names() -> list[str]:
    """Every command: a module of this folder whose name does not begin with an underscore."""
    stems = (path.stem for path in _HERE.glob("*.py"))
    found = (s for s in stems if s not in _NOT_COMMANDS and (s[0] != "_"))
    return sorted(stem.rstrip("_").replace("_", "-") for stem in found)


def load(command: str) -> ModuleType:
    """The module of a command: ``HELP``, ``add_arguments(parser)`` and ``run(arguments)``."""
    return import_module(f"wakebook.cli.{_file(command).stem}")


def _file(command: str) -> Path:
    """The file of a command; a name that Python has taken ends in an underscore."""
    stem = command.replace("-", "_")
    taken = _HERE / f"{stem}_.py"
    return taken if taken.exists() else _HERE / f"{stem}.py"


class _Parser(argparse.ArgumentParser):
    """Complains without sending an argument's control characters to the terminal."""

    def error(self, message: str) -> NoReturn:
        """Say the mistake and where the help is, and stop with the code for usage."""
        told = f"{self.prog}: {safe(message)}; `{self.prog} --help` shows what there is\n"
        self.exit(USAGE, told)


def build_parser(commands: Sequence[str], *, whole: bool = True) -> argparse.ArgumentParser:
    """A parser that knows the given commands; not ``whole``, it knows their first lines alone."""
    parser = _Parser(prog="wakebook", description=_DESCRIPTION, allow_abbrev=False)
    parser.add_argument("-C", dest="directory", metavar="DIR", default=".", help="run as if in DIR")
    parser.add_argument("--version", action="version", version=f"wakebook {__version__}")
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in commands:
        if not whole:
            choices.add_parser(name, help=_first_words(name))
            continue
        module = load(name)
        epilog = getattr(module, "EXAMPLES", None)
        sub = choices.add_parser(
            name,
            help=module.HELP,
            description=module.HELP[0].upper() + module.HELP[1:] + ".",
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def _first_words(command: str) -> str:
    """A command's ``HELP``, read and not imported: all commands together need half a second."""
    found = _HELP.search(_file(command).read_text(encoding="utf-8"))
    return found[1] if found else str(load(command).HELP)


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

        advice = did_you_mean(first, names, "`wakebook --help` shows all")
        raise UsageError(f"{first} is no command; {advice}")
    return names


def _rest(arguments: Sequence[str]) -> list[str]:
    """The arguments behind the folder."""
    rest = list(arguments)
    while len(rest) > 1 and rest[0] == "-C":
        rest = rest[2:]
    return rest


def of_command(parser: argparse.ArgumentParser, command: str) -> argparse.ArgumentParser:
    """The parser of one command within that of the whole."""
    actions = parser._actions  # noqa: SLF001 - argparse has no public list of its arguments
    choices = next(a.choices for a in actions if a.dest == "command" and a.choices is not None)
    found: argparse.ArgumentParser = dict(choices)[command]
    return found


def verbs_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of a command's own commands by their names; most commands have none."""
    actions = parser._actions  # noqa: SLF001 - the same
    choices = (a.choices for a in actions if a.nargs == argparse.PARSER and a.choices)
    return dict(next(choices, {}))


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
        (SiteError, REFUSED),
        (GitError | OSError, ENVIRONMENT),
    ):
        if isinstance(error, kinds):
            lines = str(error).split("\n")
            sys.stderr.write("".join(f"wakebook: {safe(line)}\n" for line in lines))
            return code
    where = f"{type(error).__name__}: {error}"
    sys.stderr.write(
        f"wakebook: a bug: {safe(where)[:300]}\n"
        "`git status` and `git log` show what was written before it. Please report what "
        "the same command prints with WAKEBOOK_DEBUG=1.\n"
    )
    return BUG


if __name__ == "__main__":
    sys.exit(main())
