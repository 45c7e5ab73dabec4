"""Sections of a Markdown body, cut at headings of one level."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEADING = re.compile(r"(#{1,6})[ \t]++(.*)")
_FENCE = re.compile(r"^ {0,3}(`{3,}+(?!.*`)|~{3,})")
"""What opens a fenced block; behind one of backticks no other may stand (CommonMark, 4.5)."""


class Section(NamedTuple):
    """A heading of level 2 and what stands below it; ``line`` is 1-based in the body."""

    title: str
    line: int
    text: str


def sections(body: str, level: int = 2) -> Iterator[Section]:
    """Cut a Markdown body at its headings of one level; fenced code holds no headings."""
    title, first, kept, fence = None, 0, list[str](), ""
    for number, line in enumerate(body.splitlines(), 1):
        fence = fence_after(line, fence)
        heading = None if fence else _HEADING.match(line)
        if heading is not None and len(heading[1]) <= level:
            if title is not None:
                yield Section(title, first, "\n".join(kept).strip())
            title = _title(heading[2]) if len(heading[1]) == level else None
            first, kept = number, []
        else:
            kept.append(line)
    if title is not None:
        yield Section(title, first, "\n".join(kept).strip())


def _title(words: str) -> str:
    """The words of a heading without the marks that may close it (CommonMark, section 4.2)."""
    whole = words.rstrip(" \t")
    bare = whole.rstrip("#")
    return bare.rstrip(" \t") if bare[-1:] in (" ", "\t") else whole


def fence_after(line: str, fence: str) -> str:
    """The mark of the fenced block that is open after this line, or nothing."""
    mark = _FENCE.match(line)
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    closes = mark[1][0] == fence[0] and len(mark[1]) >= len(fence) and line.strip() == mark[1]
    return "" if closes else fence


def without_comments(body: str) -> str:
    """A Markdown body without its HTML comments, which are for whoever edits it.

    Code keeps what looks like one. A comment that does not end takes the rest with it, as it does
    in a browser.
    """
    kept, fence, inside = list[str](), "", False
    for line in body.split("\n"):
        if not inside:
            fence = fence_after(line, fence)
        if fence and not inside:
            kept.append(line)
            continue
        shown, inside = _shown(line, inside=inside)
        if shown.strip() or not line.strip():
            kept.append(shown)
    return "\n".join(kept)


def _shown(line: str, *, inside: bool) -> tuple[str, bool]:
    """What of a line lies outside of comments, and whether one goes on behind it."""
    shown, rest = "", line
    while rest:
        if inside:
            _, end, rest = rest.partition("-->")
            inside = not end
            continue
        before, start, after = rest.partition("<!--")
        if before.count("`") % 2 or not start:  # within code it is text
            shown += before + start
            rest = after
            continue
        shown += before
        inside, rest = True, after
    return shown, inside
