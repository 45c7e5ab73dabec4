"""Which last words of real incidents say nothing: ``python -m benchmarks.phrases``.

Reads what people wrote when an incident was over, in the corpora beside the project, and compares
what rule WB5102 makes of each text with what a person who read it said. The labels name texts by
the beginning of their SHA-256 digests; no text of a corpus is kept here.
"""

import argparse
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from wakebook.rules.phrases import says_nothing

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
LABELS = Path(__file__).with_suffix(".labels")
_UPDATE = r"(?i)\W*(?:update|edit|resolved|fix)\b"


class Score(NamedTuple):
    """Texts of one corpus by what they are and what was said of them."""

    empty_found: int
    false_alarms: int
    missed: int
    telling: int

    @property
    def row(self) -> str:
        """The counts, and of what was flagged and what should have been the part that was right."""
        flagged, empty = self.empty_found + self.false_alarms, self.empty_found + self.missed
        precision = f"{self.empty_found / flagged:.1%}" if flagged else "-"
        recall = f"{self.empty_found / empty:.1%}" if empty else "-"
        counts = (sum(self), empty, self.empty_found, self.false_alarms, self.missed)
        return "".join(f"{count:>9}" for count in counts) + f"{precision:>11}{recall:>9}"


def _statuspage(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            updates = json.loads(line).get("updates") or []
            for update in updates:
                if str(update.get("status", "")).casefold() == "resolved":
                    yield str(update.get("message") or update.get("body") or "")


def _cstate(folder: Path) -> Iterator[str]:
    """The last paragraph that says of itself that it is an update."""
    for file in sorted(folder.rglob("*.md")):
        paragraphs = re.split(r"\n\s*\n", file.read_text("utf-8").partition("\n---")[2])
        told = [part.strip() for part in paragraphs if re.match(_UPDATE, part.strip("- \n"))]
        yield from told[-1:]


def _bullets(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.erb")):
        pattern = r"\*\*Resolution\*\*:?\s*(.*?)(?:\n\s*\n|\n- |\Z)"
        yield from re.findall(pattern, file.read_text("utf-8"), re.DOTALL)


def _sections(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.md")):
        pattern = r"^#+ *(?:Resolution|Remediation)[^\n]*\n+(?:#[^\n]*\n+)?(.*?)(?:\n\s*\n|\n#|\Z)"
        text = file.read_text("utf-8")
        yield from re.findall(pattern, text, re.DOTALL | re.MULTILINE | re.IGNORECASE)


def _tables(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.md")):
        rows = re.findall(r"^\|[^|\n]*\|([^|\n]+)\|?\s*$", file.read_text("utf-8"), re.MULTILINE)
        told = [row.strip() for row in rows if not re.fullmatch(r"[\s:-]+", row)]
        yield from told[-1:]


SOURCES: dict[str, Callable[[Path], Iterator[str]]] = {
    "github-statuspage-2022-2023": _statuspage,
    "cstate-packit": _cstate,
    "moj-2020-2021": _bullets,
    "2i2c": _sections,
    "posthog": _sections,
    "dfds-2019-2021": _tables,
}


def texts() -> Iterator[tuple[str, str]]:
    """Every last word with the corpus that it is from."""
    for name, read in SOURCES.items():
        for text in read(CORPUS / name):
            if text.strip():
                yield name, " ".join(text.split())


def digest(text: str) -> str:
    """How the labels name a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def labels() -> dict[str, bool]:
    """Whether a person found a text empty, by its digest."""
    rows = (line.split() for line in LABELS.read_text("utf-8").splitlines() if line[:1] != "#")
    return {name: word == "empty" for name, word in rows}


def score(found: Iterable[str]) -> Score:
    """How texts were judged; raises KeyError for one that nobody has labelled."""
    known, counts = labels(), [0, 0, 0, 0]
    places = {(True, True): 0, (False, True): 1, (True, False): 2, (False, False): 3}
    for text in found:
        counts[places[known[digest(text)], says_nothing(text)]] += 1
    return Score(*counts)


def main() -> None:
    """Print a row for each corpus and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.parse_args()
    heads = ("texts", "empty", "found", "alarms", "missed")
    print(f"{'corpus':<28}" + "".join(f"{head:>9}" for head in heads) + "  precision   recall")
    found = list(texts())
    for name in SOURCES:
        print(f"{name:<28}{score(text for corpus, text in found if corpus == name).row}")
    print(f"{'all':<28}{score(text for _, text in found).row}")
    print(f"{'all, each wording once':<28}{score({text for _, text in found}).row}")


if __name__ == "__main__":
    main()
