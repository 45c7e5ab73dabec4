"""A report's own words as sections of a post-mortem; what no rule takes keeps its own heading."""

import re
from collections.abc import Sequence

from wakebook.flows.importing.item import Item, kept, mapped
from wakebook.flows.importing.reports.places import Account, Found
from wakebook.model.imported import Fate
from wakebook.model.sections import fence_after
from wakebook.records.foreign.markdown import Piece, Report
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Scalar

_HEADING = re.compile(r"(#{1,6})(?=[ \t])")
_BLOCK = re.compile(r"[-*+>|`~#]|[0-9]{1,9}[.)]")
_IMAGE = re.compile(r"<img\s", re.IGNORECASE)
_OWN = 2
_UNNAMED = "Notes"
_LONGEST_TITLE = 200


class Body:
    """The sections of a post-mortem, in the order in which the report brings them."""

    def __init__(
        self, item: Item, report: Report, account: Account, apart: Sequence[Piece] = ()
    ) -> None:
        self.item = item
        self.report = report
        self.account = account
        self.begin: list[str] = []
        self.parts: dict[str, list[tuple[bool, str]]] = {}
        self.wanted: dict[Piece, str] = {}
        self.about = {piece: root for root in apart for piece in root.walk()}

    def want(self, found: Found, title: str) -> None:
        """Give the words of a place to a section."""
        if found.piece is not None:
            self.wanted.setdefault(found.piece, title)
        elif found.words.strip():
            self.put(title, found.words, found.line)

    def put(self, title: str, words: str, line: int, about: Piece | None = None) -> None:
        """Add words to a section, without HTML; those ``about`` one incident come last."""
        text = self._plain(words, line)
        if text:
            parts = self.parts.setdefault(self._title(title, line), [])
            parts.append((about is not None, _deepened(text, _OWN + 1)))

    def _plain(self, words: str, line: int) -> str | None:
        """Words without HTML; of an image in HTML only its words are left."""
        images = len(_IMAGE.findall(words))
        if images:
            self.item.remark(line, f"holds {images} images as HTML; only their words are kept")
        return self.item.prose(Scalar(words, line), plain_markdown)

    def _title(self, words: str, line: int) -> str:
        """A heading's words as a section may have them, in the letter case of the first."""
        plain = self.item.prose(Scalar(words, line), plain_markdown) or _UNNAMED
        made = " ".join(plain.split())[:_LONGEST_TITLE]
        same = (title for title in self.parts if title.casefold() == made.casefold())
        return next(same, made)

    def gather(self, root: Piece) -> None:
        """Walk the report: what a rule wants, and what none has taken."""
        title = self.wanted.get(root)
        if title is not None:
            apart = self._apart(root)
            self._all(root, title, [part for part in apart if part.kind == "heading"])
        elif root in self.account.whole:
            apart = self._apart(root)
        elif root.kind == "label" or (root.kind == "heading" and not self._touched(root)):
            return self._keep(root)
        else:
            return self._around(root)
        for part in apart:
            self.gather(part)
        return None

    def _apart(self, root: Piece) -> list[Piece]:
        """The outermost parts below that rules want for sections of their own."""
        found, stack = [], list(reversed(root.parts))
        while stack:
            part = stack.pop()
            if part in self.wanted:
                found.append(part)
            else:
                stack += reversed(part.parts)
        return found

    def _all(self, piece: Piece, title: str, without: Sequence[Piece] = ()) -> None:
        """All that stands there; a name that is not the section's goes with it."""
        words, about = self.report.words(piece, without), self.about.get(piece)
        if piece.name.casefold() != title.casefold() and words.strip():
            heading = piece.kind == "heading" and about is None
            words = _headed(piece.name, words) if heading else _labelled(piece.name, words)
        if about not in (None, piece) and words.strip():
            words = _headed(about.name, words)
        self.put(title, words, piece.first, about)

    def _keep(self, piece: Piece) -> None:
        """What no rule has taken is a section of its own."""
        title = piece.name or _UNNAMED
        self.account.whole[piece] = _in_section(title)
        self._all(piece, title)

    def _touched(self, root: Piece) -> bool:
        """Whether a rule has taken a heading's words, or something that stands below it."""
        below = (piece for piece in root.walk() if piece is not root)
        taken = any(piece in self.wanted or piece in self.account.whole for piece in below)
        return taken or root in self.account.own

    def _around(self, root: Piece) -> None:
        """What stands at a heading whose parts go to several places."""
        titled = root.kind == "heading" and (root not in self.account.own or root in self.about)
        told = _in_section(root.name) if titled else kept("post-mortem, before its sections")
        own = False
        for piece in root.parts:
            if piece.kind in ("heading", "label") or piece in self.account.whole:
                self.gather(piece)
                continue
            own, self.account.whole[piece] = True, told
            if titled:
                self.put(root.name or _UNNAMED, _bullet(piece), piece.first)
            else:
                text = self._plain(_bullet(piece), piece.first)
                self.begin += [_deepened(text, _OWN + 1)] if text else []
        if root.kind == "heading" and root not in self.account.own:
            self.account.own[root] = told if own else mapped("with what stands below it")

    def text(self, order: Sequence[str]) -> str:
        """The whole body; sections that ``order`` knows come in its order."""
        known = {title.casefold(): n for n, title in enumerate(order)}
        last = len(order)
        titles = sorted(self.parts, key=lambda title: known.get(title.casefold(), last))
        sections = [f"## {title}\n\n{self._section(title)}" for title in titles]
        return _begun("\n\n".join([*self.begin, *sections])) + "\n"

    def _section(self, title: str) -> str:
        parts = sorted(self.parts[title], key=lambda part: part[0])
        return "\n\n".join(text for _, text in parts)


def _begun(text: str) -> str:
    """The text without hyphens at its beginning, which might open another front matter."""
    row, gap, rest = text.partition("\n")
    if not row.startswith("---"):
        return text
    return ("***" if not row.strip("- \t") else f"\\{row}") + gap + rest


def _in_section(title: str) -> Fate:
    return kept(f"post-mortem, section {title[:60] or _UNNAMED}")


def _bullet(piece: Piece) -> str:
    return "- " + piece.words.replace("\n", "\n  ") if piece.listed else piece.words


def _headed(name: str, words: str) -> str:
    return f"### {name}\n\n{_deepened(words, _OWN + 2)}"


def _labelled(name: str, words: str) -> str:
    gap = "\n\n" if _BLOCK.match(words) else " "
    return f"**{name}:**{gap}{words}"


def _deepened(text: str, level: int) -> str:
    """Headings of this level or below, and no open fence that would take what follows."""
    levels = [len(found[1]) for found in map(_HEADING.match, _outside(text)) if found]
    shift = max(level - min(levels, default=level), 0)
    kept, fence = [], ""
    for row in text.split("\n"):
        fence = fence_after(row, fence)
        found = None if fence else _HEADING.match(row)
        deeper = "#" * min(len(found[1]) + shift, 6) + row[found.end() :] if found else row
        kept.append(deeper)
    return "\n".join([*kept, fence] if fence else kept)


def _outside(text: str) -> list[str]:
    """The lines outside of fenced code."""
    found, fence = [], ""
    for row in text.split("\n"):
        fence = fence_after(row, fence)
        if not fence:
            found.append(row)
    return found
