"""Groups of incidents that are alike: by the rare facts and words that they share.

Likeness is the cosine over features that weigh as much as they are rare (Salton and Buckley 1988),
and two groups become one while the average likeness between their members is high enough (average
linkage, Sokal and Michener 1958): a chain of neighbours that are alike only two by two ends there.
The average over all pairs of two groups is the product of their summed vectors (Steinbach, Karypis
and Kumar 2000), so that no pair is looked at alone.

When an incident happened plays no part, not even in the order of the work: whether the members of a
group lie close together in time can be asked of it afterwards without having been decided before.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import NamedTuple
from zlib import crc32

from wakebook.model.measured import Measured
from wakebook.model.similarity import Features, Index, index, words_in_order

LEAST = 0.5
"""The average likeness within a group."""
FEWEST = 3
"""Members of a group; two alike may be a coincidence that nobody can tell from a pattern."""
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_OR_NUMBERS = re.compile(r"[^\W_]+")
_HOLDERS = 40
"""Of those who share a feature so many are looked at for each incident."""
_MANY = 20
"""Incidents below which half of them are no measure of what is common."""
_NEAREST = 8
"""Neighbours of an incident that are kept."""


class Group(NamedTuple):
    """Members by id, each with its average likeness to the others, from 0 to below 1."""

    members: Mapping[str, float]


def features(row: Measured) -> Features:
    """What an incident may share with others.

    Those are facts, the whole title, its words, and words that only the summary says and that count
    less. A bare number is no word, and neither is the name of a component: that counts by itself,
    and must not look like a second thing that its incidents have in common.
    """
    named = frozenset(word for name in row.components for word in _LETTERS.findall(name.lower()))
    words = [word for word in row.words.splitlines() if not word.isdigit() and word not in named]
    spoken = frozenset(words_in_order(row.title, _MANY))
    causes = {"problem": "problem", "caused_by_change": "change"}
    linked = ((causes[relation], to) for relation, to in row.links if relation in causes)
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("component", row.components),
        ("category", (row.category,) if row.category else ()),
        ("tag", row.tags),
        ("runbook", row.runbooks),
        ("title", _whole(row.title, named)),
        ("word", (word for word in words if word in spoken)),
        ("said", (word for word in words if word not in spoken)),
    )
    facts = frozenset(f"{kind} {name}" for kind, names in kinds for name in names)
    return facts | {f"{kind} {to}" for kind, to in linked}


def _whole(title: str, named: Features) -> Iterable[str]:
    """A title of several words, without a number that may count the incidents at its end."""
    told = title.lower().rstrip("#0123456789 ()")
    words = [word for word in _LETTERS_OR_NUMBERS.findall(told) if word not in named]
    return (" ".join(words),) if len(words) > 1 else ()


def groups(known: Index, least: float = LEAST) -> list[Group]:
    """Groups of three or more, each incident in one at most; the same whatever the order."""
    merged = _Merging(known, least)
    for _, one, other in sorted(_edges(known, least), key=lambda e: (-e[0], e[1], e[2])):
        merged.join(one, other)
    return [_group(known, names) for names in merged.groups() if len(names) >= FEWEST]


def indexed(rows: Sequence[Measured]) -> Index:
    """The features of incidents, weighed against each other.

    What more than half of many incidents have, such as a phrase of a form, tells none apart.
    """
    found = {row.id: features(row) for row in rows}
    count = Counter(feature for own in found.values() for feature in own)
    half = max(_MANY, len(rows)) / 2
    common = frozenset(feature for feature, number in count.items() if number > half)
    return index({name: own - common for name, own in found.items()})


def _edges(known: Index, least: float) -> Iterator[tuple[float, str, str]]:
    """Pairs that are alike, and not by one thing alone: a word or component joins nothing."""
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for record in sorted(known.features, key=lambda name: (crc32(name.encode()), name)):
        own = sorted(known.features[record] & known.weight.keys())
        for other in _nearest(known, own, holders, least / 2 * known.norm[record]):
            if _joins(known.features[record] & known.features[other] & known.weight.keys()):
                likeness = known.likeness(record, other)
                if likeness >= least:
                    yield likeness, min(record, other), max(record, other)
        for feature in own:
            holders[feature].append(record)


def _joins(shared: Features) -> bool:
    return len(shared) > 1 or any(feature.startswith("title ") for feature in shared)


def _nearest(
    known: Index, own: Sequence[str], holders: Mapping[str, list[str]], floor: float
) -> list[str]:
    """Who may be most alike among those who were seen before, by some holders of each feature.

    Whoever has less than half of what is wanted by those is left alone.
    """
    score: defaultdict[str, float] = defaultdict(float)
    for feature in own:
        weight = known.weight[feature]
        for other in holders.get(feature, ())[-_HOLDERS:]:
            score[other] += weight
    norm = known.norm
    near = ((-s / norm[name], name) for name, s in score.items() if s >= floor * norm[name])
    return [name for _, name in nsmallest(_NEAREST, near)]


class _Merging:
    """Groups that grow: each has a root, its members and the sum of its members' vectors."""

    def __init__(self, known: Index, least: float) -> None:
        self._known, self._least = known, least
        self._root: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._sums: dict[str, dict[str, float]] = {}
        self._apart: dict[tuple[str, str], int] = {}

    def join(self, one: str, other: str) -> None:
        """Make two groups one if their members are alike on average."""
        a, b = sorted((self._of(one), self._of(other)))
        if a == b:
            return
        size = len(self._members[a]) + len(self._members[b])
        if self._apart.get((a, b)) == size:
            return
        if self._average(a, b) < self._least:
            self._apart[a, b] = size
            return
        if len(self._sums[a]) < len(self._sums[b]):
            a, b = b, a
        for feature, value in self._sums.pop(b).items():
            self._sums[a][feature] = self._sums[a].get(feature, 0.0) + value
        gone = self._members.pop(b)
        self._members[a] += gone
        self._root.update(dict.fromkeys(gone, a))

    def groups(self) -> list[list[str]]:
        """The members of each group, in order."""
        return sorted(sorted(names) for names in self._members.values())

    def _of(self, record: str) -> str:
        if record not in self._root:
            self._root[record] = record
            self._members[record] = [record]
            self._sums[record] = dict(_vector(self._known, record))
        return self._root[record]

    def _average(self, a: str, b: str) -> float:
        small, large = sorted((self._sums[a], self._sums[b]), key=len)
        weight = self._known.weight
        total = sum(weight[f] * v * large[f] for f, v in small.items() if f in large)
        return total / (len(self._members[a]) * len(self._members[b]))


def _vector(known: Index, record: str) -> Iterator[tuple[str, float]]:
    """Each feature with one over the length: times the weight, the products add up to likeness."""
    length = known.norm[record]
    return ((f, 1 / length) for f in sorted(known.features[record] & known.weight.keys()))


def _group(known: Index, names: Sequence[str]) -> Group:
    sums: defaultdict[str, float] = defaultdict(float)
    for name in names:
        for feature, value in _vector(known, name):
            sums[feature] += value
    found = {}
    for name in names:
        own = dict(_vector(known, name))
        total = sum(known.weight[f] * v * (sums[f] - v) for f, v in own.items())
        found[name] = total / (len(names) - 1)
    return Group(found)
