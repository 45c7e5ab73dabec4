"""HTML to plain Markdown text: words, links and lists stay, everything else goes.

The result holds no HTML: a ``<`` that could begin a tag is written as ``&lt;``.
"""

import re
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

_SILENT = frozenset({"script", "style", "iframe", "svg", "template", "object", "video", "audio"})
_BLOCKS = frozenset({"p", "div", "ul", "ol", "li", "table", "td", "th", "blockquote", "section"})
_MARKS = {"strong": "**", "b": "**", "em": "_", "i": "_", "code": "`"}
_HEADINGS = frozenset({f"h{level}" for level in range(1, 7)})
_OTHERS = (
    "a|abbr|body|br|center|cite|dd|del|details|dl|dt|figcaption|figure|font|head|hr|html|img|input"
    "|ins|kbd|label|mark|meta|link|pre|q|s|small|source|span|strike|sub|summary|sup|tbody|tfoot"
    "|thead|time|tr|tt|u|var"
)
_NAMES = "|".join([*sorted(_SILENT | _BLOCKS | _MARKS.keys() | _HEADINGS), _OTHERS])
_DEEPEST = 9
"""So far lists are indented; hostile text nests thousands."""

_ATTRIBUTE = r"""\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=`]+)"""
_TAG = re.compile(
    rf"</?(?:{_NAMES})(?:{_ATTRIBUTE})*\s*/?>|<(?:{'|'.join(sorted(_SILENT))}|input|details|ol)\b[^<>]*>"
    r"|<!--(?:(?!<!--).)*?-->",
    re.IGNORECASE | re.DOTALL,
)
"""A tag that HTML has. Attributes without a value are rare, and ``a<b and c>d`` is no tag."""

_AUTOLINK = re.compile(r"<(?:mailto:)?(https?://[^\s<>]+|[^\s<>@:/]+@[^\s<>@]+)>")
_BARE = re.compile(r"&(?!#[0-9]+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)")
_COULD_BEGIN_A_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(
    r"(^`{3,}[^`\n]*$.*?(?:^`{3,}[ \t]*$|\Z)|^~~~.*?(?:^~~~[ \t]*$|\Z)|`[^`\n]+`)",
    re.MULTILINE | re.DOTALL,
)
"""Code between fences, to the end where none closes it (CommonMark, section 4.5), or in a line."""
_WEB = re.compile(r"https?://[^\s<>\"'\\]+")


class Plain(NamedTuple):
    """A text without HTML, and what a page held beside it: comments, scripts, addresses."""

    text: str
    left_out: tuple[str, ...] = ()


def plain_text(text: str) -> Plain:
    """The text of a fragment of HTML, or of text that may hold some, as Markdown."""
    text = _AUTOLINK.sub(r"\1", text)
    if _TAG.search(text):
        words, left_out = _read(_only_tags(_BARE.sub("&amp;", text)))
        return Plain(_without_tags(words), left_out)
    return Plain(_without_tags(text if "<" in text else unescape(_BARE.sub("&amp;", text))))


def plain_markdown(text: str) -> Plain:
    """Markdown without raw HTML; code stays as it is, since nothing in it is a tag."""
    parts = _CODE.split(text)
    parts[::2] = [_AUTOLINK.sub(r"\1", part) for part in parts[::2]]
    if not any(map(_TAG.search, parts[::2])):
        return Plain(_outside_of_code("".join(parts)))
    escaped = [part.replace("&", "&amp;") for part in parts]
    escaped[::2] = map(_only_tags, escaped[::2])
    escaped[1::2] = [part.replace("<", "&lt;") for part in escaped[1::2]]
    words, left_out = _read("".join(escaped), keep_lines=True)
    return Plain(_outside_of_code(words), left_out)


def _outside_of_code(text: str) -> str:
    parts = _CODE.split(text)
    parts[::2] = map(_without_tags, parts[::2])
    return "".join(parts)


def _without_tags(text: str) -> str:
    return _COULD_BEGIN_A_TAG.sub("&lt;", text)


