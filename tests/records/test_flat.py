"""Flat text is read without a parser, and says what the strict pass says of it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.records.flat import flat
from wakebook.records.yaml import read_any

KEYS = (
    "title",
    "due",
    "a_b",
    "null",
    "true",
    "no",
    "y",
    "a-b",
    "1",
    "A",
    "?",
    "<<",
    "x" * 50,
    " a",
)
VALUES = (
    "Put a limit on the pool (2)", "2026-12-01", "2026-12-01T10:00Z", "user:ana", "https://a.b/c",
    "true", "False", "no", "null", "Null", "~", "", "1", "1.0", "1.", "1e5", "1e999", "0x1f", "010",
    "1_000", "12:30", "a: b", "a:", "a :b", "a #b", "a#b", "-a", "- a", "a-", "a -", "a  b", "a ",
    " a", "a,b", "a, b", ".5", "+1", "@a", "a@b", "=", "1" * 19, "[a, b]", "[a]", "[]", "[a,b]",
    "[a, ]", "[a, null]", "[1, 010]", "[a:b]", "[a: b]", "[a b, c/d.md]", "[a-, -b]", "[a", "[a]b",
    "{a: b}", "'a'", '"a"', "|", ">-", "&a", "*a", "!a", "%a", "a\\", "é", "a\tb", "a\rb", "\u2028",
    "x" * 5000,
)  # fmt: skip
ENDS = ("\n", "\r\n", "\n\n", "\n---\n", "\n...\n", "\n  b\n", "\n# b\n", " # b\n", "")
PAIRS = st.tuples(st.sampled_from(KEYS), st.sampled_from(VALUES), st.sampled_from(ENDS))
LINES = st.lists(PAIRS.map(lambda pair: f"{pair[0]}: {pair[1]}{pair[2]}"), max_size=4).map("".join)
WILD = st.text("ab1 ,.()/_@+-:[]#\n'\"&*?|>{}", max_size=30)


@settings(max_examples=examples(4000))
@given(text=LINES | WILD | WILD.map("a: {}".format) | WILD.map("a: [{}]\n".format))
@example(text="a: b\n\nc: d\n")
def test_3_1_flat_text_says_what_the_strict_pass_says(text):
    found = flat(text)
    if found is not None:
        read = read_any(text)
        assert read == [found]
        assert [*map(type, read[0].values())] == [*map(type, found.values())]


LIMIT = "title: Put a limit on the pool (2)\ndue: 2026-12-01\n"
MORE = "a: [b/c.md, d e]\nf: true\ng: 7\nh: no"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LIMIT, {"title": "Put a limit on the pool (2)", "due": "2026-12-01"}),
        (MORE, {"a": ["b/c.md", "d e"], "f": True, "g": 7, "h": "no"}),
    ],
)
def test_3_1_flat_text_is_read(text, found):
    assert flat(text) == found


@pytest.mark.parametrize("text", ["", "a", "a: b\na: c", "a: null", "a: 010", "null: a", "a: b: c"])
def test_3_1_what_is_disputed_is_left_to_the_strict_pass(text):
    assert flat(text) is None
