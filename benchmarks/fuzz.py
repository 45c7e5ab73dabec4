"""Damages sound records at random and watches the reader: it must answer, quickly and truly.

``python -m benchmarks.fuzz --files 10000 --seed 1`` drops, repeats, swaps and indents lines,
changes values and bytes, and splices in parts of hostile files. It counts exceptions, files that
take over a second, refusals without a place in the file, and values that ruamel.yaml, an
independent reader, reads otherwise or not at all. Any of them is shown and makes the exit code 1.
"""

import argparse
import faulthandler
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unicodedata import normalize

from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from wakebook.model.finding import Finding
from wakebook.records.bytes import DOCUMENT, decode
from wakebook.records.frontmatter import split
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

RECORDS = Path(__file__).resolve().parent.parent / "tests" / "records"
LONGEST = 1.0
VALUES = (
    *("no", "010", "0x1F", "12e45678", "2026-02-30", "12:30", "1_000", "~", "null", "[]", "{}"),
    *(".inf", "<<", "- a", "'q'", '"\\u0000"', '"\\ud800"', "&a x", "*a", "!!str x", "|", "a: b"),
    "# c",
)
KINDS = (
    "exception",
    "slower than a second",
    "refused without a place",
    "refused by ruamel.yaml",
    "read otherwise by ruamel.yaml",
)

Mutation = Callable[[random.Random, bytes, bytes], bytes]


@dataclass
class Tally:
    """What happened to the files, and one example of each kind of failure."""

    accepted: int = 0
    refused: int = 0
    slowest: float = 0.0
    failures: dict[str, list[str]] = field(default_factory=dict)

    def fail(self, kind: str, raw: bytes, detail: object) -> None:
        """Counts a failure and keeps what is needed to repeat it."""
        self.failures.setdefault(kind, []).append(f"{detail}\n    {raw!r}")


def change_lines(chance: random.Random, raw: bytes, _: bytes) -> bytes:
    """Drops, repeats, swaps or indents lines."""
    lines = raw.splitlines(keepends=True)
    i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[i]
        case 1:
            lines.insert(j, lines[i])
        case 2:
            lines[i], lines[j] = lines[j], lines[i]
        case 3:
            lines[i] = chance.choice([b" ", b"  ", b"\t", b"- ", b"? "]) + lines[i]
        case _:
            lines[i] = lines[i].removeprefix(b" ").removeprefix(b" ")
    return b"".join(lines)


def change_type(chance: random.Random, raw: bytes, _: bytes) -> bytes:
    """Puts another kind of value or key into a line."""
    lines = raw.splitlines(keepends=True)
    i = chance.randrange(len(lines))
    key, colon, _value = lines[i].partition(b":")
    new = chance.choice(VALUES).encode()
    if chance.random() < 0.3:
        lines[i] = new + b": " + lines[i].lstrip()
    else:
        lines[i] = key + (colon or b":") + b" " + new + b"\n"
    return b"".join(lines)


def change_bytes(chance: random.Random, raw: bytes, _: bytes) -> bytes:
    """Flips, removes or inserts bytes."""
    damaged = bytearray(raw)
    for _count in range(chance.randrange(1, 6)):
        i = chance.randrange(len(damaged))
        match chance.randrange(3):
            case 0:
                damaged[i] ^= 1 << chance.randrange(8)
            case 1 if len(damaged) > 1:
                del damaged[i]
            case _:
                damaged.insert(i, chance.choice(b" \t\n\r:-#\"'[]{}|>&*!%@,?\\\0\x85\xff~"))
    return bytes(damaged)


def splice(chance: random.Random, raw: bytes, hostile: bytes) -> bytes:
    """Puts a part of a hostile file somewhere."""
    start, end = sorted(chance.choices(range(len(hostile) + 1), k=2))
    i = chance.randrange(len(raw) + 1)
    return raw[:i] + hostile[start:end] + raw[i + chance.choice([0, 0, 1, 8]) :]


MUTATIONS: tuple[Mutation, ...] = (change_lines, change_type, change_bytes, splice)


