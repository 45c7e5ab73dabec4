"""Each file in ``hostile`` is refused first at the place, and by the code, that its name gives."""

import json
from pathlib import Path

import pytest

from wakebook.model.finding import Level
from wakebook.records.bytes import DOCUMENT, RECORD, decode
from wakebook.records.frontmatter import split
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

FOLDER = Path(__file__).parent
HOSTILE = sorted((FOLDER / "hostile").iterdir())
ACCEPTED = sorted((FOLDER / "accepted").iterdir())


def read(file):
    text = decode(file.read_bytes(), file.name, DOCUMENT if file.suffix == ".md" else RECORD)
    if isinstance(text, Refused):
        return text
    if file.suffix != ".md":
        return read_yaml(text, file.name, root=list if text.startswith("- kind") else dict)
    parts = split(text, file.name)
    if isinstance(parts, Refused):
        return parts
    return read_yaml(parts.front, file.name, first_line=parts.front_line)


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.name)
def test_a_hostile_file_is_refused_at_its_place(file):
    code, line, column = file.name.split("-")[:3]
    refused = read(file)
    assert isinstance(refused, Refused), refused
    first = refused.findings[0]
    assert (first.code, first.line, first.column) == (code, int(line), int(column)), first
    assert (first.path, first.level) == (file.name, Level.ERROR)


@pytest.mark.parametrize("file", HOSTILE, ids=lambda file: file.name)
def test_a_message_is_one_visible_line_with_a_next_step(file):
    for finding in read(file).findings:
        assert finding.message.isprintable()
        assert "; " in finding.message
        assert len(finding.message) < 220


@pytest.mark.parametrize("file", ACCEPTED, ids=lambda file: file.name)
def test_an_ordinary_file_is_accepted(file):
    assert not isinstance(read(file), Refused), read(file)


def test_each_code_of_the_reader_has_a_hostile_file():
    bytes_and_yaml = [f"WB010{n}" for n in range(1, 5)] + [f"WB02{n:02}" for n in range(1, 14)]
    named = {file.name[:6] for file in HOSTILE}
    # Size and number (WB0105, WB0208) are tested with generated files.
    assert named == set(bytes_and_yaml) - {"WB0208"}


@pytest.mark.parametrize("data", ["[" * 100_000, "{" * 100_000, "[7", "a: b: c", "\t- &a *a", "%"])
def test_5_3_evidence_is_no_record_and_no_form_of_it_ends_a_check(small, wakebook, data):
    path = "incidents/2026/2026-10-05-payments-latency/evidence/graph.json"
    small.write(path, data)
    ran = wakebook("check", "--format", "json", cwd=small)
    assert ran.code in (0, 1), ran.stderr
    (finding,) = [f for f in json.loads(ran.stdout)["findings"] if f["path"] == path]
    assert (finding["code"], finding["line"], finding["column"]) == ("WB0507", 1, 1)
