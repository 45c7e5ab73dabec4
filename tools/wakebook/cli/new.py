"""``wakebook new``: open an incident, or plan a maintenance."""

import argparse
import secrets
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.flows.saying.begin import Beginning

HELP = "open an incident, or plan a maintenance"
EXAMPLES = """examples:
  wakebook new "Checkout answers with errors" --component checkout --severity SEV2
  wakebook new "Mail is late" --impact medium --urgency low --started 13:40
  wakebook new "Leaked key" --restricted     a name that tells nothing, for few readers
  wakebook new "Region lost" --kind drill
  wakebook new --kind maintenance "Upgrade" --from 2026-12-05T22:00Z --until 2026-12-06T01:00Z
"""

_TOLD = 3
"""So many known errors are told; `wakebook links` shows all."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    parser.add_argument("title", nargs="+", metavar="TITLE", help="what happened, in one line")
    parser.add_argument(
        "--component", action="append", default=[], metavar="C", help="what is broken; repeatable"
    )
    parser.add_argument("--severity", metavar="LEVEL", help="such as SEV2")
    parser.add_argument("--impact", metavar="WORD", help="with --urgency: the matrix decides")
    parser.add_argument("--urgency", metavar="WORD", help="with --impact: the matrix decides")
    parser.add_argument(
        "--started", metavar="TIME", help="14:05, -10m or a moment; unknown if absent"
    )
    parser.add_argument(
        "--kind",
        choices=("incident", "drill", "maintenance", "notice"),
        default="incident",
        help="a drill is practice, a maintenance planned; a notice tells something",
    )
    parser.add_argument(
        "--from", dest="from_", metavar="TIME", help="when a maintenance is to begin"
    )
    parser.add_argument("--until", metavar="TIME", help="when a maintenance is to end")
    parser.add_argument(
        "--public", action="store_true", help="the public reads of a maintenance or a notice"
    )
    parser.add_argument(
        "--audience", choices=("public", "staff", "restricted"), default="staff", help="who reads"
    )
    parser.add_argument(
        "--restricted", action="store_true", help="for few readers, with a name that tells nothing"
    )
    parser.add_argument("--slug", help="the id's words behind the date")
    parser.add_argument("--by", metavar="WHO", help="for somebody else, such as user:ana")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the header and the first log file."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._exits import UsageError
    from wakebook.cli._open import opened_for
    from wakebook.flows.saying.begin import incident_id

    desk = Desk(arguments)
    beginning = _beginning(desk)
    restricted = beginning.audience == "restricted"
    if restricted and desk.opened.libraries:
        raise UsageError(_sent_there(desk.opened.libraries[0]))
    mark = secrets.token_hex(2)
    incident = incident_id(desk.now, beginning.title, arguments.slug, restricted, mark)
    if desk.opened.files(incident) is not None or (desk.root / folder(incident)).exists():
        return _taken(desk, incident)
    kept = opened_for(desk, incident, beginning)
    _report(desk, incident, beginning)
    return 0 if kept else 3


def _sent_there(library: str) -> str:
    """What to do where restricted records lie in a repository of their own."""
    sentence = f"restricted records lie in a repository of their own, {library}: wakebook -C"
    return f"{sentence} ITS-FOLDER new ... (git config wakebook.library.{library} says where)"


def folder(incident: str) -> str:
    """Where an incident lies in its repository."""
    return f"incidents/{incident[:4]}/{incident}"


def _beginning(desk: "Desk") -> "Beginning":
    from wakebook.cli._exits import UsageError
    from wakebook.cli._open import speaker_of, time_of
    from wakebook.cli._planned import demand_fitting, window_of
    from wakebook.cli._terminal import say
    from wakebook.flows.saying.begin import UNKNOWN, Beginning
    from wakebook.flows.saying.speaker import Timed
    from wakebook.flows.saying.terms import Unclear, rating
    from wakebook.flows.saying.words import readable
    from wakebook.model.moment import Moment

    arguments = desk.arguments
    title = " ".join(readable(" ".join(arguments.title)).split())
    if not title or len(title) > 200:
        raise UsageError("the title has to say something, in at most 200 characters")
    demand_fitting(arguments)
    window = window_of(desk)
    try:
        level = rating(
            desk.library,
            desk.now.date(),
            arguments.severity,
            arguments.impact,
            arguments.urgency,
        )
    except Unclear as unclear:
        level = None
        say(f"opened without a severity: {unclear}")
    return Beginning(
        title=title,
        speaker=speaker_of(desk, Timed(Moment.at(desk.now))),
        started=time_of(desk, arguments.started, UNKNOWN, say),
        kind=arguments.kind,
        audience="restricted" if arguments.restricted else arguments.audience,
        components=_components(desk),
        rating=level,
        window=window,
        is_told=arguments.public,
    )


def _components(desk: "Desk") -> tuple[str, ...]:
    from wakebook.cli._terminal import say
    from wakebook.flows.saying.terms import component

    names = []
    for word in desk.arguments.component:
        name, warning = component(desk.library, word)
        if warning:
            say(warning)
        names.append(name)
    return tuple(dict.fromkeys(names))


def _taken(desk: "Desk", incident: str) -> int:
    from wakebook.cli._terminal import say

    record = desk.incident(incident)
    say(f"the id {incident} is taken")
    if record is not None:
        first = next((e.entry.by for e in record.timeline if e.entry.by), None)
        say(f"it is {record.status}: {record.header.title} (opened by {first or 'unknown'})")
    say(f'is it the same? wakebook log --incident {incident[11:]} "..."')
    say("is it another one? give it other words: --slug WORDS")
    return 1


def _report(desk: "Desk", incident: str, beginning: "Beginning") -> None:
    from wakebook.cli._planned import APART, next_steps
    from wakebook.cli._terminal import tell, tell_json

    errors = desk.library.known_errors(beginning.components)
    if desk.arguments.format == "json":
        facts = {"id": incident, "path": folder(incident), "by": beginning.speaker.by}
        tell_json(facts | {"known_errors": [problem.id for problem in errors]})
        return
    if beginning.kind in APART:
        tell([*next_steps(incident, beginning)])
        return
    level = beginning.rating.level if beginning.rating else "no severity yet"
    hints = [f"opened {incident} ({level}, commander {beginning.speaker.by})", folder(incident), ""]
    hints += [f"known error: {problem.header.title}" for problem in errors[:_TOLD]]
    if errors:
        hints += [f"       wakebook links {incident[11:]}      what helps", ""]
    hints.append('next:  wakebook log "what you see or do"')
    if beginning.rating is None:
        hints.append("       wakebook log --impact high --urgency high")
    if not beginning.started.at.known:
        hints.append("       wakebook log --started --at -20m       when you know it")
    hints.append("       wakebook log --commander WHO            to hand over")
    tell(hints)
    sys.stdout.flush()
