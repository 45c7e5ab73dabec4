"""The one incident that a command is about, or the reason why there is none, said at once."""

from wakebook.cli._choosing import chosen
from wakebook.cli._desk import Desk
from wakebook.cli._terminal import say
from wakebook.model.incident import Incident


def meant(desk: Desk, piece: str | None, command: str) -> Incident | None:
    """The incident that a piece of an id means; None where that was said not to be one."""
    choice = chosen(desk, piece)
    if choice.id is None or (choice.doubt and not choice.others):
        say(f"{choice.doubt or 'no incident is open'}; `wakebook list` shows all")
        return None
    if choice.doubt is not None:
        say(f"{choice.doubt}; say which one, or see `wakebook list`:")
        for candidate in choice.others[:9]:
            say(f"  {command} {candidate.id}")
        return None
    record = desk.incident(choice.id)
    if record is None:
        say(f"{choice.id} cannot be read; see: wakebook check {choice.id}")
    return record
