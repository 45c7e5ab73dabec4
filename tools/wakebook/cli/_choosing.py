"""Finding the incident that a command means, for ``log`` and ``show``."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from wakebook.cli._desk import Desk
from wakebook.cli._terminal import asked, at_a_terminal
from wakebook.flows.saying.choose import Candidate, Choice, by_piece, choice, guess, nearest_ids
from wakebook.model.log.logged import recorded_time
from wakebook.records.unended import last_recorded, perhaps_open

_TRIES = 3
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def candidates(desk: Desk, ids: Iterable[str]) -> Iterator[Candidate]:
    """The incidents of these ids as something to choose from; a broken one may be open."""
    who = desk.actor.who
    for incident in ids:
        record = desk.incident(incident)
        if record is None:
            yield Candidate(incident, "(cannot be read)", "broken", True, _last(desk, incident))
            continue
        yield Candidate(
            incident,
            record.header.title,
            record.status,
            record.is_open,
            _last(desk, incident),
            any(who in (e.entry.by, e.entry.reported_by) for e in record.log),
            record.header.audience == "restricted",
        )


def _last(desk: Desk, incident: str) -> datetime:
    try:
        return recorded_time(last_recorded(desk.opened, incident))
    except ValueError:
        return _NEVER


def chosen(desk: Desk, piece: str | None, *, fresh: bool = False) -> Choice:
    """The incident that a piece of an id means, or the one that is being worked on.

    With ``fresh`` none that was resolved a short time ago.
    """
    if piece is None:
        found = list(candidates(desk, perhaps_open(desk.opened)))
        return _settled(choice(found, desk.now, fresh=fresh))
    cases = desk.opened.shelf.cases.values()
    ids = [case.id for case in cases if case.header or case.log or case.stub]
    matching = by_piece(ids, piece)
    if len(matching) == 1:
        return Choice(matching[0])
    if not matching:
        return _missed(desk, piece, ids)
    several = list(candidates(desk, sorted(matching, reverse=True)[:50]))
    running = [c for c in several if c.is_open]
    if len(running) == 1:
        return Choice(running[0].id)
    return _settled(guess(running or several))


def _missed(desk: Desk, piece: str, ids: Sequence[str]) -> Choice:
    """No id has this piece: the title of one that is open, the nearest id, else a guess."""
    running = list(candidates(desk, perhaps_open(desk.opened)))
    still = tuple(c for c in running if c.is_open)
    titled = tuple(c for c in still if piece.casefold() in c.title.casefold())
    if len(titled) == 1:
        return Choice(titled[0].id)
    near = tuple(candidates(desk, nearest_ids(ids, piece)))
    if titled or not near:
        others = titled or still
        found = guess(others) if others else choice(running, desk.now)
    else:
        ids_near = {candidate.id for candidate in near}
        elsewhere = (candidate for candidate in still if candidate.id not in ids_near)
        others = (*sorted(near, key=lambda c: not c.is_open), *elsewhere)
        found = Choice(others[0].id)
    doubt = f"no incident's id has {piece!r} in it"
    return _settled(found._replace(doubt=doubt, others=others))


def _settled(found: Choice) -> Choice:
    """A guess becomes certain where somebody at a terminal can be asked; Enter takes the guess."""
    if found.doubt is None or not found.others or not at_a_terminal():
        return found
    offered = [candidate.id for candidate in found.others[:9]]
    lines = [f"  {n}  {c.id}  {c.status}  {c.title}" for n, c in enumerate(found.others[:9], 1)]
    which = (
        f"1-{len(offered)}, or Enter for 1:"
        if len(offered) > 1
        else "Enter for this one, Ctrl-C for none:"
    )
    question = "\n".join([f"{found.doubt}. Which incident?", *lines, which])
    for _ in range(_TRIES):
        answer = asked(question)
        if answer is None:
            return found
        answer = answer or "1"
        if answer.isdigit() and 1 <= int(answer) <= len(offered):
            return Choice(offered[int(answer) - 1])
        meant = by_piece(offered, answer)
        if len(meant) == 1:
            return Choice(meant[0])
        question = f"{answer} is none of them. {which}"
    return found
