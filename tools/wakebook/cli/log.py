"""``wakebook log``: one line about an incident, at 3 a.m."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.flows.saying.said import Said

HELP = "add a line to an incident's log"
EXAMPLES = """examples:
  wakebook log "Database connections are at the limit"
  wakebook log --at 14:05 "Restarted the primary"        or --at -10m
  wakebook log --tool helm "Enlarged the pool"            what was done, and with what
  wakebook log --runbook retry-storm                     ... by which runbook
  wakebook log --mitigated "Traffic moved to eu-2"
  wakebook log --severity SEV1 --impact checkout=major_outage --impact api@eu=degraded
  wakebook log --commander user:ben                      hands over
  wakebook log --decision rollback --options "roll back,wait" --decide-by 20m "Which one?"
  wakebook log --decision rollback --chosen "roll back"
  wakebook log --task dump --owner ben "Take a heap dump"
  wakebook log --confirm restoration "Paid for an order"  it works again, for you
  wakebook log --link child=payments                     in both logs; or parent, blocks, ...
  wakebook log --update --public "Payments fail for some customers; we work on it."
  wakebook log --template investigating --slot next=30 --public     in approved words
  wakebook log --incident checkout --resolved            or the bare word: log resolved
  wakebook log --closed "Nothing for a week"              at once; wakebook close looks before
  wakebook log --incident checkout --reopened            goes on with one that is closed
  wakebook log -i upgrade --scheduled --from 2026-12-06T22:00Z --until 2026-12-07T01:00Z
  wakebook log -i upgrade --in-progress --public         then --verifying and --completed
  wakebook log --undo                                    takes back what you logged last

A line goes to the only open incident, or to the one that --incident means: any piece of its id,
or of its title while it is open. What is near but not in it is asked about, or kept as an
observation. One that was resolved within a day still takes lines; a closed one takes only updates
and what else looks back, if it is named. What cannot be understood is kept as an observation.
Several options at once become several entries of one file. It commits, and pushes with --push.
"""
_MILESTONES = {
    "started": "when it began; say --at",
    "detected": "somebody or something noticed it",
    "triaged": "scope and impact are known well enough to work on it",
    "identified": "the cause is known",
    "mitigated": "the harm has stopped; watching",
    "resolved": "service is restored",
    "closed": "the record is complete; its header says so too",
    "reopened": "it goes on",
    "canceled": "it was none",
    "scheduled": "a maintenance is planned, or moved: --from and --until",
    "in_progress": "the maintenance goes on",
    "verifying": "its work is done and looked at",
    "completed": "the maintenance is over",
}
_LINK = (
    "another incident, in both logs: parent, child, blocks, blocked_by, follow_up_of, followed_by, "
    "duplicate_of or duplicated_by = any piece of its id; or ticket, request = OWNER/NAME#NUMBER"
)
_MOST_BYTES = 15_000
"""Of what is piped in: escaped byte by byte it still is a text that a record may hold."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    parser.add_argument("text", nargs="*", metavar="TEXT", help="what there is to say; - is stdin")
    once = partial(parser.add_argument, action=_Once)
    parser.add_argument("--incident", "-i", metavar="PIECE", help="any piece of the incident's id")
    once("--at", metavar="TIME", help="when it happened: 14:05, -10m, a moment; now")
    once("--by", metavar="WHO", help="who did or said it, if it was not you")
    once("--kind", metavar="KIND", help="any kind of entry; observation if absent")
    once("--source", metavar="WHERE", help="where it was read or who told us")
    parser.add_argument(
        "--audience", choices=("public", "staff", "restricted"), help="who may read it"
    )
    parser.set_defaults(twice=())
    _add_shorthands(parser)
    parser.add_argument("--undo", action="store_true", help="take back what you logged last")
    parser.add_argument(
        "--open", action="store_true", help="open a new incident if none is open, without asking"
    )
    add_keeping(parser)


class _Once(argparse.Action):
    """One value; what the option said before it was given again is kept beside it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Take the last value."""
        del parser
        before = getattr(namespace, self.dest)
        if before not in (None, values):
            namespace.twice = (*namespace.twice, f"{(option_string or '').lstrip('-')} {before}")
        setattr(namespace, self.dest, values)


