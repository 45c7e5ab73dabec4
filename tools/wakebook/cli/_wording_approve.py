"""``wakebook wording approve``: somebody agrees to a template as it is now."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wakebook.model.wording.template import Template

HELP = "approve a template at its present content"
_PATH = "policies/wording.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    add = parser.add_argument
    add("name", metavar="NAME", help="the template's file name, without .j2 too")
    add("--as", dest="part", metavar="PART", required=True, help="as which part, such as legal")
    add("--by", metavar="WHO", help="who approves it, if it is not you")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the approval into the policy; 1 where it cannot be."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._open import speaker_of
    from wakebook.cli._templated import template_of
    from wakebook.cli._terminal import say, tell, tell_json
    from wakebook.flows.saying.releasing import seats
    from wakebook.flows.saying.speaker import Timed
    from wakebook.model.moment import Moment
    from wakebook.model.roster import Roster

    desk = Desk(arguments)
    template = template_of(desk, arguments.name)
    wording = desk.library.wording
    if wording is None or wording.policy is None:
        say(f"{_PATH} is missing or broken; it names the parts that approve")
        return 1
    who = speaker_of(desk, Timed(Moment.at(desk.now))).by
    known = {s.part: s.people for s in seats(wording.policy.on(None), Roster(desk.library.catalog))}
    name = who.partition(":")[2].strip() or who
    if who not in known.get(arguments.part, ()):
        able = sorted(p.partition(":")[2] for p in known.get(arguments.part, ()))
        told = f"{arguments.part} is {', '.join(able)}" if able else f"there is {', '.join(known)}"
        say(f"{name} cannot approve as {arguments.part}; {told}")
        return 1
    if arguments.part in wording.policy.agreed(template.name, template.digest):
        say(f"{template.name} is approved as {arguments.part} already, as it is now")
        return 0
    _write(desk.root / _PATH, template, {"as": arguments.part, "who": who}, f"{desk.now:%Y-%m-%d}")
    safe = desk.keep([_PATH], f"Approve {template.name} as {arguments.part}")
    if arguments.format == "json":
        tell_json({"template": template.name, "digest": template.digest, "as": arguments.part})
    else:
        tell([f"{template.name} at {template.digest[:12]}: approved as {arguments.part} by {name}"])
    say(f"it counts once {name} has brought or approved the change with an account of their own")
    return 0 if safe else 3


def _write(path: "Path", template: "Template", agreed: dict[str, str], day: str) -> None:
    """Splice an approval in, into the row of this content if there is one."""
    from wakebook.cli._exits import UsageError
    from wakebook.records.approving import approved
    from wakebook.records.write import replace

    old = path.read_bytes()
    try:
        new = approved(old, template.name, template.digest, agreed, day)
    except ValueError as error:
        raise UsageError(f"{_PATH} cannot be edited: {error}") from None
    replace(path.parent.parent, _PATH, new, old)
