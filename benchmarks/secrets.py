# ruff: noqa: A005 - the module is run by its name and shadows nothing that benchmarks import
"""How well rule WB3502 tells secrets from other texts: ``python -m benchmarks.secrets``.

False alarms are counted on what people wrote about real incidents, in the corpora beside the
project; misses on synthetic secrets of every kind. Only counts are printed, never a text.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.planted import HARMLESS, planted
from wakebook.rules.secrets import secrets

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
_TIMES = 200


def paragraphs(folder: Path) -> Iterator[str]:
    """What stands between empty lines, of every file that is text."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from path.read_text(encoding="utf-8", errors="replace").split("\n\n")


def missed(times: int) -> Counter[str]:
    """How many secrets of each kind were not found in a sentence."""
    found: Counter[str] = Counter()
    for seed in range(times):
        for kind, value in planted(seed).items():
            found[kind] += not any(secrets(f"We ran it with {value} and it failed."))
    return found


def main() -> int:
    """Print counts by corpus, then misses by kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    corpus = parser.parse_args().corpus
    if not corpus.is_dir():
        sys.stderr.write(f"there are no texts in {corpus}; say --corpus\n")
        return 2
    print(f"{'corpus':<28}{'texts':>8}{'alarms':>8}{'MB/s':>7}")
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        texts = list(paragraphs(folder))
        began = time.perf_counter()
        alarms = sum(any(secrets(text)) for text in texts)
        speed = sum(map(len, texts)) / 1e6 / (time.perf_counter() - began)
        print(f"{folder.name:<28}{len(texts):>8}{alarms:>8}{speed:>7.1f}")
    harmless = sum(any(secrets(text)) for text in HARMLESS)
    print(f"{'harmless look-alikes':<28}{len(HARMLESS):>8}{harmless:>8}")
    found = missed(_TIMES)
    shown = ", ".join(f"{kind} {count}" for kind, count in found.items() if count) or "none"
    print(f"\nmissed of {_TIMES} of each of {len(found)} kinds: {shown}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
