"""Opening what is no incident, for ``new``: a maintenance with its window, or a notice."""

import argparse
from collections.abc import Iterator

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._terminal import say
from wakebook.flows.saying.begin import Beginning
from wakebook.flows.saying.planned import Planned, planned
from wakebook.flows.saying.terms import Unclear

APART = ("maintenance", "notice")
"""Kinds that nobody commands and that have no severity."""


def demand_fitting(arguments: argparse.Namespace) -> None:
    """Raise UsageError for an option that the kind of record has not."""
    kind = arguments.kind
    if kind in APART:
        for name in ("severity", "impact", "urgency", "started"):
            if getattr(arguments, name) is not None:
                raise UsageError(f"a {kind} has no --{name}; leave it out")
    elif arguments.public:
        face = "what the public reads of it stands in its header's `public` block"
        raise UsageError(
            f"--public is for a maintenance or a notice, not for --kind {kind}: {face}"
        )
    if kind != "maintenance" and (arguments.from_ or arguments.until):
        raise UsageError("--from and --until are for --kind maintenance")
    if arguments.public and (arguments.restricted or arguments.audience == "restricted"):
        raise UsageError("it is either for the public or restricted; leave one out")


def window_of(desk: Desk) -> Planned | None:
    """The window of a maintenance; raises UsageError where none, or no possible one, is given."""
    arguments = desk.arguments
    if arguments.kind != "maintenance":
        return None
    if not (arguments.from_ and arguments.until):
        example = "--from 2026-12-05T22:00Z --until 2026-12-06T01:00Z"
        raise UsageError(f"say from when to when it is planned, such as {example}")
    try:
        zone = desk.library.settings.tzinfo
        found = planned(arguments.from_, arguments.until, desk.now, zone)
    except Unclear as unclear:
        raise UsageError(str(unclear)) from None
    for remark in found.remarks:
        say(remark)
    return found


def next_steps(incident: str, beginning: Beginning) -> Iterator[str]:
    """What was opened, and the commands by which it goes on."""
    log = f"wakebook log -i {incident[11:]}"
    public = " --public" if beginning.is_told else ""
    if beginning.window is None:
        yield f"opened {incident}, a notice"
        yield f'next:  {log} --update{public} "what there is to know"'
        yield f"       {log} --closed{public}      when it holds no more"
        return
    yield f"planned {incident} from {beginning.window.begin} until {beginning.window.end}"
    yield f"next:  {log} --in-progress{public}      when it begins, then --verifying"
    yield f"       {log} --completed{public}        when it is over"
    yield f"       {log} --scheduled --from TIME --until TIME{public}      to move it"
