"""How well do clusters agree with what the owners of incidents say that they are about?

Four collections in which owners named a category, components or a problem are read in place; what
they named is hidden, and clusters are made of the rest. Printed are, of pairs of incidents:
precision (of the pairs in one cluster, how many have the same name), the share of all pairs that
have it (what any wild guess gets), recall, and the adjusted Rand index (Hubert and Arabie 1985; 0
is chance, 1 is equal), in which an incident of no cluster is one of its own. Beside them stand two
baselines: incidents of the same title as clusters, and random clusters of the same sizes.

Then come made-up incidents in which nothing is alike but by chance, to see how often a cluster
passes for more, others with a planted recurrence, and the time for 25,000.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import comb
from typing import Any, NamedTuple

from benchmarks.labelled import Labelled, collections, measured
from wakebook.measures.recurrence import recurrences
from wakebook.measures.terms import Terms, terms
from wakebook.model.measured import Measured, words_in_lines
from wakebook.model.policy.status import PLAIN
from wakebook.model.recurring import Cluster
from wakebook.records.installed import plain_measures

NOW = int(datetime(2026, 11, 28, tzinfo=UTC).timestamp())


class Agreement(NamedTuple):
    """How far a partition agrees with labels; ``base`` is the share of all pairs that agree."""

    precision: float
    base: float
    recall: float
    rand: float


def rule() -> Terms:
    """The toolkit's own definitions."""
    return terms(plain_measures().on(date(2026, 11, 28)), PLAIN, NOW)


def found(rows: Sequence[Measured], by: Terms) -> tuple[Cluster, ...]:
    """The clusters of some incidents."""
    return recurrences(rows, by)


def agreement(clusters: Iterable[Sequence[str]], labels: Mapping[str, str]) -> Agreement:
    """Of labelled incidents, pair by pair; the others are left out."""
    group = {name: n for n, names in enumerate(clusters) for name in names}
    own = {name: (group.get(name, -1 - n), labels[name]) for n, name in enumerate(labels)}
    both = _pairs(Counter(own.values()))
    together = _pairs(Counter(g for g, _ in own.values()))
    alike = _pairs(Counter(label for _, label in own.values()))
    every = comb(len(own), 2)
    expected, most = together * alike / every, (together + alike) / 2
    return Agreement(
        both / together if together else 0.0,
        alike / every,
        both / alike if alike else 0.0,
        (both - expected) / (most - expected) if most != expected else 0.0,
    )


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(comb(n, 2) for n in counts.values())


def same_title(rows: Sequence[Measured]) -> list[list[str]]:
    """The first baseline."""
    titles: dict[str, list[str]] = {}
    for row in rows:
        titles.setdefault(row.title.casefold(), []).append(row.id)
    return [names for names in titles.values() if len(names) > 1]


def shuffled(clusters: Sequence[Sequence[str]], rows: Sequence[Measured]) -> list[list[str]]:
    """The second baseline: random clusters of the same sizes."""
    names = [row.id for row in rows]
    random.Random("sizes").shuffle(names)
    cut = iter(names)
    return [[next(cut) for _ in names] for names in clusters]


def agreements(given: Labelled, by: Terms) -> Iterator[tuple[str, int, int, Agreement]]:
    """Ours, ours beyond chance and the baselines: name, clusters, members and how they agree."""
    clusters = found(given.rows, by)
    ours = [cluster.incidents for cluster in clusters]
    sure = [cluster.incidents for cluster in clusters if cluster.chance.significant]
    for name, parts in (
        ("clusters", ours),
        ("beyond chance", sure),
        ("same title", same_title(given.rows)),
        ("random", shuffled(ours, given.rows)),
    ):
        members = sum(map(len, parts))
        yield name, len(parts), members, agreement(parts, given.labels)


_WORDS = tuple(f"{a}{b}{c}ing" for a in "bdfglmnprst" for b in "aeiou" for c in "lmnrst")


def independent(draw: random.Random, number: int, components: int = 30) -> list[Measured]:
    """Incidents whose component, category, words and day have nothing to do with each other."""
    first = datetime(2023, 1, 1, tzinfo=UTC)
    return [
        measured(
            f"i{n}",
            first + timedelta(days=draw.randrange(1000), minutes=draw.randrange(1440)),
            " ".join(draw.choices(_WORDS, k=4)),
            components=(f"part-{draw.randrange(components)}",),
            category=f"sort/{draw.randrange(8)}",
        )
        for n in range(number)
    ]


def templated(draw: random.Random, number: int) -> list[Measured]:
    """The same, as a form writes them: a set phrase and the component's name, and a summary."""
    phrases = ("Errors rise on", "Latency doubles on", "Requests time out at", "Logins fail at")
    causes = ("a full disk", "a slow query after a migration", "an expired certificate")
    return [
        row._replace(
            title=(title := f"{draw.choice(phrases)} {row.components[0]}"),
            words=words_in_lines(f"{title} {draw.choice(causes)}; service was restored"),
        )
        for row in independent(draw, number, 12)
    ]


