"""``wakebook gate comment``: answer a comment that begins with ``/wake``."""

import argparse
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from wakebook.cli._asked import Asked, asked_by
from wakebook.cli._event import event
from wakebook.cli._host import add_host, host_of
from wakebook.cli._pulls import Bench
from wakebook.cli._repository import root_of
from wakebook.cli._terminal import say, tell
from wakebook.flows.review.remark import COMMANDS, answer_to
from wakebook.records.unended import perhaps_open
from wakebook.render.verdicts import render
from wakebook.render.verdicts.markdown import quiet

if TYPE_CHECKING:
    from wakebook.model.incident import Incident

HELP = "answer the event's comment: /wake log, status, why, help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    add_host(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer; a comment that asks for nothing, and a stranger's, get no answer."""
    asked = asked_by(event())
    if asked is None:
        tell(["the event is no comment that asks for something"])
        return 0
    with host_of(arguments) as host:
        bench = Bench(root_of(arguments), host)
        if bench.roster.person(asked.by) is None:
            say(f"no answer: nobody in the catalog has the account {asked.by}")
            return 0
        doubt = asked.remark.doubt
        answer = quiet(doubt) if doubt else _ANSWERS[asked.remark.name](bench, asked)
        marker = answer_to(asked.id)
        host.comment(asked.number, f"{answer}\n", marker=marker)
    return 0


def _help(bench: Bench, asked: Asked) -> str:
    del bench, asked
    return "\n".join(f"- `/wake {name}` {does}" for name, does in COMMANDS.items())


def _why(bench: Bench, asked: Asked) -> str:
    if not asked.on_pull:
        return "This is no pull request; `/wake status` tells of incidents."
    return render("markdown", bench.judged(asked.number).verdict)


def _status(bench: Bench, asked: Asked) -> str:
    lines = [f"- {quiet(_stands(incident))}" for incident in _incidents(bench, asked)]
    return "\n".join(lines) or "No incident is open."


def _incidents(bench: Bench, asked: Asked) -> Iterator["Incident"]:
    """The incidents that a pull request touches, as they are; on an issue those that are open."""
    proposal = bench.judged(asked.number).proposal if asked.on_pull else None
    ids = [i.id for i in proposal.incidents] if proposal else perhaps_open(bench.opened)
    for incident in ids:
        found = bench.library.incidents.get(incident)
        if found is not None and (proposal or found.is_open):
            yield found


def _stands(incident: "Incident") -> str:
    facts = [incident.status, incident.severity or "no severity"]
    facts += [f"commander {incident.commander.partition(':')[2]}"] if incident.commander else []
    return f"{incident.id}: {', '.join(facts)}: {incident.header.title}"


def _log(bench: Bench, asked: Asked) -> str:
    from wakebook.cli._gate_lines import logged

    return logged(bench, asked)


_ANSWERS: dict[str, Callable[[Bench, Asked], str]] = {
    "help": _help,
    "log": _log,
    "status": _status,
    "why": _why,
}
