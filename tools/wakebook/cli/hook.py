"""``wakebook hook``: what git calls before a commit, and a server before it takes a push."""

import argparse
import sys
from pathlib import Path

HELP = "check a commit or a push as git's hook"
EXAMPLES = """examples:
  wakebook hook install                              in a clone: check before each commit
  wakebook -C records.git hook install --identity-from REMOTE_USER
                                                     on a server: judge each push
  wakebook hook pre-commit                           what the hook runs

A hook that somebody else wrote is left as it is; you are told the line to add to it.
"""
IDENTITY = "REMOTE_USER"
"""The variable in which web servers tell a program who was let in. Source: RFC 3875, 4.1.11."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    which = ("pre-commit", "pre-receive", "install")
    shown = f"{{{','.join(which)}}}"
    told = "the hook that git calls, or install"
    parser.add_argument("which", choices=which, metavar=shown, help=told)
    parser.add_argument(
        "--identity-from",
        default=IDENTITY,
        metavar="NAME",
        help=f"the variable in which the server says who pushes; {IDENTITY}",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the hook, or put it in its place; 1 refuses."""
    import os

    from wakebook.cli._repository import root_of
    from wakebook.records.write import CHECKED

    match arguments.which:
        case "install":
            from wakebook.cli._hook_files import install

            _demand_variable(arguments.identity_from)
            return install(_bare(arguments) or root_of(arguments), arguments.identity_from)
        case "pre-receive":
            from wakebook.cli._pre_receive import pre_receive

            here = Path(arguments.directory).resolve()
            told = os.fsdecode(sys.stdin.buffer.read())
            return pre_receive(here, told, arguments.identity_from)
    if os.environ.get(CHECKED):
        return 0
    from wakebook.cli._pre_commit import pre_commit

    _settle_places()
    return pre_commit(root_of(arguments))


def _demand_variable(name: str) -> None:
    """Raise UsageError for what names no variable. Source of names: POSIX.1-2024, 3.216."""
    from wakebook.cli._exits import UsageError

    if not (name.isascii() and name.isidentifier()):
        raise UsageError(
            f"--identity-from takes the name of a variable, such as {IDENTITY}, and {name!r} is "
            "none; its value is what the server fills in"
        )


def _bare(arguments: argparse.Namespace) -> Path | None:
    """The folder itself, if it is a bare repository."""
    from wakebook.records.git import Git

    folder = Path(arguments.directory).resolve()
    return folder if folder.is_dir() and Git(folder).bare() else None


def _settle_places() -> None:
    """Make the places that git names hold in any folder: it means them from the work tree's top.

    Source: githooks(5) calls a hook at the top, and for a linked work tree sets GIT_DIR alone.
    """
    import os

    for name in ("GIT_DIR", "GIT_INDEX_FILE"):
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).absolute())
    if os.environ.get("GIT_DIR"):
        os.environ.setdefault("GIT_WORK_TREE", str(Path.cwd()))
