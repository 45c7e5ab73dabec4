"""Markdown reports as a tree of pieces with lines: headings, labels, bullets, rows and texts.

Source of the structure: CommonMark 0.31 and GitHub's tables. Only blocks are parsed; the words
inside stay as they were written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from wakebook.records.foreign.front import read_post
from wakebook.records.foreign.labels import bold_label, checkbox, label
from wakebook.records.foreign.node import Table, UnreadableError, table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST_REPORT = 900_000
"""Bytes of a report: with its front matter it still fits into a post-mortem of ours."""

_MOST_CELLS = 400_000
_MOST_PIECES = 20_000
_BOLD = 7
"""A bold label alone on its line is a heading below all others."""

Kind = Literal["document", "heading", "label", "bullet", "table", "row", "text"]


@dataclass(eq=False)
class Piece:
    """A part of a report; ``first`` and ``end`` are 1-based lines, the end is not in it.

    ``name`` are the words of a heading or label, ``text`` what stands behind a label or in a
    bullet, ``words`` all of it. ``parts`` are what stands below it, in order; below a heading they
    begin on line ``below``.
    """

    kind: Kind
    first: int
    end: int
    name: str = ""
    level: int = 0
    text: str = ""
    words: str = ""
    listed: bool = False
    done: bool | None = None
    cells: tuple[str, ...] = ()
    parts: list["Piece"] = field(default_factory=list)
    below: int = 0

    def walk(self) -> Iterator["Piece"]:
        """This piece and all below it, in the order of the text."""
        stack = [self]
        while stack:
            piece = stack.pop()
            yield piece
            stack.extend(reversed(piece.parts))


class Report(NamedTuple):
    """A report: its front matter, its lines (the first is number 1) and its pieces."""

    front: Table
    lines: list[str]
    root: Piece

    def words(self, piece: Piece, without: Sequence[Piece] = ()) -> str:
        """What stands below a heading ``without`` some parts, behind a label or in a bullet."""
        if piece.kind not in ("heading", "document"):
            return piece.text if piece.kind in ("label", "bullet") else piece.words
        first = piece.below if piece.kind == "heading" else piece.first
        left_out = {line for part in without for line in range(part.first, part.end)}
        rows = enumerate(self.lines[first - 1 : piece.end - 1], first)
        return "\n".join(row for line, row in rows if line not in left_out).strip("\n").rstrip()


def read_report(text: str) -> Report:
    """A report's parts; raises UnreadableError with the line."""
    lines = text.split("\n")
    _demand_narrow(lines)
    front, body_line = table(1), 1
    if text.startswith(("---\n", "+++\n")):
        post = read_post(text)
        front, body_line = post.front, post.body_line
    body = "\n".join(lines[body_line - 1 :])
    return Report(front, lines, _Reader(lines, body_line).read(_markdown().parse(body)))


def _demand_narrow(lines: list[str]) -> None:
    """Each row of a table gets as many cells as its head: a few kilobytes could be millions."""
    pipes = [line.count("|") for line in lines]
    widest = max(pipes)
    if widest * sum(count > 0 for count in pipes) > _MOST_CELLS:
        sentence = "holds a table of too many cells; split it"
        raise UnreadableError(pipes.index(widest) + 1, sentence)


def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable("table").disable("reference")
    markdown.core.ruler.enableOnly(["block"])
    return markdown