def _add_shorthands(parser: argparse.ArgumentParser) -> None:
    add, once = parser.add_argument, partial(parser.add_argument, action=_Once)
    for mark, meaning in _MILESTONES.items():
        option = f"--{mark.replace('_', '-')}"
        add(option, dest="marks", action="append_const", const=mark, help=meaning)
    once("--from", dest="from_", metavar="TIME", help="when a maintenance is to begin")
    once("--until", metavar="TIME", help="when a maintenance is to end")
    ack = "somebody took it on"
    add("--ack", dest="marks", action="append_const", const="acknowledged", help=ack)
    once("--severity", metavar="LEVEL", help="how severe it is from now on, such as SEV1")
    what = "COMPONENT[@REGION]=STATE (up, degraded, partial, down); or the matrix's impact"
    add("--impact", action="append", default=[], metavar="C=STATE", help=what)
    once("--urgency", metavar="WORD", help="with --impact WORD: the matrix gives the severity")
    once("--commander", metavar="WHO", help="who commands from now on: a name, or me")
    add("--role", action="append", default=[], metavar="ROLE=WHO", help="any other role")
    add("--update", action="store_true", help="the text is what people are told")
    once("--template", metavar="NAME", help="people are told what this template says")
    add("--slot", action="append", default=[], metavar="SLOT=VALUE", help="what fills a slot of it")
    for who, meaning in (("public", "public may read"), ("restricted", "only a few may read")):
        add(f"--{who}", action="store_const", const=who, dest="audience", help=meaning)
    once("--tool", metavar="TOOL", help="the text is what was done with this tool")
    once("--runbook", metavar="NAME", help="the text is what was done by this runbook")
    once("--confirm", metavar="WHAT", help="you confirm it, such as restoration")
    add("--link", action="append", default=[], metavar="REL=PIECE", help=_LINK)
    once("--decision", metavar="REF", help="a decision, by a short name")
    once("--options", metavar="A,B", help="what can be chosen")
    once("--decide-by", metavar="TIME", help="when it has to be decided: 20m or 14:30")
    once("--default", metavar="WHAT", help="what holds if nobody decides in time")
    once("--chosen", metavar="WHAT", help="what was decided")
    once("--task", metavar="REF", help="a task, by a short name")
    once("--owner", metavar="WHO", help="who does the task")
    add("--done", action="store_true", help="the task is done")


def run(arguments: argparse.Namespace) -> int:
    """Write one file with what was said."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._exits import UsageError
    from wakebook.cli._logging import Writer
    from wakebook.flows.saying.said import Said

    said = _said(arguments)
    silence = Said(audience=said.audience, source=said.source)
    if not arguments.undo and said == silence:
        raise UsageError('say something: wakebook log "what you see or do"')
    word = said.text.casefold()
    if word in _MILESTONES and said == silence._replace(text=said.text) and not arguments.undo:
        said = said._replace(text="", marks=(word,))
    arguments.words = [said.text if word == "-" else word for word in arguments.words]
    writer = Writer(Desk(arguments))
    return writer.undo(said.text) if arguments.undo else writer.write(said)


def _said(arguments: argparse.Namespace) -> "Said":
    from wakebook.flows.saying.said import Said
    from wakebook.flows.saying.words import readable

    roles = [tuple(word.partition("=")[::2]) for word in arguments.role]
    if arguments.commander is not None:
        roles.insert(0, ("commander", arguments.commander))
    same = set(Said._fields) - {"text", "marks", "impacts", "roles", "links", "slots"}
    return Said(
        text=readable(_text(arguments.text)),
        marks=tuple(dict.fromkeys(arguments.marks or ())),
        impacts=tuple(arguments.impact),
        links=tuple(arguments.link),
        slots=tuple(arguments.slot),
        roles=tuple((str(role), str(who)) for role, who in roles),
        **{name: getattr(arguments, name) for name in same},
    )


def _text(words: Sequence[str]) -> str:
    piped = list(words) == ["-"]
    raw = sys.stdin.buffer.read(_MOST_BYTES + 1) if piped else os.fsencode(" ".join(words))
    if len(raw) > _MOST_BYTES:
        from wakebook.cli._exits import UsageError

        most = f"a line takes at most {_MOST_BYTES:,} bytes"
        raise UsageError(f"{most}; keep the text as a file below evidence/ and log what it shows")
    return raw.decode("utf-8", "backslashreplace")
