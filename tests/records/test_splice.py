"""Edits change what they mean to and leave every other byte alone."""

import pytest

from wakebook.records.bytes import decode
from wakebook.records.splice import append_item, insert_key, remove_item, remove_key, set_value
from wakebook.records.yaml import read_any

HEADER = b"""\
# An incident.
title: 'Old'   # as paged
text: |  # by hand
  one

  two

tags: [a, "b"]  # few
people:   # who
  - name: x   # first
    age: 1
    # about x
  # about all
  - name: y
limits: {low: 1, high: 2}
empty: {}
none: []
last: "q"
"""


def edited(edit, *arguments, **options):
    """The lines that an edit took away and those that it put there."""
    before, after = HEADER, edit(HEADER, *arguments, **options)
    crlf = edit(HEADER.replace(b"\n", b"\r\n"), *arguments, **options)
    assert crlf == after.replace(b"\n", b"\r\n")
    old, new = before.decode().splitlines(), after.decode().splitlines()
    same = 0
    while old and new and old[0] == new[0]:
        del old[0], new[0]
        same += 1
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return "\n".join(old), "\n".join(new)


@pytest.mark.parametrize(
    ("route", "value", "old", "new"),
    [
        (("title",), "New", "title: 'Old'   # as paged", "title: New   # as paged"),
        (("title",), "no", "title: 'Old'   # as paged", 'title: "no"   # as paged'),
        (("title",), "a\nb", "title: 'Old'   # as paged", "title: |-   # as paged\n  a\n  b"),
        (("title",), 7, "title: 'Old'   # as paged", "title: 7   # as paged"),
        (("tags", 1), "c, d", 'tags: [a, "b"]  # few', 'tags: [a, "c, d"]  # few'),
        (("tags",), "none", 'tags: [a, "b"]  # few', "tags: none  # few"),
        (("people", 0, "age"), 2, "    age: 1", "    age: 2"),
        (("people", 1), "z", "  - name: y", "  - z"),
        (("people", 1), {"a": [1]}, "  - name: y", "  - a:\n      - 1"),
        (("limits", "high"), "x: y", "limits: {low: 1, high: 2}", 'limits: {low: 1, high: "x: y"}'),
        (("none",), ["a", "b"], "none: []", "none:\n  - a\n  - b"),
        (("last",), "", 'last: "q"', 'last: ""'),
    ],
)
def test_a_value_is_set_and_the_comment_beside_it_stays(route, value, old, new):
    assert edited(set_value, route, value) == (old, new)


def test_block_text_is_replaced_with_its_lines_and_keeps_the_comment_of_its_mark():
    assert edited(set_value, ("text",), "short") == (
        "text: |  # by hand\n  one\n\n  two",
        "text: short  # by hand",
    )


def test_a_whole_list_is_replaced_below_the_comment_of_its_key():
    old, new = edited(set_value, ("people",), ["z"])
    assert new == "  - z"
    assert old.startswith("  - name: x")
    assert old.endswith("  - name: y")


@pytest.mark.parametrize(
    ("route", "key", "value", "after", "old", "new"),
    [
        ((), "status", "open", "title", "", "status: open"),
        ((), "status", "a\nb\n", "text", "", "status: |\n  a\n  b"),
        ((), "status", "open", "people", "", "status: open"),
        ((), "status", ["open"], None, "", "status:\n  - open"),
        (("people", 0), "level", 3, "name", "", "    level: 3"),
        (("people", 0), "level", 3, None, "", "    level: 3"),
        (("people", 1), "level", {"a": 1}, None, "", "    level:\n      a: 1"),
        (("empty",), "a", 1, None, "empty: {}", "empty:\n  a: 1"),
        (
            ("limits",),
            "mid",
            "x",
            "low",
            "limits: {low: 1, high: 2}",
            "limits: {low: 1, mid: x, high: 2}",
        ),
    ],
)
def test_a_key_is_inserted_where_it_was_asked_for(route, key, value, after, old, new):  # noqa: PLR0917
    taken, put = edited(insert_key, route, key, value, after=after)
    assert taken == old
    assert put == new


