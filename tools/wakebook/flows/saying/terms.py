"""Terms of the repository as people type them: severities, components, states."""

import difflib
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from wakebook.model.library import Library
from wakebook.model.policy.severity import SeverityRule

STATES = {
    "up": "operational",
    "ok": "operational",
    "operational": "operational",
    "slow": "degraded",
    "degraded": "degraded",
    "partial": "partial_outage",
    "partial_outage": "partial_outage",
    "down": "major_outage",
    "outage": "major_outage",
    "major_outage": "major_outage",
}
"""Impact states by the words that people use for them."""


class Unclear(Exception):  # noqa: N818 - nobody did anything wrong: the words mean nothing here
    """Words that mean nothing in this repository; the message says what would."""


class Rating(NamedTuple):
    """A severity with what it was derived from."""

    level: str
    impact: str | None
    urgency: str | None


def rating(
    library: Library, day: date, level: str | None, impact: str | None, urgency: str | None
) -> Rating | None:
    """The severity that was said, or that the matrix gives for impact and urgency.

    Raises Unclear for a word that the policy in force does not have.
    """
    if not level and not (impact or urgency):
        return None
    policy = library.severity
    rule = policy.on(day) if policy is not None else None
    if rule is None:
        if level is None:
            raise Unclear("there is no policies/severity.yaml that gives a level; say --severity")
        return Rating(level, impact, urgency)
    said = None if level is None else _level(rule, level)
    factors = (_factor(rule, "impact", impact), _factor(rule, "urgency", urgency))
    if said is not None:
        return Rating(said, *factors)
    if not all(factors):
        raise Unclear("impact and urgency give a severity together; say both, or --severity")
    found = rule.level(factors[0] or "", factors[1] or "")
    if found is None:
        raise Unclear("the matrix of policies/severity.yaml has no level for both; say --severity")
    return Rating(found, *factors)


def _level(rule: SeverityRule, word: str) -> str:
    known = [level.id for level in rule.levels if level.replaced_by is None]
    wanted = word.casefold()
    for level in known:
        if wanted == level.casefold() or (wanted.isdigit() and level.casefold() == f"sev{wanted}"):
            return level
    raise Unclear(f"{word} is no severity; {nearest(word, known)}")


def _factor(rule: SeverityRule, name: str, word: str | None) -> str | None:
    if word is None:
        return None
    known = [f.id for f in (rule.impacts if name == "impact" else rule.urgencies)]
    if word.casefold() in known:
        return word.casefold()
    raise Unclear(f"{word} is no {name}; {nearest(word, known)}")


def state(word: str) -> str:
    """An impact state; raises Unclear for a word that means none."""
    found = STATES.get(word.casefold().replace("-", "_").replace(" ", "_"))
    if found is None:
        known = ("operational", "degraded", "partial_outage", "major_outage")
        raise Unclear(f"{word or 'nothing'} is no state; {nearest(word, known)}")
    return found


def component(library: Library, word: str) -> tuple[str, str | None]:
    """The catalog's name of a component, and a warning where the catalog has none like it."""
    known = library.catalog.components
    if word in known:
        return word, None
    folded = {name.casefold(): name for name in known}
    if word.casefold() in folded:
        return folded[word.casefold()], None
    advice = nearest(word, known) if known else "add it to catalog/ before closing"
    return word, f"{word} is not in the catalog; {advice}"


def nearest(word: str, known: Iterable[str]) -> str:
    """Advice that names the word that was probably meant, else all of them."""
    words = list(known)
    meant = likely(word, words)
    if meant:
        return f"did you mean {meant}?"
    shown = ", ".join(words[:8]) + (", ..." if len(words) > 8 else "")
    return f"known are {shown}" if words else "none is known"


def likely(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if one is near enough."""
    folded = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(word.casefold()[:60], folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None
