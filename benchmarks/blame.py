"""How well WB6101 tells blame from facts: ``python -m benchmarks.blame``.

``blame.labels`` holds what a reader says of sentences of real post-mortems: 1 where a sentence
explains what happened by a failing of a person or a team (by what somebody did wrong, left out or
ought to have known), or takes more care for the remedy, and 0 where it does not. Every sentence
with a word for a person or a team, or with a word that could blame (fail, forget, mistake, should
have, careful, ...), has a label. A sentence is known by its file and the first half of its SHA-256
digest; its text stays where it is. The forms were written first and then mended by what the reader
had found, so the recall of texts that nobody has read yet is lower.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from wakebook.rules.blame import blamed, sentences

ROOT = Path(__file__).parents[1]
LABELS = Path(__file__).with_suffix(".labels")
_SETS = {
    "2i2c": "2i2c/*.md",
    "dfds": "dfds-2019-2021/*.md",
    "moj": "moj-2020-2021/*.erb",
    "posthog": "posthog/*.md",
}
_SILENT = {"runbooks": "runbooks/content/runbooks/**/*.md", "cstate": "cstate-packit/**/*.md"}
"""Texts that tell of no failing of anybody: what is flagged there is looked at by hand."""


class Measured(NamedTuple):
    """Sentences of one set: all, with a label, blaming by label, and what was flagged."""

    name: str
    sentences: int
    labelled: int
    blaming: int
    right: int
    wrong: int
    unlabelled: int

    def __str__(self) -> str:
        precision = _share(self.right, self.right + self.wrong)
        recall = _share(self.right, self.blaming)
        return (
            f"{self.name:<12}{self.sentences:>10}{self.labelled:>10}{self.blaming:>9}"
            f"{self.right:>7}{self.wrong:>7}{self.unlabelled:>11}{precision:>11}{recall:>8}"
        )


HEADING = (
    f"{'texts':<12}{'sentences':>10}{'labelled':>10}{'blaming':>9}"
    f"{'right':>7}{'wrong':>7}{'unlabelled':>11}{'precision':>11}{'recall':>8}"
)


def _share(part: int, of: int) -> str:
    return f"{part / of:.2f}" if of else "-"


def digest(sentence: str) -> str:
    """What a label knows a sentence by; blanks do not count."""
    return hashlib.sha256(" ".join(sentence.split()).encode()).hexdigest()[:32]


def labels(path: Path = LABELS) -> dict[tuple[str, str], bool]:
    """Labels by file and digest."""
    found: dict[tuple[str, str], bool] = {}
    file = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# "):
            file = line[2:]
        elif line:
            value, _, known = line.partition(" ")
            found[file, known] = value == "1"
    return found


def files(corpus: Path) -> Iterator[tuple[str, list[tuple[str, Path]]]]:
    """Each set with its files, by the name that labels use."""
    for name, pattern in {**_SETS, **_SILENT}.items():
        yield name, [(p.relative_to(corpus).as_posix(), p) for p in sorted(corpus.glob(pattern))]
    own = sorted((ROOT / "postmortems").glob("*/*/postmortem.md"))
    yield "this one", [(p.relative_to(ROOT).as_posix(), p) for p in own]


def measured(
    name: str, listed: list[tuple[str, Path]], known: dict[tuple[str, str], bool]
) -> Measured:
    """Every sentence of the files held against its label."""
    count = labelled = blaming = right = wrong = unlabelled = 0
    for file, path in listed:
        for _, sentence in sentences(path.read_text("utf-8")):
            label = known.get((file, digest(sentence)))
            flagged = next(blamed(sentence), None) is not None
            count += 1
            labelled += label is not None
            blaming += label is True
            right += flagged and label is True
            wrong += flagged and label is False
            unlabelled += flagged and label is None
    return Measured(name, count, labelled, blaming, right, wrong, unlabelled)


def total(rows: list[Measured]) -> Measured:
    """All sets with labels together."""
    with_labels = [row for row in rows if row.labelled]
    sums = (sum(numbers) for numbers in zip(*(row[1:] for row in with_labels), strict=True))
    return Measured("together", *sums)


def main() -> int:
    """Print the table; 2 where the texts are not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        sys.stderr.write(f"there are no texts in {corpus}; say --corpus\n")
        return 2
    known = labels()
    rows = [measured(name, listed, known) for name, listed in files(corpus)]
    for line in (HEADING, *rows, total(rows)):
        sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
