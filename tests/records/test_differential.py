"""What we accept, other readers of YAML 1.2 read alike; what they read otherwise, we refuse."""

from pathlib import Path
from unicodedata import normalize

import pytest
import yaml_rs
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from tests.conftest import examples

from wakebook.records.bytes import decode
from wakebook.records.frontmatter import split
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

ACCEPTED = sorted((Path(__file__).parent / "accepted").iterdir())
BASE = "k: v\nm:\n  n: [a, b]\n  o: text\nl:\n- p: q\n- r\n"
PIECES = [
    "1_0",
    *["a", "b: ", "c:", "- ", "-", "? ", "?", ": ", ":", "\n", "\n", "\n  ", "\n  ", "\n    "],
    *["\n- ", "\n  - ", "  ", " ", "\t", "#", " # x", "|", "> ", "|-", "|+", "|2", ">-", "'", '"'],
    *["''", "\\", "\\n", "\\u0041", "{", "}", "[", "]", ",", ", ", "&x ", "*x", "!t ", "%", "@"],
    *["`", "---", "...", "<<", "=", "~", "null", "1", "010", "1_0", "0x1", "0b1", "1.5", "1e3"],
    *["-1", "true", "no", "2026-11-23", "12:30:45", ".5", "5.", "+1", "+.5", "1.e3", "-0", "1e400"],
    *["é", "e\u0301", "👩‍💻", "\u00a0", "\r\n", "k: v\n", "x y", '"q": ', "'q': ", "[1, 2]"],
    *["{a: b}", "{a: b, c: }", "key: |\n  text\n", "\n\n", '"a\\\n b"', "\\\n", "y"],
]


class TextualDates(SafeConstructor):
    """Leaves dates as text, as the core schema does."""


TextualDates.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def ruamel(text):
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = TextualDates
    reader.version = (1, 2)
    return reader.load(text)


def same(ours, theirs):
    """Equal in type and value, whatever the order of keys' composed forms."""
    if isinstance(theirs, dict):
        keys = [normalize("NFC", key) if isinstance(key, str) else key for key in theirs]
        return (
            isinstance(ours, dict)
            and len(ours) == len(keys)
            and all(map(same, ours, keys))
            and all(map(same, ours.values(), theirs.values()))
        )
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    return (type(ours), ours) == (type(theirs), theirs)


def accepted(text):
    decoded = decode(text.encode(), "a.yaml")
    assume(not isinstance(decoded, Refused))
    value = read_yaml(decoded, "a.yaml")
    assume(not isinstance(value, Refused))
    return value


@st.composite
def texts(draw):
    """A valid text with something else put into it, or in the place of a part."""
    middle = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=8)))
    start = draw(st.integers(0, len(BASE)))
    return BASE[:start] + middle + BASE[start + draw(st.sampled_from([0, 0, 1, 3])) :]


@settings(max_examples=examples(600), deadline=None)
@given(texts())
def test_ruamel_reads_alike_whatever_is_accepted(text):
    ours = accepted(text)
    assert same(ours, ruamel(text)), (ours, ruamel(text))


@settings(max_examples=examples(600), deadline=None)
@given(texts())
def test_a_third_reader_reads_alike_what_it_accepts(text):
    text = text.rstrip() + "\n"  # it adds a line end that block text at the end does not have
    ours = accepted(text)
    try:
        theirs = yaml_rs.loads(text, parse_datetime=False)
    except yaml_rs.YAMLDecodeError:
        assume(False)  # it refuses some layouts that are sound, such as a bracket at the margin
    assert same(ours, theirs), (ours, theirs)


@pytest.mark.parametrize("file", ACCEPTED, ids=lambda file: file.name)
def test_all_readers_read_an_ordinary_file_alike(file):
    text = file.read_bytes().decode()
    if file.suffix == ".md":
        text = split(text, file.name).front
    ours = read_yaml(text, file.name, root=list if text.startswith("- ") else dict)
    assert not isinstance(ours, Refused)
    assert same(ours, ruamel(text))
    assert same(ours, yaml_rs.loads(text, parse_datetime=False))
