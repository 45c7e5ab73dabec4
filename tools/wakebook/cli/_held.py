"""What is told of lines that the public does not read yet."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from wakebook.cli._desk import Desk
from wakebook.flows.saying.releasing import Seat, advice, authors, deserted, seats
from wakebook.flows.saying.words import Line
from wakebook.model.roster import Roster
from wakebook.model.wording.words import FACE


def held(desk: Desk, incident: str, stem: str, lines: Sequence[Line]) -> Iterator[str]:
    """For whom the words of new lines wait, and the public title that waits because of them."""
    before, wording = desk.incident(incident), desk.library.wording
    if before is None or wording is None or wording.policy is None:
        return
    known = {words.entry for words in wording.waiting(before)}
    after = before.plus(stem, lines)
    rule = wording.policy.on(desk.now.date())
    able = seats(rule, Roster(desk.library.catalog))
    for words in wording.waiting(after):
        if words.entry in known:
            continue
        mine = authors(words, after, rule)
        what = "the public title and summary" if words.entry == FACE else "this"
        whom = ", ".join(words.waits_for)
        who = "for somebody else to agree" if _among(mine, able) else "to agree"
        way = f"wakebook release {incident[11:]} {words.entry}"
        yield f"the public does not read {what} yet: waits for {whom}; {who}: {way}"
        if none := deserted(words, able, mine):
            yield advice(none)


def _among(mine: Collection[str], able: Iterable[Seat]) -> bool:
    """Whether an author might think that they could agree themselves."""
    return any(not seat.people.isdisjoint(mine) for seat in able)
