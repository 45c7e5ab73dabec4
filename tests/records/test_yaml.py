"""Accepted YAML means what the core schema says; limits are exact; all errors are told at once."""

import pytest

from wakebook.records.bytes import RECORD, Limits
from wakebook.records.refusal import FINDINGS_A_FILE, Refused
from wakebook.records.yaml import read_any, read_yaml


def value(text, **options):
    result = read_yaml(text, "a.yaml", **options)
    assert not isinstance(result, Refused), result
    return result


def places(text, **options):
    result = read_yaml(text, "a.yaml", **options)
    assert isinstance(result, Refused), result
    return [(found.line, found.column, found.code) for found in result.findings]


def messages(text, **options):
    result = read_yaml(text, "a.yaml", **options)
    assert isinstance(result, Refused), result
    return [found.message for found in result.findings]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("text", "text"),
        ("no", "no"),
        ("On", "On"),
        ("y", "y"),
        ("12:30:45", "12:30:45"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11-23T14:03Z", "2026-11-23T14:03Z"),
        ("~2026-11", "~2026-11"),
        ("v1_000", "v1_000"),
        ("1.2.3", "1.2.3"),
        ("7f3a9", "7f3a9"),
        ("0", 0),
        ("-17", -17),
        ("+3", 3),
        ("123456789012345678", 123456789012345678),
        ("0.5", 0.5),
        ("2.", 2.0),
        ("-1.5e-3", -0.0015),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("tRUE", "tRUE"),
        ("'010'", "010"),
        ('"0x1f"', "0x1f"),
        ('"null"', "null"),
        ("|\n  3\n", "3\n"),
        (">-\n  a\n  b\n\n  c\n", "a b\nc"),
        ('"\\u00e9\\x41\\t\\n"', "éA\t\n"),
        ("[a, 1, {b: c}]", ["a", 1, {"b": "c"}]),
        ("{}", {}),
    ],
)
def test_a_value_means_what_the_core_schema_says(written, meant):
    read = value(f"key: {written}\n")["key"]
    assert (type(read), read) == (type(meant), meant)


def test_keys_keep_their_order_and_are_composed():
    assert list(value("z: 1\na: 2\ncafe\u0301: 3\n")) == ["z", "a", "caf\u00e9"]


def test_null_is_a_value_only_where_it_is_allowed():
    text = "a:\nb: ~\nc: [null]\n"
    assert value(text, allow_nulls=True) == {"a": None, "b": None, "c": [None]}
    assert places(text) == [(1, 1, "WB0210"), (2, 1, "WB0210"), (3, 5, "WB0210")]


def test_what_has_no_value_is_named():
    (key, item) = messages("a: [x, null]\nb:\n")
    assert key.startswith("item 2 of this list has no value")
    assert item.startswith("the key 'b' has no value")


def test_several_documents_are_a_list_without_the_empty_ones():
    text = "---\na: 1\n---\n---\nb: 2\n---\n"
    assert value(text, many=True) == [{"a": 1}, {"b": 2}]
    assert value("# none\n", many=True) == []
    assert places("a: 1\n---\n- b\n", many=True) == [(3, 1, "WB0211")]


def test_a_log_is_a_list():
    assert value("- a: 1\n- b\n", root=list) == [{"a": 1}, "b"]
    assert places("a: 1\n", root=list) == [(1, 1, "WB0211")]


A_MAPPING = "a mapping (`key: value` lines)"
A_LIST = "a list (`- item` lines)"


@pytest.mark.parametrize(
    ("text", "root", "sentence"),
    [
        ("- a\n", dict, f"the file holds a list; it must hold {A_MAPPING}"),
        ("a: b\n", list, f"the file holds a mapping; it must hold {A_LIST}"),
        ("some text\n", dict, f"the file holds the value 'some text'; it must hold {A_MAPPING}"),
        ("''\n", dict, f"the file holds the value ''; it must hold {A_MAPPING}"),
        ("|\n  a\n", list, f"the file holds block text 'a\\n'; it must hold {A_LIST}"),
        (">\n  a\n", dict, f"the file holds block text 'a\\n'; it must hold {A_MAPPING}"),
        ("---\n", dict, f"the file holds nothing; it must hold {A_MAPPING}"),
        ("*a\n", dict, f"the file holds nothing; it must hold {A_MAPPING}"),
        ("# a\n", list, f"the file is empty; it must hold {A_LIST}"),
    ],
)
def test_a_file_of_another_kind_says_what_it_holds(text, root, sentence):
    assert messages(text, root=root) == [sentence]


def test_what_an_edit_reads_may_be_anything_but_text():
    assert read_any("a:\n---\n- ~\n") == [{"a": None}, [None]]
    (found,) = read_any("a: b\n--- x\n").findings
    assert found.line == 2
    assert found.message.endswith(f"it must hold {A_MAPPING} or {A_LIST}")


