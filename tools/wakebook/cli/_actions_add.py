"""``wakebook actions add``: one more thing that is to change after an incident."""

import argparse
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wakebook.cli._backlog import BacklogDesk

HELP = "add an action item to an incident"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    parser.add_argument("incident", metavar="INCIDENT", help="any piece of the incident's id")
    parser.add_argument("title", metavar="TITLE", help="what is to be done")
    parser.add_argument("--slug", metavar="WORDS", help="other words for the file's name")
    add_fields(parser)
    add_keeping(parser)


def add_fields(parser: argparse.ArgumentParser) -> None:
    """The fields of an item that both verbs write."""
    from wakebook.flows.followup.backlog import KINDS, PRIORITIES

    add = parser.add_argument
    add("--owner", metavar="WHO", help="who does it: a person or team of the catalog, or me")
    add("--due", metavar="DATE", help="by when: a day, or 14d or 3w from now")
    add("--kind", choices=KINDS, help="what it is good for; prevent if absent in a new one")
    add("--priority", choices=PRIORITIES, help="how urgent it is")
    what = "whether the incident may not close before it"
    add("--blocking", action=argparse.BooleanOptionalAction, default=None, help=what)
    what = "a path or address that it changes; can be given again"
    add("--changes", action="append", metavar="PATH", help=what)


def fields_of(desk: "BacklogDesk") -> dict[str, Any]:
    """What was given, as a file holds it; raises UsageError for what no record may hold."""
    from wakebook.flows.saying.words import readable

    given = desk.arguments
    title = getattr(given, "title", None)
    fields: dict[str, Any] = {
        "title": " ".join(readable(title).split())[:200] if title else None,
        "owner": desk.who(given.owner) if given.owner else None,
        "due": desk.day(given.due, "--due").isoformat() if given.due else None,
        "kind": given.kind,
        "priority": given.priority,
        "blocking": given.blocking,
        "changes": _paths(desk, given.changes or ()),
    }
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def _paths(desk: "BacklogDesk", given: "Sequence[str]") -> list[str]:
    """What it changes; raises UsageError for a path that leads nowhere in this repository."""
    from wakebook.cli._exits import UsageError
    from wakebook.model.postmortem import NOWHERE, is_elsewhere, place

    top = desk.git.top() or desk.root
    for word in given:
        where = None if is_elsewhere(word) else place(word)
        if where is None and not is_elsewhere(word):
            raise UsageError(f"--changes {word[:200]!r} {NOWHERE}")
        first, slash, _ = (where or "")[1:].partition("/")
        if where and where[0] == "/" and slash and not (top / first).is_dir():
            told = "a slash at the beginning is the repository's top"
            raise UsageError(f"--changes {word[:200]!r}: {told}, and there is no {first}/ there")
    return list(given)


def run(arguments: argparse.Namespace) -> int:
    """Write one file and commit it; 1 where the rules refuse it, and nothing was written."""
    from wakebook.cli._backlog import BacklogDesk
    from wakebook.cli._exits import UsageError
    from wakebook.cli._item_refused import is_refused
    from wakebook.cli._terminal import say, tell, tell_json
    from wakebook.flows.saying.words import slug
    from wakebook.records.emit import emit_document
    from wakebook.records.sealer import place
    from wakebook.records.write import TakenError, create

    desk = BacklogDesk(arguments)
    incident = desk.incident_named(arguments.incident)
    desk.demand_here(incident)
    fields = {"title": None, "kind": "prevent", **fields_of(desk)}
    needed = {
        "title": ("a title", '"Alert before it is full"'),
        "owner": ("an owner", "--owner me"),
    }
    for key, (what, example) in needed.items():
        if not fields.get(key):
            raise UsageError(f"an action needs {what}: say {example}")
    if "due" not in fields:
        raise UsageError("what has no date is done later: say --due 14d")
    order = ("title", "owner", "due", "kind", "priority", "blocking", "changes")
    record = {key: fields[key] for key in order if key in fields}
    stem = slug(arguments.slug or str(fields["title"]))
    if not stem:
        raise UsageError("the title gives no name for the file; say --slug WORDS")
    path = f"postmortems/{incident[:4]}/{incident}/actions/{stem}.yaml"
    data = emit_document({**record, "status": "open"}).encode()
    if not (desk.root / path).exists() and is_refused(desk.root, path, data):
        return 1
    try:
        create(desk.root, path, data)
    except TakenError:
        raise UsageError(f"{path} is there already; say other words with --slug") from None
    kept = desk.keep([path], f"Add an action to {incident}")
    if arguments.format == "json":
        tell_json({"id": f"{incident}/{stem}", "path": path, **record})
    else:
        taken = "" if arguments.kind else " (say another with --kind)"
        told = f"{fields['owner']}, due {fields['due']}, {fields['kind']}{taken}"
        tell([f"added {incident}/{stem}: {told}", place(desk.root, path)])
        if "changes" not in record:
            say("what will it change? add --changes PATH with: wakebook actions set " + stem)
    return 0 if kept else 3
