"""``--suppose``: reviews that nobody gave, to see what they would change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from wakebook.cli._exits import UsageError
from wakebook.model.gate.facts import Facts, Review
from wakebook.model.roster import Roster
from wakebook.rules.nearest import did_you_mean


def supposed(facts: Facts, words: Sequence[str], roster: Roster, now: datetime) -> Facts:
    """The facts with reviews that nobody gave; raises UsageError for one nobody could give."""
    reviews = tuple(_review(word, facts, roster, now) for word in words)
    return replace(facts, reviews=(*facts.reviews, *reviews))


def _review(word: str, facts: Facts, roster: Roster, now: datetime) -> Review:
    what, login = (part.strip() for part in word.partition("=")[::2])
    if not login or what not in ("approval", "changes"):
        raise UsageError(f"{word!r} supposes nothing; write approval=LOGIN or changes=LOGIN")
    account = roster.named(login, facts.host)
    if account is None:
        people = (entity.name for entity in roster.catalog.entities if entity.kind == "User")
        names = [name for name in people if name.casefold() != login.casefold()]
        advice = did_you_mean(login, names, "catalog/ tells who is there")
        raise UsageError(f"nobody in the catalog of the base is called {login!r}; {advice}")
    supposed = f"supposed {word}"
    if what == "approval":
        return Review(supposed, account, "approved", facts.head, now)
    return Review(supposed, account, "changes_requested", facts.head, now)
