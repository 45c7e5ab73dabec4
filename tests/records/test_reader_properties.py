"""Whatever the bytes are, the reader gives a value or located reasons, and always the same."""

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.model.finding import Finding
from wakebook.records.bytes import DOCUMENT, decode
from wakebook.records.fmt import fmt
from wakebook.records.frontmatter import split
from wakebook.records.refusal import Refused
from wakebook.records.yaml import read_any, read_yaml

PIECES = [
    *["a", "b: ", "c:", "- ", "-", "? ", ": ", ":", "\n", "\n", "\n  ", "\n  ", "\n    ", "\n- "],
    *["  ", " ", "\t", "#", " # x", "|", "> ", "|-", "|+", "|2", ">-", "'", '"', "\\", "\\n"],
    *["\\u0041", "\\u202e", "{", "}", "[", "]", ",", "&x ", "*x", "!t ", "!!str ", "%", "@", "`"],
    *["---", "...", "\n---\n", "\n...\n", "<<", "=", "~", "null", "1", "010", "1_0", "0x1", "0b1"],
    *["1.5", "1e3", "true", "no", "2026-11-23", "12:30:45", ".5", "é", "e\u0301", "👩‍💻", "\u00a0"],
    *["\r\n", "\r", "\0", "\u2028", "\ufeff", "k: v\n", '"q": ', "[1, 2]", "{a: b}", "{a: b, c: }"],
    *["key: |\n  text\n", '"a\\\n b"', "\ud800", "%YAML 1.2\n"],
]
HOSTILE_TEXT = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
HOSTILE = st.binary(max_size=60) | HOSTILE_TEXT.map(lambda t: t.encode("utf-8", "surrogatepass"))


def read(raw, **options):
    text = decode(raw, "a.yaml")
    return text if isinstance(text, Refused) else read_yaml(text, "a.yaml", **options)


def lines_of(raw):
    return raw.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")


def is_inside(finding, raw):
    lines = lines_of(raw)
    if not 1 <= finding.line <= len(lines):
        return False
    return 1 <= finding.column <= len(lines[finding.line - 1]) + 1


@settings(max_examples=examples(1500), deadline=None)
@given(HOSTILE, st.sampled_from([dict, list]))
def test_any_bytes_give_a_value_or_reasons_inside_the_file(raw, root):
    result = read(raw, root=root)
    if isinstance(result, Refused):
        assert result.findings
        for found in result.findings:
            assert isinstance(found, Finding)
            assert is_inside(found, raw), found
            assert found.message.isprintable()
    else:
        assert type(result) is root


@settings(deadline=None)
@given(HOSTILE)
def test_reasons_are_the_same_every_time_and_in_the_order_of_the_text(raw):
    first, second = read(raw), read(raw)
    assert repr(first) == repr(second)
    if isinstance(first, Refused):
        places = [(found.line, found.column) for found in first.findings]
        assert places == sorted(places)


@settings(
    max_examples=examples(400), deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
@given(HOSTILE_TEXT)
def test_a_comment_behind_the_text_changes_no_reason(text):
    raw = f"a: b\n{text}\n".encode("utf-8", "surrogatepass")
    before, after = read(raw), read(raw + b"# the end\n")
    unreadable = {"WB0201", "WB0205"}
    assume(isinstance(before, Refused))
    assume(not unreadable & {found.code for found in before.findings})
    assert isinstance(after, Refused)
    assert after.findings == before.findings


@settings(max_examples=examples(400), deadline=None)
@given(HOSTILE)
@example(b"---\r\n")
def test_any_document_is_split_or_refused_inside_the_file(body):
    raw = b"---\ntitle: x\n" + body
    text = decode(raw, "a.md", DOCUMENT)
    parts = text if isinstance(text, Refused) else split(text, "a.md")
    if isinstance(parts, Refused):
        assert all(is_inside(found, raw) for found in parts.findings)
    else:
        header = read_yaml(parts.front, "a.md", first_line=parts.front_line)
        if isinstance(header, Refused):
            assert all(2 <= found.line < parts.body_line for found in header.findings)
        whole = f"---\n{parts.front}---\n{parts.body}"
        assert text.replace("\r\n", "\n") == whole.replace("\r\n", "\n")


@settings(max_examples=examples(1000), deadline=None)
@given(HOSTILE)
def test_canonical_whitespace_is_stable_and_keeps_the_value(raw):
    once = fmt(raw)
    assert fmt(once) == once
    text = decode(raw, "")
    if not isinstance(text, Refused) and not isinstance(read_any(text), Refused):
        assert repr(read_any(once.decode())) == repr(read_any(text))
