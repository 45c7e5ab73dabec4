"""Routes lead to lines and columns."""

import pytest

from wakebook.records.locate import locate

TEXT = """\
title: x
people:
  - ana
  - name: "b"
    tags: [p, {q: r}]
text: |
  line
"été": {deep: 1}
"""


@pytest.mark.parametrize(
    ("route", "on_value", "on_key"),
    [
        (("title",), (1, 8), (1, 1)),
        (("people",), (3, 3), (2, 1)),
        (("people", 0), (3, 5), (3, 5)),
        (("people", 1), (4, 5), (4, 5)),
        (("people", 1, "name"), (4, 11), (4, 5)),
        (("people", 1, "tags", 1, "q"), (5, 19), (5, 16)),
        (("text",), (6, 7), (6, 1)),
        (("été", "deep"), (8, 15), (8, 9)),
        (("e\u0301te\u0301",), (8, 8), (8, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_a_route_leads_to_its_value_or_its_key(route, on_value, on_key):
    assert locate(TEXT, route) == on_value
    assert locate(TEXT, route, on_key=True) == on_key


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("missing",), (1, 1)),
        (("missing", "title"), (1, 1)),
        (("people", "missing"), (2, 1)),
        (("people", 2), (2, 1)),
        (("people", -1), (2, 1)),
        (("people", 1, "tags", "x", "y"), (5, 5)),
        (("title", "deeper", 3), (1, 8)),
        ((0,), (1, 1)),
    ],
)
def test_a_route_to_nothing_leads_to_the_nearest_part_above(route, place):
    assert locate(TEXT, route) == place


def test_lines_are_those_of_the_file_that_the_text_is_a_part_of():
    assert locate(TEXT, ("text",), first_line=10) == (15, 7)


def test_the_first_step_into_several_documents_is_their_position():
    text = "---\n---\na: 1\n---\nb: 2\n"
    assert locate(text, (1, "b"), many=True) == (5, 4)
    assert locate(text, (0,), many=True) == (3, 1)
    assert locate(text, (9, "b"), many=True) == (1, 1)


def test_line_ends_of_windows_count_once():
    assert locate(TEXT.replace("\n", "\r\n"), ("text",)) == (6, 7)
