"""What ``wakebook release`` shows and writes of one incident."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._logging import Writer
from wakebook.cli._open import speaker_of
from wakebook.cli._terminal import say, tell
from wakebook.flows.saying.releasing import (
    Seat,
    advice,
    authors,
    deserted,
    parts_for,
    place,
    released,
    seats,
)
from wakebook.flows.saying.speaker import Speaker, Timed
from wakebook.flows.saying.words import Line
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.model.policy.wording import WordingRule
from wakebook.model.roster import Roster
from wakebook.model.wording.words import Words
from wakebook.rules.nearest import did_you_mean

_PATH = "policies/wording.yaml"


class Releasing:
    """The texts of one incident that wait, and who can set them free."""

    def __init__(self, desk: Desk, incident: Incident) -> None:
        self.desk, self.incident = desk, incident
        wording = desk.library.wording
        if wording is None:
            raise UsageError(f"{_PATH} cannot be read; see: wakebook check {_PATH}")
        self.policy = wording.policy
        self.waiting = wording.waiting(incident)
        self._demand_part(desk.arguments.part)

    def _demand_part(self, part: str | None) -> None:
        """Raise UsageError for a part that the policy does not have."""
        if part is None or self.policy is None:
            return
        names = self._rule.names
        if part not in names:
            told = did_you_mean(part, names, f"there is {', '.join(names)}")
            raise UsageError(f"{_PATH} has no part {part}; {told}")

    @cached_property
    def _rule(self) -> WordingRule:
        assert self.policy is not None, "without one nothing waits"  # noqa: S101 - an invariant
        return self.policy.on(self.desk.now.date())

    @cached_property
    def _seats(self) -> tuple[Seat, ...]:
        return seats(self._rule, Roster(self.desk.library.catalog))

    @cached_property
    def _speaker(self) -> Speaker:
        return speaker_of(self.desk, Timed(Moment.at(self.desk.now)))

    def parts(self, words: Words) -> tuple[str, ...]:
        """As which parts whoever speaks can agree to a text."""
        who = self._speaker.by
        if who in self._authors(words):
            return ()
        return parts_for(who, words, self._seats, self.desk.arguments.part)

    def _authors(self, words: Words) -> frozenset[str]:
        return authors(words, self.incident, self._rule)

    def nothing(self) -> int:
        """Say that nothing waits, and why."""
        if self.policy is None:
            say(f"no text waits: there is no {_PATH}, so nothing is held back")
        else:
            say(f"no text of {self.incident.id} waits")
        return 0 if self.desk.arguments.text is None else 1

    def named(self, entry: str) -> Words:
        """The text that waits in an entry; raises UsageError for another one."""
        found = next((words for words in self.waiting if words.entry == entry), None)
        if found is None:
            known = ", ".join(words.entry for words in self.waiting)
            raise UsageError(f"no text waits in {entry}; there is {known}")
        return found

    def shown(self, words: Words) -> list[str]:
        """A text with its place, for whom it waits, and who that is."""
        text = [f"  {line}".rstrip() for line in words.text.split("\n")]
        return [f"{place(words)}, waits for {self._whom(words)}", *text, f"  {self._way(words)}"]

    def _way(self, words: Words) -> str:
        return f"wakebook release {self.incident.id[11:]} {words.entry}"

    def _whom(self, words: Words) -> str:
        barred = self._authors(words)
        return "; ".join(self._people(part, barred) for part in words.waits_for)

    def _people(self, part: str, barred: Collection[str]) -> str:
        """A part and those who can agree as it."""
        people = next((seat.people for seat in self._seats if seat.part == part), frozenset())
        people -= set(barred)
        names = ", ".join(sorted(who.partition(":")[2] for who in people))
        return f"{part} ({names or 'nobody'})"

    def facts(self) -> dict[str, object]:
        """What waits, for a program."""
        rows = [
            {"entry": w.entry, "text": w.text, "digest": w.digest, "waits_for": [*w.waits_for]}
            for w in self.waiting
        ]
        return {"id": self.incident.id, "waiting": rows}

    def release(self, chosen: Sequence[Words], *, seen: bool = False) -> int:
        """Write that whoever speaks agrees, who has ``seen`` the texts; 1 where they cannot."""
        refusals = [why for words in chosen for why in self._refusals(words)]
        for why in refusals:
            say(why)
        if refusals:
            return 1
        writer = Writer(self.desk)
        entries: list[Line] = []
        for words in chosen:
            if not seen and self.desk.arguments.format != "json":
                tell(self.shown(words)[:-1])
            parts = self.parts(words)
            entries += released(words, parts, self._speaker)
            if rest := [part for part in words.waits_for if part not in parts]:
                told = "; ".join(self._people(part, self._authors(words)) for part in rest)
                writer.remarks.append(f"the public reads it once {told} agrees too")
        if self._speaker.reported_by is not None:
            name = self._speaker.by.partition(":")[2]
            writer.remarks.append(f"it counts once {name} approves this change")
        return writer.keep(self.incident.id, entries)

    def _refusals(self, words: Words) -> Iterator[str]:
        """Why whoever speaks cannot set a text free."""
        if self.parts(words):
            return
        who, part = self._speaker.by, self.desk.arguments.part
        name = who.partition(":")[2].strip() or who
        if who in self._authors(words):
            yield f"{name} said this, so somebody else agrees to it: {self._whom(words)}"
            if none := deserted(words, self._seats, self._authors(words)):
                yield advice(none)
        elif part is not None and part not in words.waits_for:
            yield f"it does not wait for {part}; it waits for {self._whom(words)}"
        else:
            yield f"{name} is none of those it waits for: {self._whom(words)}"
