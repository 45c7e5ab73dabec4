"""How often is the change that caused an incident proposed first, against the last one before it?

Incidents and histories are made up: one commit is to blame, and bystanders are committed to the
component and its dependencies all day. What a log says, and whether the blamed commit is reverted
while the incident lasts, is drawn with the chances below. The rows differ in what there is to see;
"only time and place" is what is left when a log says nothing and nothing is reverted. Numbers of
such a generator show whether the model uses what it is given, and nothing about anybody's outages.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from wakebook.flows.linking.commits import Branch
from wakebook.flows.linking.proposals import proposals
from wakebook.flows.linking.scene import Scene
from wakebook.model.catalog import Catalog, Entity, Metadata
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.settings import Settings
from wakebook.model.source import SourceCommit, Touched

_START = datetime(2026, 11, 20, 14, 3, tzinfo=UTC)
_CHAIN = ("checkout", "payments", "database", "network")
_PLACES = (0.6, 0.25, 0.1, 0.05)
_STEMS = ("conn", "cart", "price", "retry", "cache", "login", "order", "mail", "queue", "token")
_FORMS = ("src/{}.py", "src/{}.go", "config/{}.yaml", "docs/{}.md", "tests/test_{}.py", "db/{}.sql")
_GUILTY_FORMS = (0, 0, 1, 1, 2, 2, 2, 5)


class Seen(NamedTuple):
    """The chances that a log names the file, that it shares a word, and that a revert follows."""

    title: str
    file: float
    word: float
    revert: float


_SEEN = (
    Seen("log and reverts", 0.35, 0.5, 0.5),
    Seen("a log alone", 0.35, 0.5, 0.0),
    Seen("only time and place", 0.0, 0.0, 0.0),
)


class Case(NamedTuple):
    """One incident, the histories around it, and the id of the commit to blame."""

    scene: Scene
    branches: tuple[Branch, ...]
    guilty: str


def _catalog() -> Catalog:
    following = dict(pairwise(_CHAIN))
    return Catalog(
        tuple(
            Entity(
                apiVersion="backstage.io/v1alpha1",
                kind="Component",
                metadata=Metadata(name=name),
                spec={"dependsOn": [following[name]] if name in following else []},
            )
            for name in _CHAIN
        )
    )


def case(draw: random.Random, bystanders: int, seen: Seen, catalog: Catalog) -> Case:
    """One made-up incident."""
    commits: dict[str, list[SourceCommit]] = {name: [] for name in _CHAIN}
    place = draw.choices(_CHAIN, _PLACES)[0]
    lead = timedelta(minutes=min(draw.lognormvariate(3.2, 1.2), 23 * 60))
    stem = draw.choice(_STEMS)
    path = _FORMS[draw.choice(_GUILTY_FORMS)].format(stem)
    guilty = _commit(draw, _START - lead, f"Change how {stem} works", path)
    commits[place].append(guilty)
    for _ in range(bystanders):
        other = draw.choice(_STEMS)
        at = _START - timedelta(minutes=draw.uniform(0, 24 * 60))
        commits[draw.choice(_CHAIN)].append(
            _commit(draw, at, f"Change how {other} works", draw.choice(_FORMS).format(other))
        )
    if draw.random() < seen.revert:
        at = _START + timedelta(minutes=draw.uniform(5, 39))
        message = f'Revert "x"\n\nThis reverts commit {guilty.id}.'
        commits[place].append(_commit(draw, at, message, path))
    words = [path] if draw.random() < seen.file else []
    words += [f"it is about {stem}"] if draw.random() < seen.word else []
    branches = tuple(
        Branch(f"git:{name}", tuple(sorted(rows, key=_time, reverse=True)), {name: ""})
        for name, rows in commits.items()
    )
    return Case(_scene(words, catalog), branches, guilty.id)


def _time(commit: SourceCommit) -> datetime:
    return commit.at or _START


def _commit(draw: random.Random, at: datetime, message: str, path: str) -> SourceCommit:
    name = f"{draw.getrandbits(160):040x}"
    touched = (Touched(path, f"{draw.getrandbits(160):040x}", f"{draw.getrandbits(160):040x}"),)
    return SourceCommit(name, at.replace(microsecond=0), message, touched, 1)


def _scene(words: Sequence[str], catalog: Catalog) -> Scene:
    header = Header(title="Errors", kind="incident", audience="staff", components=("checkout",))
    lines: list[dict[str, object]] = [
        {"kind": "started", "at": "2026-11-20T14:03Z", "by": "user:ana"},
        {"kind": "mitigated", "at": "2026-11-20T14:43Z", "by": "user:ana"},
    ]
    told = [
        {"kind": "observation", "at": "2026-11-20T14:10Z", "by": "user:ana", "text": w}
        for w in words
    ]
    incident = Incident("2026-11-20-x", header).plus("20261120T145000Z-a001", [*lines, *told])
    return Scene(incident, catalog, timedelta(hours=24), _START + timedelta(hours=2))


def ours(given: Case, library: Library) -> list[str]:
    """Ids of commits as they are proposed."""
    found = proposals(given.scene, library, given.branches, ())
    return [suspect.change.shipped for suspect in found.changes]


def last_ones(given: Case) -> list[str]:
    """The baseline: commits before the start, the latest first."""
    rows = (c for branch in given.branches for c in branch.commits if _time(c) <= _START)
    return [commit.id for commit in sorted(rows, key=_time, reverse=True)]


def rows(cases: int, bystanders: Sequence[int], seed: int) -> Iterator[str]:
    """The table, a line for each kind of log and number of bystanders."""
    catalog = _catalog()
    library = Library(Settings(format=1), catalog)
    for seen in _SEEN:
        for count in bystanders:
            draw = random.Random(f"{seed} {seen.title} {count}")
            made = [case(draw, count, seen, catalog) for _ in range(cases)]
            first, third = _hits([ours(each, library) for each in made], made)
            base, base3 = _hits([last_ones(each) for each in made], made)
            yield (
                f"{seen.title:<20} {count:>10} {first:>6.2f} {base:>8.2f} {first / base:>6.2f}"
                f" {third:>6.2f} {base3:>8.2f} {third / base3:>6.2f}"
            )


def _hits(found: Sequence[Sequence[str]], made: Sequence[Case]) -> tuple[float, float]:
    pairs = list(zip(found, made, strict=True))
    first = sum(ids[:1] == [each.guilty] for ids, each in pairs)
    third = sum(each.guilty in ids[:3] for ids, each in pairs)
    return first / len(made), third / len(made)


def main() -> int:
    """Print how often the commit to blame is first, and among the first three."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("--bystanders", type=int, nargs="+", default=[5, 20, 80])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(f"{'':<20} {'bystanders':>10} {'first':>6} {'baseline':>8} {'ratio':>6}", end="")
    print(f" {'top 3':>6} {'baseline':>8} {'ratio':>6}")
    for row in rows(given.cases, given.bystanders, given.seed):
        print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