def damaged_files(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of damaged files; the same seed gives the same ones."""
    chance = random.Random(seed)
    sound = [(file.name, file.read_bytes()) for file in sorted((RECORDS / "accepted").iterdir())]
    hostile = [file.read_bytes() for file in sorted((RECORDS / "hostile").iterdir())]
    for _ in range(count):
        name, raw = chance.choice(sound)
        for _count in range(chance.choice([1, 1, 1, 2, 3, 5])):
            raw = chance.choice(MUTATIONS)(chance, raw or b"\n", chance.choice(hostile))
        yield name, raw


def read(name: str, raw: bytes) -> tuple[str, Any]:
    """The YAML part of a file and what the public reader says of it."""
    text = decode(raw, name, DOCUMENT)
    if isinstance(text, Refused):
        return "", text
    if name.endswith(".md"):
        parts = split(text, name)
        if isinstance(parts, Refused):
            return "", parts
        return parts.front, read_yaml(parts.front, name, first_line=parts.front_line)
    return text, read_yaml(text, name, root=list if name == "timeline.yaml" else dict)


def is_located(finding: Finding, raw: bytes) -> bool:
    """Whether a finding names a place that the file has."""
    lines = raw.decode("utf-8", "surrogateescape").split("\n")
    if not 1 <= finding.line <= len(lines) or not finding.message:
        return False
    return 1 <= finding.column <= len(lines[finding.line - 1]) + 1


def judge(tally: Tally, name: str, raw: bytes) -> None:
    """Reads one file and notes what should not have happened."""
    started = time.process_time()
    try:
        text, value = read(name, raw)
    except Exception as error:
        tally.fail("exception", raw, repr(error))
        return
    took = time.process_time() - started
    tally.slowest = max(tally.slowest, took)
    if took > LONGEST:
        tally.fail("slower than a second", raw, f"{took:.1f} s")
    if isinstance(value, Refused):
        tally.refused += 1
        astray = [found for found in value.findings if not is_located(found, raw)]
        if astray or not value.findings:
            tally.fail("refused without a place", raw, astray)
        return
    tally.accepted += 1
    compare(tally, raw, text, value)


class TextualDates(SafeConstructor):
    """Leaves dates as text, as YAML 1.2's core schema does."""


TextualDates.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def compare(tally: Tally, raw: bytes, text: str, value: object) -> None:
    """Notes where ruamel.yaml reads something else."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = TextualDates
    try:
        theirs = reader.load(text)
    except YAMLError as error:
        tally.fail("refused by ruamel.yaml", raw, repr(error)[:200])
        return
    if not same(value, theirs):
        tally.fail("read otherwise by ruamel.yaml", raw, f"{value!r} and {theirs!r}")


def same(ours: object, theirs: object) -> bool:
    """Equal in types and values; keys may differ in their composed form."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        names = [normalize("NFC", key) if isinstance(key, str) else key for key in theirs]
        values = [*theirs.values()]
        return len(ours) == len(names) and all(map(same, [*ours, *ours.values()], names + values))
    if isinstance(theirs, list) and isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return (type(ours), ours) == (type(theirs), theirs)


def report(tally: Tally, files: int, seed: int, kinds: Sequence[str] = KINDS) -> int:
    """Prints the table and one example of each failure; returns the exit code."""
    print(f"files {files}, seed {seed}")
    print(f"  accepted                       {tally.accepted:>7}")
    print(f"  refused                        {tally.refused:>7}")
    print(f"  slowest                        {tally.slowest * 1000:>7.1f} ms")
    for kind in kinds:
        print(f"  {kind:<30} {len(tally.failures.get(kind, [])):>7}")
    for kind, examples in tally.failures.items():
        print(f"{kind}, shortest example:\n  {min(examples, key=len)}")
    return 1 if tally.failures else 0


def main(arguments: list[str] | None = None) -> int:
    """Runs the fuzzer."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=10_000, help="how many files to damage")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same files")
    options = parser.parse_args(arguments)
    tally = Tally()
    for name, raw in damaged_files(options.files, options.seed):
        faulthandler.dump_traceback_later(30, exit=True, file=2)
        judge(tally, name, raw)
    faulthandler.cancel_dump_traceback_later()
    return report(tally, options.files, options.seed)


if __name__ == "__main__":
    sys.exit(main())
