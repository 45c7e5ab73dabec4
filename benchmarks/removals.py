"""Takes away what keeps a requirement, piece by piece, and looks whether the tests of it notice.

``python -m benchmarks.removals`` copies the repository to a temporary folder. For each of the rows
5.1 to 6.6 of the requirements it runs the tests that are named for the row, as in ``test_5_3_...``:
they have to pass. Then it takes one piece away at a time, and one of the same tests has to fail by
an assertion; a test that cannot even run has noticed nothing. A piece is the file of a rule, whose
code begins with its row (WB5301 is of row 5.3), or a function that answers as if all were well.
``--row 5.3`` tries one row, ``--shard 1/4`` every fourth piece. A removal that goes unnoticed makes
the exit code 1, and tests that fail without any removal make it 2.
"""

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("tools/wakebook")
ROWS = tuple(f"{family}.{topic}" for family in (5, 6) for topic in range(1, 7))
PLAIN = ("-q", "--tb=no", "-rfE", "-p", "no:cacheprovider", "-p", "no:xdist")
DAILY = ("-m", "not thorough or daily")
LONGEST = 1200
"""Seconds after which a run of tests is given up; it has noticed nothing."""
_RULE = re.compile(r"wb([56])([1-6])[0-9]{2}_\w+")
_FAILED = re.compile(r"^FAILED (\S+?::\S+?)(?:\[.*?)? - (.*)$", re.MULTILINE)
_ASSERTED = ("assert ", "AssertionError", "Failed: DID NOT RAISE")
_COUNT = re.compile(r"([0-9]+) (?:passed|failed|errors?)\b")


class Piece(NamedTuple):
    """What carries a row: a file below ``tools/wakebook``, or a function or method of it.

    Without a function the file is taken away. ``answer`` is the body that the function gets; where
    it is None, the function loses the simple statements in which ``name`` stands as a text.
    """

    name: str
    path: str
    function: str = ""
    answer: str | None = None

    @property
    def told(self) -> str:
        """The piece as the table shows it."""
        where = f"{self.name}: {self.path}:{self.function}"
        return where if self.function else Path(self.path).stem


NOTHING = "yield from ()"
JUDGE = "flows/review/judge.py"
KEEPERS = (
    Piece(
        "WB5201",
        "flows/review/demand.py",
        "required",
        "return Verdict(Outcome.MET, title, 'approved', APPROVED)",
    ),
    Piece("WB5202", JUDGE, "_unlearned"),
    Piece("WB5203", JUDGE, "_unlearned"),
    Piece("WB5204", JUDGE, "_known"),
    Piece("WB5205", JUDGE, "_sound"),
    Piece("WB5206", JUDGE, "_sound"),
    Piece("WB5207", JUDGE, "_sound"),
    Piece("WB5208", JUDGE, "_objections"),
    Piece("WB5209", JUDGE, "_strangers"),
    Piece("WB5210", "flows/review/rehearsal.py", "mistake", "return None"),
    Piece("WB5216", JUDGE, "_voices"),
    Piece("WB5217", JUDGE, "_sound"),
    Piece("WB5218", JUDGE, "_sound"),
    Piece("WB5603", JUDGE, "_tickets"),
    Piece("WB5604", JUDGE, "_ends"),
)
"""Where the gate keeps the rules that are no check of a record; their files are docs."""

