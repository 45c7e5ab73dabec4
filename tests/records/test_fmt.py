"""Canonical whitespace changes no value and no comment."""

from pathlib import Path

import pytest

from wakebook.records.fmt import fmt

ACCEPTED = sorted((Path(__file__).parent / "accepted").iterdir())
HOSTILE = sorted((Path(__file__).parent / "hostile").iterdir())


def test_marks_line_ends_blanks_and_the_end_are_made_canonical():
    raw = "\ufeff# c  \r\na: b   \r\n\r\nc: |  \r\n  d  \r\n\r\n\r\n".encode()
    assert fmt(raw) == b"# c\na: b\n\nc: |\n  d  \n"


def test_blanks_within_quotes_stay():
    assert fmt(b"a: \"x\\ \n  y\" \nb: 'x  \n  y'\n") == b"a: \"x\\ \n  y\"\nb: 'x  \n  y'\n"


@pytest.mark.parametrize("raw", [b"a: |\n  x", b"a: |+\n  x\n\n\n", b"a: |+\n  x\n\n"])
def test_an_end_that_belongs_to_the_last_text_stays(raw):
    assert fmt(raw) == raw


def test_a_body_keeps_its_hard_breaks():
    raw = b"---\r\na: b  \r\n---\r\n\r\nline  \r\nnext\r\n\r\n\r\n"
    assert fmt(raw) == b"---\na: b\n---\n\nline  \nnext\n"


def test_several_documents_are_made_canonical():
    assert fmt(b"---  \na: 1 \n--- \n- b \n") == b"---\na: 1\n---\n- b\n"


@pytest.mark.parametrize("file", ACCEPTED, ids=lambda file: file.name)
def test_a_canonical_file_is_left_as_it_is(file):
    once = fmt(file.read_bytes())
    assert fmt(once) == once
    if file.stem not in {"crlf", "unfinished"}:
        assert once == file.read_bytes()


@pytest.mark.parametrize("file", ACCEPTED + HOSTILE, ids=lambda file: file.name)
def test_nothing_but_whitespace_and_the_mark_is_ever_changed(file):
    raw = file.read_bytes()
    once = fmt(raw)
    assert once.split() == raw.removeprefix("\ufeff".encode()).split()
    assert fmt(once) == once


def test_a_file_that_cannot_be_read_comes_back_as_it_is():
    raw = b"a: 1  \r\na: 2  \r\n\r\n"
    assert fmt(raw) == raw
