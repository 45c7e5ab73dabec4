"""Bytes become text exactly, or a located reason."""

import pytest

from wakebook.records.bytes import DOCUMENT, RECORD, decode
from wakebook.records.refusal import FINDINGS_A_FILE, Refused


def places(raw, limits=RECORD):
    result = decode(raw, "a.yaml", limits)
    assert isinstance(result, Refused), result
    return [(found.code, found.line, found.column) for found in result.findings]


@pytest.mark.parametrize("raw", [b"", b"a: b\n", b"a: b\r\n", "é\t👩‍💻\n".encode()])
def test_text_comes_back_exactly_as_it_stands(raw):
    assert decode(raw, "a.yaml") == raw.decode()


def test_a_column_counts_characters_and_not_bytes():
    assert places("é👩日\0".encode()) == [("WB0104", 1, 4)]


def test_lines_are_counted_with_both_line_ends():
    assert places(b"a\r\nb\n\x07") == [("WB0104", 3, 1)]


def test_every_forbidden_character_is_found_in_the_order_of_the_text():
    raw = "a\u202eb\rc\n\x00\u2028".encode()
    assert places(raw) == [("WB0104", 1, 2), ("WB0103", 1, 4), ("WB0104", 2, 1), ("WB0104", 2, 2)]


def test_the_message_names_the_character_and_never_prints_it():
    result = decode("a\u202e".encode(), "a.yaml")
    assert isinstance(result, Refused)
    assert "U+202E" in result.findings[0].message
    assert result.findings[0].message.isprintable()


@pytest.mark.parametrize("limits", [RECORD, DOCUMENT])
def test_the_limit_of_bytes_is_exact(limits):
    assert decode(b"#" * limits.size, "a.yaml", limits) == "#" * limits.size
    assert places(b"#" * (limits.size + 1), limits) == [("WB0105", 1, 1)]


def test_size_is_judged_before_anything_is_decoded():
    assert places(b"\xff" * (RECORD.size + 1)) == [("WB0105", 1, 1)]


def test_findings_beyond_the_cap_are_counted_in_a_last_one():
    result = decode(b"\0" * 200_000, "a.yaml")
    assert isinstance(result, Refused)
    assert len(result.findings) == FINDINGS_A_FILE + 1
    assert str(200_000 - FINDINGS_A_FILE) in result.findings[-1].message


@pytest.mark.parametrize(
    "text",
    [
        "👨‍👩‍👧 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "می‌خواهم",
        "क्‍ष",
        "ന്‍ ",
        "Ελλάδα, Россия, ישראל, 日本, 한국, ไทย, ትግርኛ",
        "a\u00a0no-break space",
    ],
)
def test_text_of_any_script_is_accepted(text):
    assert decode(text.encode(), "a.yaml") == text


@pytest.mark.parametrize(
    "text", ["in\u200dcident", "\u200da", "a \u200c", "é\u200d", "x\U000e0041"]
)
def test_a_joiner_or_tag_where_no_script_needs_it_is_a_disguise(text):
    assert [code for code, _, _ in places(text.encode())] == ["WB0104"]
