"""``wakebook actions set``: change an action item, and nothing else of its file."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from wakebook.cli._backlog import BacklogDesk
    from wakebook.model.ledger import Case, Owed
    from wakebook.model.proof import Outcome

HELP = "change an action item"
_LEADS_SOMEWHERE = ("document", "train", "detect")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._actions_add import add_fields
    from wakebook.cli._desk import add_keeping
    from wakebook.flows.followup.backlog import STATUSES

    parser.add_argument("action", metavar="ACTION", help="its id, or any piece that only it has")
    parser.add_argument("--status", choices=STATUSES, help="how far it is")
    parser.add_argument("--title", metavar="TEXT", help="what is to be done")
    add_fields(parser)
    what = "a path or address that it does not change after all; can be given again"
    parser.add_argument("--no-changes", action="append", metavar="PATH", help=what)
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Change and commit; 1 where it is not done yet or the rules refuse it: nothing was written."""
    from wakebook.cli._actions_add import fields_of
    from wakebook.cli._backlog import BacklogDesk
    from wakebook.cli._exits import UsageError
    from wakebook.cli._terminal import say, tell, tell_json

    desk = BacklogDesk(arguments)
    case, name = desk.action_named(arguments.action)
    item = next(each for each in case.actions if each.id == name)
    fields = fields_of(desk)
    if arguments.status:
        fields["status"] = arguments.status
    if "changes" in fields or arguments.no_changes:
        kept = _kept(item, arguments.no_changes or ())
        fields["changes"] = list(dict.fromkeys([*kept, *fields.get("changes", ())]))
    if not fields:
        raise UsageError("say what is to change, such as --status done")
    objections = list(_objections(desk, case, item, fields))
    if objections:
        for sentence in objections:
            say(f"{name} is not done: {sentence}")
        return 1
    new = {key: value for key, value in fields.items() if value != _stands(item, key)}
    if new and not _written(desk, item.path, new):
        return 1
    safe = desk.keep([item.path], f"Set {name}: {', '.join(fields)}")
    if arguments.format == "json":
        tell_json({"id": name, "path": item.path, **fields})
    else:
        shown = ", ".join(f"{key} {_shown(value)}" for key, value in fields.items())
        tell([f"{name}: {shown}" if new else f"{name} is so already: {shown}"])
    return 0 if safe else 3


def _kept(item: "Owed", removed: Sequence[str]) -> list[str]:
    """What it still changes; raises UsageError for what it does not name."""
    from wakebook.cli._exits import UsageError
    from wakebook.rules.nearest import did_you_mean

    for word in removed:
        if word not in item.changes:
            names = f"it names {', '.join(item.changes) or 'nothing'}"
            advice = did_you_mean(word, item.changes, names)
            raise UsageError(f"{item.id} does not name {word[:200]}; {advice}")
    return [each for each in item.changes if each not in removed]


def _stands(item: "Owed", key: str) -> Any:
    """What an item says by now, as a file would say it."""
    value = getattr(item, key)
    return list(value) if isinstance(value, tuple) else value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _objections(
    desk: "BacklogDesk", case: "Case", item: "Owed", fields: dict[str, Any]
) -> Iterator[str]:
    """Why an item cannot be called done (requirement 6.4); nothing where nobody calls it so."""
    from wakebook.cli._terminal import say
    from wakebook.model.proof import began, objection, proofs

    if fields.get("status") != "done" or not case.ours:
        return
    changes = fields.get("changes", item.changes)
    if not changes and fields.get("kind", item.kind) in _LEADS_SOMEWHERE:
        yield "it does not say what it changed; add --changes with the path or address (WB6401)"
    elif not changes:
        say("nothing shows that it is done; --changes PATH names what it changed, for the gate")
    since = began(desk.library.incidents.get(case.id), case.id)
    for proof in proofs(changes, since, case.id, partial(_touched, desk, committed=False)):
        sentence = objection(proof, since)
        if proof.outcome == "unseen":
            say(str(sentence))
        elif sentence is not None:
            yield f"{sentence} (WB6403)"
        elif _touched(desk, proof.name, since, (), committed=True) == "met":
            continue
        elif desk.arguments.commit:
            yield f"{proof.name} is not committed; commit it first, or both at once by --no-commit"
        else:
            say(f"{proof.name} is not committed yet; it has to come along in the same change")


def _touched(
    desk: "BacklogDesk", path: str, since: "datetime", own: tuple[str, ...], *, committed: bool
) -> "Outcome":
    from wakebook.records.git import GitError
    from wakebook.records.touched import touched

    try:
        head = desk.git.commit("HEAD")
    except GitError:
        return "unknown"
    return touched(desk.git, (head, head if committed else None), path, since, own)


def _written(desk: "BacklogDesk", path: str, fields: dict[str, Any]) -> bool:
    """Whether the rules let the fields be written, which they were then."""
    from wakebook.cli._exits import UsageError
    from wakebook.cli._item_refused import is_refused
    from wakebook.records.proposing import edited
    from wakebook.records.sealer import read_clear
    from wakebook.records.write import replace

    desk.demand_here(path.split("/")[2])
    old = read_clear(desk.root, path)
    try:
        new = edited(old, fields)
    except ValueError as error:
        raise UsageError(f"{path} cannot be edited: {error}; see wakebook check {path}") from None
    if is_refused(desk.root, path, new):
        return False
    replace(desk.root, path, new, old)
    return True
