"""Keys that are told without a parser are those that the strict pass finds."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.records.bytes import decode
from wakebook.records.flat import flat
from wakebook.records.refusal import Refused
from wakebook.records.tops import tops
from wakebook.records.yaml import read_any

STARTS = [
    "a: ",
    "b: ",
    "closed: ",
    " c: ",
    "  - ",
    "- ",
    "  ",
    "",
    "  d: ",
    '"e": ',
    "? ",
    "a:\n",
    "#",
]
TEXTS = [
    "x", "don't", "\"x\"", "'x'", "[x, y]", "{x: y}", "|", ">-", "|2", "[", "]", "{", "}",
    "\"", "'", "x #", "#", ", ", ": ", "\\", "[\"'\", \"]\", '", "'a', \"'\", \"[\", c]",
    "[a #]", "b] #[", "-", "!t", "&a", "*a", "%", "---", "...", "\u00e9", "\t", "\u2028", "\r",
    "''", "\"]", "[\"", "x: y",
]  # fmt: skip
LINES = st.tuples(
    st.sampled_from(STARTS), st.lists(st.sampled_from(TEXTS), max_size=4).map("".join)
)
TEXT = st.lists(LINES.map("".join), min_size=1, max_size=6).map("\n".join)
WILD = st.text("ab \n:[]{},\"'#-|>?!&*\\", max_size=40)
INDENTED = ' title: Leaked key\n tags: ["\'", "]", \'a\ntitle: b\nclosed: b\', "\'", "[", c]\n'


@settings(max_examples=examples(4000))
@given(text=TEXT | WILD | WILD.map("a: {}\nclosed: b".format))
@example(text=INDENTED)
@example(text=INDENTED.replace("\n ", "\n")[1:])
@example(text="a: [b #]\nclosed: b] #[\n")
@example(text='a: "b\nclosed: soon"\n')
def test_3_1_keys_that_are_told_at_once_are_those_of_the_strict_pass(text):
    found, plain = tops(text), flat(text)
    if found is None or isinstance(decode(text.encode(), ""), Refused):
        assert plain is None or not isinstance(decode(text.encode(), ""), Refused)
        return
    read = read_any(text)
    if isinstance(read, Refused):
        assert plain is None
    elif read:
        assert read == [read[0]]
        assert [*read[0]] == [*found]
        assert plain is None or read == [plain]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: b c\nd:\n  - e", {"a": "b c", "d": "- e"}),
        ("a: don't [x\nb: 'c: d'", {"a": "don't [x", "b": "'c: d'"}),
        ('a: [b, {c: "d e", f: [g]}]\n# [\nh: |\n  i', {"a": '[b, {c: "d e", f: [g]}]', "h": "|"}),
    ],
)
def test_3_1_what_nobody_disputes_is_told_at_once(text, found):
    assert tops(text) == found


@pytest.mark.parametrize(
    "text", [" a: b", "a: [b", "a: 'b", "a: b\na: c", "- a", "---\na: b", "a: [b #]"]
)
def test_3_1_what_may_be_disputed_is_left_to_the_strict_pass(text):
    assert tops(text) is None