def test_all_errors_of_a_file_are_told_at_once():
    text = "a: &x 1\na: 010\n1: b\nc: !t d\ne:\nf: *x\n"
    assert places(text) == [
        (1, 4, "WB0202"),
        (2, 1, "WB0204"),
        (2, 4, "WB0209"),
        (3, 1, "WB0206"),
        (4, 4, "WB0203"),
        (5, 1, "WB0210"),
        (6, 4, "WB0202"),
    ]


def test_what_was_found_before_a_syntax_error_is_told_as_well():
    assert places("a: 1\na: 2\nb: @c\nd: &e f\n") == [(2, 1, "WB0204"), (3, 4, "WB0201")]


def test_lines_are_counted_from_where_the_text_begins_in_its_file():
    assert places("a: 1\na: 2\n", first_line=7) == [(8, 1, "WB0204")]


def test_columns_count_characters():
    assert places("👩‍💻日: {a: 1, a: 2}\n") == [(1, 14, "WB0204")]


def test_carriage_returns_before_line_feeds_change_nothing():
    assert value("a: |\r\n  x\r\n  y\r\nb: c\r\n") == {"a": "x\ny\n", "b": "c"}
    assert places("a: 1\r\nb:\r\n") == [(2, 1, "WB0210")]


def nested(depth):
    return "".join("  " * level + "a:\n" for level in range(depth - 1)) + "  " * depth + "a: 1\n"


def test_depth_is_limited():
    assert value(nested(RECORD.depth))
    assert [code for _, _, code in places(nested(RECORD.depth + 1))] == ["WB0207"]


def test_the_number_of_keys_and_values_is_limited():
    fitting = "- 1\n" * (RECORD.nodes - 1)
    assert len(value(fitting, root=list)) == RECORD.nodes - 1
    assert places(f"{fitting}- 1\n", root=list) == [(RECORD.nodes, 3, "WB0208")]


def test_a_short_text_can_hold_more_keys_and_values_than_characters():
    assert places("a:", limits=Limits(nodes=2)) == [(1, 3, "WB0208")]


def test_a_question_mark_right_before_a_key_is_refused():
    assert places("{?a: 1}\n") == [(1, 3, "WB0206")]
    assert value("a: why?\nb: {c: 1, ? d : 2, e?: 3}\n")["b"] == {"c": 1, "d": 2, "e?": 3}


def test_a_pair_without_braces_is_refused_whatever_it_begins_with():
    text = "[a: b, é: b, {c: d}]\n"
    assert places(text, root=list) == [(1, 2, "WB0201"), (1, 8, "WB0201")]


def test_a_text_is_measured_in_bytes_where_it_has_fewer_characters():
    assert places(f"a: {'🙂' * (RECORD.scalar // 4)}x\n") == [(1, 4, "WB0208")]


@pytest.mark.parametrize("shape", ["a: {}\n", 'a: "{}"\n', "a: |-\n  {}\n"])
def test_the_length_of_a_text_is_limited_in_bytes(shape):
    fitting = "é" * (RECORD.scalar // 2)
    assert value(shape.format(fitting))["a"] == fitting
    assert places(shape.format(f"{fitting}x")) == [(1, 4, "WB0208")]


def test_findings_beyond_the_cap_are_counted_in_a_last_one():
    result = read_yaml("- &a b\n" * 1000, "a.yaml", root=list)
    assert isinstance(result, Refused)
    assert len(result.findings) == FINDINGS_A_FILE + 1
    assert result.findings[-1].message.startswith(f"{1000 - FINDINGS_A_FILE} more")


def test_a_repeated_key_says_what_the_first_one_holds():
    result = read_yaml("status: open\nstatus: closed\n", "a.yaml")
    assert isinstance(result, Refused)
    assert "'open'" in result.findings[0].message


@pytest.mark.parametrize(
    ("first", "held"),
    [
        ("open", "'open'"),
        ("'a b'", "'a b'"),
        ("3", "3"),
        ("true", "true"),
        ("[1, 2]", "a list of 2"),
        ("{b: 1}", "a mapping of 1"),
    ],
)
def test_a_repeated_key_names_the_first_value_in_a_few_words(first, held):
    sentence = f"the key 'a' stands twice, first with {held}; keep one"
    assert messages(f"a: {first}\na: x\n") == [sentence]


def test_hostile_text_in_a_message_is_cut_and_escaped():
    result = read_yaml('"' + "k" * 500 + '\\u202e": 1\n', "a.yaml")
    assert isinstance(result, Refused)
    assert all(found.message.isprintable() for found in result.findings)
    result = read_yaml(f"a: !{'x' * 5000} b\n", "a.yaml")
    assert isinstance(result, Refused)
    assert len(result.findings[0].message) < 150


@pytest.mark.parametrize(
    "text",
    ["a: 'x\ty'\n", 'a: "x\ty"\n', "a: |\n  x\ty\n  \tz\n", "a: b # x\ty\n", "#\ta\na: b\n"],
)
def test_a_tab_is_text_where_text_may_hold_it(text):
    assert "a" in value(text)
