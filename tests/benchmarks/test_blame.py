"""The figures about WB6101 in the docs are those that the benchmark measures (requirement 6.1)."""

import re
from pathlib import Path

from benchmarks.blame import ROOT, files, labels, measured, total

PAGE = (ROOT / "docs/how-to/write-a-postmortem.md").read_text("utf-8")


def test_6_1_the_docs_say_what_is_measured(missing):
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.is_dir():
        missing(f"the texts are not in {corpus}")
    known = labels()
    rows = [measured(name, listed, known) for name, listed in files(corpus)]
    found = total(rows)
    assert found.labelled >= 150
    said = re.search(
        r"In ([\d,]+) sentences.*?found (\d+) that blame: (\d+) of them are flagged",
        PAGE,
        re.DOTALL,
    )
    assert said is not None
    figures = tuple(int(figure.replace(",", "")) for figure in said.groups())
    assert figures == (found.sentences, found.blaming, found.right)
    assert (found.wrong, sum(row.unlabelled for row in rows)) == (0, 0)


def test_6_1_labels_hold_no_text():
    lines = Path(ROOT / "benchmarks/blame.labels").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"# \S.*|[01] [0-9a-f]{32}", line) for line in lines)
    names = [line for line in lines if line.startswith("# ")]
    assert all(line.endswith((".md", ".erb")) for line in names)
