"""A document has one header that every reader sees alike."""

import pytest

from wakebook.records.frontmatter import FrontMatter, split
from wakebook.records.refusal import Refused


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_document_is_split_at_its_two_marks(end):
    text = end.join(["---", "a: b", "c: d", "---", "", "# Title", ""])
    parts = split(text, "a.md")
    assert isinstance(parts, FrontMatter)
    assert parts.front == f"a: b{end}c: d{end}"
    assert parts.body == f"{end}# Title{end}"
    assert (parts.front_line, parts.body_line) == (2, 5)
    assert text[parts.front_offset :].startswith(parts.front)


def test_a_rule_within_the_body_is_no_second_block():
    parts = split("---\na: b\n---\ntext\n\n---\n\nmore\n", "a.md")
    assert isinstance(parts, FrontMatter)
    assert parts.body == "text\n\n---\n\nmore\n"


def test_marks_in_block_text_are_text():
    parts = split("---\na: |\n  ---\n  x\n---\nbody\n", "a.md")
    assert isinstance(parts, FrontMatter)
    assert parts.front == "a: |\n  ---\n  x\n"


def test_a_document_may_have_no_body():
    parts = split("---\na: b\n---\n", "a.md")
    assert isinstance(parts, FrontMatter)
    assert parts.body == ""


def test_the_second_of_two_blocks_is_named():
    result = split("---\na: b\n---\n\n  ---\nc: d\n", "a.md")
    assert isinstance(result, Refused)
    assert [(f.code, f.line, f.column) for f in result.findings] == [("WB0212", 5, 3)]
