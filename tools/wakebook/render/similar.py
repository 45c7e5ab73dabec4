"""Similar incidents, earlier and later: those that share rare things."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from wakebook.model.similarity import Features, Index, index, telling_words, words_of
from wakebook.render.site import Site

_NEAREST = 60
_EARLIER, _LATER, _CANDIDATES = 4, 3, 8
_LEAST = 0.2
Alike = tuple[tuple[str, str], ...]
"""Ids with what they have in common, the most alike first."""


class Near(NamedTuple):
    """What is similar to an incident, before it and after it."""

    earlier: Alike
    later: Alike


class _Pair(NamedTuple):
    points: float
    other: str
    reason: str


def similar(site: Site) -> dict[str, Near]:
    """For every incident the most similar earlier and later ones, each with a reason."""
    known = index({record: _features(site, record) for record in site.rows})
    reasons = cache(partial(_reason, site, known))
    seen: dict[str, list[str]] = defaultdict(list)
    earlier: dict[str, list[_Pair]] = {}
    later: dict[str, list[_Pair]] = defaultdict(list)
    for record in reversed(known.features):
        earlier[record] = _ranked(record, known, seen, reasons)
        for pair in earlier[record]:
            later[pair.other].append(pair._replace(other=record))
        for feature in known.features[record]:
            seen[feature].append(record)
    return {r: Near(_best(earlier[r], _EARLIER), _best(later[r], _LATER)) for r in known.features}


def _best(pairs: list[_Pair], count: int) -> Alike:
    ranked = sorted(pairs, key=lambda pair: (-pair.points, pair.other))
    return tuple((pair.other, pair.reason) for pair in ranked[:count])


def _features(site: Site, record: str) -> Features:
    """Components and their systems, category, problems, tags and telling words of the title."""
    card, known = site.cards[record], site.library.catalog.components
    systems = {
        str(known[name].spec["system"]) for name in card.components if _has_system(site, name)
    }
    names = {word for system in systems for word in words_of(system)}
    return frozenset(
        {f"component {name}" for name in card.components}
        | {f"system {system}" for system in systems}
        | ({f"category {card.category}"} if card.category else set[str]())
        | {f"problem {problem}" for problem in site.problems_of.get(record, ())}
        | {f"tag {tag}" for tag in card.tags}
        | {f"word {word}" for word in telling_words(card.title) - names}
    )


def _has_system(site: Site, name: str) -> bool:
    entity = site.library.catalog.components.get(name)
    return entity is not None and isinstance(entity.spec.get("system"), str)


def _ranked(
    record: str,
    known: Index,
    seen: dict[str, list[str]],
    reasons: Callable[[Features], str],
) -> list[_Pair]:
    features, weight, norm = known
    score: dict[str, float] = defaultdict(float)
    for feature in sorted(features[record] & weight.keys()):
        given = weight[feature]
        for other in seen.get(feature, ())[-_NEAREST:]:
            score[other] += given
    own = norm[record]
    ranked = sorted(((total / (own * norm[o]), o) for o, total in score.items()), reverse=True)
    found = []
    for points, other in ranked[:_CANDIDATES]:
        reason = reasons(features[record] & features[other]) if points >= _LEAST else ""
        if reason:
            found.append(_Pair(points, other, reason))
    return found


def _reason(site: Site, known: Index, shared: Features) -> str:
    """What both have in common in words, the weightiest first."""
    told = (_told(site, *feature.split(" ", 1)) for feature in known.telling(shared))
    return ", ".join(list(dict.fromkeys(told))[:3])


def _told(site: Site, kind: str, name: str) -> str:
    match kind:
        case "component":
            return site.component(name)[0]
        case "category":
            return site.category(name)
        case "problem":
            return f"same cause: {site.library.problems[name].header.title}"
        case _:
            return name
