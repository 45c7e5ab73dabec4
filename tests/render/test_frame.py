"""The theme's frame, filled with hostile words."""

import pytest

from wakebook.render.frame import ARTICLE, DESCRIPTION, TITLE, Frame, address
from wakebook.render.page import Page
from wakebook.render.site_error import SiteError

WHOLE = (
    f'<title>{TITLE} · S</title><meta name="description" content="{DESCRIPTION}">'
    f'<link rel="canonical" href="https://s.example/a/b/"><main><h1>{ARTICLE}</h1></main>'
)


def _page(title: str, description: str = "") -> Page:
    return Page("a/c/", "a", title, "t", {}, description)


def test_title_description_address_and_article_are_put_in() -> None:
    made = Frame.cut(WHOLE, "a/b/").fill(_page("One", "Two"), "<p>Three</p>")

    assert made == (
        '<title>One · S</title><meta name="description" content="Two">'
        '<link rel="canonical" href="https://s.example/a/c/"><main><p>Three</p></main>'
    )


def test_words_that_look_like_places_stay_words() -> None:
    made = Frame.cut(WHOLE, "a/b/").fill(_page(DESCRIPTION, TITLE), f"{TITLE}{ARTICLE}")

    assert f"<title>{DESCRIPTION} · S</title>" in made
    assert f'content="{TITLE}"' in made
    assert f"<main>{TITLE}{ARTICLE}</main>" in made


def test_words_are_escaped_and_an_empty_description_is_left_out() -> None:
    made = Frame.cut(WHOLE, "a/b/").fill(_page('"><script>'), "")

    assert "<script>" not in made
    assert "description" not in made


def test_a_theme_without_an_article_is_refused() -> None:
    with pytest.raises(SiteError, match="shows no article"):
        Frame.cut("<html></html>", "a/")


def test_frames_have_the_depth_of_their_pages() -> None:
    nav = {"board": "", "incidents": "incidents/"}

    assert address(("board", 0), nav) == ""
    assert address(("incidents", 1), nav) == "incidents/"
    assert address(("incidents", 4), nav).count("/") == 4
    assert address(("about", 1), nav) == "about/"
