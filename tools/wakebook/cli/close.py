"""``wakebook close``: is an incident truly over, and if so, close it."""

import argparse
from collections.abc import Sequence

HELP = "close an incident, or say what stands before that"
EXAMPLES = """examples:
  wakebook close checkout --check          what stands before the closure; nothing is written
  wakebook close checkout --summary "The pool was too small" --action "Enlarged it" --tool helm
  wakebook close --change "maxPool 20 to 40" --ref payments#812 --summary "The pool was too small"
  wakebook close --summary "The vendor restored the link" --no-changes --push

What the log says was done is taken over where no --action is given. What is not said is asked for
at a terminal. Nothing is written while something stands before the closure.
"""


class _Item(argparse.Action):
    """Begins an action or a change; what follows says more of it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Add one more to the list."""
        del parser, option_string
        items = [*getattr(namespace, self.dest), {"what": str(values)}]
        setattr(namespace, self.dest, items)


class _Of(argparse.Action):
    """Says more of the action or change that was given last."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Put it into the last item of the list."""
        items = getattr(namespace, self.dest)
        if not items or self.metavar in items[-1]:
            parser.error(f"{option_string} stands behind the {self.dest[:-1]} that it belongs to")
        items[-1][self.metavar] = str(values)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    add = parser.add_argument
    add("piece", nargs="?", metavar="PIECE", help="any piece of the id; the only open one")
    add("--check", action="store_true", help="only say what stands before the closure")
    add("--summary", metavar="TEXT", help="how it was ended, in a sentence")
    parser.set_defaults(actions=[], changes=[])
    add("--action", dest="actions", action=_Item, metavar="WHAT", help="something that was done")
    add("--tool", dest="actions", action=_Of, metavar="tool", help="... with which tool")
    add("--change", dest="changes", action=_Item, metavar="WHAT", help="what is configured anew")
    add("--ref", dest="changes", action=_Of, metavar="ref", help="... its commit or address")
    add("--no-changes", action="store_true", help="no configuration was changed")
    add("--at", metavar="TIME", help="when it was closed, if not now")
    add("--by", metavar="WHO", help="who closes it, if not you")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Close it and return 0, or say what stands before that and return 1."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._ending import Ending
    from wakebook.cli._exits import UsageError
    from wakebook.cli._meant import meant

    if arguments.no_changes and arguments.changes:
        raise UsageError("--no-changes and --change say the opposite; leave one of them out")
    desk = Desk(arguments)
    incident = meant(desk, arguments.piece, "close")
    return 1 if incident is None else Ending(desk, incident).close()
