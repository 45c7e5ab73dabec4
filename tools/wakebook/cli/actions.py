"""``wakebook actions``: what is to change after incidents, who does it and by when."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from wakebook.cli._verbs import add_verbs, run_verb

if TYPE_CHECKING:
    from wakebook.cli._backlog import BacklogDesk
    from wakebook.flows.followup.backlog import Wanted

HELP = "list action items, change or add one"
EXAMPLES = """examples:
  wakebook actions                             everything that is still to be done
  wakebook actions --team web --overdue        what a team and its people owe
  wakebook actions --due-before 2026-12-24 --sort priority
  wakebook actions --status done               with what proves each
  wakebook actions set own-pool --status done --changes runbooks/pool-exhausted.md
  wakebook actions add checkout "Alert before the pool is full" --owner ben --due 14d --kind detect
"""
_VERBS = ("set", "add")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.flows.followup.backlog import KINDS, PRIORITIES, STATUSES

    add_verbs(parser, "actions", _VERBS, required=False)
    parser.set_defaults(run_verb=_list)
    add = parser.add_argument
    add("--owner", metavar="WHO", help="only those of a person or team; me is you")
    add("--team", metavar="GROUP", help="only those of a team and of its people")
    add("--unowned", action="store_true", help="only those that nobody owns")
    what = "open and in_progress if absent; can be given again"
    add("--status", action="append", choices=(*STATUSES, "all"), help=what)
    add("--kind", choices=KINDS, help="only those of this kind")
    add("--priority", choices=PRIORITIES, help="only those of this priority")
    add("--due-before", metavar="DATE", help="only those due before this day; 14d or 3w too")
    add("--overdue", action="store_true", help="only those whose day is over")
    add("--blocking", action="store_true", help="only those that block a closure")
    add("--incident", metavar="PIECE", help="only those of one incident, by any piece of its id")
    add("--sort", choices=("due", "priority", "age"), default="due", help="in which order")
    add("--rev", metavar="REV", help="list what this revision holds, not the work tree")
    add("--format", choices=("text", "json"), default="text", help="how to print")


run = run_verb


def _list(arguments: argparse.Namespace) -> int:
    from wakebook.cli._backlog import BacklogDesk, proofs_of, show, told
    from wakebook.cli._terminal import say, tell_json
    from wakebook.flows.followup.backlog import backlog, sorted_by

    desk = BacklogDesk(arguments)
    wanted = _wanted(desk)
    cases = desk.cases
    zone, soon = desk.library.settings.tzinfo, desk.rule.span("soon")
    found = sorted_by(backlog(cases, wanted, desk.now, zone, soon), arguments.sort)
    proven = proofs_of(desk, found)
    if arguments.format == "json":
        tell_json({"actions": [told(row, proven.get(row.item.id, ())) for row in found]})
    else:
        show(found, proven, desk.library.catalog)
    for path in (path for case in cases for path in case.broken):
        say(f"{path} cannot be read; see: wakebook check {path}")
    return 0


def _wanted(desk: "BacklogDesk") -> "Wanted":
    from wakebook.flows.followup.backlog import STATUSES, Wanted, of_team

    given = desk.arguments
    asked = given.status or ("open", "in_progress")
    return Wanted(
        statuses=STATUSES if "all" in asked else tuple(asked),
        owner=desk.who(given.owner) if given.owner else None,
        members=of_team(desk.team(given.team), desk.roster) if given.team else None,
        kind=given.kind,
        priority=given.priority,
        incident=desk.incident_named(given.incident) if given.incident else None,
        before=_day(given.due_before, desk) if given.due_before else None,
        overdue=given.overdue,
        blocking=given.blocking,
        unowned=given.unowned,
    )


def _day(words: str, desk: "BacklogDesk") -> datetime:
    day = desk.day(words, "--due-before")
    return datetime(day.year, day.month, day.day, tzinfo=desk.library.settings.tzinfo)
