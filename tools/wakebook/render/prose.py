"""Prose of records as safe HTML: Markdown, then an allow-list, then headings in order.

Record text is hostile. Python-Markdown lets raw HTML and any link through and takes quadratic
time on unclosed marks, so costly paragraphs stay plain text and nh3 removes all that is not
allowed; what the site engine does with the result cannot make it unsafe again.
"""

import html
import re
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

from wakebook.render.words import slug

if TYPE_CHECKING:
    from markdown import Markdown

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = _HEADINGS | {
    *("p", "br", "hr", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("span", "div", "sup", "sub", "kbd", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_TOKEN_CLASS = re.compile(r"highlight|[a-z][a-z0-9]?")
_MARKS = re.compile(r"[\[\]()*_`<>!&\\]")
_WHOLE_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLANK_LINES = re.compile(r"(?:\n[ \t]*){2,}")
_DEEP = re.compile(r"^((?:[ \t]*>){8})[> \t]+", re.MULTILINE)
_NAMED_FENCE = re.compile(r"^(`{3,}|~{3,})([a-z]+)[ \t]+([^\s`][^\n`]*)$", re.MULTILINE)
"""A fence that names its file, as the rules' examples do; Python-Markdown knows only languages."""
_INDENT = re.compile(r"^[ \t]{24,}", re.MULTILINE)
_STAND_IN = "wakebookplain{}paragraph"
_STOOD_IN = re.compile(r"wakebookplain[0-9]+paragraph")
_LONG, _CHEAP, _COSTLY, _BUDGET = 12_000, 400, 90_000, 2_000_000


class Heading(NamedTuple):
    """A heading of rendered prose: its level (2 to 6), its anchor and its words as plain text."""

    level: int
    anchor: str
    text: str


class Document(NamedTuple):
    """Rendered prose and its headings."""

    html: str
    headings: tuple[Heading, ...]


def short(text: str) -> str:
    """Safe HTML of a few sentences or list items, without headings of their own."""
    return _inert(_convert(text), _TAGS - _HEADINGS)


def document(text: str) -> Document:
    """Safe HTML of a whole text; headings start at level 2, skip none and have anchors."""
    return _anchored(_inert(_convert(text), _TAGS))


def inline(text: str) -> str:
    """Safe HTML of a sentence whose only marks are backticks around code."""
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:
        return html.escape(text)
    return "".join(f"<code>{p}</code>" if n % 2 else p for n, p in enumerate(parts))


def plain(text: str, limit: int = 0) -> str:
    """The words of a prose without its marks, cut after ``limit`` characters (0: never)."""
    words = " ".join(html.unescape(_TAG.sub(" ", short(text))).split())
    if not limit or len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _convert(text: str) -> str:
    """Markdown to HTML; paragraphs that cost too much come back as the text they are."""
    kept: list[str] = []
    plain: list[str] = []
    budget = _BUDGET
    for block in _blocks(text):
        cost = len(_MARKS.findall(block)) ** 2
        budget -= cost
        if len(block) > _LONG or cost > _COSTLY or (budget < 0 and cost > _CHEAP):
            plain.append(block)
            kept.append(_STAND_IN.format(len(plain) - 1))
        else:
            kept.append(block)
    return _restored(_converted("\n\n".join(kept)), plain)


def _blocks(text: str) -> list[str]:
    shallow = _INDENT.sub(" " * 24, _DEEP.sub(r"\1 ", text.replace("\r\n", "\n")))
    named = _NAMED_FENCE.sub(r"`\3`\n\n\1\2", shallow)
    return re.split(r"\n[ \t]*\n", named)


def _converted(text: str) -> str:
    markdown = _markdown()
    try:
        return markdown.reset().convert(text)
    except RecursionError:
        # Lists in lists in lists: the words matter, not the shape.
        return "".join(f"<p>{html.escape(block)}</p>" for block in _blocks(text))


def _restored(markup: str, plain: list[str]) -> str:
    if not plain:
        return markup
    parts = {_STAND_IN.format(n): html.escape(block) for n, block in enumerate(plain)}
    return _STOOD_IN.sub(lambda match: parts.get(match[0], match[0]), markup)


@cache
def _markdown() -> "Markdown":
    from markdown import Markdown

    markdown = Markdown(
        extensions=["fenced_code", "tables", "sane_lists", "codehilite"],
        extension_configs={"codehilite": {"css_class": "highlight", "guess_lang": False}},
    )
    # Raw HTML is text here: parsing it is quadratic in unclosed tags, and nobody needs it.
    markdown.preprocessors.deregister("html_block")
    markdown.inlinePatterns.deregister("html")
    return markdown


def _inert(markup: str, tags: set[str]) -> str:
    import nh3

    cleaned = nh3.clean(
        markup,
        tags=tags,
        attributes={"a": {"href", "title"}, "span": {"class"}, "div": {"class"}},
        attribute_filter=_harmless,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return one_block(cleaned)


def _harmless(tag: str, name: str, value: str) -> str | None:
    """Classes of code tokens, and addresses that say their scheme or stay on this site."""
    if name in ("href", "src") and value.lstrip()[:2].replace("\\", "/") == "//":
        return None
    if name != "class" or (tag in ("span", "div") and _TOKEN_CLASS.fullmatch(value)):
        return value
    return None


def one_block(markup: str) -> str:
    """The same HTML without a blank line, which would end an HTML block in other engines."""
    parts = re.split(r"(<pre>.*?</pre>)", markup, flags=re.DOTALL)
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = part.replace("\n", "&#10;")
        else:
            parts[index] = _BLANK_LINES.sub("\n", part)
    return "".join(parts).strip()


def _anchored(markup: str) -> Document:
    """Put headings into order (2, 3, ... without a gap) and give each an anchor of ours."""
    found: list[Heading] = []
    used: set[str] = set()

    def renumber(match: re.Match[str]) -> str:
        previous = found[-1].level if found else 1
        level = max(2, min(int(match[1]), previous + 1))
        words = " ".join(html.unescape(_TAG.sub("", match[2])).split())
        name = f"s-{slug(words)}"
        anchor = next(a for a in _anchors(name) if a not in used)
        used.add(anchor)
        found.append(Heading(level, anchor, words))
        return f'<h{level} id="{anchor}">{match[2]}</h{level}>'

    return Document(_WHOLE_HEADING.sub(renumber, markup), tuple(found))


def _anchors(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def filters() -> dict[str, Any]:
    """The filters that templates use; what they return is safe HTML."""
    from markupsafe import Markup

    def whole(text: str) -> Document:
        made = document(text)
        return made._replace(html=Markup(made.html))  # noqa: S704 - nh3 has cleaned it

    return {
        "prose": lambda text: Markup(short(text)),  # noqa: S704 - nh3 has cleaned it
        "document": whole,
        "inline": lambda text: Markup(inline(text)),  # noqa: S704 - escaped but for <code>
    }
