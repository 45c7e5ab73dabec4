"""The parsers: of the whole command line, of a command, and of a command's own commands."""

import argparse
import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from wakebook import __version__
from wakebook.cli._exits import USAGE
from wakebook.render.safe import safe

_DESCRIPTION = "Incidents as code: record, check, review and publish incidents kept in git."
_HERE = Path(__file__).parent
_HELP = re.compile(r'^HELP = "([^"]+)"$', re.MULTILINE)
_NOT_COMMANDS = frozenset({"__init__", "main"})


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
