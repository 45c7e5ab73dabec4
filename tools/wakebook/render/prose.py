"""Prose of records as safe HTML: Markdown, then an allow-list, then headings in order.

Record text is hostile. Paragraphs with very many marks stay plain text, since parsers take
quadratic time on unclosed ones, and so do tables with many more cells than text. nh3 removes all
that is not allowed; what the site engine does with the result cannot make it unsafe again.
"""

import html
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from wakebook.render.words import slug

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from pygments.formatters import HtmlFormatter
    from pygments.lexer import Lexer

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = _HEADINGS | {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("span", "div", "sup", "sub", "kbd", "dl", "dt", "dd"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_TOKEN_CLASS = re.compile(r"highlight|[a-z][a-z0-9]?")
_COMMIT = re.compile(r"\b[0-9a-f]{40}\b")
_MARKS = re.compile(r"[\[\]()*_`<>!&\\]")
_WHOLE_HEADING = re.compile(r"<h([1-6])>((?:(?!<h[1-6]>|</h\1>).)*+)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*+(?:>|\Z)")
_EMPTY_LINK = re.compile(r"<a(?: [^<>]*+)?+>\s*+</a>")
_BLANK_LINES = re.compile(r"(?:\n[ \t]*){2,}")
_RULE = re.compile(r"[-\s>*+:|0-9.)]*+")
"""The line below the heads of a table, in lists and quotes as well."""
_STAND_IN = "wakebookplain{}paragraph"
_STOOD_IN = re.compile(r"wakebookplain[0-9]+paragraph")
_LONG, _CHEAP, _COSTLY, _BUDGET = 12_000, 400, 90_000, 2_000_000
_CELLS = 600
"""So many cells a text may have in tables, and one for two characters where that is more.

A line of a table that has one cell gets as many as the first: without a limit a few kilobytes of
text are megabytes of a page.
"""
_LANGUAGES = {
    *("bash", "css", "diff", "docker", "dockerfile", "go", "html", "http", "javascript", "js"),
    *("json", "nginx", "promql", "py", "python", "rb", "ruby", "rust", "sh", "shell", "sql"),
    *("toml", "ts", "typescript", "xml", "yaml", "yml", "zsh"),
}
"""Languages whose code gets colours; other highlighters take minutes on hostile text."""
_CODE, _ALL_CODE = 3_000, 30_000
"""Characters of one block and of one prose that get colours; the rest is shown without."""
_KEPT, _KEPT_LENGTH = 1_024, 8_000
"""How many proses are kept, and how long they are at most: a page shows one, search reads it again.

Most of a small site are the rules, whose pages are the same in each publication.
"""


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
    return _safe(text, headings=False)


def document(text: str) -> Document:
    """Safe HTML of a whole text; headings start at level 2, skip none and have anchors."""
    return _anchored(_safe(text, headings=True))


def inline(text: str) -> str:
    """Safe HTML of a sentence whose only marks are backticks around code."""
    parts = html.escape(text).split("`")
    if len(parts) % 2 == 0:
        return html.escape(text)
    return "".join(f"<code>{p}</code>" if n % 2 else p for n, p in enumerate(parts))


def commits(text: str) -> str:
    """Safe HTML of words in which each commit's id is short, and whole where a reader hovers."""
    from markupsafe import escape

    return _COMMIT.sub(lambda m: f'<span title="{m[0]}">{m[0][:12]}</span>', str(escape(text)))


def plain(text: str, limit: int = 0) -> str:
    """The words of a prose without its marks, cut after ``limit`` characters (0: never)."""
    words = " ".join(html.unescape(_TAG.sub(" ", short(text))).split())
    if not limit or len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _safe(text: str, *, headings: bool) -> str:
    return (_kept if len(text) <= _KEPT_LENGTH else _made)(text, headings)


def _made(text: str, headings: bool) -> str:
    return _inert(_convert(text), _TAGS if headings else _TAGS - _HEADINGS)


_kept = lru_cache(maxsize=_KEPT)(_made)


def _convert(text: str) -> str:
    """Markdown to HTML; paragraphs that cost too much come back as the text they are."""
    kept: list[str] = []
    plain: list[str] = []
    budget, room = _BUDGET, max(_CELLS, len(text) // 2)
    for block in _blocks(text):
        cost, cells = len(_MARKS.findall(block)) ** 2, _cells(block)
        budget -= cost
        dear = len(block) > _LONG or cost > _COSTLY or (budget < 0 and cost > _CHEAP)
        if dear or cells > room:
            plain.append(block)
            kept.append(_STAND_IN.format(len(plain) - 1))
        else:
            room -= cells
            kept.append(block)
    return _restored(_markdown().render("\n\n".join(kept), {"code": _ALL_CODE}), plain)


def _blocks(text: str) -> list[str]:
    return re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))


def _cells(block: str) -> int:
    """How many cells a table has at most: each of its lines gets as many as the widest rule."""
    lines = block.split("\n")
    wide = [line.count("|") + 1 for line in lines if "|" in line and _RULE.fullmatch(line)]
    return max(wide, default=0) * len(lines)


def _restored(markup: str, plain: list[str]) -> str:
    if not plain:
        return markup
    parts = {_STAND_IN.format(n): html.escape(block) for n, block in enumerate(plain)}
    return _STOOD_IN.sub(lambda match: parts.get(match[0], match[0]), markup)


@cache
def _markdown() -> "MarkdownIt":
    """CommonMark with tables and strikethrough; raw HTML is text, images are their words."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("image", _image)
    return markdown


def _image(_: object, tokens: Sequence["Token"], at: int, *__: object) -> str:
    return html.escape(tokens[at].content)


def _fence(
    _: object, tokens: Sequence["Token"], at: int, __: object, budget: dict[str, int]
) -> str:
    """A block of code, with what its fence says behind the language as a line above it."""
    from pygments import highlight

    language, _, note = tokens[at].info.strip().partition(" ")
    code = tokens[at].content
    budget["code"] -= min(len(code), _CODE)
    colored = language in _LANGUAGES and len(code) <= _CODE and budget["code"] >= 0
    shown = highlight(code, _lexer(language if colored else "text"), _form())
    words = note.strip().strip("{}")
    return f"<p><code>{html.escape(words)}</code></p>{shown}" if words else shown


@cache
def _form() -> "HtmlFormatter[str]":
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(cssclass="highlight", wrapcode=True)


@cache
def _lexer(language: str) -> "Lexer":
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False)


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
    return one_block(_EMPTY_LINK.sub("", cleaned))


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
    numbers: dict[str, int] = {}

    def renumber(match: re.Match[str]) -> str:
        previous = found[-1].level if found else 1
        level = max(2, min(int(match[1]), previous + 1))
        words = " ".join(html.unescape(_TAG.sub("", match[2])).split())
        name = f"s-{slug(words)}"
        anchor = name
        while anchor in used:
            numbers[name] = numbers.get(name, 1) + 1
            anchor = f"{name}-{numbers[name]}"
        used.add(anchor)
        found.append(Heading(level, anchor, words))
        return f'<h{level} id="{anchor}">{match[2]}</h{level}>'

    return Document(_WHOLE_HEADING.sub(renumber, markup), tuple(found))


def filters() -> dict[str, Any]:
    """The filters that templates use; what they return is safe HTML."""
    from markupsafe import Markup

    def whole(text: str) -> Document:
        made = document(text)
        return made._replace(html=Markup(made.html))  # noqa: S704 - nh3 has cleaned it

    return {
        "prose": lambda text: Markup(short(text)),  # noqa: S704 - nh3 has cleaned it
        "document": whole,
        "commits": lambda text: Markup(commits(text)),  # noqa: S704 - escaped but for <span>
        "inline": lambda text: Markup(inline(text)),  # noqa: S704 - escaped but for <code>
    }
