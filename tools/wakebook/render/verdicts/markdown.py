"""A verdict as the Markdown of a comment; nothing in it mentions, closes or commands anything.

A host reads mentions, references and addresses in the text that is left when the Markdown is gone,
so escaping does not stop them: an unseen character divides what would be one.
"""

import re
from collections.abc import Iterator
from html import escape

from wakebook.model.gate.verdict import Verdict
from wakebook.render.safe import safe
from wakebook.render.verdicts import SIGNS, summary

_JOINER = "\u2060"
_MARKUP = re.compile(r"([\\`*_\[\]|~!()$])")
_LIVE = re.compile(r"([@#:]|\bGH-|\bwww(?=\.))", re.IGNORECASE)


def render(verdict: Verdict, *, color: bool, width: int | None = None) -> str:
    """A heading line and a nested list, the open conditions first."""
    del color, width
    sign = SIGNS[verdict.outcome]
    lines = [f"**{sign} {quiet(summary(verdict))}**", "", *_items(verdict, 0)]
    return "\n".join(lines) + "\n"


def _items(verdict: Verdict, depth: int) -> Iterator[str]:
    for part in sorted(verdict.parts, key=lambda part: part.passes):
        told = f": {quiet(part.sentence)}" if part.sentence else ""
        code = f" ({part.code})" if part.code and not part.passes else ""
        sign = f"{SIGNS[part.outcome]} {part.outcome}"
        yield f"{'  ' * depth}- {sign} **{quiet(part.title)}**{told}{code}"
        yield from _items(part, depth + 1)


def quiet(text: str) -> str:
    """Text that a host shows as it is and in which it finds nothing to act on."""
    shown = _MARKUP.sub(r"\\\1", escape(safe(text), quote=False))
    return _LIVE.sub(rf"\1{_JOINER}", shown)
