"""What the readers answer instead of a value: every located reason, in the order of the text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from yaml.error import Mark

from wakebook.model.finding import Finding, Level

FINDINGS_A_FILE = 50
"""More findings than this in one file are counted, not listed: a person mends a few at a time."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that was not accepted; ``findings`` is never empty."""

    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Notes:
    """Collects the findings of one file; ``first_line`` is the line its text begins on."""

    path: str
    text: str = ""
    first_line: int = 1
    findings: list[Finding] = field(default_factory=list)
    more: int = 0

    def add(self, code: str, line: int, column: int, message: str) -> None:
        """Notes an error; ``line`` and ``column`` are 0-based within the text."""
        if len(self.findings) >= FINDINGS_A_FILE:
            self.more += 1
            return
        position = (line + self.first_line, column + 1)
        self.findings.append(Finding(self.path, *position, code, Level.ERROR, message))

    def at(self, code: str, event: Any, message: str) -> None:
        """Notes an error at the place where a parser's event begins."""
        self._at(code, message, lambda: inside(self.text, event.start_mark))

    def at_offset(self, code: str, offset: int, message: str) -> None:
        """Notes an error at a position in the text, counted in code points."""
        self._at(code, message, lambda: place(self.text, offset))

    def _at(self, code: str, message: str, where: Callable[[], tuple[int, int]]) -> None:
        # Finding a place takes as long as the text is; past the cap nobody will see it.
        full = len(self.findings) >= FINDINGS_A_FILE
        self.add(code, *((0, 0) if full else where()), message)

    def refused(self) -> Refused:
        """All notes in the order of the text; those beyond the cap become one last finding."""
        found = tuple(sorted(self.findings, key=lambda finding: finding[1:4]))
        if not self.more:
            return Refused(found)
        last = found[-1]
        count = last._replace(
            message=f"{self.more} more errors follow in this file; mend these first"
        )
        return Refused((*found, count))


def place(text: str, offset: int) -> tuple[int, int]:
    """The 0-based line and column, in code points, of the character at ``offset``."""
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)


def inside(text: str, mark: Mark | None) -> tuple[int, int]:
    """A mark's 0-based line and column; one behind the last line becomes the text's end."""
    end = place(text, len(text.rstrip("\r\n")))
    return min((mark.line, mark.column), end) if mark else (0, 0)


def next_line(text: str, offset: int) -> int:
    """Where the line after the one at ``offset`` begins, or the text's end."""
    return text.find("\n", offset) + 1 or len(text)
