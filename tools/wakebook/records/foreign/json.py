"""JSON with the line of each value: duplicate keys, NaN and depth are refused (RFC 8259)."""

import json
import re

from wakebook.records.foreign.node import (
    MOST_DEPTH,
    MOST_VALUES,
    Listing,
    Node,
    Scalar,
    Table,
    UnreadableError,
    listing,
    table,
)

_TOKEN = re.compile(
    r'[ \t\r\n]*(?:(?P<mark>[{}\[\],:])|(?P<text>"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![0-9A-Za-z.]))"
    r"|(?P<word>true|false|null)(?![0-9A-Za-z]))"
)

_OPEN_TEXT = re.compile(r'"(?:[^"\\]|\\.)*\\?', re.DOTALL)


def read_json(text: str, first_line: int = 1) -> Node:
    """The one value of a JSON text.

    Raises UnreadableError with the line of what is no JSON, or no JSON that all readers agree on.
    """
    return _Reader(text, first_line).whole()


class _Reader:
    """Walks the tokens with a stack of its own, so that depth is a count and not a crash."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.line = first_line
        self.position = 0
        self.counted = 0
        self.values = 0
        self.open: list[Table | Listing] = []
        self.keys: list[str] = []

    def whole(self) -> Node:
        node = self._value(*self._token())
        while self.open:
            self._step()
        if self.text[self.position :].strip():
            self._next_line(len(self.text) - len(self.text[self.position :].lstrip()))
            raise UnreadableError(self.line, "goes on after its value has ended; remove the rest")
        return node

    def _token(self) -> tuple[str, str]:
        match = _TOKEN.match(self.text, self.position)
        if match is None:
            rest = self.text[self.position :]
            self._next_line(len(self.text) - len(rest.lstrip()))
            shown = rest.strip()[:20]
            # A text that no quote ends is where a transfer stopped.
            if not shown or _OPEN_TEXT.fullmatch(rest.strip()):
                raise UnreadableError(self.line, "ends early, as if cut off; fetch the file again")
            raise UnreadableError(self.line, f"is no JSON at {shown!r}; mend it")
        kind = match.lastgroup or "mark"
        self._next_line(match.start(kind))
        self.position = match.end()
        return kind, match[kind]

    def _next_line(self, offset: int) -> None:
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset

    def _step(self) -> None:
        """Read one member or the end of the innermost collection."""
        inside = self.open[-1]
        kind, word = self._token()
        if word == ("}" if isinstance(inside, Table) else "]") and kind == "mark":
            self.open.pop()
            return
        if inside:
            if word != "," or kind != "mark":
                raise UnreadableError(
                    self.line, f"has {word[:20]!r} where a comma belongs; mend it"
                )
            kind, word = self._token()
        if isinstance(inside, Listing):
            inside.append(self._value(kind, word))
            return
        key = self._key(inside, kind, word)
        inside[key] = self._value(*self._token())

    def _key(self, inside: Table, kind: str, word: str) -> str:
        if kind != "text":
            raise UnreadableError(
                self.line, f"has {word[:20]!r} where a key in quotes belongs; mend it"
            )
        key = self._unquoted(word)
        if key in inside:
            raise UnreadableError(self.line, f"has the key {key[:40]!r} twice; keep one")
        if self._token() != ("mark", ":"):
            raise UnreadableError(self.line, f"has no colon behind the key {key[:40]!r}; mend it")
        return key

    def _value(self, kind: str, word: str) -> Node:
        self.values += 1
        if self.values > MOST_VALUES or len(self.open) > MOST_DEPTH:
            raise UnreadableError(
                self.line, "is nested too deeply or holds too many values; split it"
            )
        if kind == "text":
            return Scalar(self._unquoted(word), self.line)
        if kind != "mark":
            return Scalar(word, self.line, "null" if word == "null" else "plain")
        if word not in "{[":
            raise UnreadableError(self.line, f"has {word!r} where a value belongs; mend it")
        made = table(self.line) if word == "{" else listing(self.line)
        self.open.append(made)
        return made

    def _unquoted(self, word: str) -> str:
        if "\\" not in word:
            return word[1:-1]
        try:
            return str(json.loads(word))
        except ValueError:
            raise UnreadableError(
                self.line, f"has an unknown escape in {word[:40]}; mend it"
            ) from None
