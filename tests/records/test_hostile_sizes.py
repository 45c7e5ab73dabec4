"""No file that is small enough to be read at all keeps the reader busy."""

import time

import pytest

from wakebook.records.bytes import RECORD, decode
from wakebook.records.fmt import fmt
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_yaml

SHAPES = {
    "unclosed lists": ("a: ", "["),
    "unclosed mappings": ("", "{a: "),
    "dashes": ("", "- "),
    "question marks": ("", "? "),
    "words": ("a: ", "word "),
    "lines of words": ("a: ", "word\n "),
    "repeated keys": ("", "k: 1\n"),
    "keys of combined letters": ("", "e\u0301" * 7 + ": 1\n"),
    "anchors": ("", "- &a x\n"),
    "aliases": ("a: &a [x]\nb:\n", "- *a\n"),
    "tags": ("", "- !a x\n"),
    "long tag": ("a: !<", "x"),
    "documents": ("", "---\n"),
    "documents of one key": ("", "--- {a: 1}\n"),
    "directives": ("", "%YAML 1.2\n"),
    "escapes": ('a: "', "\\0"),
    "unclosed quote": ('a: "', "x"),
    "quotes": ("", "'"),
    "blanks": ("", " "),
    "empty lines": ("", "\n"),
    "tabs": ("", "\t"),
    "lines with tabs": ("", "\tx\n"),
    "dashes and tabs": ("", "- " * 10 + "\tx\n"),
    "comments": ("", "# x\n"),
    "colons": ("", ": "),
    "commas": ("a: [", "x,"),
    "empty values": ("", "- \n"),
    "block text of blanks": ("a: |\n", "   \n"),
    "empty block text": ("", "a: |\n\n"),
    "long key": ("", "k"),
    "digits": ("a: ", "9"),
    "long numbers": ("", "- 99999999999999999999\n"),
    "forbidden characters": ("", "\u202e"),
    "carriage returns": ("", "\r"),
    "joiners": ("", "\u200d"),
}


def filled(start, unit):
    """The largest file that is a start and then the same again and again."""
    room = RECORD.size - len(start.encode())
    return (start + unit * (room // len(unit.encode()))).encode()


@pytest.mark.variants(30)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("many", [False, True])
def test_a_full_file_is_answered_within_a_second(shape, many):
    raw = filled(*SHAPES[shape])
    begin = time.process_time()
    text = decode(raw, "a.yaml")
    result = text if isinstance(text, Refused) else read_yaml(text, "a.yaml", many=many)
    fmt(raw)
    assert time.process_time() - begin < 1
    if isinstance(result, Refused):
        assert result.findings
    else:
        assert many or shape in {"words", "lines of words", "commas"}
