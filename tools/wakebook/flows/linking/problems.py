"""Problem records that an incident may belong to: by what both share, and by earlier incidents."""

from collections.abc import Iterator
from typing import NamedTuple

from wakebook.flows.linking.evidence import nearness
from wakebook.flows.linking.scene import Scene
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.problem import Problem
from wakebook.model.similarity import Features, Index, index, telling_words

_LEAST = 0.15
_LEAST_WORDS = 3
_EARLIER = 0.7
"""What the likeness of an earlier incident of a problem counts."""
_NEIGHBOUR = 0.25
_OVER = 0.6
"""What is left of the score of a problem that counts as solved."""
_SELF = "incident itself"


class Match(NamedTuple):
    """A problem with how much it looks like the cause, 0 to 1, and why."""

    problem: Problem
    score: float
    why: tuple[str, ...]


def problems(scene: Scene, library: Library) -> list[Match]:
    """Problems that an incident looks like, the most alike first; those without a reason not."""
    earlier = _earlier(scene, library)
    features = {_SELF: _of_incident(scene.incident, library, scene.words)}
    for name, problem in library.problems.items():
        features[f"problem {name}"] = _of_problem(problem, library)
    for name, incident in earlier.items():
        features[name] = _of_incident(incident, library, telling_words(incident.header.title))
    known = index(features)
    found = [_match(problem, known, scene, library) for problem in library.problems.values()]
    wanted = [match for match in found if match.why and match.score >= _LEAST]
    return sorted(wanted, key=lambda match: (-match.score, match.problem.id))


def _earlier(scene: Scene, library: Library) -> dict[str, Incident]:
    """The other incidents that problems list and that can be read."""
    listed = (i for problem in library.problems.values() for i in problem.header.incidents)
    found = {i: library.incidents.get(i) for i in dict.fromkeys(listed) if i != scene.incident.id}
    return {name: incident for name, incident in found.items() if incident is not None}


def _of_incident(incident: Incident, library: Library, words: Features) -> Features:
    header = incident.header
    category = (incident.category,) if incident.category else ()
    return _features(incident.components, category, header.tags, words, library)


def _of_problem(problem: Problem, library: Library) -> Features:
    header = problem.header
    words = telling_words(f"{header.title} {header.description or ''}")
    return _features(header.components, header.categories, header.tags, words, library)


def _features(
    components: tuple[str, ...],
    categories: tuple[str, ...],
    tags: tuple[str, ...],
    words: Features,
    library: Library,
) -> Features:
    known = library.catalog.components
    systems = {name for c in components if c in known for name in known[c].names("system")}
    kinds = (
        ("component", components),
        ("category", categories),
        ("tag", tags),
        ("system", systems),
        ("word", words),
    )
    return frozenset(f"{kind} {name}" for kind, names in kinds for name in names)


def _match(problem: Problem, known: Index, scene: Scene, library: Library) -> Match:
    own = f"problem {problem.id}"
    open_ = 1 - known.likeness(_SELF, own)
    why = [*_shared(known, own, library)]
    near = _nearest_earlier(problem, known)
    if near is not None:
        open_ *= 1 - _EARLIER * known.likeness(_SELF, near)
        why.append(f"like {near}, which belongs to it")
    neighbours = _neighbours(problem, scene)
    if neighbours:
        open_ *= 1 - _NEIGHBOUR * nearness(neighbours[0][0] - 1)
        named = " and ".join(_title(library, name) for _, name in neighbours[:2])
        why.append(f"about {named}, which it depends on")
    over = problem.header.state in ("resolved", "closed")
    if over and why:
        why.append(f"counts as {problem.header.state}: is it back?")
    return Match(problem, round((1 - open_) * (_OVER if over else 1), 2), tuple(why))


def _shared(known: Index, own: str, library: Library) -> Iterator[str]:
    """What both share in words; words alone are a reason only where there are several."""
    shared = known.features[_SELF] & known.features[own]
    told: dict[str, list[str]] = {}
    for feature in known.telling(shared):
        kind, _, name = feature.partition(" ")
        told.setdefault(kind, []).append(_title(library, name) if kind == "component" else name)
    for kind, names in told.items():
        yield f"same {kind}: {', '.join(names[:3])}"
    words = sorted(f.partition(" ")[2] for f in shared if f.startswith("word "))
    if len(words) >= _LEAST_WORDS or (told and words):
        yield f"shares words: {', '.join(words[:4])}"


def _nearest_earlier(problem: Problem, known: Index) -> str | None:
    """The problem's incident that is most alike, if it shares more than words."""
    found = [
        (known.likeness(_SELF, name), name)
        for name in problem.header.incidents
        if name in known.features and known.telling(known.features[_SELF] & known.features[name])
    ]
    return max(found)[1] if found else None


def _neighbours(problem: Problem, scene: Scene) -> list[tuple[int, str]]:
    """The components of the problem that the incident's depend on, the nearest first."""
    reached = [(scene.reach[n].distance, n) for n in problem.header.components if n in scene.reach]
    return sorted(each for each in reached if each[0] > 0) if scene.incident.components else []


def _title(library: Library, name: str) -> str:
    entity = library.catalog.components.get(name)
    return entity.title if entity else name
