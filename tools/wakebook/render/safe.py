"""Untrusted text on its way to a terminal, a log or an annotation."""

import re

_UNSAFE = re.compile(
    "#(?=#\\[)|[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def safe(text: str) -> str:
    """The text with control, escape and bidirectional characters shown as escapes, on one line.

    ``##[`` is divided too: wherever it stands in a line, GitHub's runner takes it for a command
    (actions/runner, ``ActionCommand.TryParse``).
    """
    return _UNSAFE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    return "\\x23" if match[0] == "#" else ascii(match[0])[1:-1]


def safe_lines(text: str) -> str:
    """Like ``safe``, but line breaks stay."""
    return "\n".join(safe(line) for line in text.split("\n"))
