"""Following a role from one holder to the next."""

from collections.abc import Iterator, Sequence

from wakebook.model.finding import Claim
from wakebook.model.log import RoleChange
from wakebook.model.log.logged import Logged


def wrong_handovers(changes: Sequence[Logged]) -> Iterator[Claim]:
    """Entries of one role that name somebody else than its holder as the holder until now."""
    holder = "none"
    for line in changes:
        entry = line.entry
        if not isinstance(entry, RoleChange):
            continue
        if entry.from_ != holder:
            held = "nobody was" if holder == "none" else f"{holder} was"
            sentence = (
                f"hands over from {entry.from_}, but {held} {entry.role}; write from: {holder}"
            )
            yield Claim(("timeline", line.id, "from"), sentence)
        holder = entry.to
