"""HTML to plain Markdown text: words, links and lists stay, everything else goes.

The result holds no HTML: a ``<`` that could begin a tag is written as ``&lt;``.
"""

import re
from html import unescape
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(?:p|br|a|b|i|u|em|strong|small|var|span|div|ul|ol|li|h[1-6]|code|pre|blockquote|table|tr"
    r"|td|th|hr|img|font|script|style|iframe|svg)\b[^<>]*>|<!--",
    re.IGNORECASE,
)
_COULD_BEGIN_A_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_WEB = re.compile(r"https?://[^\s<>()\"'\\]+")
_BLOCKS = frozenset({"p", "div", "ul", "ol", "table", "blockquote", "pre"})
_SILENT = frozenset({"script", "style", "iframe", "svg", "template", "object"})
_MARKS = {"strong": "**", "b": "**", "em": "_", "i": "_", "code": "`"}


def plain_text(text: str) -> str:
    """The text of a fragment of HTML, or of text that may hold some, as Markdown."""
    if not _TAG.search(text):
        return _without_tags(unescape(text) if "&" in text and "<" not in text else text)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return _without_tags(reader.text())


def plain_markdown(text: str) -> str:
    """Markdown without raw HTML; code stays as it is, since nothing in it is a tag."""
    parts = _CODE.split(text)
    return "".join(
        part if number % 2 else _markdown_part(part) for number, part in enumerate(parts)
    )


def _markdown_part(text: str) -> str:
    if not _TAG.search(text):
        return _without_tags(text)
    blank = re.match(r"\s*", text)
    tail = text[len(text.rstrip()) :]
    reader = _Reader(keep_lines=True)
    reader.feed(text)
    reader.close()
    return (blank[0] if blank else "") + _without_tags(reader.text()) + tail


def _without_tags(text: str) -> str:
    return _COULD_BEGIN_A_TAG.sub("&lt;", text)


class _Reader(HTMLParser):
    """Collects the words; a link that leads to the web keeps its address."""

    def __init__(self, *, keep_lines: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.keep_lines = keep_lines
        self.words: list[str] = []
        self.silent = 0
        self.links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag becomes its mark in Markdown, or nothing."""
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.words.append("\n")
        elif tag in _BLOCKS:
            self.words.append("\n\n")
        elif tag == "li":
            self.words.append("\n- ")
        elif tag == "a":
            self._open_link(dict(attrs).get("href") or "")
        elif tag[0] == "h" and tag[1:].isdigit():
            self.words.append("\n\n### ")
        else:
            self.words.append(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """The end of a block is a blank line; the end of a link its address."""
        if tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in _BLOCKS or (tag[0] == "h" and tag[1:].isdigit()):
            self.words.append("\n\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self.words.append(f"]({address})" if address else "")
        else:
            self.words.append(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Words between tags; line breaks of the source are blanks in HTML."""
        if not self.silent:
            self.words.append(data if self.keep_lines else re.sub(r"\s+", " ", data))

    def _open_link(self, href: str) -> None:
        address = href if _WEB.fullmatch(href) else None
        self.links.append(address)
        if address:
            self.words.append("[")

    def text(self) -> str:
        """What was collected, blank lines never more than one at a time."""
        closed = "".join(self.words) + "".join(f"]({link})" for link in self.links if link)
        lines = "\n".join(line.rstrip() for line in closed.split("\n"))
        if not self.keep_lines:
            lines = "\n".join(line.strip() for line in lines.split("\n"))
        return re.sub(r"\n{3,}", "\n\n", lines).strip()
