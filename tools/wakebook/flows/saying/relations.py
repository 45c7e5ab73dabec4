"""What an incident belongs to, as it is said in a hurry: ``child=payments``."""

from collections.abc import Iterator

from wakebook.flows.saying.choose import by_piece, nearest_ids
from wakebook.flows.saying.said import Said, Scene
from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.terms import Unclear, nearest
from wakebook.flows.saying.undo import retractions
from wakebook.flows.saying.words import Line, line
from wakebook.model.gate.tickets import is_asked_about
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.log.proof import INVERSE
from wakebook.model.waiting import above

BETWEEN = tuple(relation for relation, back in INVERSE.items() if relation != back)
"""Relations between two incidents; both logs have the link, each with its own word."""
ELSEWHERE = ("ticket", "request")
"""Relations to what lies outside of the records, such as the issue of a forge."""
_PROPOSED = ("problem", "caused_by_change")
LINKED = (*BETWEEN, *ELSEWHERE)
"""All that can be said in a hurry."""
_MOST_NAMED = 5


def links(said: Said, scene: Scene, warnings: list[str]) -> Iterator[Line]:
    """Links to incidents and tickets; one that is not understood does not hinder the others."""
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
    if relation not in LINKED:
        raise Unclear(f"{name or 'nothing'} is no relation; {nearest(relation, LINKED)}")
    if scene.incident is None:
        raise Unclear("only an incident that is open and can be read is linked; say it again")
    audience = None
    if relation in ELSEWHERE:
        to = _reference(relation, piece.strip(), warnings)
    else:
        other = _other(relation, piece.strip(), scene.incident, scene.library)
        if _is_circle(relation, scene.incident, other, scene.library):
            place = "above" if relation == "child" else "below"
            raise Unclear(f"{other.id} is {place} this incident already")
        to, audience = other.id, _audience(other)
    if any((rel, target) == (relation, to) for _, rel, target in scene.incident.links):
        warnings.append(f"{relation} {to} stands in the log already")
        return
    yield line("link", scene.speaker, audience=audience, rel=relation, to=to)


def _is_circle(relation: str, own: Incident, other: Incident, library: Library) -> bool:
    """Whether an incident would be above itself."""
    if relation == "parent":
        own, other = other, own
    return relation in ("parent", "child") and other.id in above(own.id, library)


def _reference(relation: str, word: str, warnings: list[str]) -> str:
    """The word for something elsewhere, as it is; raises Unclear."""
    if not word:
        raise Unclear(f"which {relation}? say --link {relation}=OWNER/NAME#NUMBER")
    if relation == "ticket" and not is_asked_about(word):
        warnings.append(f"no closure waits for {word}, whose end nobody can be asked about;")
        warnings.append("it would for an issue such as --link ticket=acme/checkout#12")
    return word


def _other(relation: str, piece: str, own: Incident, library: Library) -> Incident:
    """The one other incident that a piece of an id means; raises Unclear."""
    if not piece:
        raise Unclear(f"which incident? say --link {relation}=PIECE")
    ids = list(library.incidents)
    found = by_piece(ids, piece)
    others = [each for each in found if each != own.id]
    if len(others) == 1:
        record = library.incidents.get(others[0])
        if record is None:
            raise Unclear(f"{others[0]} cannot be read; see: wakebook check {others[0]}")
        return record
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