@pytest.mark.parametrize(
    ("route", "old", "new"),
    [
        (("title",), "title: 'Old'   # as paged", ""),
        (("text",), "text: |  # by hand\n  one\n\n  two", ""),
        (("last",), 'last: "q"', ""),
        (("people", 0, "age"), "    age: 1", ""),
        (("people", 1, "name"), "  - name: y", "  - {}"),
        (("limits", "low"), "limits: {low: 1, high: 2}", "limits: {high: 2}"),
        (("limits", "high"), "limits: {low: 1, high: 2}", "limits: {low: 1}"),
    ],
)
def test_a_key_is_removed_with_its_value_only(route, old, new):
    assert edited(remove_key, route) == (old, new)


@pytest.mark.parametrize("key", ["k1", "k2", "k3", "k4"])
def test_each_key_between_braces_is_removed_with_one_comma(key):
    parts = [f"k{n}: {n}" for n in range(1, 5)]
    rest = [part for part in parts if not part.startswith(key)]
    raw, after = (f"a: {{{', '.join(row)}}}\n".encode() for row in (parts, rest))
    assert remove_key(raw, ("a", key)) == after


def test_the_next_key_takes_the_place_of_one_beside_a_dash():
    assert edited(remove_key, ("people", 0, "name")) == (
        "  - name: x   # first\n    age: 1",
        "  - age: 1",
    )


@pytest.mark.parametrize(
    ("route", "value", "old", "new"),
    [
        (("tags",), "c", 'tags: [a, "b"]  # few', 'tags: [a, "b", c]  # few'),
        (("people",), {"name": "z", "age": 3}, "", "  - name: z\n    age: 3"),
        (("people",), "a\nb\n", "", "  - |\n    a\n    b"),
        (("none",), "a", "none: []", "none:\n  - a"),
    ],
)
def test_an_item_is_appended(route, value, old, new):
    assert edited(append_item, route, value) == (old, new)


@pytest.mark.parametrize(
    ("route", "old", "new"),
    [
        (("tags", 0), 'tags: [a, "b"]  # few', 'tags: ["b"]  # few'),
        (("tags", 1), 'tags: [a, "b"]  # few', "tags: [a]  # few"),
        (("people", 0), "  - name: x   # first\n    age: 1\n    # about x", ""),
        (("people", 1), "  - name: y", ""),
    ],
)
def test_an_item_is_removed_with_its_comma_or_its_lines(route, old, new):
    assert edited(remove_item, route) == (old, new)


def test_the_only_item_leaves_an_empty_list():
    assert remove_item(b"a:\n  - x  # one\nb: 1\n", ("a", 0)) == b"a: []\nb: 1\n"
    assert remove_item(b"a: [x]", ("a", 0)) == b"a: []"
    assert remove_item(b"a:\n- x\n- y", ("a", 1)) == b"a:\n- x"


def test_a_file_without_a_final_line_end_keeps_none():
    assert insert_key(b"a: 1", (), "b", 2) == b"a: 1\nb: 2"
    assert insert_key(b"a: 1\nb: 2", (), "c", 3, after="a") == b"a: 1\nc: 3\nb: 2"
    assert remove_key(b"a: 1\nb: 2", ("b",)) == b"a: 1"
    assert remove_key(b"a: 1\nb: 2\nc: 3", ("b",)) == b"a: 1\nc: 3"
    assert append_item(b"- a\r\n- b", (), "c") == b"- a\r\n- b\r\n- c"
    assert set_value(b"a: |-\n  x", ("a",), "y\nz") == b"a: |-\n  y\n  z"


