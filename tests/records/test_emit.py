"""Whatever a record may hold is written so that it reads back the same."""

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wakebook.records.bytes import FORBIDDEN, decode
from wakebook.records.emit import emit_document, inline
from wakebook.records.yaml import read_yaml

PIECES = st.sampled_from(
    [
        *"aZ9é日-?:,[]{}#&*!|>%@`'\"\\~=.<_ \n\t\r",
        "- ",
        ": ",
        " #",
        "---",
        "...",
        "<<",
        "👩‍💻",
        "\u00a0",
    ]
)
WORDS = st.sampled_from(
    ["no", "null", "010", "1e5", "0x1f", ".inf", "1_0", "12:30", "2026-11-23", "true", "word " * 40]
)
TEXT = (
    (st.lists(PIECES, max_size=12).map("".join) | WORDS | st.text(max_size=20))
    .filter(lambda text: not FORBIDDEN.search(text))
    .filter(lambda text: text.isprintable() or text.isascii() or "👩" in text or "\u00a0" in text)
)
KEYS = TEXT.filter(lambda key: len(key) <= 100)
SCALARS = TEXT | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(-1e15, 1e15)
TREES = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=12,
)


def read(text, **options):
    decoded = decode(text.encode(), "a.yaml")
    return read_yaml(decoded, "a.yaml", **options)


def composed(tree):
    """The tree with keys as the reader gives them."""
    if isinstance(tree, list):
        return [composed(part) for part in tree]
    if isinstance(tree, dict):
        return {normalize("NFC", key): composed(part) for key, part in tree.items()}
    return tree


@settings(deadline=None)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4))
def test_a_mapping_reads_back_the_same(tree):
    tree = composed(tree)
    assert repr(read(emit_document(tree))) == repr(tree)


@settings(deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4))
def test_a_list_reads_back_the_same(tree):
    tree = composed(tree)
    assert repr(read(emit_document(tree), root=list)) == repr(tree)


@settings(deadline=None)
@given(TREES)
def test_flow_style_reads_back_the_same(tree):
    tree = composed(tree)
    assert repr(read(f"key: {inline(tree)}\n")) == repr({"key": tree})


def test_an_entry_is_written_as_a_person_would():
    entry = {
        "kind": "update",
        "at": "2026-11-23T14:03Z",
        "by": "user:ana",
        "text": "First line.\nSecond line.\n",
        "note": "long " * 30 + "end",
        "evidence": [{"path": "evidence/a.log", "sha256": "ab12"}],
        "retract": True,
        "level": "no",
    }
    assert emit_document([entry]) == (
        "- kind: update\n"
        "  at: 2026-11-23T14:03Z\n"
        "  by: user:ana\n"
        "  text: |\n"
        "    First line.\n"
        "    Second line.\n"
        "  note: >-\n"
        f"    {'long ' * 18}long\n"
        f"    {'long ' * 11}end\n"
        "  evidence:\n"
        "    - path: evidence/a.log\n"
        "      sha256: ab12\n"
        "  retract: true\n"
        '  level: "no"\n'
    )


@pytest.mark.parametrize(
    "value",
    [
        {"a": None},
        {"a": float("nan")},
        {"a": float("-inf")},
        {"a": 10**19},
        {"a": "nul\0"},
        {"a": "two\nlines\u202e"},
        {"a": "hidden\u200b " * 20},
        {"k" * 200: 1},
        {"a": object()},
    ],
)
def test_what_no_record_may_hold_is_not_written(value):
    with pytest.raises(ValueError, match=r"may not hold|cannot stand|more than 18|longer than"):
        emit_document(value)
