"""Blocks of a Markdown text that a program wrote and may renew while nobody has touched them.

A block stands between two comments, and the first one holds a digest of what was written. As long
as the text between them has that digest it is the program's; any change makes it the writer's, and
so does the removal of a comment. One more comment lists every block that was ever written, so that
one which the writer took out is not brought back. All functions keep every other byte.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

_BLOCK = re.compile(
    r"^<!-- wakebook:(?P<name>[a-z]+) (?P<digest>[0-9a-f]{16}) -->\n"
    r"(?P<text>(?:(?!^<!-- (?:wakebook:[a-z]+ [0-9a-f]{16}|/wakebook:(?P=name)) -->$).)*+)"
    r"^<!-- /wakebook:(?P=name) -->$",
    re.MULTILINE | re.DOTALL,
)
_LEDGER = re.compile(r"^<!-- wakebook:draft(?P<names>(?: [a-z]+)*) -->$", re.MULTILINE)


class Renewed(NamedTuple):
    """A text with its blocks renewed.

    ``renewed`` and ``added`` have other words than before; ``left`` are those that the writer has
    changed or taken out, whose new words are not in the text; ``stale`` are those of them that
    still have their comments and for which other words are wanted now than when they were written;
    ``homeless`` are new and have no section to stand in.
    """

    text: str
    renewed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()


def block(name: str, text: str) -> str:
    """A block with its comments; ``text`` ends without a line feed."""
    body = _body(text)
    return f"<!-- wakebook:{name} {_digest(body)} -->\n{body}<!-- /wakebook:{name} -->"


def _body(text: str) -> str:
    return f"{text}\n" if text else ""


def ledger(names: Iterable[str]) -> str:
    """The comment that lists the blocks which were written."""
    return f"<!-- {' '.join(('wakebook:draft', *names))} -->"


def without(text: str, names: Collection[str]) -> str:
    """The text without the blocks of these names that nobody has touched."""

    def kept(match: re.Match[str]) -> str:
        ours = match["name"] in names and _digest(match["text"]) == match["digest"]
        return "" if ours else match[0]

    return _BLOCK.sub(kept, text)


def is_begun(text: str) -> bool:
    """Whether a text was begun by a program: it has the list of blocks, once."""
    return len(_LEDGER.findall(text)) == 1


def renewed(text: str, wanted: Mapping[str, str], homes: Mapping[str, str]) -> Renewed:
    """The text with what ``wanted`` says for each block.

    A block that was never written is added below the heading that ``homes`` names.
    """
    counted = Counter(match["name"] for match in _BLOCK.finditer(text))
    listed = _LEDGER.search(text)
    known = set(listed["names"].split()) if listed else set()
    fresh: list[str] = []

    def renew(match: re.Match[str]) -> str:
        name = match["name"]
        new = wanted.get(name)
        if new is None or counted[name] > 1 or _digest(match["text"]) != match["digest"]:
            return match[0]
        made = block(name, new)
        if made != match[0]:
            fresh.append(name)
        return made

    result = _BLOCK.sub(renew, text)
    ours = {
        match["name"]
        for match in _BLOCK.finditer(result)
        if _digest(match["text"]) == match["digest"] and counted[match["name"]] == 1
    }
    missing = [n for n, words in wanted.items() if words and n not in known and n not in counted]
    added = [name for name in missing if _home(result, homes.get(name)) is not None]
    for name in added:
        result = _put(result, name, wanted[name], homes[name])
    theirs = [n for n in wanted if n not in ours and n not in missing]
    stale = tuple(n for n in theirs if _is_stale(text, n, wanted[n]))
    left = tuple(n for n in theirs if wanted[n] or n in stale)
    homeless = tuple(name for name in missing if name not in added)
    return Renewed(_listed(result, added), tuple(fresh), tuple(added), left, stale, homeless)


def _is_stale(text: str, name: str, words: str) -> bool:
    """Whether a block of the text was written with other words than these."""
    written = {match["digest"] for match in _BLOCK.finditer(text) if match["name"] == name}
    return bool(written - {_digest(_body(words))})


def _home(text: str, heading: str | None) -> int | None:
    """Where a section's text begins; None where there is no such heading, or several.

    What has no heading stands above the first one, below the list of blocks.
    """
    if heading is None:
        return None
    if not heading:
        listed = _LEDGER.search(text)
        return listed.end() + 1 if listed else None
    found = list(re.finditer(rf"^## {re.escape(heading)}[ \t]*\n", text, re.MULTILINE))
    return found[0].end() if len(found) == 1 else None


def _put(text: str, name: str, words: str, heading: str) -> str:
    at = _home(text, heading)
    assert at is not None, "the caller looked"  # noqa: S101 - an invariant
    return f"{text[:at]}\n{block(name, words)}\n{text[at:]}"


def _listed(text: str, names: Iterable[str]) -> str:
    listed = _LEDGER.search(text)
    more = "".join(f" {name}" for name in names)
    if listed is None or not more:
        return text
    at = listed.end("names")
    return text[:at] + more + text[at:]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
