"""Who speaks: from a word, a name or a commit's e-mail to an entry of the catalog."""

import re
from typing import NamedTuple

from wakebook.model.catalog import Catalog
from wakebook.model.moment import Moment
from wakebook.records.bytes import FORBIDDEN
from wakebook.rules.nearest import did_you_mean

_SYSTEM = re.compile(r"system:[a-z0-9][a-zA-Z0-9._-]{0,62}")


class Speaker(NamedTuple):
    """Who says something, for whom it was written down, and when it happened."""

    at: Moment
    by: str
    reported_by: str | None = None
    as_written: str | None = None


class Timed(NamedTuple):
    """When something happened; ``as_written`` are words for it that nobody could read."""

    at: Moment
    as_written: str | None = None


class Named(NamedTuple):
    """A word as records write it; ``known`` tells whether the catalog has it."""

    who: str
    known: bool


def named(catalog: Catalog, word: str) -> Named:
    """``user:ana``, ``ana`` or ``Ana`` as the catalog knows them; anybody else is external."""
    said = word.strip()
    wanted = said.casefold().removeprefix("@")
    for who, entity in catalog.people.items():
        if wanted in (who.casefold(), entity.name.casefold(), entity.title.casefold()):
            return Named(who, known=True)
    if _SYSTEM.fullmatch(said):
        return Named(said, known=True)
    return external(said)


def unlisted(catalog: Catalog, word: str, found: Named) -> str:
    """A remark on somebody who is not in the catalog, with the one who was probably meant."""
    names = {who.partition(":")[2]: who for who in catalog.people}
    advice = did_you_mean(word.rpartition(":")[2], names, "add them to catalog/ before closing")
    return f"kept as {found.who}: {word} is not in the catalog; {advice}"


def external(name: str) -> Named:
    """Somebody whom the catalog does not have."""
    said = " ".join(FORBIDDEN.sub("", name).split()).removeprefix("external:").strip()[:200]
    return Named(f"external: {said or 'somebody'}", known=False)
