"""Post-mortems and action items that come with a source's incidents, and what a second run does.

The front matter keeps a digest of the body as it was imported. While the body still has it, nobody
has worked on it here, and it follows the source; after that only people change it.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from wakebook.flows.importing.item import Item, Learned
from wakebook.flows.importing.writes import Edit, NewFile, NewRecord, Write
from wakebook.model.imported import Deed, Planned, Remark
from wakebook.model.postmortem import Postmortem
from wakebook.records.emit import Emittable, UnwritableError, emit_document
from wakebook.records.library import Opened

_STAYS = (
    "the post-mortem says something else at the source now, and somebody has worked on the one"
    " here; it stays. Take over what is new by hand, and write `imported: {}` when you have"
)
_FOLLOWS = "the post-mortem follows the source, since nobody has worked on it here"
_UNREAD = "the post-mortem of {0} cannot be read; `wakebook check {0}` tells why"
_UNWRITABLE = "its post-mortem cannot be written: {}, put less in its place and import again"
_MISSING = "the report tells of {}, too; add it to `incidents` of the post-mortem"
_WAITS = "its post-mortem comes as soon as the report's first incident can be imported"


class Followed(NamedTuple):
    """What the incidents of a report become, and what has to be written for what was learned."""

    items: tuple[Planned, ...]
    writes: tuple[Write, ...]


def follow(
    opened: Opened, learned: Sequence[Learned], items: Sequence[Planned], places: Sequence[Item]
) -> Followed:
    """Decide about each post-mortem; ``places`` are the items that became ``items``, in order."""
    told = list(items)
    writes: list[Write] = []
    seen: set[str] = set()
    at = {id(item): number for number, item in enumerate(places)}
    for one in learned:
        numbers = [at[id(item)] for item in one.items]
        first = told[numbers[0]]
        named = [told[n].incident for n in numbers if told[n].deed != "cannot"]
        incidents = [incident for incident in named if incident is not None]
        if first.deed == "cannot":
            for n in numbers[1:]:
                told[n] = _told(told[n], told[n].deed, [_WAITS])
        elif incidents and incidents[0] not in seen:
            seen.add(incidents[0])
            try:
                deed, sentences, more = _decide(opened, one, incidents, first.deed)
            except UnwritableError as error:
                told[numbers[0]] = _barred(first, _UNWRITABLE.format(error))
                continue
            writes += more
            told[numbers[0]] = _told(first, deed, sentences)
    return Followed(tuple(told), tuple(writes))


def _told(item: Planned, deed: Deed, sentences: Sequence[str]) -> Planned:
    more = [Remark(item.path, item.line, sentence) for sentence in sentences]
    return item._replace(deed=deed, remarks=(*item.remarks, *more))


def _barred(item: Planned, sentence: str) -> Planned:
    """The incident is imported; what was learned from it cannot be."""
    remark = Remark(item.path, item.line, sentence, bars=True)
    return item._replace(remarks=(*item.remarks, remark))


def _decide(
    opened: Opened, one: Learned, incidents: list[str], deed: Deed
) -> tuple[Deed, list[str], list[Write]]:
    """What becomes of the item for the sake of its post-mortem, what to say, and what to write."""
    incident = incidents[0]
    body = f"\n{one.body(_order(opened, incident))}"
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    folder = f"postmortems/{incident[:4]}/{incident}"
    files = opened.files(incident)
    if files is None or not (files.postmortem or files.actions):
        whole = {"postmortem.md": _document(one, incidents, digest, body), **_actions(one)}
        return "create" if deed == "create" else "changed", [], [NewRecord(folder, whole)]
    known = opened.case(incident).postmortem
    if known is None:
        return deed, [_UNREAD.format(incident)], []
    if known.header.imported == digest:
        return deed, [], []
    missing = [_MISSING.format(name) for name in incidents if name not in known.header.incidents]
    if known.header.imported != _digest(known):
        return "changed", [_STAYS.format(_written(digest)), *missing], []
    return "changed", [_FOLLOWS, *missing], _followed(opened, one, known, folder, (digest, body))


def _followed(
    opened: Opened, one: Learned, known: Postmortem, folder: str, new: tuple[str, str]
) -> list[Write]:
    """The new body with its digest in the front matter, and the items that are not there yet."""
    digest, body = new
    path = f"{folder}/postmortem.md"
    raw = opened.reader.raw(path)
    front = raw.removesuffix(known.body.encode())
    before = str(known.header.imported).encode()
    front = re.sub(rb"([\"']?)%s\1" % before, _written(digest).encode(), front)
    added = {f"{folder}/{name}": text for name, text in _actions(one).items()}
    files = [NewFile(at, text) for at, text in added.items() if not opened.tree.exists(at)]
    return [Edit(path, raw, front + body.encode()), *files]


def _written(digest: str) -> str:
    """A digest as YAML, in quotes where it looks like a number, as those with ``0b`` do."""
    return emit_document({"imported": digest}).partition(" ")[2].strip()


def _digest(known: Postmortem) -> str:
    return hashlib.sha256(known.body.encode()).hexdigest()


def _order(opened: Opened, incident: str) -> list[str]:
    """The sections that the policy wants, in its order."""
    policy = opened.library.review
    if policy is None:
        return []
    return [section.title for section in policy.on(date.fromisoformat(incident[:10])).sections]


def _document(one: Learned, incidents: list[str], digest: str, body: str) -> str:
    front: dict[str, Emittable] = {
        "incidents": incidents,
        "audience": one.audience,
        **({"title": one.title} if one.title else {}),
        "imported": digest,
    }
    return f"---\n{emit_document(front)}---\n{body}"


def _actions(one: Learned) -> dict[str, str]:
    return {f"actions/{name}.yaml": emit_document(value) for name, value in one.actions.items()}
