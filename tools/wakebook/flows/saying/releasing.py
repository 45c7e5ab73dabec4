"""Setting a held text free: who may, as which part, and the entry that says so."""

from collections.abc import Iterable, Iterator, Sequence
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


def wrote(who: str, words: Words, incident: Incident) -> bool:
    """Whether somebody said a text, wrote it down, or put it right."""
    entry = next((line.entry for line in incident.log if line.id == words.entry), None)
    if entry is None:
        return False
    fixes = [fix.entry for fix in corrections(incident, words.entry)]
    return any(who in (each.by, each.reported_by) for each in (entry, *fixes))


def released(words: Words, parts: Sequence[str], speaker: Speaker) -> Iterator[Line]:
    """The entries that set this very text free as these parts."""
    where = {"ref": FACE} if words.entry == FACE else {"entry": words.entry}
    for part in parts:
        yield line("release", speaker, **where, part=part, digest=words.digest)


def place(words: Words) -> str:
    """Where a text stands, for a person."""
    return "title and summary of the header's public block" if words.entry == FACE else words.entry
