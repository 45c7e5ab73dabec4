"""Similar incidents, earlier and later: those that share rare things."""

import math
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from wakebook.render.site import Site

_WORD = re.compile(r"[^\W_]{4,}")
_NEAREST = 60
_EARLIER, _LATER, _CANDIDATES = 4, 3, 8
_LEAST = 0.2
_FACTOR = {
    "component": 2.0,
    "problem": 1.6,
    "category": 1.4,
    "tag": 1.0,
    "system": 0.8,
    "word": 0.3,
}
_STOP = frozenset(
    _WORD.findall(
        "about after again against also because been before being between both down during each "
        "even every failed failure failures from have incident into issue issues less made more "
        "most much nobody only other over outage outages same some such than that their them then "
        "there these they this those through took takes under until used were what when where "
        "which while whole with within without would "
    )
)
Alike = tuple[tuple[str, str], ...]
"""Ids with what they have in common, the most alike first."""


class Near(NamedTuple):
    """What is similar to an incident, before it and after it."""

    earlier: Alike
    later: Alike


class _Index(NamedTuple):
    """Features of each incident, the weight of each feature and the length of each incident's."""

    features: dict[str, frozenset[str]]
    weight: dict[str, float]
    norm: dict[str, float]


class _Pair(NamedTuple):
    points: float
    other: str
    reason: str


def similar(site: Site) -> dict[str, Near]:
    """For every incident the most similar earlier and later ones, each with a reason.

    Two incidents are as alike as the features that they share are rare (inverse document
    frequency, weighed by kind), as a cosine over features that more than one incident has.
    """
    features = {record: _features(site, record) for record in site.rows}
    weight = _weights(features)
    norm = {r: math.sqrt(1 + sum(weight.get(f, 0.0) for f in own)) for r, own in features.items()}
    index = _Index(features, weight, norm)
    reasons = cache(partial(_reason, site, weight))
    seen: dict[str, list[str]] = defaultdict(list)
    earlier: dict[str, list[_Pair]] = {}
    later: dict[str, list[_Pair]] = defaultdict(list)
    for record in reversed(features):
        earlier[record] = _ranked(record, index, seen, reasons)
        for pair in earlier[record]:
            later[pair.other].append(pair._replace(other=record))
        for feature in features[record]:
            seen[feature].append(record)
    return {r: Near(_best(earlier[r], _EARLIER), _best(later[r], _LATER)) for r in features}


def _best(pairs: list[_Pair], count: int) -> Alike:
    ranked = sorted(pairs, key=lambda pair: (-pair.points, pair.other))
    return tuple((pair.other, pair.reason) for pair in ranked[:count])


def _weights(features: dict[str, frozenset[str]]) -> dict[str, float]:
    """How much each feature that several incidents have counts; rare ones count more."""
    holders: dict[str, int] = defaultdict(int)
    for own in features.values():
        for feature in own:
            holders[feature] += 1
    total = len(features)
    return {
        feature: _FACTOR[feature.partition(" ")[0]] * math.log(1 + total / count)
        for feature, count in holders.items()
        if count > 1
    }


def _features(site: Site, record: str) -> frozenset[str]:
    """Components and their systems, category, problems, tags and telling words of the title."""
    card, known = site.cards[record], site.library.catalog.components
    systems = {
        str(known[name].spec["system"]) for name in card.components if _has_system(site, name)
    }
    names = {word for system in systems for word in _WORD.findall(system.lower())}
    words = set(_WORD.findall(card.title.lower())) - _STOP - names
    return frozenset(
        {f"component {name}" for name in card.components}
        | {f"system {system}" for system in systems}
        | ({f"category {card.category}"} if card.category else set[str]())
        | {f"problem {problem}" for problem in site.problems_of.get(record, ())}
        | {f"tag {tag}" for tag in card.tags}
        | {f"word {word}" for word in words}
    )


def _has_system(site: Site, name: str) -> bool:
    entity = site.library.catalog.components.get(name)
    return entity is not None and isinstance(entity.spec.get("system"), str)


def _ranked(
    record: str,
    index: _Index,
    seen: dict[str, list[str]],
    reasons: Callable[[frozenset[str]], str],
) -> list[_Pair]:
    features, weight, norm = index
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


def _reason(site: Site, weight: dict[str, float], shared: frozenset[str]) -> str:
    """What both have in common in words, the weightiest first; nothing but words is no reason."""
    telling = [f for f in shared if not f.startswith(("word ", "system "))]
    ranked = sorted(telling, key=lambda f: (-weight.get(f, 0.0), f))
    told = (_told(site, *feature.split(" ", 1)) for feature in ranked)
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