def another(draw: random.Random, number: int) -> list[Measured]:
    """The same of another source: of three days, with components, categories and words of its own.

    They share a form with each other, as the tickets of one queue do.
    """
    first = datetime(2016, 3, 1, tzinfo=UTC)
    return [
        row._replace(
            id=f"{row.id}-ticket",
            origin="tickets",
            category=row.category.replace("sort", "queue"),
            components=tuple(name.replace("part", "item") for name in row.components),
            points=points,
            day=f"{start:%Y-%m-%d}",
            title=(title := f"Ticket {row.title.replace('ing', 'er')}"),
            words=words_in_lines(title),
        )
        for row in independent(draw, number)
        for start in (first + timedelta(minutes=draw.randrange(3 * 1440)),)
        for points in (measured("", start, "").points,)
    ]


def mixture(draw: random.Random) -> list[Measured]:
    """Two sources that have nothing to do with each other, and nothing recurs in either."""
    return [*independent(draw, 300), *another(draw, 200)]


def planted(draw: random.Random, often: int, days: int) -> list[Measured]:
    """The same of 300 and a recurrence among them: so often, so many days from one to the next."""
    first = datetime(2023, 6, 1, tzinfo=UTC)
    return independent(draw, 300) + [
        measured(
            f"planted-{n}",
            first + timedelta(days=n * days),
            " ".join(["pool", "connections", *draw.choices(_WORDS, k=2)]),
            components=("part-3",),
            category="sort/2",
        )
        for n in range(often)
    ]


def false_alarms(runs: int, by: Terms, components: int) -> float:
    """The share of worlds without any recurrence in which one is told of as more than chance."""
    worlds = (independent(random.Random(f"{components} {n}"), 300, components) for n in range(runs))
    return _told_of(worlds, by) / runs


def false_alarms_of_forms(runs: int, by: Terms) -> float:
    """The same where titles and summaries are set phrases."""
    return _told_of((templated(random.Random(f"form {n}"), 300) for n in range(runs)), by) / runs


def false_alarms_of_mixtures(runs: int, by: Terms) -> float:
    """The same where two sources of other times and words lie in one repository."""
    return _told_of((mixture(random.Random(f"mixed {n}")) for n in range(runs)), by) / runs


def _told_of(worlds: Iterable[Sequence[Measured]], by: Terms) -> int:
    return sum(any(c.chance.significant for c in found(world, by)) for world in worlds)


def finds(runs: int, by: Terms, often: int, days: int, beside: int = 0) -> float:
    """The share of planted recurrences that are told of with more than half of their incidents.

    ``beside`` are the incidents of another source among which they lie.
    """
    worlds = (
        [*planted(random.Random(n), often, days), *another(random.Random(f"beside {n}"), beside)]
        for n in range(runs)
    )
    return sum(_is_found(found(world, by), often) for world in worlds) / runs


def _is_found(clusters: Iterable[Cluster], often: int) -> bool:
    sure = (cluster for cluster in clusters if cluster.chance.significant)
    return any(2 * sum("planted" in name for name in c.incidents) > often for c in sure)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=100, help="worlds of each kind")
    parser.add_argument("--many", type=int, default=25_000, help="incidents that are timed")
    given, by = parser.parse_args(), rule()
    print(f"{'':<24} {'named':>5} {'':<14} {'groups':>6} {'members':>7} ", end="")
    print(f"{'precision':>9} {'of all':>6} ", end="")
    print(f"{'recall':>6} {'rand':>6}")
    for each in collections():
        for name, number, members, (precision, base, recall, rand) in agreements(each, by):
            told = f"{each.name:<24} {len(each.labels):>5} {name:<14} {number:>6} {members:>7} "
            told += f"{precision:>9.2f} "
            print(f"{told}{base:>6.2f} {recall:>6.2f} {rand:>6.2f}", flush=True)
    for components in (6, 30, 60):
        share = false_alarms(given.runs, by, components)
        print(f"nothing but chance, {components:>2} components: told of as more {share:.3f}")
    share = false_alarms_of_forms(given.runs, by)
    print(f"nothing but chance, set phrases: told of as more {share:.3f}")
    share = false_alarms_of_mixtures(given.runs, by)
    print(f"nothing but chance, two sources: told of as more {share:.3f}")
    for often, days in ((3, 7), (4, 7), (6, 5), (6, 160), (10, 90)):
        share = finds(given.runs, by, often, days)
        print(f"planted {often:>2} times, every {days:>3} days: found {share:.2f}", flush=True)
    rows = independent(random.Random("many"), given.many)
    begin = time.process_time()
    number = len(found(rows, by))
    print(f"{given.many:,} incidents: {number} clusters in {time.process_time() - begin:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
