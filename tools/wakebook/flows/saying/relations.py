"""What an incident belongs to, as it is said in a hurry: ``child=payments``."""

from collections.abc import Iterator, Sequence

from wakebook.flows.saying.choose import by_piece, nearest_ids
from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.terms import Unclear, nearest
from wakebook.flows.saying.undo import retractions
from wakebook.flows.saying.words import Line, line
from wakebook.model.incident import Incident
from wakebook.model.log.proof import INVERSE

BETWEEN = tuple(relation for relation, back in INVERSE.items() if relation != back)
"""Relations between two incidents; both logs have the link, each with its own word."""
_PROPOSED = ("problem", "caused_by_change")
_MOST_NAMED = 5


def links(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Links to other incidents; one that is not understood does not hinder the others."""
    for word in dict.fromkeys(said.links):
        try:
            yield from _link(word, scene, warnings)
        except Unclear as unclear:
            yield scene.misheard(f"link {word}", said.text, unclear, warnings)


def _link(word: str, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    name, _, piece = word.partition("=")
    relation = name.strip().casefold().replace("-", "_").replace(" ", "_")
    if relation in _PROPOSED:
        raise Unclear(f"a {relation} is linked with: wakebook links --accept {piece or 'N'}")
    if relation not in BETWEEN:
        raise Unclear(f"{name or 'nothing'} is no relation; {nearest(relation, BETWEEN)}")
    if scene.incident is None:
        raise Unclear("only an incident that is open and can be read is linked; say it again")
    other = _other(relation, piece.strip(), scene.incident, list(scene.library.incidents))
    if any((rel, to) == (relation, other) for _, rel, to in scene.incident.links):
        warnings.append(f"{relation} {other} stands in the log already")
        return
    record = scene.library.incidents.get(other)
    if record is None:
        raise Unclear(f"{other} cannot be read; see: wakebook check {other}")
    yield line("link", scene.speaker, audience=_audience(record), rel=relation, to=other)


def _other(relation: str, piece: str, own: Incident, ids: Sequence[str]) -> str:
    """The one other incident that a piece of an id means; raises Unclear."""
    if not piece:
        raise Unclear(f"which incident? say --link {relation}=PIECE")
    found = by_piece(ids, piece)
    others = [each for each in found if each != own.id]
    if len(others) == 1:
        return others[0]
    if found and not others:
        raise Unclear(f"{piece} is this incident itself")
    if others:
        named = ", ".join(sorted(others, reverse=True)[:_MOST_NAMED])
        raise Unclear(f"{piece} is in {len(others)} ids; say more of it: {named}")
    near = [each for each in nearest_ids(ids, piece) if each != own.id]
    advice = f"did you mean {', '.join(near)}?" if near else "`wakebook list` shows all"
    raise Unclear(f"no other incident's id has {piece!r} in it; {advice}")


def _audience(seen: Incident) -> str | None:
    """A link to what only a few may read is for them alone: an id tells something."""
    return "restricted" if seen.header.audience == "restricted" else None


def answers(before: Incident, after: Incident, other: Incident, speaker: Speaker) -> list[Line]:
    """What the log of the other incident has to say, now that a log links to it or does not."""
    old, new = _relations(before, other), _relations(after, other)
    here = {(rel, to) for _, rel, to in other.links}
    written = [
        line("link", speaker, audience=_audience(after), rel=INVERSE[rel], to=after.id)
        for rel in sorted(new - old)
        if (INVERSE[rel], after.id) not in here
    ]
    void = {i for i, rel, to in other.links if to == after.id and INVERSE[rel] in old - new}
    gone = [each for each in other.by_kind.get("link", ()) if each.id in void]
    return [*written, *retractions(other, gone, speaker, "")]


def _relations(incident: Incident, other: Incident) -> set[str]:
    return {rel for _, rel, to in incident.links if to == other.id and rel in BETWEEN}