_ANY_COMMIT = """
approved = (each for each in self.judgements if each.state == "approved")
return frozenset(who for each in approved if (who := self.roster.person(each.by)) is not None)
"""
_UNFOUND = (
    """return '<html lang="en"><body><main data-pagefind-body><h1>Page</h1></main></body></html>'"""
)
CARRIED: dict[str, tuple[Piece, ...]] = {
    "5.1": (
        Piece("actions of the log", "flows/closing/notes.py", "from_log", NOTHING),
        Piece("empty phrases", "rules/phrases.py", "says_nothing", "return False"),
    ),
    "5.2": (
        Piece("high risk", "model/policy/conditions.py", "_of_component", "return not set(wanted)"),
        Piece("who took no part", "flows/review/demand.py", "_excluded", "return {}"),
        Piece("the last commit", "flows/review/standing.py", "Standing.approving", _ANY_COMMIT),
    ),
    "5.3": (
        Piece("what may be asked", "flows/verifying/egress.py", "Egress.demand", "return None"),
        Piece(
            "what may be reached",
            "flows/verifying/egress.py",
            "Egress.reachable",
            "return str(plain(text))",
        ),
        Piece("each run passed", "flows/verifying/answer.py", "Verified.passed", "return True"),
        Piece("merged checks", "flows/review/unmerged.py", "unmerged", NOTHING),
        Piece("evidence of others", "model/log/proof.py", "objection", "return ''"),
    ),
    "5.4": (
        Piece("scored changes", "flows/linking/scoring.py", "ranked", "return []"),
        Piece("the window", "flows/linking/scoring.py", "_possible", "return True"),
        Piece(
            "dependencies",
            "flows/linking/reach.py",
            "reach",
            "return {name: Reached(0, None) for name in components}",
        ),
        Piece("alike problems", "flows/linking/problems.py", "problems", "return []"),
        Piece("both sides", "cli/_other_logs.py", "answered", "return None"),
    ),
    "5.5": (
        Piece("limits of a closure", "model/closing.py", "to_close_by", "return None"),
        Piece("working hours", "model/closing.py", "_calendar", "return None"),
        Piece("late closures", "flows/followup/owing/closures.py", "find", NOTHING),
        Piece("time to hold", "flows/review/excuses.py", "_may_close_earlier", "return False"),
        Piece("late and soon", "flows/followup/obligations.py", "_state", "return 'later'"),
    ),
    "5.6": (
        Piece("linked tickets", "model/gate/tickets.py", "tickets", "return ()"),
        Piece("WB6402", "rules/wb6402_blocking_actions_are_done_before_closure.py"),
        Piece("policies of an end", "flows/closing/judged.py", "_unread", NOTHING),
    ),
    "6.1": (
        Piece("deadline and roles", "render/draft/about.py", "about", NOTHING),
        Piece("48 hours", "flows/learning/standing.py", "Standing.is_late", "return False"),
        Piece("reminders", "flows/followup/owing/postmortems.py", "find", NOTHING),
    ),
    "6.2": (
        Piece("timeline", "render/draft/timeline.py", "timeline", NOTHING),
        Piece("decision points", "render/draft/decisions.py", "decisions", NOTHING),
        Piece("detection gaps", "render/draft/detection.py", "_gaps", NOTHING),
        Piece("communication", "render/draft/communication.py", "communication", NOTHING),
    ),
    "6.3": (
        Piece("one backlog", "flows/followup/owing/actions.py", "find", NOTHING),
        Piece("to the forge", "flows/followup/plan.py", "_Run._issues", NOTHING),
        Piece("from the forge", "flows/followup/plan.py", "_Run._proposal", NOTHING),
        Piece("reminder", "flows/followup/steps.py", "steps"),
        Piece("escalation", "flows/followup/steps.py", "steps"),
        Piece("reports", "flows/followup/plan.py", "_Run._digest", NOTHING),
    ),
    "6.4": (Piece("done and unproven", "model/proof.py", "proofs", NOTHING),),
    "6.5": (
        Piece("impact", "model/learning.py", "_reason", "return None"),
        Piece("recurrence", "model/learning.py", "_again", "return ''"),
        Piece("novelty", "model/learning.py", "_new", "return ''"),
        Piece("what excuses", "flows/review/excuses.py", "_needs_none", "return False"),
        Piece("recurrences", "flows/review/excuses.py", "_no_longer_needed", NOTHING),
        Piece("approved waivers", "model/gate/rewriting.py", "new_waivers", "return False"),
    ),
    "6.6": (
        Piece("what may be seen", "model/audience.py", "sees", "return True"),
        Piece("what is left out", "model/audience.py", "seen", "return incident"),
        Piece("search", "render/findable.py", "document", _UNFOUND),
    ),
}
"""What carries a row beside its rules, or instead of them."""


