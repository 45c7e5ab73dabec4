"""A comment is a command if its first line is one, and never by accident (threat A7)."""

import pytest

from wakebook.flows.review.remark import remark


@pytest.mark.parametrize(
    "body",
    [
        "> /wake log Closed.",
        "    /wake log Closed.",
        "```\n/wake log Closed.\n```",
        "See: /wake log Closed.",
        "\n/wake log Closed.",
        "<!-- \n/wake log x -->",
        "`/wake log x`",
        "/wakeful nights",
        "/wake-log x",
        " /wake log x",
        "\u200b/wake log x",
        "/Wake",
        "",
    ],
)
def test_a7_what_is_quoted_shown_or_mentioned_is_no_command(body: str) -> None:
    assert remark(body) is None


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("/wake log Restarted the primary", ("Restarted", "the", "primary")),
        ('/wake log --mitigated "Moved away"', ("--mitigated", "Moved away")),
        ("/wake log It can't cope", ("It can't cope",)),
        ("/wake log Two lines\r\nand the second\r\n", ("Two", "lines", "and the second")),
        ("/wake log - x", ("x",)),
        ("/wake LOG x", ("x",)),
    ],
)
def test_the_words_are_those_of_the_command_line(body: str, words: tuple[str, ...]) -> None:
    found = remark(body)
    assert found is not None
    assert (found.name, found.words, found.doubt) == ("log", words, None)


@pytest.mark.parametrize(
    "word",
    ["--push", "--pus", "--format=json", "--no-commit", "--help", "-h", "-hi", "-hx=y", "--sou=x"],
)
def test_options_that_belong_to_a_terminal_are_refused(word: str) -> None:
    found = remark(f"/wake log {word} text")
    assert found is not None
    assert found.doubt == f"{word.partition('=')[0]} is not for comments; leave it out"


@pytest.mark.parametrize("line", ["-high load", "--format=json and more", "--source=x\ny"])
def test_further_lines_are_no_options_either(line: str) -> None:
    found = remark(f"/wake log text\n{line}")
    assert found is not None
    assert str(found.doubt).endswith(" is not for comments; leave it out")


@pytest.mark.parametrize("word", ["--at=-2h", "-2h", "--severity", "--started", "- high"])
def test_what_looks_like_them_is_taken(word: str) -> None:
    found = remark(f"/wake log {word} text")
    assert found is not None
    assert found.doubt is None


@pytest.mark.parametrize("body", ["/wake", "/wake help", "/wake\nplease"])
def test_help_is_near(body: str) -> None:
    found = remark(body)
    assert found is not None
    assert found.name == "help"


def test_an_unknown_command_says_so() -> None:
    found = remark("/wake close it")
    assert found is not None
    assert found.doubt == "/wake close is no command; try /wake help"
