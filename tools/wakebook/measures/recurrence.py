"""What comes again: groups of similar incidents, how sure that is, and what they cost together."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from wakebook.measures.alike import FEWEST, Group, groups, indexed
from wakebook.measures.chance import Closeness, Table, adjusted, overlap
from wakebook.measures.cost import cost, instant
from wakebook.measures.sample import VOID
from wakebook.measures.terms import Terms
from wakebook.model.measured import Measured
from wakebook.model.recurring import Chance, Cluster, Cost, Fact, Member, Shuffled, Together
from wakebook.model.similarity import Index

_PART_OF = frozenset({"duplicate_of", "parent"})
"""Links that make an incident a part of another one: it is no second one."""


def recurrences(rows: Sequence[Measured], terms: Terms) -> tuple[Cluster, ...]:
    """All clusters, the one that cost most first; the same for the same rows, in any order."""
    sound = sorted(eligible(rows), key=lambda row: row.id)
    known = indexed(sound)
    return _Finding(sound, known, terms).ranked(groups(known))


def eligible(rows: Sequence[Measured]) -> list[Measured]:
    """Incidents that happened, and are no part of another one here."""
    found = {row.id: row for row in rows if row.kind == "incident" and row.status not in VOID}
    return [row for row in found.values() if not _is_part(row, found)]


def _is_part(row: Measured, found: Mapping[str, Measured]) -> bool:
    return any(rel in _PART_OF and to in found and to != row.id for rel, to in row.links)


class _Finding:
    """What the clusters of some incidents are judged by."""

    def __init__(self, rows: Sequence[Measured], known: Index, terms: Terms) -> None:
        self.rows = {row.id: row for row in rows}
        self.known, self.terms = known, terms
        self.holders: defaultdict[str, set[str]] = defaultdict(set)
        for name, own in known.features.items():
            for feature in own:
                self.holders[feature].add(name)
        self.sizes = Counter(row.origin for row in rows)
        self.spread = {
            feature: Counter(self.rows[name].origin for name in names)
            for feature, names in self.holders.items()
        }
        self.pairs = _pairs(self.spread)
        instants = ((row, instant(row)) for row in rows)
        self.instants = {row.id: (row.origin, at) for row, at in instants if at is not None}
        known_of: defaultdict[str, list[int]] = defaultdict(list)
        for origin, at in self.instants.values():
            known_of[origin].append(at)
        self.closeness = Closeness(known_of, terms.rule)

    def ranked(self, found: Sequence[Group]) -> tuple[Cluster, ...]:
        """The groups as clusters by their cost; where that is equal, by people's time."""
        facts = [self._facts(group) for group in found]
        asked = [
            (self._in_time(group), self._in_number(own))
            for group, own in zip(found, facts, strict=True)
        ]
        chances = _judged(asked, self.terms.limit)
        made = (
            self._cluster(group, own, chance)
            for group, own, chance in zip(found, facts, chances, strict=True)
        )
        return tuple(sorted(made, key=lambda c: (-c.seconds, -c.worked, -len(c.members), c.key)))

    def _facts(self, group: Group) -> tuple[Fact, ...]:
        """What half of the members have, the weightiest first."""
        count: Counter[str] = Counter()
        for name in group.members:
            count.update(self.known.features[name] & self.known.weight.keys())
        half = max(2, -(-len(group.members) // 2))
        shared = [
            Fact(kind, name, n, len(self.holders[f]), self.known.weight[f])
            for f, n in count.items()
            if n >= half
            for kind, _, name in (f.partition(" "),)
        ]
        return tuple(sorted(shared, key=lambda f: (-f.weight * f.members, f.feature)))

    def _in_time(self, group: Group) -> Shuffled | None:
        return self.closeness.of([self.instants[m] for m in group.members if m in self.instants])

    def _in_number(self, facts: Sequence[Fact]) -> Together | None:
        """The pair of facts that comes together most surely.

        Two words make no pair: a phrase is one thing. A problem is none either, for whoever found
        a cluster linked its members to it.
        """
        found = None
        for one, other in combinations([f for f in facts if _sort(f.kind)], 2):
            if _sort(one.kind) == _sort(other.kind) or min(one.overall, other.overall) < FEWEST:
                continue
            both = len(self.holders[one.feature] & self.holders[other.feature])
            tables = self._tables(one.feature, other.feature)
            chance = overlap(tables, both) * self.pairs
            expected = sum(table.expected for table in tables)
            if found is None or chance < found.probability:
                found = Together(one.feature, other.feature, both, expected, min(1.0, chance))
        return found

    def _tables(self, one: str, other: str) -> tuple[Table, ...]:
        """How many have each of two facts, in each origin in which both are known."""
        here, there = self.spread[one], self.spread[other]
        shared = sorted(here.keys() & there.keys())
        return (*(Table(here[at], there[at], self.sizes[at]) for at in shared),)

    def _cluster(self, group: Group, facts: tuple[Fact, ...], chance: Chance) -> Cluster:
        rows = sorted((self.rows[m] for m in group.members), key=lambda row: (row.day, row.id))
        members = tuple(self._member(row, group, facts, cost(row, self.terms)) for row in rows)
        known = [m.cost.seconds for m in members if m.cost.seconds is not None]
        typical = max(members, key=lambda m: (m.likeness, m.day, m.incident))
        return Cluster(
            key=_key(min(group.members)),
            members=members,
            facts=facts,
            chance=chance,
            seconds=sum(known),
            unknown=len(members) - len(known),
            worked=sum(row.worked for row in rows),
            typical=typical.incident,
        )

    def _member(self, row: Measured, group: Group, facts: Sequence[Fact], lost: Cost) -> Member:
        own = self.known.features[row.id]
        shares = tuple(fact.feature for fact in facts if fact.feature in own)
        return Member(row.id, row.title, row.day, group.members[row.id], shares, lost)


def _pairs(spread: Mapping[str, Counter[str]]) -> int:
    """How many pairs of facts of two kinds enough incidents have: all that could be looked at.

    Facts of different origins make no pair; no incident can have both (Tarone 1990).
    """
    often = ((f.partition(" ")[0], own) for f, own in spread.items() if own.total() >= FEWEST)
    kinds = Counter((_sort(kind), frozenset(own)) for kind, own in often if _sort(kind))
    return max(
        1,
        sum(
            number * others
            for ((kind, here), number), ((other, there), others) in combinations(kinds.items(), 2)
            if kind != other and here & there
        ),
    )


def _sort(kind: str) -> str:
    """What kinds of facts are of one sort; empty for those that make no pair."""
    return {"title": "text", "word": "text", "said": "text", "problem": ""}.get(kind, kind)


def _judged(
    asked: Sequence[tuple[Shuffled | None, Together | None]], limit: float
) -> Iterator[Chance]:
    """Both questions together: twice the smaller chance, for two were asked (Bonferroni)."""
    chances = []
    for told in asked:
        known = [each.probability for each in told if each is not None]
        chances.append(min(1.0, min(known) * len(known)) if known else 1.0)
    for (in_time, in_number), chance, rate in zip(asked, chances, adjusted(chances), strict=True):
        yield Chance(in_time, in_number, chance, rate, rate <= limit, limit)


def _key(first: str) -> str:
    return f"r{hashlib.sha256(first.encode()).hexdigest()[:8]}"
