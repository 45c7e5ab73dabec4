"""``wakebook problems propose``: a problem record of what comes again, known to its incidents."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.flows.linking.recurring import Keeping
    from wakebook.model.recurring import Ranked

HELP = "write the problem record of a cluster, or what an existing one lacks"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._counted_options import add_days
    from wakebook.cli._desk import add_keeping

    add = parser.add_argument
    add("cluster", metavar="N|KEY", help="a number of the list that was shown last, or a key")
    add("--slug", metavar="WORDS", help="another name for the file of a new one")
    add("--plan", action="store_true", help="show what would be written, and write nothing")
    add(
        "--audience",
        choices=("staff", "restricted"),
        default="staff",
        help="count what these may read, as the list did; staff if absent",
    )
    add_days(parser)
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the problem, and a link into the log of each incident, in one commit."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._recurring import Found
    from wakebook.cli._terminal import say
    from wakebook.flows.linking.recurring import keeping

    found = Found(arguments, arguments.audience, days=True)
    ranked, desk = found.meant(arguments.cluster), Desk(arguments)
    if not ranked.cluster.chance.significant:
        say("such a cluster may be chance: read its incidents before you work on their cause")
    audiences = [row.audience for row in found.counted.rows if row.id in ranked.cluster.incidents]
    name = _name(arguments.slug, desk, ranked)
    kept = _here(keeping(ranked, desk.library, audiences, desk.now.date(), name), desk)
    if not kept.listing and not kept.linking:
        say(f"problems/{kept.problem}.yaml has all of them, and they link to it")
        return 0
    if arguments.plan:
        return _planned(kept, arguments.format)
    return _written(kept, desk)


def _name(words: str | None, desk: "Desk", ranked: "Ranked") -> str:
    """The name that was asked for; raises UsageError for one that cannot be had."""
    from wakebook.cli._exits import UsageError
    from wakebook.flows.saying.words import slug

    if words is None:
        return ""
    if ranked.feeds is not None:
        where = f"problems/{ranked.feeds.problem}.yaml"
        raise UsageError(f"these incidents belong to {where} already; leave --slug out")
    name = slug(words)
    if not name or name in desk.library.problems:
        why = f"problems/{name}.yaml is taken" if name else f"{words!r} has no letter or digit"
        raise UsageError(f"{why}; say another --slug")
    return name


def _here(kept: "Keeping", desk: "Desk") -> "Keeping":
    """Without incidents of other repositories, whose logs are written there."""
    from wakebook.cli._terminal import say

    for incident in sorted({*kept.linking} & {*desk.opened.elsewhere}):
        say(f"{incident} lies in another repository; link it to {kept.problem} from there")
    return kept._replace(linking=tuple(i for i in kept.linking if i not in desk.opened.elsewhere))


def _planned(kept: "Keeping", form: str) -> int:
    from wakebook.cli._terminal import tell, tell_json
    from wakebook.records.emit import emit_document

    path = f"problems/{kept.problem}.yaml"
    if form == "json":
        told = {"path": path, "text": kept.text}
        tell_json({**told, "listing": [*kept.listing], "linking": [*kept.linking]})
        return 0
    if kept.text is not None:
        tell([f"{path} would be new:", *emit_document(kept.text).splitlines()])
    else:
        tell([f"{path} would list {incident}" for incident in kept.listing])
    tell([f"the log of {incident} would link to {kept.problem}" for incident in kept.linking])
    return 0


def _written(kept: "Keeping", desk: "Desk") -> int:
    """First the problem, then the logs: what is cut off leaves a list that `check` tells of."""
    from wakebook.cli._open import speaker_of
    from wakebook.cli._secretless import demand_no_secret
    from wakebook.flows.linking.recurring import links
    from wakebook.flows.saying.speaker import Timed
    from wakebook.model.moment import Moment

    why = "Found among similar incidents by wakebook problems."
    entries = links(kept, speaker_of(desk, Timed(Moment.at(desk.now))), why)
    demand_no_secret(desk, [*entries, *([kept.text] if kept.text else [])])
    stem = desk.stem(*kept.linking)
    paths = [_problem_file(kept, desk)]
    paths += [_log_file(desk, incident, stem, entries) for incident in kept.linking]
    verb = "Open" if kept.text is not None else "Add to"
    safe = desk.keep(paths, f"{verb} problem {kept.problem}")
    _report(kept, desk, paths)
    return 0 if safe else 3


def _problem_file(kept: "Keeping", desk: "Desk") -> str:
    """Write the new file, or the incidents into the one that is there; its path."""
    from wakebook.cli._exits import UsageError
    from wakebook.records.emit import emit_document
    from wakebook.records.listing import with_incident
    from wakebook.records.sealer import read_clear
    from wakebook.records.splice import SpliceError
    from wakebook.records.write import TakenError, create, replace

    path = f"problems/{kept.problem}.yaml"
    if kept.text is not None:
        try:
            create(desk.root, path, emit_document(kept.text).encode())
        except TakenError:
            raise UsageError(f"{path} is there already; say another --slug") from None
        return path
    path = next((f.path for f in desk.opened.shelf.problems if f.path == path), path)
    old = new = read_clear(desk.root, path)
    listed = [*desk.library.problems[kept.problem].header.incidents]
    try:
        for incident in kept.listing:
            new = with_incident(new, listed, incident)
            listed.append(incident)
    except (ValueError, SpliceError) as error:
        advice = f"list {', '.join(kept.listing)} there by hand, and say it again"
        raise UsageError(f"{path} was left as it is: {error}; {advice}") from None
    if new != old:
        replace(desk.root, path, new, old)
    return path


def _log_file(desk: "Desk", incident: str, stem: str, entries: Sequence[dict[str, Any]]) -> str:
    """One new file in the log of an incident, of the same name in all where it is free; its path.

    Raises OSError where no name is.
    """
    from wakebook.records.emit import emit_document
    from wakebook.records.write import TakenError, create

    data = emit_document([*entries]).encode()
    for name in (stem, *(desk.stem(incident) for _ in range(3))):
        path = f"incidents/{incident[:4]}/{incident}/timeline/{name}.yaml"
        try:
            create(desk.root, path, data)
        except TakenError:
            continue
        return path
    raise OSError(f"no free name for a log file of {incident}; try again")


def _report(kept: "Keeping", desk: "Desk", paths: Sequence[str]) -> None:
    from wakebook.cli._terminal import tell, tell_json

    if desk.arguments.format == "json":
        tell_json({"problem": kept.problem, "paths": [*paths], "linked": [*kept.linking]})
        return
    what = "written" if kept.text is not None else "lists the rest too"
    tell([f"problems/{kept.problem}.yaml: {what}; {len(kept.linking)} logs link to it"])
    if kept.text is not None:
        tell(["next: say in it who owns it and what the cause is, or what helps meanwhile"])
