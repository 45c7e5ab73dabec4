"""Who speaks: from a word, a name or a commit's e-mail to an entry of the catalog."""

import re
from typing import NamedTuple

from wakebook.model.catalog import Catalog
from wakebook.model.moment import Moment

GIT_EMAIL = "wakebook.dev/git-email"
"""The catalog's annotation with the e-mail addresses of a user's commits, blanks between them."""

_KNOWN_FORM = re.compile(r"(?:user|group|vendor|system):[a-z0-9][a-zA-Z0-9._-]{0,62}")


class Speaker(NamedTuple):
    """Who says something, for whom it was written down, and when it happened."""

    at: Moment
    by: str
    reported_by: str | None = None


class Named(NamedTuple):
    """A word as records write it; ``known`` tells whether the catalog has it."""

    who: str
    known: bool


def by_email(catalog: Catalog, email: str) -> str | None:
    """The user of the catalog whose commits carry this address, letter case aside."""
    wanted = email.casefold()
    for who, entity in catalog.people.items():
        listed = entity.metadata.annotations.get(GIT_EMAIL, "")
        if who.startswith("user:") and wanted and wanted in listed.casefold().split():
            return who
    return None


def named(catalog: Catalog, word: str) -> Named:
    """``user:ana``, ``ana`` or ``Ana`` as the catalog knows them; anybody else is external."""
    said = word.strip()
    wanted = said.casefold().removeprefix("@")
    for who, entity in catalog.people.items():
        if wanted in (who.casefold(), entity.name.casefold(), entity.title.casefold()):
            return Named(who, known=True)
    if _KNOWN_FORM.fullmatch(said):
        return Named(said, known=said.startswith("system:"))
    return external(said)


def external(name: str) -> Named:
    """Somebody whom the catalog does not have."""
    said = " ".join(name.split()).removeprefix("external:").strip()[:200]
    return Named(f"external: {said or 'somebody'}", known=False)
