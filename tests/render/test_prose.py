"""Prose: safe whatever it holds, quick whatever it repeats, readable as it was meant."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import examples

from wakebook.render import prose

HARMLESS = {"a", "p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "br", "hr"}
HARMLESS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
HARMLESS |= {"span", "div", "del", "sub", "sup", "kbd", "dl", "dt", "dd"}
WIDE = "|".join("a" * 1_500) + "\n" + "|".join("-" * 1_500) + "\n"
"""The heads of a table of very many columns, the lines of which may be short."""


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _seen(markup: str) -> _Seen:
    seen = _Seen()
    seen.feed(markup)
    seen.close()
    return seen


@given(st.text(alphabet="<>\"'&/[]()!`*_{}:#=- \nabscriptonlejvx", max_size=300))
@settings(max_examples=examples(400), deadline=None)
def test_whatever_it_holds_only_harmless_elements_come_out(text: str) -> None:
    seen = _seen(prose.document(text).html)

    assert seen.tags <= HARMLESS
    for name, value in seen.attributes:
        assert name in {"href", "title", "rel", "class", "id"}
        if name == "href":
            assert not re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE)
        if name == "id":
            assert value.startswith("s-")


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=80))
@settings(max_examples=examples(100), deadline=None)
def test_ordinary_words_come_out_as_they_went_in(text: str) -> None:
    assert "".join(_seen(prose.short(text)).words).strip() == text


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        ("[" * 290 + "\n\n") * 300,
        "<a " * 20_000,
        ("<a " * 290 + "\n\n") * 200,
        ">" * 20_000,
        "\n".join("  " * depth + "- x" for depth in range(400)),
        "1. " * 5_000,
        "*a_ " * 10_000,
        "```\n" * 8_000,
        "&" * 60_000,
        "<!--" * 8_000,
        "[a](" * 8_000,
        "|" * 8_000 + "\n" + "|-" * 8_000,
        "x" * 200_000,
        (WIDE + "x\n" * 2_900 + "\n") * 5,
        (WIDE + "x\n" * 2_900 + "\n").replace("\n", "\r") * 5,
        (WIDE + "x\n" * 2_900).replace("\n", "\n> "),
        ("|a" * 22 + "\n" + "|-" * 22 + "\n" + "x\n" * 45 + "\n") * 400,
    ],
    ids=lambda text: text[:6].strip(),
)
def test_repetition_costs_less_than_two_seconds(text: str) -> None:
    began = time.process_time()
    prose.document(text)

    assert time.process_time() - began < 2


def test_a_costly_paragraph_keeps_its_words() -> None:
    text = "before\n\n" + "[" * 500 + "wakebookplain0paragraph\n\nafter"

    assert "[" * 500 in "".join(_seen(prose.short(text)).words)
    assert "after" in prose.short(text)


@pytest.mark.parametrize(("columns", "row"), [(8, "| a " * 8), (8, "| one"), (40, "| cell " * 40)])
def test_a_table_that_somebody_wrote_is_one(columns: int, row: str) -> None:
    text = "| head " * columns + "\n" + "|---" * columns + "\n" + f"{row}\n" * 40
    made = prose.document(f"before\n\n{text}\nafter").html

    assert (made.count("<tr>"), made.count("<th>")) == (41, columns)


def test_a_table_of_cells_that_nobody_wrote_is_shown_as_it_was_written() -> None:
    made = prose.document(f"before\n\n{WIDE}" + "x\n" * 2_900 + "\n| a | b |\n|---|---|\n").html

    assert made.count("<th>") == 2
    assert "a|a|a|a" in made
    assert len(made) < 20_000


def test_headings_begin_at_two_skip_none_and_have_anchors_of_their_own() -> None:
    made = prose.document("# One\n\n#### Two\n\n## One\n\n# <b>\n")

    assert [(h.level, h.anchor, h.text) for h in made.headings] == [
        (2, "s-one", "One"),
        (3, "s-two", "Two"),
        (2, "s-one-2", "One"),
        (2, "s-b", "<b>"),
    ]


def test_a_fence_that_names_its_file_is_code_under_that_name() -> None:
    made = prose.document("```yaml timeline/a.yaml\n- kind: declared\n\n\n  at: x\n```\n").html

    assert "<code>timeline/a.yaml</code>" in made
    assert "<pre>" in made
    assert "```" not in made


def test_no_blank_line_comes_out() -> None:
    made = prose.document("a\n\n```\none\n\ntwo\n```\n\nb").html

    assert "\n\n" not in made
    assert "one&#10;&#10;two" in made


def test_plain_words_are_cut_at_a_word() -> None:
    assert prose.plain("**One** two [three](https://x.example) four", 16) == "One two three…"


def test_a_link_never_leaves_the_site_without_its_scheme() -> None:
    assert 'href="/%5Cevil.example"' in prose.document("[e](/\\\\evil.example)").html
    for address in ("//evil.example", " //evil.example"):
        assert "href" not in prose.document(f"[e]({address})").html
    assert 'href="https://good.example"' in prose.document("[e](https://good.example)").html


def test_code_in_a_list_keeps_its_lines_and_the_list_its_numbers() -> None:
    text = "1. Ask.\n\n   ```sh {step: ask, safe: true}\n   a\n   b\n   ```\n\n2. Tell.\n"
    made = prose.document(text).html
    assert made.count("<ol>") == 1
    assert made.count("<pre>") == 1
    assert "<code>step: ask, safe: true</code>" in made
    assert prose.plain(text).split() == [
        "Ask.",
        "step:",
        "ask,",
        "safe:",
        "true",
        "a",
        "b",
        "Tell.",
    ]


def test_every_fence_of_the_runbooks_is_a_block_of_code() -> None:
    for runbook in sorted((Path(__file__).parents[2] / "runbooks").glob("*.md")):
        body = runbook.read_text().split("---\n", 2)[2]
        fences = sum(line.strip().startswith("```") for line in body.splitlines())
        assert prose.document(body).html.count("<pre>") == fences // 2, runbook.name


def test_an_image_is_its_words_and_a_link_without_words_is_none() -> None:
    assert prose.document("![a graph](https://x.example/g.png)").html == "<p>a graph</p>"
    assert "<a" not in prose.document("[![](p.png)](https://x.example) [](https://y.example)").html
