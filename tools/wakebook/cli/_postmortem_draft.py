"""``wakebook postmortem draft``: a post-mortem with all that the record can say of itself."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.model.blocks import Renewed
    from wakebook.model.incident import Incident
    from wakebook.model.postmortem import Postmortem
    from wakebook.render.draft import Part

HELP = "begin a post-mortem from the record, or renew what nobody has changed in it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    from wakebook.cli._desk import add_keeping

    parser.add_argument("piece", nargs="?", metavar="PIECE", help="any piece of the incident's id")
    parser.add_argument(
        "--audience",
        choices=("public", "staff", "restricted"),
        help="who may read a new one; staff, or restricted where the record is",
    )
    look = parser.add_mutually_exclusive_group()
    look.add_argument("--diff", action="store_true", help="show what would change; 1 if anything")
    look.add_argument("--stdout", action="store_true", help="print the text, and write nothing")
    add_keeping(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write ``postmortem.md``; 1 where there is one that was not begun by this command."""
    from wakebook.cli._desk import Desk
    from wakebook.cli._meant import meant

    desk = Desk(arguments)
    incident = meant(desk, arguments.piece, "postmortem draft")
    if incident is None or _is_too_wide(incident, arguments.audience):
        return 1
    path = f"postmortems/{incident.id[:4]}/{incident.id}/postmortem.md"
    target = desk.root / path
    if target.exists() or target.is_symlink():
        return _again(desk, incident, path)
    return _first(desk, incident, path)


def _is_too_wide(incident: "Incident", audience: str | None) -> bool:
    """Whether the record has nothing for the readers that the draft is meant for."""
    from wakebook.cli._terminal import say
    from wakebook.model.audience import sees

    if audience is None or sees(audience, incident):  # type: ignore[arg-type] # one of the choices
        return False
    say(f"there is nothing in {incident.id} that the audience {audience} may see")
    return True


def _first(desk: "Desk", incident: "Incident", path: str) -> int:
    from wakebook.flows.learning.draft import audience_of, drafted, new_text
    from wakebook.records.write import TakenError, create

    audience = desk.arguments.audience or audience_of(incident)
    made = drafted(incident, desk.library, audience, desk.now.date())
    text = new_text(incident, audience, made)
    if desk.arguments.stdout:
        sys.stdout.write(text)
        return 0
    if desk.arguments.diff:
        return _shown(path, b"", text.encode())
    try:
        create(desk.root, path, text.encode())
    except TakenError:
        return _again(desk, incident, path)
    kept = desk.keep([path], f"Begin the post-mortem of {incident.id}")
    _report(desk, incident, path, made)
    return 0 if kept else 3


def _again(desk: "Desk", incident: "Incident", path: str) -> int:
    from wakebook.cli._terminal import say
    from wakebook.cli._unkept import going_along
    from wakebook.flows.learning.draft import drafted, renewed_text
    from wakebook.model.blocks import is_begun
    from wakebook.records.write import replace

    held = desk.library.postmortems.get(incident.id)
    if held is None:
        say(f"{path} cannot be read; see: wakebook check {path}")
        return 1
    raw = desk.opened.reader.raw(path)
    text = raw.decode("utf-8")
    if desk.arguments.audience not in (None, held.header.audience):
        say(f"{path} is for {held.header.audience}, as its front matter says; change it there")
        return 1
    if _is_too_wide(incident, held.header.audience):
        return 1
    made = drafted(incident, desk.library, held.header.audience, desk.now.date())
    plain = text.replace("\r\n", "\n")
    if not is_begun(plain):
        return _by_hand(desk, incident, path, made)
    if _stays(path, held, foreign=plain != text):
        return 1
    result = renewed_text(text, made)
    if desk.arguments.stdout:
        sys.stdout.write(result.text)
        return 0
    new = result.text.encode()
    if desk.arguments.diff:
        return _shown(path, raw, new) if new != raw else 0
    if new != raw:
        replace(desk.root, path, new, raw)
    taken = [] if new == raw else going_along(desk, path, raw)
    kept = new == raw or desk.keep([path], f"Renew the post-mortem of {incident.id}")
    _report_again(desk, incident, path, result)
    for each in taken:
        say(each)
    return 0 if kept else 3


def _stays(path: str, held: "Postmortem", *, foreign: bool) -> bool:
    """Whether a text may not be renewed: it is published, or has another system's line ends."""
    from wakebook.cli._terminal import say

    if held.header.published is not None:
        say(f"{path} is published, so it stays as it is")
        say("to have it renewed, take `published` out of its front matter first")
    elif foreign:
        say(f"{path} has line ends of another system (CRLF), so it stays as it is")
        say(f"to mend them and nothing else: wakebook fmt {path}")
    return foreign or held.header.published is not None


def _by_hand(desk: "Desk", incident: "Incident", path: str, made: "list[Part]") -> int:
    """A post-mortem that somebody wrote from nothing stays as it is."""
    from wakebook.cli._terminal import say
    from wakebook.flows.learning.draft import new_text

    if desk.arguments.stdout:
        audience = desk.library.postmortems[incident.id].header.audience
        sys.stdout.write(new_text(incident, audience, made))
        return 0
    say(f"{path} was not begun by this command, so it stays as it is")
    say(f"to take parts of a draft over by hand: wakebook postmortem draft {incident.id} --stdout")
    return 1


def _shown(path: str, old: bytes, new: bytes) -> int:
    from wakebook.cli._editing import show_difference

    show_difference(path, old, new)
    return 1


def _report(desk: "Desk", incident: "Incident", path: str, made: "list[Part]") -> None:
    from wakebook.cli._terminal import tell, tell_json
    from wakebook.model.postmortem import HINTS

    filled = [part.name for part in made if part.text]
    empty = [p.title for p in made if p.title and (not p.text or p.name in HINTS)]
    if desk.arguments.format == "json":
        tell_json({"id": incident.id, "path": path, "filled": filled, "empty": empty})
        return
    lines = [f"begun: {path}"]
    if empty:
        lines.append(f"only you can write: {', '.join(empty)}")
    lines.append("next:  write, then `wakebook check` says what is missing")
    if empty and incident.is_closed:
        lines.append(
            "       the incident is closed, so that it refuses a section that says nothing"
        )
    tell(lines)


def _report_again(desk: "Desk", incident: "Incident", path: str, result: "Renewed") -> None:
    from wakebook.cli._terminal import say, tell, tell_json

    names = ("renewed", "added", "left", "stale", "homeless")
    told = {name: list(getattr(result, name)) for name in names}
    if desk.arguments.format == "json":
        tell_json({"id": incident.id, "path": path, **told})
        return
    changed = [f"{name}: {', '.join(told[name])}" for name in ("renewed", "added") if told[name]]
    tell([f"{path}: {'; '.join(changed) or 'nothing new'}"])
    if told["left"]:
        say(f"yours by now, and left as you wrote it: {', '.join(told['left'])}")
    if told["stale"]:
        say(f"the record has changed since you wrote: {', '.join(told['stale'])}; read them again")
        say("(a text without its two marks is never compared)")
    if told["homeless"]:
        say(f"no section for: {', '.join(told['homeless'])}; add its heading, and run it again")
