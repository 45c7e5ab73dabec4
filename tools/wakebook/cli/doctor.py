"""``wakebook doctor``: what of the gate's setting is missing or weaker than it could be?"""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wakebook.model.gate.host import HostSettings
    from wakebook.model.gate.reading import Reading

HELP = "say what of the gate's settings is missing or weaker than it could be"
EXAMPLES = """examples:
  wakebook doctor                                what lies here alone
  wakebook doctor --repository shop/records      GitHub's settings as well, by GITHUB_TOKEN
  wakebook -C records.git doctor                 a git server's hook and settings

An administrator's token sees everything but the App; with WAKEBOOK_APP_ID and WAKEBOOK_APP_KEY
the App is asked about itself. What a token may not see is told as unknown. Where a step of the
guide "Switch on the gate" leaves something to do, the last line names the first such step.

Exit code 1 says that something is broken or weaker, 2 that GitHub shows no such repository, 3 that
it did not answer.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._host import add_host
    from wakebook.render.readings import FORMATS

    add_host(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Examine, print what was found, return 1 if anything is broken or weaker."""
    from wakebook.adapters.github.errors import HostError, RefusedError
    from wakebook.cli._examination import examined
    from wakebook.cli._exits import UsageError
    from wakebook.cli._host import repository_of
    from wakebook.flows.doctor.examination import unanswered

    root, name = _root(arguments), repository_of(arguments)
    failure: HostError | None = None
    try:
        host = _asked(arguments) if name else None
    except HostError as error:
        failure, host = error, None
    absent = isinstance(failure, RefusedError) and failure.status == 404
    more = [unanswered(name, absent=absent)] if name and failure else []
    code = _told(examined(root, host, more), name or root.name, arguments.format)
    if absent:
        raise UsageError(f"{name} is mistyped, or the token may not see it: {failure}")
    if failure is not None:
        raise failure
    return code


def _root(arguments: argparse.Namespace) -> "Path":
    """The repository's folder; a bare repository is one of its own."""
    from pathlib import Path

    from wakebook.cli._repository import root_of
    from wakebook.records.git import Git

    folder = Path(arguments.directory)
    bare = folder.is_dir() and Git(folder).bare()
    return root_of(arguments, "HEAD" if bare else None)


def _told(readings: "Sequence[Reading]", about: str, form: str) -> int:
    from wakebook.cli._repository import wants_color
    from wakebook.cli._terminal import tell_json
    from wakebook.model.gate.reading import Level
    from wakebook.render.readings import as_json, as_text

    if form == "json":
        tell_json(as_json(readings, about))
    else:
        lines = as_text(readings, about, color=wants_color())
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if any(r.level in (Level.BROKEN, Level.WEAKER) for r in readings) else 0


def _asked(arguments: argparse.Namespace) -> "HostSettings":
    """GitHub's settings, as far as whoever calls may see them."""
    from wakebook.cli._host import onlooker_of, own_app
    from wakebook.flows.doctor.enforcement import ENVIRONMENT

    with onlooker_of(arguments) as host:
        return host.settings(ENVIRONMENT, own_app(arguments))