def test_the_only_key_leaves_an_empty_mapping():
    assert remove_key(b"# c\na: 1  # d\n", ("a",)) == b"# c\n{}  # d\n"
    assert remove_key(b"x: 1\na:\n  b: 1\n", ("a", "b")) == b"x: 1\na: {}\n"
    assert insert_key(b"{}\n", (), "a", 1) == b"a: 1\n"
    assert append_item(b"[]\n", (), "a") == b"- a\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_is_edited_and_the_body_is_not(end):
    lines = ["---", "title: Old  # c", "tags: [a]", "---", "", "title: Old  ", "", "---", "x"]
    raw = end.join(lines).encode()
    edited = set_value(insert_key(raw, (), "by", "ana", after="title"), ("title",), "New")
    lines[1:2] = ["title: New  # c", "by: ana"]
    assert edited == end.join(lines).encode()


def test_a_document_mark_before_the_only_document_stays():
    assert set_value(b"---\na: 1\n", ("a",), 2) == b"---\na: 2\n"


def test_a_blank_comes_behind_a_colon_alone():
    raw = b'a: {"k":"v", "x": [1,2]}\n'
    assert set_value(raw, ("a", "k"), "w") == b'a: {"k": w, "x": [1,2]}\n'
    assert set_value(raw, ("a", "x", 0), 3) == b'a: {"k":"v", "x": [3,2]}\n'
    assert set_value(raw, ("a", "x", 1), 3) == b'a: {"k":"v", "x": [1,3]}\n'


@pytest.mark.parametrize("first", ["a", "ab"])
def test_blank_lines_around_a_key_that_is_removed_stay(first):
    raw = f"\n{first}: 1\n\nb: 2\n\nc: 3\n".encode()
    assert remove_key(raw, (first,)) == b"\n\nb: 2\n\nc: 3\n"
    assert remove_key(raw, ("b",)) == f"\n{first}: 1\n\n\nc: 3\n".encode()
    assert remove_key(raw, ("c",)) == f"\n{first}: 1\n\nb: 2\n\n".encode()


def test_blank_lines_that_block_text_keeps_stay_with_it():
    raw = b"a: |+\n  x\n\n\nb: 1\n"
    assert insert_key(raw, (), "c", 2, after="a") == b"a: |+\n  x\n\n\nc: 2\nb: 1\n"


def test_values_below_their_key_or_dash_are_found():
    assert set_value(b"a:\n  # c\n  long\n  text\n", ("a",), "x") == b"a:\n  # c\n  x\n"
    assert set_value(b"- a\n# c\n-\n  b\n", (1,), "x") == b"- a\n# c\n- x\n"
    assert set_value(b"- - a\n  - b\n", (0, 1), {"k": "v"}) == b"- - a\n  - k: v\n"


@pytest.mark.parametrize(
    ("edit", "arguments"),
    [
        (set_value, ((), "x")),
        (set_value, (("nothing",), "x")),
        (set_value, (("people", 5), "x")),
        (set_value, (("people", 0, "nothing", "deeper"), "x")),
        (set_value, (("title",), None)),
        (set_value, (("title",), "bell\a")),
        (insert_key, ((), "title", "x")),
        (insert_key, (("tags",), "k", "x")),
        (remove_key, (("people", 0),)),
        (remove_key, ((),)),
        (append_item, (("title",), "x")),
        (remove_item, (("title",),)),
        (remove_item, (("tags", 7),)),
        (remove_item, ((),)),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(edit, arguments):
    with pytest.raises(ValueError, match=r"there is|cannot|may not hold"):
        edit(HEADER, *arguments)


def test_a_file_that_the_reader_refuses_is_not_edited():
    with pytest.raises(ValueError, match="line 2, column 1"):
        set_value(b"a: 1\na: 2\n", ("a",), 3)
    with pytest.raises(ValueError, match="line 3, column 1"):
        set_value(b"---\na: 1\na: 2\n---\n# T\n", ("a",), 3)
    with pytest.raises(ValueError, match="one document"):
        set_value(b"# none\n", ("a",), 3)


def test_what_an_edit_gives_back_is_what_the_reader_accepts():
    after = append_item(HEADER, ("people",), {"name": "z"})
    [value] = read_any(decode(after, ""))
    assert value["people"][2] == {"name": "z"}
