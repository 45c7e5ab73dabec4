"""Bullets of a report as action items: no owner and no date is made up, so they are legacy."""

import re
from collections.abc import Iterator, Mapping, Set

from wakebook.flows.importing.house import slug
from wakebook.flows.importing.item import Item, Line, kept, mapped
from wakebook.flows.importing.reports.places import Found, fits
from wakebook.flows.importing.reports.reported import Reported
from wakebook.model.mapping.markdown import Actions, Link
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.records.foreign.markdown import Piece
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Scalar

_LONGEST_TITLE = 200
_LINK = re.compile(r"\[([^\[\]\n]{0,300}+)\]\((https?://[^\s()<>]{1,2000}+)\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\()\[\]]{1,2000}+")
_MARKS = re.compile(r"\*\*|__|`")


def action_items(
    rule: Actions, item: Item, source: Reported, part: Found, taken: Mapping[str, Line]
) -> dict[str, Line]:
    """The items of a part, by names of their files that are not ``taken``."""
    source.account.claim(part, kept(f"post-mortem, section {rule.section}"))
    made: dict[str, Line] = {}
    for piece in _bullets(part.piece) if part.piece else ():
        if any(fits(name, piece.words) for name in rule.none):
            continue
        one = _action(rule, item, piece, source.mapping.links)
        if one is not None:
            source.account.call(piece, "item", mapped("actions"))
            made[_free(str(one["title"]), {*made, *taken})] = one
    return made


def _bullets(part: Piece) -> Iterator[Piece]:
    """The bullets right below a part and its headings."""
    for piece in part.parts:
        if piece.listed:
            yield piece
        elif piece.kind == "heading":
            yield from _bullets(piece)


def _action(rule: Actions, item: Item, piece: Piece, links: tuple[Link, ...]) -> Line | None:
    done, words = piece.done, piece.words
    text = item.prose(Scalar(words, piece.first), plain_markdown)
    head = plain_title(text or "")
    if not head:
        return None
    made: Line = {"title": head, "kind": _kind(rule, words)}
    if done or (rule.done is not None and re.compile(rule.done).search(words[:MOST_SEEN])):
        made["status"] = "done"
    if text and plain_title(text, whole=True) != head:
        made["text"] = text
    linked = references(text or "", links)
    return {**made, **({"references": linked} if linked else {}), "legacy": True}


def _kind(rule: Actions, words: str) -> str:
    found = (kind for kind, pattern in rule.kinds.items() if _holds(pattern, words))
    return next(found, rule.kind)


def _holds(pattern: str, words: str) -> bool:
    return re.compile(pattern).search(words[:MOST_SEEN]) is not None


def plain_title(text: str, *, whole: bool = False) -> str:
    """The first line without its marks, not longer than a title may be."""
    first = text if whole else text.partition("\n")[0]
    plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", first)).split())
    if whole or len(plain) <= _LONGEST_TITLE:
        return plain
    return plain[: _LONGEST_TITLE - 1].rstrip() + "…"


def _free(title: str, taken: Set[str]) -> str:
    base = slug(_ADDRESS.sub("", title), 60) or slug(title, 60) or "action"
    number, name = 2, base
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name


def listed_people(text: str) -> list[str]:
    """The names of a list of people, one a line or separated by commas."""
    names = [part.strip(" -*\t") for line in text.split("\n") for part in line.split(",")]
    return [name[:200] for name in names if name]


def references(text: str, links: tuple[Link, ...]) -> list[Line]:
    """The links of a text that a mapping names, each once."""
    found: dict[str, Line] = {}
    for address in dict.fromkeys(_ADDRESS.findall(text)):
        for link in links:
            match = re.compile(link.match).search(address[:MOST_SEEN])
            if match is not None and match["id"]:
                url = address.rstrip(".,;:")
                found[url] = {"system": link.system, "id": match["id"][:200], "url": url}
                break
    return list(found.values())
