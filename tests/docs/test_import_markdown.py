"""The report and the mapping that the how-to shows become what it says."""

import re
from pathlib import Path

import pytest

from wakebook.model.mapping.markdown import MarkdownMapping
from wakebook.model.shape import fit
from wakebook.records.yaml import read_yaml

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "how-to/import-markdown.md").read_text("utf-8")
_FILE = re.compile(r"^(`{3,})\w+ (\S+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_PIECE = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAPPINGS = sorted((DOCS / "examples/mappings").glob("*.yaml"))


@pytest.fixture
def shop(tmp_path, wakebook):
    assert wakebook("init", "shop", cwd=tmp_path).code == 0
    for _, path, text in _FILE.findall(PAGE):
        (tmp_path / "shop" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "shop" / path).write_text(text, "utf-8")
    return tmp_path / "shop"


def test_the_report_becomes_a_record_and_a_postmortem(shop, wakebook):
    given = ("import", "markdown", "reports", "--mapping", "mapping.yaml")
    assert wakebook(*given, "--plan", cwd=shop).code == 0
    ran = wakebook(*given, cwd=shop)
    assert ran.code == 0, ran.stdout
    assert "lists 2 people, of whom 1 are in nobody's table" in ran.stdout
    record = "2026/2026-03-02-mail"
    log = "".join(f.read_text() for f in (shop / "incidents" / record / "timeline").iterdir())
    for kind, at in (("detected", "10:05"), ("acknowledged", "10:20"), ("resolved", "11:20")):
        assert f"- kind: {kind}\n  at: 2026-03-02T{at}+01:00\n" in log
    assert "level: SEV2" in log
    header = (shop / "incidents" / record / "incident.yaml").read_text()
    assert '- measure: repair\n    value: PT1H15M\n    as_written: "Time to fix: 1h 15m"' in header
    learned = shop / "postmortems" / record
    body = (learned / "postmortem.md").read_text()
    assert "## Summary" in body
    assert "## Attendees\n\n- external: a colleague from the desk" in body
    assert "Jane" not in header + log + body
    watched, described = sorted((learned / "actions").iterdir(), reverse=True)
    assert "status: done" in watched.read_text()
    assert "kind: document" in described.read_text()
    assert "system: tickets\n    id: OPS-17" in described.read_text()
    assert wakebook("check", cwd=shop).code == 0
    again = wakebook(*given, cwd=shop)
    assert "0 created, 1 unchanged, 0 extended, 0 refused" in again.stdout


@pytest.mark.parametrize("number", range(len(_PIECE.findall(PAGE))))
def test_each_piece_fits_into_a_mapping(number):
    piece = read_yaml(_PIECE.findall(PAGE)[number], "piece.yaml")
    times = {"corrections": piece.pop("corrections", [])}
    whole = {"system": "x", "files": ["*.md"], "times": times, **piece}
    assert isinstance(fit(MarkdownMapping, whole), MarkdownMapping)


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda path: path.stem)
def test_each_example_is_a_mapping(mapping):
    value = read_yaml(mapping.read_text("utf-8"), mapping.name)
    assert isinstance(fit(MarkdownMapping, value), MarkdownMapping)
