"""Post-mortems and action items that come with a source's incidents, and what a second run does.

The front matter keeps a digest of the body as it was imported. While the body still has it, nobody
has worked on it here, and it follows the source; after that only people change it.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from wakebook.flows.importing.item import Learned
from wakebook.flows.importing.writes import Edit, NewFile, NewRecord, Write
from wakebook.model.imported import Deed, Planned, Remark
from wakebook.model.postmortem import Postmortem
from wakebook.records.emit import Emittable, emit_document
from wakebook.records.library import Opened

_STAYS = (
    "the post-mortem says something else at the source now, and somebody has worked on the one"
    " here; it stays. Take over what is new by hand, and write `imported: {}` when you have"
)
_FOLLOWS = "the post-mortem follows the source, since nobody has worked on it here"


class Followed(NamedTuple):
    """What the incidents of a report become, and what has to be written for what was learned."""

    items: tuple[Planned, ...]
    writes: tuple[Write, ...]


def follow(
    opened: Opened, learned: Sequence[Learned], items: Sequence[Planned], places: Sequence[object]
) -> Followed:
    """Decide about each post-mortem; ``places`` are the items that became ``items``, in order."""
    told = list(items)
    writes: list[Write] = []
    at = {id(item): number for number, item in enumerate(places)}
    for one in learned:
        numbers = [at[id(item)] for item in one.items]
        incidents = [told[n].incident for n in numbers if told[n].deed != "cannot"]
        named = [incident for incident in incidents if incident is not None]
        first = numbers[0]
        if not named or told[first].deed == "cannot":
            continue
        deed, remarks, more = _decide(opened, one, named, told[first])
        writes += more
        told[first] = told[first]._replace(deed=deed, remarks=(*told[first].remarks, *remarks))
    return Followed(tuple(told), tuple(writes))


def _decide(
    opened: Opened, one: Learned, incidents: list[str], item: Planned
) -> tuple[Deed, list[Remark], list[Write]]:
    incident = incidents[0]
    body = f"\n{one.body(_order(opened, incident))}"
    digest = hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    folder = f"postmortems/{incident[:4]}/{incident}"
    files = opened.files(incident)
    path = f"{folder}/postmortem.md"
    if files is None or not (files.postmortem or files.actions):
        whole = {"postmortem.md": _document(one, incidents, digest, body), **_actions(one)}
        deed: Deed = item.deed if item.deed == "create" else "changed"
        return deed, [], [NewRecord(folder, whole)]
    known = opened.case(incident).postmortem
    if known is None or known.header.imported == digest:
        return item.deed, [], []
    if known.header.imported is None or known.header.imported != _digest(known):
        return "changed", [Remark(item.path, item.line, _STAYS.format(digest))], []
    raw = opened.reader.raw(path)
    old = known.body.encode()
    new = raw.removesuffix(old).replace(known.header.imported.encode(), digest.encode())
    new_actions = [
        NewFile(f"{folder}/{name}", text)
        for name, text in _actions(one).items()
        if not opened.tree.exists(f"{folder}/{name}")
    ]
    edit = Edit(path, raw, new + body.encode())
    return "changed", [Remark(item.path, item.line, _FOLLOWS)], [edit, *new_actions]


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
