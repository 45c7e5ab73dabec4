"""Commands that have commands of their own, each in a module of its own: ``_<command>_<verb>``."""

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module


def add_verbs(
    parser: argparse.ArgumentParser,
    command: str,
    verbs: Sequence[str],
    add_shared: Callable[[argparse.ArgumentParser], None] = lambda _: None,
    *,
    required: bool = True,
) -> None:
    """Declare the commands of a command, with options that they share; see ``run_verb``.

    Where none is ``required`` the command sets the default of ``run_verb`` itself.
    """
    choices = parser.add_subparsers(
        dest="verb", metavar="VERB", required=required, help="what to do"
    )
    for verb in verbs:
        module = import_module(f"wakebook.cli._{command}_{verb}")
        sub = choices.add_parser(
            verb,
            help=module.HELP,
            description=module.HELP[0].upper() + module.HELP[1:] + ".",
            allow_abbrev=False,
        )
        add_shared(sub)
        module.add_arguments(sub)
        sub.set_defaults(run_verb=module.run)


def run_verb(arguments: argparse.Namespace) -> int:
    """Run the chosen command of the command."""
    code: int = arguments.run_verb(arguments)
    return code
