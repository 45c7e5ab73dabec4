"""Atom feeds (RFC 4287) as nodes: no document type, no entities, no fetching."""

from xml.parsers import expat

from wakebook.records.foreign.node import (
    MOST_DEPTH,
    Listing,
    Scalar,
    Table,
    UnreadableError,
    listing,
    table,
)

_ATOM = "http://www.w3.org/2005/Atom"
_TEXTS = frozenset({"id", "title", "published", "updated", "content", "summary"})


def read_atom(text: str) -> tuple[Table, Listing]:
    """The feed's own texts and its entries, each a table of its texts and its ``link``.

    Raises UnreadableError with the line.
    """
    reader = _Feed()
    parser = expat.ParserCreate("utf-8", "}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    reader.parser = parser
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        raise UnreadableError(error.lineno, f"is no XML: {expat.ErrorString(error.code)}") from None
    if not reader.is_feed:
        raise UnreadableError(1, "is XML but no Atom feed; give the page's history.atom")
    return reader.feed, reader.entries


class _Feed:
    """Listens to the parser and keeps what an importer asks for."""

    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.feed = table(1)
        self.entries = listing(1)
        self.is_feed = False
        self.path: list[str] = []
        self.words: list[str] | None = None
        self.line = 1

    def refuse(self, name: str, *_: object) -> None:
        """A document type can define entities that grow; no feed needs one."""
        if name.lower() == "html":
            raise UnreadableError(1, "is a web page; give the page's history.atom")
        raise UnreadableError(self.parser.CurrentLineNumber, "has a document type; remove it")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, local = name.rpartition("}")
        line = self.parser.CurrentLineNumber
        self.path.append(local if space == _ATOM else name)
        if len(self.path) > MOST_DEPTH:
            raise UnreadableError(line, f"is nested deeper than {MOST_DEPTH} levels")
        if self.path == ["feed"]:
            self.is_feed = True
        elif self.path == ["feed", "entry"]:
            self.entries.append(table(line))
        elif len(self.path) == len(self._owner_path()) + 1:
            self._member(local, attributes, line)

    def _member(self, local: str, attributes: dict[str, str], line: int) -> None:
        if local == "link" and attributes.get("rel", "alternate") == "alternate":
            self._owner().setdefault("link", Scalar(attributes.get("href", ""), line))
        elif local in _TEXTS:
            self.words, self.line = [], line

    def characters(self, text: str) -> None:
        """Text inside of an element that is kept."""
        if self.words is not None:
            self.words.append(text)

    def end(self, _: str) -> None:
        """An element ends."""
        local = self.path.pop()
        if self.words is not None and len(self.path) == len(self._owner_path()):
            self._owner()[local] = Scalar("".join(self.words), self.line)
            self.words = None

    def _owner_path(self) -> list[str]:
        return ["feed", "entry"] if self.path[:2] == ["feed", "entry"] else ["feed"]

    def _owner(self) -> Table:
        last = self.entries[-1] if self.path[:2] == ["feed", "entry"] else self.feed
        return last if isinstance(last, Table) else self.feed
