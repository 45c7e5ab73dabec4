import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from wakebook.records.yaml import read_any
from wakebook.render.schemas import PLACES, names
from wakebook.rules.registry import rules

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("code", ["WB2601", "wb2601", "2601"])
def test_a_rule_is_explained_with_why_and_examples(tmp_path, wakebook, code):
    ran = wakebook("explain", code, cwd=tmp_path)
    assert ran.code == 0
    assert ran.stdout.startswith("WB2601 (error)  From declaration to end")
    for heading in ("Why", "Bad", "Good"):
        assert f"\n{heading}\n" in ran.stdout


@pytest.mark.parametrize("code", ["603", "wb603", "0603"])
def test_zeros_at_the_front_of_a_code_can_be_left_out(tmp_path, wakebook, code):
    ran = wakebook("explain", code, cwd=tmp_path)
    assert ran.stdout.startswith("WB0603")
    assert "- rule: WB0603" in ran.stdout


def test_an_unknown_code_leads_to_a_known_one(tmp_path, wakebook):
    ran = wakebook("explain", "WB2061", cwd=tmp_path)
    assert (ran.code, ran.stdout) == (2, "")
    assert "WB2061 is no rule; did you mean WB" in ran.stderr


def test_every_rule_stands_in_the_table(tmp_path, wakebook):
    lines = wakebook("rules", cwd=tmp_path).stdout.splitlines()
    assert [line[:6] for line in lines] == list(rules())
    listed = json.loads(wakebook("rules", "--format", "json", cwd=tmp_path).stdout)["rules"]
    assert [row["code"] for row in listed] == list(rules())


def test_the_schemas_that_are_checked_in_are_those_of_the_model(tmp_path, wakebook):
    assert wakebook("schema", "--all", "made", cwd=tmp_path).code == 0
    made = {p.name: p.read_text() for p in (tmp_path / "made").iterdir()}
    assert {p.name: p.read_text() for p in (ROOT / "schemas").iterdir()} == made, (
        "write them again: wakebook schema --all schemas"
    )


@pytest.mark.parametrize("name", names())
def test_a_schema_is_one_of_draft_2020_12(tmp_path, wakebook, name):
    made = json.loads(wakebook("schema", name, cwd=tmp_path).stdout)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(made)
    _walk(made)


def _walk(value):
    """Every object is closed, so that an editor shows a misspelt key."""
    if isinstance(value, dict):
        if "properties" in value and value.get("type") == "object" and "allOf" not in value:
            assert value.get("additionalProperties") is False, value
        for part in value.values():
            _walk(part)
    if isinstance(value, list):
        for part in value:
            _walk(part)


@pytest.mark.variants(2)
@pytest.mark.parametrize("name", sorted({*PLACES} - {"policy-sealing"}))
def test_two_validators_accept_the_repositorys_own_records(name):
    """All that a repository may hold; this one seals nothing."""
    schema = ROOT / f"schemas/{name}.json"
    files = sorted(ROOT.glob(PLACES[name]))
    assert files
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
    for file in files:
        (value,) = read_any(file.read_text())
        assert not [error.message for error in validator.iter_errors(value)], file
    done = _check_jsonschema(schema, *files)
    assert done.returncode == 0, done.stdout


@pytest.mark.variants(2)
@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("timeline", "- kind: impact\n  at: 2026-11-23\n  component: x\n  stat: down\n", "'stat'"),
        ("timeline", "- kind: impct\n  at: 2026-11-23\n", "impct"),
        ("timeline", "- kind: started\n  at: 23.11.2026\n", "23.11.2026"),
        ("timeline", "- kind: correction\n  at: unknown\n  corrects: a#1\n", "valid under"),
        ("timeline", "[]\n", "non-empty"),
        ("incident", "title: x\nkind: incident\n", "'audience'"),
        ("incident", "title: 1\nkind: incident\naudience: staff\n", "string"),
        ("settings", "format: 2\n", "1 was expected"),
    ],
)
def test_a_bad_record_is_refused_by_an_independent_validator(tmp_path, name, text, says):
    bad = tmp_path / "bad.yaml"
    bad.write_text(text)
    done = _check_jsonschema(ROOT / f"schemas/{name}.json", bad)
    assert done.returncode == 1
    assert says in done.stdout


def _check_jsonschema(schema, *files):
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema)]
    return subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)


def test_a_description_of_the_model_reaches_the_editor(tmp_path, wakebook):
    made = json.loads(wakebook("schema", "timeline", cwd=tmp_path).stdout)
    assert made["$defs"]["Impact"]["properties"]["region"]["description"] == (
        "Where; everywhere if absent"
    )


def test_an_unknown_schema_names_those_there_are(tmp_path, wakebook):
    ran = wakebook("schema", "incidnt", cwd=tmp_path)
    assert ran.code == 2
    assert "timeline" in ran.stderr
