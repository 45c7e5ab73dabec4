"""7.1 What owners of records published of them comes out again, or both values are told."""

import json
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CORPUS = ROOT.parent / "shared" / "corpus"
SUPPORT = """\
apiVersion: wakebook.dev/v1
kind: Calendar
metadata:
  name: support
spec:
  zone: Europe/London
  hours:
    monday: ["10:00-17:00"]
    tuesday: ["10:00-17:00"]
    wednesday: ["10:00-17:00"]
    thursday: ["10:00-17:00"]
    friday: ["10:00-17:00"]
"""
FIGURE = "      - {name: %s, title: T, text: T, figure: duration, start: [%s], end: [%s], %s}\n"
MEASURES = """\
schema: measures
owner: "external: whoever reads them"
review_by: 2027-03-31
rules:
  - from: 2010-01-01
    measures:
"""
OF_MOJ = (
    ("repair", "detected, started", "mitigated", "stated: [repair]"),
    ("repair-once-declared", "declared", "resolved", "stated: [repair]"),
    ("resolve", "started, detected", "resolved", "stated: [resolve]"),
    ("resolve-in-hours", "started, detected", "resolved", "stated: [resolve], clock: support"),
)
OF_DFDS = (
    ("detect", "started", "detected", "zero: counted, stated: [detect]"),
    ("recover", "started", "resolved", "stated: [recover]"),
)


@pytest.fixture
def compared(repository, wakebook, missing, tmp_path):
    """Imports a collection by its mapping, and compares what it states by some definitions."""
    del repository

    def run(name, figures, files=()):
        if not (CORPUS / name).is_dir():
            missing(f"the corpus {name} is not here")
        root = tmp_path / "records"
        assert wakebook("init", str(root), cwd=tmp_path).code == 0
        mapping = ROOT / "docs/examples/mappings" / f"{name}.yaml"
        ran = wakebook(
            "import", "markdown", str(CORPUS / name), "--mapping", str(mapping), cwd=root
        )
        assert ran.code == 0, ran.stdout
        lines = "".join(FIGURE % figure for figure in figures)
        for path, text in (("policies/measures.yaml", MEASURES + lines), *files):
            (root / path).write_text(text, encoding="utf-8")
        return json.loads(wakebook("measure", "--format", "json", cwd=root).stdout)["stated"]

    return run


def _reproduced(stated):
    """How many stated figures one of the definitions gives again, by what they are called."""
    found = {(each["words"], each["incident"]) for each in stated if each["verdict"] == "agrees"}
    return Counter(words for words, _ in found)


def test_7_1_times_to_repair_and_resolve_come_out_again(compared):
    """Of 18 each: their authors count from the detection or from the declaration, and some count
    their support hours without saying so; what that leaves is told with both values."""
    stated = compared("moj-2020-2021", OF_MOJ, [("catalog/support.yaml", SUPPORT)])

    assert len({(each["words"], each["incident"]) for each in stated}) == 36
    assert _reproduced(stated) == {"repair": 13, "resolve": 12}
    differing = [each for each in stated if each["verdict"] == "differs"]
    assert all(each["stated"] is not None and each["computed"] is not None for each in differing)


def test_7_1_times_to_detection_and_recovery_come_out_again(compared):
    """Of those that are lengths of time; in the others the first row is not when it began."""
    stated = compared("dfds-2019-2021", OF_DFDS)
    verdicts = Counter((each["words"], each["verdict"]) for each in stated)

    assert _reproduced(stated) == {"detect": 8, "recover": 7}
    assert sum(verdicts.values()) == len(stated) == 40
    assert all(each["value"] for each in stated)