class _Reader:
    """Builds the tree from the tokens of blocks."""

    def __init__(self, lines: list[str], body_line: int) -> None:
        self.lines = lines
        self.offset = body_line
        self.count = 0
        self.root = Piece("document", body_line, len(lines) + 1)
        self.open = [self.root]

    def read(self, tokens: Sequence["Token"]) -> Piece:
        """The document with everything in it."""
        at = 0
        while at < len(tokens):
            at = self._block(tokens, at)
        self._close(0, self.root.end)
        return self.root

    def _block(self, tokens: Sequence["Token"], at: int) -> int:
        """Read the block that begins here; the result is where the next one begins."""
        token, end = tokens[at], _end(tokens, at)
        first, last = self._extent(token)
        if token.type == "heading_open":
            self._heading(tokens[at + 1].content, int(token.tag[1]), first, last)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self._add_all(self.open[-1], self._items(tokens[at + 1 : end - 1]))
        elif token.type == "table_open":
            self._add_all(self.open[-1], [self._table(tokens[at:end], first, last)])
        elif token.type == "paragraph_open":
            self._paragraph(tokens[at + 1].content, first, last)
        else:
            words = "\n".join(self.lines[first - 1 : last - 1])
            self._add_all(self.open[-1], [Piece("text", first, last, text=words, words=words)])
        return end

    def _extent(self, token: "Token") -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return first + self.offset, last + self.offset

    def _add_all(self, parent: Piece, pieces: list[Piece]) -> None:
        self.count += len(pieces)
        if self.count > _MOST_PIECES:
            raise UnreadableError(
                parent.first, f"holds more than {_MOST_PIECES:,} pieces; split it"
            )
        parent.parts += pieces

    def _heading(self, name: str, level: int, first: int, last: int) -> None:
        self._close(level, first)
        words = " ".join(name.split())
        piece = Piece("heading", first, last, words, level, words=words, below=last)
        self._add_all(self.open[-1], [piece])
        self.open.append(piece)

    def _close(self, level: int, line: int) -> None:
        """End every heading of this level or below it."""
        while len(self.open) > 1 and self.open[-1].level >= level:
            self.open.pop().end = line
        if level == 0:
            self.open[0].end = line

    def _paragraph(self, words: str, first: int, last: int) -> None:
        rows = words.split("\n")
        alone = len(rows) == 1
        starts = [n for n, row in enumerate(rows) if bold_label(row, alone=alone)]
        if not starts or starts[0] != 0:
            self._add_all(self.open[-1], [Piece("text", first, last, text=words, words=words)])
            return
        self._close(_BOLD, first)
        for start, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
            part = rows[start:stop]
            name, rest = bold_label(part[0], alone=alone) or ("", "")
            text = "\n".join([rest, *part[1:]]).strip()
            piece = Piece("label", first + start, first + stop, name, _BOLD, text)
            piece.words = "\n".join(part)
            if not text and stop == len(rows):
                piece.kind, piece.below = "heading", last
                self._add_all(self.open[-1], [piece])
                self.open.append(piece)
            else:
                self._add_all(self.open[-1], [piece])

    def _items(self, tokens: Sequence["Token"]) -> list[Piece]:
        found, at = [], 0
        while at < len(tokens):
            end = _end(tokens, at)
            if tokens[at].type == "list_item_open":
                found.append(self._item(tokens[at + 1 : end - 1], *self._extent(tokens[at])))
            at = end
        return found

    def _item(self, tokens: Sequence["Token"], first: int, end: int) -> Piece:
        """A bullet, or the label that it begins with; what is nested stands below it."""
        rows = self.lines[first - 1 : end - 1]
        head = tokens[1].content.split("\n")[0] if tokens[:1] and _is_text(tokens[0]) else ""
        done, head = checkbox(head)
        named = label(head, alone=len(tokens) > 3)
        words = _without_indent(head, rows)
        piece = Piece("bullet", first, end, text=words, words=words, listed=True, done=done)
        if named is not None:
            piece.kind, piece.name = "label", named[0]
            piece.text = _without_indent(named[1], rows)
        self._nested(piece, tokens)
        return piece

    def _nested(self, piece: Piece, tokens: Sequence["Token"]) -> None:
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            if tokens[at].type in ("bullet_list_open", "ordered_list_open"):
                self._add_all(piece, self._items(tokens[at + 1 : end - 1]))
            elif tokens[at].type == "table_open":
                self._add_all(piece, [self._table(tokens[at:end], *self._extent(tokens[at]))])
            at = end

    def _table(self, tokens: Sequence["Token"], first: int, end: int) -> Piece:
        """A table whose parts are its rows; its own cells are the words above the columns."""
        made = Piece("table", first, end, words="\n".join(self.lines[first - 1 : end - 1]))
        cells: list[str] = []
        for at, token in enumerate(tokens):
            if token.type in ("th_open", "td_open"):
                cells.append(" ".join(tokens[at + 1].content.split()))
            elif token.type == "tr_close" and not made.cells:
                made.cells, cells = tuple(cells), []
            elif token.type == "tr_open":
                line, stop = self._extent(token)
            elif token.type == "tr_close":
                row = Piece("row", line, stop, cells=tuple(cells), words=" | ".join(cells))
                self._add_all(made, [row])
                cells = []
        return made


def _end(tokens: Sequence["Token"], at: int) -> int:
    """Where what begins here has ended."""
    if tokens[at].nesting != 1:
        return at + 1
    level = tokens[at].level
    rest = range(at + 1, len(tokens))
    return 1 + next(n for n in rest if tokens[n].nesting == -1 and tokens[n].level == level)


def _is_text(token: "Token") -> bool:
    return token.type == "paragraph_open"


def _without_indent(head: str, rows: list[str]) -> str:
    """The first line's words, and the lines below without their common indentation."""
    below = rows[1:]
    blanks = [len(row) - len(row.lstrip(" ")) for row in below if row.strip()]
    cut = min(blanks, default=0)
    return "\n".join([head.strip(), *(row[cut:] for row in below)]).strip()
