"""The one incident that a piece of an id means, or a word about why it means none."""

from typing import TYPE_CHECKING

from wakebook.cli._terminal import say

if TYPE_CHECKING:
    from wakebook.cli._desk import Desk
    from wakebook.model.incident import Incident


_READS = frozenset({"links", "postmortem need", "show"})


def meant(desk: "Desk", piece: str | None, command: str) -> "Incident | None":
    """The incident; None, with the reason said, where the piece does not mean exactly one."""
    from wakebook.cli._choosing import chosen

    choice = chosen(desk, piece)
    if choice.id is None or (choice.doubt and not choice.others):
        say(f"{choice.doubt or 'no incident is open'}; `wakebook list` shows all")
        return None
    if choice.doubt is not None:
        say(f"{choice.doubt}; say which one, or see `wakebook list`:")
        for candidate in choice.others[:9]:
            say(f"  wakebook {command} {candidate.id}")
        return None
    if command not in _READS:
        desk.demand_here(choice.id)
    record = desk.incident(choice.id)
    if record is None and desk.opened.case(choice.id).locked:
        say(f"{choice.id} is sealed, and no key here opens it: git config wakebook.identity FILE")
    elif record is None:
        say(f"{choice.id} cannot be read; see: wakebook check {choice.id}")
    return record
