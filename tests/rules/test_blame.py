"""Sentences that blame are told from sentences that do not (requirement 6.1)."""

import re
from pathlib import Path

import pytest

from wakebook.rules.blame import blamed, sentences

_TEXT = Path(__file__).with_name("blame.md").read_text("utf-8")
_BLAMES, _FREE = (re.findall(r"^- (.+)$", part, re.MULTILINE) for part in _TEXT.split("## ")[1:])
NAMES = ("Ana", "Ben")


@pytest.mark.parametrize("sentence", _BLAMES)
def test_6_1_it_blames(sentence):
    (found,) = blamed(sentence, NAMES)
    assert found.words in sentence
    assert found.why
    assert found.instead


@pytest.mark.parametrize("sentence", _FREE)
def test_6_1_it_blames_nobody(sentence):
    assert list(blamed(sentence, NAMES)) == []


def test_6_1_a_name_that_is_not_in_the_catalog_is_a_word():
    assert list(blamed("Ana should have checked the plan.")) == []


def test_6_1_the_place_is_that_of_the_words():
    text = "## Lessons\n\nAll is well.\n\n- One.\n- The operator\n  failed to look.\n"
    (found,) = blamed(text)
    assert text[found.offset :].startswith("operator\n  failed to")
    assert found.words == "operator failed to"


def test_6_1_quotations_code_headings_and_comments_are_not_judged():
    text = (
        "# Human error\n\n> human error, says the vendor\n\n```\nhuman error\n```\n\n"
        "<!-- was it human error? -->\n\nThey wrote \N{LEFT DOUBLE QUOTATION MARK}human error"
        "\N{RIGHT DOUBLE QUOTATION MARK} and `human error`, see [it](https://x.example/human error)"
    )
    assert list(blamed(text)) == []
    assert [found.words for found in blamed(f"{text}\nIt was human error.")] == ["human error"]


@pytest.mark.parametrize("piece", ["the engineer ", "he made a ", "er hätte ", '"', "it was not "])
def test_6_1_a_hostile_text_takes_no_time(piece):
    assert len(list(sentences(piece * 20_000))) <= 20_000
    assert len(list(blamed(piece * 20_000))) <= 20_000
