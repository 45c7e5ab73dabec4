"""Obligations as a feed (Atom, RFC 4287): an entry a step, with an id that stays."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from wakebook.model.obligation import Obligation
from wakebook.render.followup.words import stood
from wakebook.render.safe import safe


def feed(
    entries: Iterable[tuple[str, datetime, Obligation]], title: str, audience: str, now: datetime
) -> str:
    """The feed; each entry is the key of a step, when its stretch of time began, and what for."""
    rows = sorted(entries, key=lambda row: (row[1], row[0]), reverse=True)
    updated = max((at for _, at, _ in rows), default=now)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>urn:wakebook:follow-up:{audience}</id>",
        f"<title>{_text(title)}: follow-up</title>",
        "<author><name>Wakebook</name></author>",
        f"<updated>{_time(updated)}</updated>",
    ]
    for key, at, each in rows:
        owner = each.owing.owner or "nobody"
        summary = f"{each.kind}, {owner}: {stood(each, at)} ({each.subject})"
        lines += [
            "<entry>",
            f"<id>urn:wakebook:step:{key}</id>",
            f"<title>{_text(each.owing.title)}</title>",
            f"<updated>{_time(at)}</updated>",
            f"<summary>{_text(summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def _text(text: str) -> str:
    return escape(safe(text))


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
