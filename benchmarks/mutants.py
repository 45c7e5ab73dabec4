"""Puts one small mistake after the other into the gate and counts those that the tests notice.

``python -m benchmarks.mutants engine`` copies the repository to ``build/mutants``, lets Cosmic Ray
change one operator, comparison, condition, number, loop or decorator at a time, and runs the tests
of the group after each; a mistake that no test notices has survived and is shown. ``--shard 1/4``
tries every fourth one only, ``--minutes`` ends a run early and says how far it came. Survivors
that are equal to the original are listed, with the reason, in ``benchmarks/mutants.txt``. Less
than nine in ten killed or equal makes the exit code 1, and tests that fail at once make it 2.
"""

import argparse
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.commands import init
from cosmic_ray.mutating import mutate_and_test
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome

ROOT = Path(__file__).resolve().parent.parent
STAGE = ROOT / "build" / "mutants"
EQUAL = Path(__file__).with_suffix(".txt")
GOAL = 0.9
COPIED = ("policies", "tests", "tools")
PLAIN = "-p no:cacheprovider -p no:xdist -p no:hypothesispytest"
"""What pytest need not load, a thousand times."""
LONGEST = 600
"""A run of the tests that takes more seconds counts as killed."""

NONSENSE = re.compile(
    r"core/(?:ReplaceBinaryOperator_\w+_(?:Mul|Div|FloorDiv|Mod|Pow|RShift|LShift|BitXor)"
    r"|ReplaceUnaryOperator_\w+"
    r"|ReplaceComparisonOperator_(?:Eq_Is|NotEq_IsNot|Is_Eq|IsNot_NotEq)"
    r"|ReplaceComparisonOperator_(?:Is|IsNot|In|NotIn)_(?:Lt|LtE|Gt|GtE))"
)
"""Changes that end in a TypeError at once, or that Python does not tell from the original."""


class Group(NamedTuple):
    """Modules below ``tools/wakebook`` and the tests that have to notice, the quickest first."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


GATE = (
    "tests/review/test_standing.py",
    "tests/review/test_sentences.py",
    "tests/model/test_roster.py",
    "tests/model/test_seats.py",
    "tests/review/test_oracle.py",
)
GROUPS = {
    "engine": Group(
        (
            "flows/review/judge.py",
            "flows/review/demand.py",
            "flows/review/standing.py",
            "flows/review/conditions.py",
            "model/gate/verdict.py",
            "model/policy/seats.py",
            "model/roster.py",
        ),
        GATE,
    ),
    "transitions": Group(
        ("model/gate/about.py", "model/gate/rewriting.py", "model/gate/transitions.py"),
        ("tests/model/test_transitions.py", "tests/review/test_walk.py"),
    ),
    "proposal": Group(
        (
            "flows/review/proposal.py",
            "flows/review/matters.py",
            "records/merge.py",
            "records/commits.py",
        ),
        (
            "tests/records/test_commits.py",
            "tests/review/test_proposal.py",
            "tests/review/test_lanes.py",
        ),
    ),
    "reader": Group(
        ("records/checks.py", "records/events.py", "records/yaml.py"),
        ("tests/records/test_yaml.py", "tests/records/test_hostile_files.py"),
    ),
    "edits": Group(
        ("records/cuts.py", "records/nodes.py"),
        ("tests/records/test_locate.py", "tests/records/test_splice.py"),
    ),
    "shape": Group(("model/shape.py",), ("tests/model/test_shape.py",)),
    "shelf": Group(("records/shelf.py",), ("tests/records/test_shelf.py",)),
}


def mutants(group: Group) -> list[MutationSpec]:
    """All mistakes of a group, in an order that is mixed and always the same."""
    paths = [Path("tools/wakebook") / module for module in group.modules]
    with use_db("session.sqlite") as db:
        init(paths, db, {})
        specs = [spec for item in db.work_items for spec in item.mutations]
    kept = [spec for spec in specs if not NONSENSE.fullmatch(spec.operator_name)]
    kept.sort(key=lambda s: (str(s.module_path), s.start_pos, s.operator_name, s.occurrence))
    random.Random(1).shuffle(kept)
    return kept


def outcomes(
    tried: Sequence[MutationSpec], command: str, until: float
) -> Iterator[tuple[str, str | None]]:
    """For each mistake its module, and its name if no test notices it; ends when time is over.

    The name is the module and the line with the mistake, which stays when other lines move.
    """
    for spec in tried:
        if time.monotonic() > until:
            return
        module = Path(spec.module_path).name
        result = mutate_and_test([spec], command, LONGEST)
        killed = result.test_outcome is TestOutcome.KILLED
        yield module, None if killed else f"{module}: {_told(result.diff or '')}"


def _told(difference: str) -> str:
    """The line with the mistake, or the line that is missing."""
    lines = [line for line in difference.splitlines() if line[1:].strip()]
    new = [line[1:].strip() for line in lines if line[:1] == "+" and line[:3] != "+++"]
    gone = [line[1:].strip() for line in lines if line[:1] == "-" and line[:3] != "---"]
    return new[0] if new else f"without {gone[0] if gone else 'anything'}"


def staged(group: str, shard: str) -> Path:
    """A copy of what the tests need, since mistakes are made in place."""
    folder = STAGE / f"{group}-{shard.replace('/', '-of-')}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def equal() -> set[str]:
    """Mistakes that are none; every other line of the file gives the reason before."""
    lines = EQUAL.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the mistakes of one group, show those that survive, and say how many were killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("group", choices=sorted(GROUPS))
    parser.add_argument("--shard", default="1/1", metavar="I/N", help="every Nth mistake only")
    parser.add_argument("--minutes", type=float, default=600, help="stop after so many")
    options = parser.parse_args(arguments)
    first, every = map(int, options.shard.split("/"))
    until = time.monotonic() + 60 * options.minutes
    group = GROUPS[options.group]
    command = f"{sys.executable} -m pytest -x -q {PLAIN} {' '.join(group.tests)}"
    with chdir(staged(options.group, options.shard)):
        os.environ["PYTHONPATH"] = str(Path("tools").resolve())
        os.environ.setdefault("WAKEBOOK_STATES", "1000")
        os.environ["WAKEBOOK_THOROUGH"] = "1"
        # Without a mistake, too, they are run: they have to pass, and leave compiled code behind.
        if subprocess.run(shlex.split(command), check=False).returncode:
            parser.exit(2, f"the tests of {options.group} fail without any mistake; mend them\n")
        tried = mutants(group)[first - 1 :: every]
        known, count, killed, same = equal(), Counter[str](), Counter[str](), Counter[str]()
        for module, name in outcomes(tried, command, until):
            count[module] += 1
            killed[module] += name is None
            same[module] += name in known
            if name is not None and name not in known:
                print(f"survived: {name}", flush=True)
            if count.total() % 50 == 0:
                print(f"{count.total()} of {len(tried)} tried", flush=True)
    for module in count:
        print(f"{module}: {killed[module]} of {count[module]} killed, {same[module]} equal")
    noticed = killed.total() + same.total()
    of = f"{count.total()} killed or equal ({len(tried)} in this shard)"
    print(f"{options.group}: {noticed} of {of}")
    return 0 if noticed and noticed >= GOAL * count.total() else 1


if __name__ == "__main__":
    raise SystemExit(main())
