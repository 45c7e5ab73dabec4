"""How alike two records are: by the rare features that they share.

A feature is a kind and a name, such as ``component checkout``. It weighs as much as it is rare
(inverse document frequency) times the factor of its kind, and likeness is a cosine over the
features that more than one record has.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]{4,}")
_NUMBERED = re.compile(r"[^\W_]{4,}+(?: [0-9]{1,9}+\b)?")
_FACTOR = {
    "component": 2.0,
    "problem": 1.6,
    "change": 1.6,
    "category": 1.4,
    "runbook": 1.2,
    "title": 1.2,
    "tag": 1.0,
    "system": 0.8,
    "word": 0.3,
    "said": 0.15,
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
Features = frozenset[str]


class Index(NamedTuple):
    """Features of each record, the weight of each feature and the length of each record's."""

    features: dict[str, Features]
    weight: dict[str, float]
    norm: dict[str, float]

    def likeness(self, one: str, other: str) -> float:
        """How alike two records are, from 0 to below 1."""
        shared = sorted(self.features[one] & self.features[other] & self.weight.keys())
        return sum(self.weight[f] for f in shared) / (self.norm[one] * self.norm[other])

    def telling(self, shared: Iterable[str]) -> list[str]:
        """Shared features that are a reason, the weightiest first; mere words are none."""
        found = [f for f in shared if not f.startswith(("word ", "system "))]
        return sorted(found, key=lambda f: (-self.weight.get(f, 0.0), f))


def index(features: dict[str, Features]) -> Index:
    """Weighs the features of records against each other; the keys are the records' ids."""
    weight = _weights(features)
    norm = {r: math.sqrt(1 + sum(weight.get(f, 0.0) for f in own)) for r, own in features.items()}
    return Index(features, weight, norm)


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that could tell one record from another, in lower case."""
    return words_of(text) - _STOP


def words_in_order(text: str, most: int) -> tuple[str, ...]:
    """The first of those words, each once, as they stand in the text.

    A word with a number behind it is one with it: ``Category 9`` says nothing of other categories.
    """
    found = dict.fromkeys(word for word in _NUMBERED.findall(text.lower()) if word not in _STOP)
    return (*found,)[:most]


def words_of(text: str) -> frozenset[str]:
    """The words of four letters or more, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


def _weights(features: dict[str, Features]) -> dict[str, float]:
    """How much each feature that several records have counts; rare ones count more."""
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