def pieces(row: str) -> Iterator[Piece]:
    """The rules of a row, each where it is kept, and whatever else carries it."""
    kept = {piece.name: piece for piece in KEEPERS}
    for file in sorted((ROOT / PACKAGE / "rules").glob("wb[56]*.py")):
        found = _RULE.fullmatch(file.stem)
        if found and f"{found[1]}.{found[2]}" == row:
            code = file.stem[:6].upper()
            yield kept.get(code, Piece(code, f"rules/{file.name}"))
    yield from CARRIED[row]


class _Neutral(ast.NodeTransformer):
    """Neutralises one function of a module; ``done`` says whether it was there."""

    def __init__(self, piece: Piece) -> None:
        self._piece, self._within, self.done = piece, "", False

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """Methods are named with their class."""
        self._within = f"{node.name}."
        self.generic_visit(node)
        self._within = ""
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Give the function its other body; one that yielded still does."""
        if self._within + node.name != self._piece.function:
            return node
        yields = any(isinstance(each, ast.Yield | ast.YieldFrom) for each in ast.walk(node))
        before = ast.dump(node)
        if self._piece.answer is None:
            _Without(self._piece.name).generic_visit(node)
        else:
            node.body = ast.parse(self._piece.answer).body
        self.done = ast.dump(node) != before
        if yields:
            node.body += ast.parse(NOTHING).body
        return node


class _Without(ast.NodeTransformer):
    """Takes out every simple statement in which a text stands."""

    def __init__(self, text: str) -> None:
        self._text = text

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Statements that hold others stay, with those that are left in them."""
        if isinstance(node, ast.stmt) and not hasattr(node, "body") and self._names(node):
            return ast.copy_location(ast.Pass(), node)
        return super().generic_visit(node)

    def visit_Match(self, node: ast.Match) -> ast.AST:
        """A match holds statements too, in its cases."""
        return super().generic_visit(node)

    def _names(self, node: ast.stmt) -> bool:
        found = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))
        return self._text in found


@contextmanager
def removed(piece: Piece, copy: Path) -> Iterator[None]:
    """The copy without a piece; ValueError where there is no such piece."""
    file = copy / PACKAGE / piece.path
    whole = file.read_bytes()
    if piece.function:
        neutral = _Neutral(piece)
        module = ast.fix_missing_locations(neutral.visit(ast.parse(whole)))
        if not neutral.done:
            raise ValueError(f"{piece.told} is not there, or nothing of it names {piece.name}")
        file.write_text(f"{ast.unparse(module)}\n", encoding="utf-8")
    else:
        file.unlink()
    try:
        yield
    finally:
        file.write_bytes(whole)


class Run(NamedTuple):
    """What the tests of a row said: how many ran, and which failed with which words.

    ``last`` is the last line of all.
    """

    code: int
    ran: int
    last: str
    failed: tuple[tuple[str, str], ...]

    @property
    def noticed(self) -> str | None:
        """The first test that failed by an assertion."""
        told = (name for name, words in self.failed if words.startswith(_ASSERTED))
        return next(told, None)


def tested(row: str, copy: Path, piece: Piece | None) -> Run:
    """Run the tests of a row up to the first that fails, or all if that one asserts nothing."""
    prefix = f"test_{row.replace('.', '_')}_"
    run = _run(prefix, copy, piece, "-x")
    return run if run.code == 0 or run.noticed else _run(prefix, copy, piece)