def _only_tags(text: str) -> str:
    """The text with every ``<`` that begins no tag as a character of its own."""
    made, position = [], 0
    for tag in _TAG.finditer(text):
        made += [text[position : tag.start()].replace("<", "&lt;"), tag[0]]
        position = tag.end()
    return "".join([*made, text[position:].replace("<", "&lt;")])


def _read(text: str, *, keep_lines: bool = False) -> Plain:
    reader = _Reader(keep_lines=keep_lines)
    reader.feed(text)
    reader.close()
    return Plain(reader.text(), tuple(reader.left_out))


class _Reader(HTMLParser):
    """Collects the words; a link that leads to the web keeps its address.

    Line breaks inside of a block are blanks in HTML; outside of one, an author made them.
    """

    def __init__(self, *, keep_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.keep_lines = keep_lines
        self.words: list[str] = []
        self.left_out: dict[str, None] = {}
        self.silent = self.depth = self.preformatted = 0
        self.links: list[str | None] = []
        self.lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag becomes its mark in Markdown, or nothing."""
        self.depth += tag in _BLOCKS
        if tag in _SILENT:
            self.silent += 1
            self.left_out[f"<{tag}>"] = None
        elif tag in ("ul", "ol"):
            self._add("" if self.lists else "\n\n")
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._open_item()
        elif tag == "a":
            self._open_link((dict(attrs).get("href") or "").strip())
        elif tag == "img":
            self._add(dict(attrs).get("alt") or "")
        elif tag == "pre":
            self.preformatted += 1
            self._add("\n\n```\n")
        else:
            self._add(self._mark(tag))

    def _mark(self, tag: str) -> str:
        if tag in ("br", "tr"):
            return "\n"
        if tag in ("td", "th"):
            return "" if self.words[-1:] == ["\n"] else " | "
        if tag in _HEADINGS:
            return "\n\n### "
        if tag in _BLOCKS:
            return "\n\n"
        return "" if self.preformatted else _MARKS.get(tag, "")

    def handle_endtag(self, tag: str) -> None:
        """The end of a block is a blank line; the end of a link its address."""
        self.depth = max(self.depth - (tag in _BLOCKS), 0)
        if tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._add("" if self.lists else "\n\n")
        elif tag == "pre" and self.preformatted:
            self.preformatted -= 1
            self._add("\n```\n\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self._add(f"]({address})" if address else "")
        elif tag in _HEADINGS or tag in _BLOCKS - {"li", "td", "th"}:
            self._add("\n\n")
        else:
            self._add("" if self.preformatted else _MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if self.silent:
            return
        begins = not self.words or self.words[-1].endswith("\n")
        if self.preformatted or self.keep_lines or not self.depth:
            # A break that an author wrote twice, as a tag and as a new line, is one.
            self._add(data.removeprefix("\n") if self.words[-1:] == ["\n"] else data)
        else:
            plain = re.sub(r"\s+", " ", data)
            self._add(plain.lstrip() if begins else plain)

    def handle_comment(self, data: str) -> None:
        """A page does not show its comments."""
        self.left_out[f"a comment, {' '.join(data.split())[:40]!r}"] = None

    def _add(self, words: str) -> None:
        if words:
            self.words.append(words)

    def _open_item(self) -> None:
        mark = "- "
        if self.lists and self.lists[-1] is not None:
            self.lists[-1] += 1
            mark = f"{self.lists[-1]}. "
        self._add("\n" + "  " * min(len(self.lists) - 1, _DEEPEST) + mark)

    def _open_link(self, href: str) -> None:
        address = href.replace("(", "%28").replace(")", "%29") if _WEB.fullmatch(href) else None
        self.links.append(address)
        if address:
            self._add("[")
        elif href:
            self.left_out[f"a link to {href[:60]!r}"] = None

    def text(self) -> str:
        """What was collected, blank lines never more than one at a time."""
        closed = "".join(self.words) + "".join(f"]({link})" for link in self.links if link)
        lines = "\n".join(line.rstrip() for line in closed.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip("\n").rstrip()
