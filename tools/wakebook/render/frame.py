"""The theme's frame around an article: what the site engine made once, filled for each page."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from wakebook.render.page import Page
from wakebook.render.site_error import SiteError

TITLE, DESCRIPTION, ARTICLE = "wakebook-title", "wakebook-description", "wakebook-article"
"""Words that stand in a frame where the page's own come; hostile text never meets them, since
it is put in last and all places are cut before anything is filled in."""

Place = tuple[str, int]
"""A section of the site and a depth: pages of both share their frame and its relative links."""

_RECORDS = ("incidents", "post-mortems")
"""Sections whose pages lie deepest."""
_OTHERS = ("figures", "actions", "problems", "components", "runbooks", "policies", "rules")


def places(written: Sequence[str]) -> Iterator[Place]:
    """Every section at every depth that a page may have; ``written`` are paths of pages by hand."""
    yield "board", 0
    for section in (*_RECORDS, *_OTHERS):
        deepest = 4 if section in _RECORDS else 2
        yield from ((section, depth) for depth in range(1, deepest + 1))
    yield from ((path.partition("/")[0], path.count("/")) for path in written)


def place(page: Page) -> Place:
    """The frame that a page needs."""
    return page.section, page.depth


def address(at: Place, nav: dict[str, str]) -> str:
    """The address of the page that the engine makes a frame from, at the depth it is for."""
    section, depth = at
    first = nav.get(section, f"{section}/")
    if first.count("/") == depth:
        return first
    return f"{first.partition('/')[0]}/{'frame/' * (depth - 1)}"


def source(at: Place) -> str:
    """The Markdown of such a page."""
    front = f'---\ntitle: "{TITLE}"\ndescription: "{DESCRIPTION}"\nsection: "{at[0]}"\n'
    return f"{front}hide: [navigation, toc]\n---\n<h1>{ARTICLE}</h1>\n"


class Frame(NamedTuple):
    """A finished page, cut at the places of title, description, address and article."""

    parts: tuple[str, ...]
    address: str

    @classmethod
    def cut(cls, page: str, at: str) -> "Frame":
        """Cut the engine's page; raises SiteError where it does not show what a frame has to."""
        head, mark, tail = page.partition(f"<h1>{ARTICLE}</h1>")
        if not mark:
            raise SiteError("site/theme/main.html: the theme shows no article")
        return cls((head, tail), at)

    def fill(self, page: Page, article: str) -> str:
        """The page's HTML."""
        head = (
            self.parts[0].replace(f'/{self.address}"', f'/{page.path}"')
            if self.address
            else self.parts[0]
        )
        words = {TITLE: escape(page.title), DESCRIPTION: escape(page.description)}
        if not page.description:
            head = head.replace(f'<meta name="description" content="{DESCRIPTION}">', "")
        pieces = [words.get(part, part) for part in _split(head, tuple(words))]
        return "".join((*pieces, article, self.parts[1]))


def _split(text: str, marks: tuple[str, ...]) -> list[str]:
    pieces = [text]
    for mark in marks:
        pieces = [cut for piece in pieces for cut in _around(piece, mark)]
    return pieces


def _around(text: str, mark: str) -> list[str]:
    kept = text.split(mark)
    return [kept[0], *(piece for part in kept[1:] for piece in (mark, part))]
