"""Setting a held text free: who may, as which part, and the entry that says so."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.words import Line, line
from wakebook.model.incident import Incident
from wakebook.model.policy.wording import WordingRule
from wakebook.model.roster import Roster
from wakebook.model.wording.severe import corrections
from wakebook.model.wording.words import FACE, Words


class Seat(NamedTuple):
    """A part with those who have it."""

    part: str
    people: frozenset[str]


def seats(rule: WordingRule, roster: Roster) -> tuple[Seat, ...]:
    """Every part of a rule with its people."""
    return tuple(
        Seat(part.as_, frozenset(who for team in part.from_ for who in roster.members(team)))
        for part in rule.parts
    )


def parts_for(who: str, words: Words, able: Iterable[Seat], only: str | None) -> tuple[str, ...]:
    """The parts as which somebody can agree to a text that waits for them."""
    return tuple(
        seat.part
        for seat in able
        if seat.part in words.waits_for and who in seat.people and only in (None, seat.part)
    )


def authors(words: Words, incident: Incident, rule: WordingRule) -> frozenset[str]:
    """Who said a text, wrote it down or put it right, and so cannot agree to it by the rule."""
    entry = next((line.entry for line in incident.log if line.id == words.entry), None)
    if entry is None or rule.own_words:
        return frozenset()
    fixes = [fix.entry for fix in corrections(incident, words.entry)]
    named = (who for each in (entry, *fixes) for who in (each.by, each.reported_by))
    return frozenset(who for who in named if who is not None)


def deserted(words: Words, able: Iterable[Seat], barred: Collection[str]) -> tuple[str, ...]:
    """The parts that a text waits for and that nobody has but those who are ``barred``."""
    waiting = (seat for seat in able if seat.part in words.waits_for)
    return tuple(seat.part for seat in waiting if seat.people <= set(barred))


def advice(parts: Sequence[str]) -> str:
    """What to do where nobody can agree as some parts."""
    return (
        f"policies/wording.yaml names nobody else as {' or '.join(parts)}; "
        "name another team or person there, or say `own_words: true`"
    )


def released(words: Words, parts: Sequence[str], speaker: Speaker) -> Iterator[Line]:
    """The entries that set this very text free as these parts."""
    where = {"ref": FACE} if words.entry == FACE else {"entry": words.entry}
    for part in parts:
        yield line("release", speaker, **where, part=part, digest=words.digest)


def place(words: Words) -> str:
    """Where a text stands, for a person."""
    return "title and summary of the header's public block" if words.entry == FACE else words.entry
