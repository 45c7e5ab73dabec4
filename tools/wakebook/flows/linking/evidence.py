"""What speaks for a change as the cause of an incident, each with a weight and in words.

A weight is a probability of its own: how likely the change would be the cause if nothing else were
known. The numbers are judgement, held against generated histories by ``benchmarks/links.py``.
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from wakebook.flows.linking.scene import Scene
from wakebook.flows.linking.undone import Undone
from wakebook.model.similarity import telling_words
from wakebook.model.source import SourceChange

PRIOR = 0.55
"""What a deployment to the component itself just before the start counts by itself."""
_STEP = 0.6
"""Each step along the dependencies leaves so much of it."""
_HALVES = 8
"""The window holds so many half-lives: with 24 h, three hours earlier is half as likely."""
_ANYWHERE = (1 - 0.5**_HALVES) / (_HALVES * math.log(2))
"""The mean of all leads in the window."""
_CONFIGURATION = re.compile(
    r"(?:^|/)(?:config|conf|settings|flags|helm|terraform|deploy)(?:/|$)"
    r"|\.(?:ya?ml|toml|ini|cfg|conf|properties|env|tf|tfvars|json)$"
)
_MIGRATION = re.compile(r"(?:^|/)migrations?(?:/|$)|\.sql$")
_LOCK = re.compile(r"(?:^|/)(?:[\w.-]*lock(?:file)?(?:\.\w+)?|go\.sum|requirements[\w.-]*\.txt)$")
_IDLE = re.compile(
    r"(?:^|/)(?:docs?|tests?|testing|spec|\.github)/|\.(?:md|rst|adoc)$|(?:^|/)(?:test_[^/]+"
    r"|[^/]+_test\.\w+|LICENSE|CODEOWNERS|\.gitignore)$"
)
_LARGE = 100
_FLEET = 3
_MOST_WORDS = 3
_MOST_TEXT = 2_000


class Clue(NamedTuple):
    """Something that speaks for a change, from 0 to 1."""

    weight: float
    why: str


def proximity(change: SourceChange, scene: Scene) -> float:
    """How near a change is in time, from 1 at the start to nearly 0 at the window's other end.

    One at an unknown time counts as if its time had been drawn from the window.
    """
    lead = lead_of(change, scene)
    if lead is None:
        return _ANYWHERE
    return float(0.5 ** (lead / max(scene.window / _HALVES, timedelta(seconds=1))))


def lead_of(change: SourceChange, scene: Scene) -> timedelta | None:
    """How long before the start it happened; None where that is unknown, 0 within the start."""
    earliest = scene.start.earliest
    if change.at is None or earliest is None:
        return None
    return max(earliest - change.at, timedelta(0))


def nearest(change: SourceChange, scene: Scene) -> tuple[int, str]:
    """The component in reach that lies nearest to the incident, and its distance."""
    found = [(scene.reach[n].distance, n) for n in change.components if n in scene.reach]
    return min(found)


def nearness(distance: int) -> float:
    """How much of a cause is left so many dependencies away."""
    return float(_STEP**distance)


def likelihood(change: SourceChange) -> Clue:
    """How often a change of this kind breaks something, and its kind in words."""
    if change.kind == "rollback":
        return Clue(0.6, "a roll-back")
    paths = [each.path for each in change.touched]
    deployed = 1.0 if change.kind == "deployment" or change.deployed else 0.85
    late = 0.3 if change.deployed is False else 1.0
    kinds = {_kind(path) for path in paths}
    if kinds == {"idle"}:
        return Clue(0.08 * late, "documents and tests only")
    for kind, factor in (("migration", 0.98), ("configuration", 0.95), ("packages", 0.9)):
        if kind in kinds:
            words = {"packages": "changes which packages it uses", "migration": "a migration"}
            return Clue(factor * deployed * late, words.get(kind, "a configuration change"))
    return Clue(0.9 * deployed * late, "")


def _kind(path: str) -> str:
    for kind, form in (
        ("idle", _IDLE),
        ("migration", _MIGRATION),
        ("packages", _LOCK),
        ("configuration", _CONFIGURATION),
    ):
        if form.search(path):
            return kind
    return "code"


def clues(
    change: SourceChange, scene: Scene, undone: Undone | None, rarity: Mapping[str, float]
) -> Iterator[Clue]:
    """Everything that speaks for the change beside its time, its place and its kind."""
    if undone is not None and undone.at > scene.latest:
        yield _undoing(undone, scene)
    yield from _names(change, scene)
    yield from _words(change, scene, rarity)
    if change.files >= _LARGE:
        yield Clue(0.08, f"large: {change.files:,} files")
    if len(change.components) >= _FLEET:
        yield Clue(0.12, f"touches {len(change.components)} components at once")


def _undoing(undone: Undone, scene: Scene) -> Clue:
    """Taking it back is what somebody did about the incident."""
    told = f"{undone.how} at {undone.at:%H:%M}"
    milestones = scene.incident.milestones
    for kind in ("mitigated", "resolved"):
        at = milestones.get(kind)
        if at is not None and at.latest is not None and at.earliest is not None:
            if undone.at <= at.latest:
                ahead = max(round((at.earliest - undone.at).total_seconds() / 60), 0)
                return Clue(0.9, f"{told}, {ahead} min before it was {kind}")
            return Clue(0.8, f"{told}, after it was {kind}")
    return Clue(0.85, f"{told}, during the incident")


def _names(change: SourceChange, scene: Scene) -> Iterator[Clue]:
    """What the log calls by its name: a file, or the change itself."""
    if change.shipped and any(change.shipped.startswith(name) for name in scene.ids):
        yield Clue(0.7, f"the log names {change.shipped[:10]}")
    for last in list(_named_files(change, scene))[:1]:
        yield Clue(0.45, f"touches {last}, which the log names")


def _named_files(change: SourceChange, scene: Scene) -> Iterator[str]:
    """The last steps of the paths that the log names."""
    for each in change.touched:
        path = each.path.lower()
        written = scene.files.get(path.rpartition("/")[2], ())
        if any(path == name or path.endswith(f"/{name}") for name in written):
            yield each.path.rpartition("/")[2]


def _words(change: SourceChange, scene: Scene, rarity: Mapping[str, float]) -> Iterator[Clue]:
    """Rare words of both; those of a file that the log names have counted by its name."""
    counted = telling_words(" ".join(_named_files(change, scene)))
    shared = telling(change) & scene.words - counted
    ranked = sorted(shared, key=lambda word: (-rarity.get(word, 0.0), word))[:_MOST_WORDS]
    weight = sum(rarity.get(word, 0.0) for word in ranked) / _MOST_WORDS
    if weight > 0:
        yield Clue(0.3 * weight, f"shares words with the log: {', '.join(sorted(ranked))}")


def telling(change: SourceChange) -> frozenset[str]:
    """Words that could tell this change from another one: of its message and of its paths."""
    paths = " ".join(each.path for each in change.touched[:50])
    return telling_words(f"{change.title} {change.text[:_MOST_TEXT]} {paths}")
