"""``wakebook list``: incidents, newest first."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.model.incident import Incident

HELP = "list incidents"
EXAMPLES = """examples:
  wakebook list --open
  wakebook list --severity SEV1 --since 2026-01-01
  wakebook list --component checkout --format json
  wakebook list --category network           and its parts, such as network/dns
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add = parser.add_argument
    add("--open", action="store_true", help="only those that are being worked on")
    add(
        "--severity",
        metavar="LEVEL",
        help="only those of this severity: now, or the worst once ended",
    )
    add("--component", metavar="C", help="only those that name this component")
    add("--category", metavar="PATH", help="only those of this category or a part of it")
    add("--since", metavar="DATE", help="only those opened on this day (UTC) or later")
    add("--rev", metavar="REV", help="list what this revision holds, not the work tree")
    add("--format", choices=("text", "json"), default="text", help="how to print")


def run(arguments: argparse.Namespace) -> int:
    """Print one line an incident."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._repository import wants_color
    from wakebook.cli._terminal import say, tell_json
    from wakebook.render.facts import brief
    from wakebook.render.terminal.listing import lines
    from wakebook.render.terminal.paint import Paint

    desk = Desk(arguments)
    read = list(_read(desk))
    ranks = desk.library.ranks
    incidents = [i for i in read if _wanted(i, arguments, ranks)]
    _doubt_words(desk, read)
    if arguments.format == "json":
        tell_json({"incidents": [brief(incident, ranks) for incident in incidents]})
    else:
        shown = lines(incidents, ranks, Paint(wants_color()))
        sys.stdout.write("".join(f"{line}\n" for line in shown))
    for concern in desk.concerns():
        say(concern)
    return 0


def _read(desk: "Desk") -> Iterator["Incident"]:
    """The incidents that could be wanted, newest id first; broken ones are named."""
    from wakebook.cli._terminal import say
    from wakebook.records.unended import perhaps_open

    cases = desk.opened.shelf.cases
    ids = perhaps_open(desk.opened) if desk.arguments.open else iter(cases)
    since = _since(desk.arguments.since)
    for incident in sorted((i for i in ids if i >= since and cases[i].header), reverse=True):
        record = desk.incident(incident)
        if record is None:
            say(f"{incident} cannot be read; see: wakebook check {incident}")
        else:
            yield record


def _doubt_words(desk: "Desk", read: Iterable["Incident"]) -> None:
    """Say which words of the filters neither the repository nor an incident knows."""
    from wakebook.cli._terminal import say
    from wakebook.rules.nearest import did_you_mean

    arguments, library = desk.arguments, desk.library
    if arguments.severity:
        known = {*library.ranks, *(level for i in read for level in i.levels)}
        if arguments.severity.casefold() not in {each.casefold() for each in known}:
            advice = did_you_mean(
                arguments.severity, known, f"known are {', '.join(sorted(known))}"
            )
            say(f"{arguments.severity} is no severity; {advice}")
    if arguments.component:
        parts = {*library.catalog.components, *(c for i in read for c in i.components)}
        if arguments.component not in parts:
            advice = did_you_mean(arguments.component, parts, "see catalog/")
            say(f"{arguments.component} is no component; {advice}")
    if arguments.category:
        taxonomy = library.taxonomy.by_id if library.taxonomy else ()
        paths = {*taxonomy, *(i.category for i in read if i.category)}
        if not any(f"{path}/".startswith(f"{arguments.category.rstrip('/')}/") for path in paths):
            advice = did_you_mean(arguments.category, paths, "see policies/taxonomy.yaml")
            say(f"{arguments.category} is no category; {advice}")


def _since(words: str | None) -> str:
    from wakebook.cli._exits import UsageError

    if words is None:
        return ""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise UsageError(f"{words} is no day; write a date such as 2026-11-23") from None


def _wanted(incident: "Incident", arguments: argparse.Namespace, ranks: dict[str, int]) -> bool:
    category = arguments.category and arguments.category.rstrip("/")
    wanted = not arguments.open or incident.is_open
    if arguments.severity:
        shown = incident.headline_severity(ranks)
        wanted &= shown.casefold() == arguments.severity.casefold()
    if arguments.component:
        wanted &= arguments.component in incident.components
    if category:
        wanted &= incident.category == category or (incident.category or "").startswith(
            f"{category}/"
        )
    return bool(wanted)
