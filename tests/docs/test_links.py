"""Every link of a page to another page, or to a heading of one, leads there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchors(page: Path) -> Iterator[str]:
    """The names of a page's headings, as GitHub makes them."""
    for heading in _HEADING.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        yield re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_link_leads_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for path, anchor in _LINK.findall(text):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not anchor or anchor in set(anchors(target)), f"{path}#{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs/README.md"
    reached, todo = {index}, [index]
    while todo:
        page = todo.pop()
        for path, _ in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
            target = (page.parent / path).resolve()
            if target.suffix == ".md" and target not in reached and target.exists():
                reached.add(target)
                todo.append(target)
    assert {page for page in PAGES if ROOT / "docs" in page.parents} <= reached
