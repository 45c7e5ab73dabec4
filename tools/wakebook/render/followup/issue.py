"""An action item as an issue of a forge: our part of its text, which people may write below.

Nothing in a record's words mentions, closes or commands anything there; see ``quiet``.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, unquote

from wakebook.model.ledger import Case, Owed
from wakebook.render.safe import safe
from wakebook.render.verdicts.markdown import quiet

_END = "<!-- wakebook:end -->"
_ACTION = re.compile(r"^<!-- wakebook:action (\S+) -->$", re.MULTILINE)
_SYNCED = re.compile(r"^<!-- wakebook:synced (\S+) (.+) (\S+) -->$", re.MULTILINE)
_FOOT = (
    "<sub>The record is {path}: what stands above is written from it. Close or assign this issue, "
    "or give it a milestone, and a change of the record is proposed.</sub>"
)
_TEXT = 20_000


class Synced(NamedTuple):
    """The fields of the record when the issue was written last; ``-`` is none."""

    status: str
    owner: str
    due: str


def marker(action: str) -> str:
    """The line by which our issue of an action is known; a reader does not see it."""
    return f"<!-- wakebook:action {hidden(action)} -->"


def hidden(words: str) -> str:
    """Words for a comment that a reader does not see, percent-encoded (RFC 3986).

    No word of a record ends the comment, mentions or refers to anything.
    """
    return quote(words, safe=":/", errors="replace").replace("--", "-%2D")


def subject_of(body: str) -> str | None:
    """The action that an issue is about."""
    found = _ACTION.search(body)
    return unquote(found[1]) if found else None


def synced(item: Owed) -> Synced:
    """The fields that a forge may change, as the record has them."""
    return Synced(item.status, item.owner or "-", item.due or "-")


def synced_in(body: str) -> Synced | None:
    """The same as an issue remembers them; None where somebody removed them."""
    found = _SYNCED.search(body)
    return Synced(*map(unquote, found.groups())) if found else None


def part(item: Owed, case: Case, names: Mapping[str, str]) -> str:
    """Our part of the text; ``names`` are people's titles by who they are."""
    owner = names.get(item.owner or "", item.owner or "nobody yet")
    rows = [("Owner", owner), ("Due", item.due or "no date"), ("Kind", item.kind)]
    rows += [("Priority", item.priority), ("Status", item.status.replace("_", " "))]
    rows += [("Blocks", "the closure of its incident")] if item.blocking else []
    rows += [("Incident", f"{case.title} ({case.id})")]
    rows += [("Changes", change) for change in item.changes]
    state = synced(item)
    lines = [
        marker(item.id),
        f"<!-- wakebook:synced {' '.join(map(hidden, state))} -->",
        *([quiet_lines(item.text[:_TEXT]), ""] if item.text else []),
        *(f"- {name}: {quiet(words)}" for name, words in rows),
        "",
        _FOOT.format(path=quiet(item.path)),
        _END,
    ]
    return "\n".join(lines)


def quiet_lines(text: str) -> str:
    """Text of several lines in which a host finds nothing to act on."""
    return "\n".join(quiet(line) for line in text.splitlines())


def with_part(body: str, new: str) -> str:
    """A text with our part exchanged; where people broke it, ours stands before theirs."""
    begin = _ACTION.search(body)
    end = body.find(_END)
    if begin is None or end < begin.start():
        rest = _SYNCED.sub("", _ACTION.sub("", body)).replace(_END, "").strip()
        return f"{new}\n\n{rest}" if rest else new
    return f"{body[: begin.start()]}{new}{body[end + len(_END) :]}"


def title(item: Owed) -> str:
    """The title, which a host shows as it is."""
    return safe(item.title)