def _run(prefix: str, copy: Path, piece: Piece | None, *options: str) -> Run:
    apart = ("--basetemp", str(copy.parent / "tests"))  # the common one is tidied up at each start
    command = (sys.executable, "-m", "pytest", *PLAIN, *DAILY, *apart, *options, "-k", prefix)
    environment = {**os.environ, "PYTHONPATH": str(copy / "tools"), "COLUMNS": "400"}
    try:
        done = subprocess.run(
            [*command, *_files(prefix, copy, piece)],
            cwd=copy,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired:
        return Run(1, 0, f"given up after {LONGEST} seconds", ())
    last = (done.stdout.rstrip() or done.stderr.rstrip()).rpartition("\n")[2]
    ran = sum(map(int, _COUNT.findall(last)))
    return Run(done.returncode, ran, last, tuple(_FAILED.findall(done.stdout)))


def _files(prefix: str, copy: Path, piece: Piece | None) -> list[str]:
    """The files with tests of a row, those that name the piece first, short ones before others.

    What measures how good a rule is, on the corpora of real incidents, is none of them.
    """
    wanted = {piece.name, Path(piece.path).stem} if piece is not None else set()
    found = []
    for file in (copy / "tests").rglob("test_*.py"):
        if file.parent.name == "benchmarks":
            continue
        text = file.read_text(encoding="utf-8")
        if f"def {prefix}" in text:
            near = sum(word in f"{file.name}\n{text}" for word in wanted)
            found.append((-near, len(text), str(file.relative_to(copy))))
    return [name for _, _, name in sorted(found)]


def staged(folder: str) -> Path:
    """A copy of everything that git knows of or would add, since pieces are removed in place."""
    copy = Path(folder) / "copy"
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, copy / name)
    return copy


def _line(row: str, what: str, count: object, told: str, seconds: object) -> None:
    print(f"{row:4} {what:66} {count!s:>5} {seconds!s:>7}  {told}", flush=True)


def tried(row: str, wanted: Sequence[Piece], copy: Path) -> Iterator[bool | None]:
    """Whether each removal was noticed; None where the tests of the row fail without any."""
    begun = time.monotonic()
    control = tested(row, copy, None)
    passes = control.code == 0 and control.ran > 0
    _line(
        row,
        "(nothing)",
        control.ran,
        "all pass" if passes else f"FAIL: {control.failed[:1]} {control.last}",
        f"{time.monotonic() - begun:.1f}",
    )
    if not passes:
        yield None
        return
    for piece in wanted:
        begun = time.monotonic()
        with removed(piece, copy):
            run = tested(row, copy, piece)
        other = f" (only {run.failed[0]})" if run.failed else ""
        told = run.noticed or f"UNNOTICED{other}"
        _line(row, piece.told, run.ran, told, f"{time.monotonic() - begun:.1f}")
        yield run.noticed is not None


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every removal, print what noticed it, and count those that nothing noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--row", action="append", choices=ROWS, help="this row only; repeatable")
    parser.add_argument("--only", default="", metavar="TEXT", help="pieces with this in their name")
    parser.add_argument("--shard", default="1/1", metavar="I/N", help="every Nth piece only")
    options = parser.parse_args(arguments)
    first, every = map(int, options.shard.split("/"))
    known = [(row, piece) for row in options.row or ROWS for piece in pieces(row)]
    wanted = [pair for pair in known if options.only in pair[1].told]
    shard = wanted[first - 1 :: every]
    _line("row", "piece", "tests", "first that failed", "seconds")
    with TemporaryDirectory(prefix="removals-") as folder:
        copy = staged(folder)
        said = [
            each
            for row in dict.fromkeys(row for row, _ in shard)
            for each in tried(row, [piece for of, piece in shard if of == row], copy)
        ]
    unnoticed = sum(each is False for each in said)
    print(f"{len(shard)} removals, {unnoticed} unnoticed")
    return 2 if None in said or not said else 1 if unnoticed else 0


if __name__ == "__main__":
    raise SystemExit(main())
