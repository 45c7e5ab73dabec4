"""What is new at a source since an import, as entries that the log may still take.

A merged log file is never changed: what is new is added, and what was edited is corrected.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from datetime import datetime
from typing import Any, NamedTuple

from wakebook.flows.importing.compose import Record
from wakebook.flows.importing.item import Item, Line
from wakebook.flows.importing.rereading import MOMENTS, as_before, only_its_time, same_time
from wakebook.flows.importing.roles import by_names, by_the_catalog, chained
from wakebook.model import fold
from wakebook.model.base import narrowest
from wakebook.model.incident import Incident
from wakebook.model.log import Correction
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment
from wakebook.records.emit import Emittable

_COMPARED = (*MOMENTS, "text", "state", "level", "confidence", "rule", "as_written")


class Difference(NamedTuple):
    """New entries, whether the record of the source differs at all, and times read otherwise."""

    entries: list[Line]
    differs: bool
    reread: int


def difference(item: Item, record: Record, old: Incident, now: datetime) -> Difference:
    """What the log of an earlier import lacks; what cannot be added is told as a remark."""
    settled = _settled(old)
    imported = [line for line in old.log if _is_imported(line)]
    words = {line.entry.as_written for line in imported}
    known = fold.corrected(imported)
    log, reread = as_before(item, record.log, known)
    pairs, left = _matched(known, log)
    entries: list[Line] = []
    for line, before in chained(pairs):
        judged = _judged(item, str(line["kind"]), line.get("as_written"))
        if before is None and old.header.closed and by_names(line, item):
            continue
        if before is None:
            # The source has said these words before; only what they mean here is new.
            entries += [] if judged and line.get("as_written") in words else [_agreeing(line, old)]
        elif changed := _changed(
            item, before, line, settled.get(before.id, frozenset()), judged=judged
        ):
            entries.append(_edited(item, before, now, {"set": changed}))
    # Without the end before it, which the source has taken back, a reopening cannot stay.
    untold = [was for was in left if was.entry.kind == "reopened"]
    entries += [_edited(item, was, now, {"retract": True}) for was in untold]
    rest = [was for was in left if was not in untold]
    gone = _gone(item, rest, {line.get("as_written") for line, _ in pairs})
    kept = [_hidden(item, line, old) for line in _allowed(item, entries, old)]
    header = _header_differs(item, record, old)
    return Difference(kept, bool(entries or gone or header), reread)


def _agreeing(line: dict[str, Any], old: Incident) -> Line:
    """A new entry without the components that the header, which a person changes, does not have."""
    if set(line.get("components") or ()) == set(old.header.components):
        return line
    return {key: value for key, value in line.items() if key != "components"}


def _hidden(item: Item, line: dict[str, Any], old: Incident) -> Line:
    """A new entry of what the source has made a draft since is not for the readers of before."""
    level = line.get("audience") or old.header.entries_audience or "staff"
    return line if narrowest(item.audience, level) == level else {**line, "audience": item.audience}


def _judged(item: Item, kind: str, words: object) -> bool:
    """Whether an entry depends on policies here, not on the source's words alone."""
    rated = kind == "impact" and str(words).startswith(f"{item.severity_field}: ")
    return rated or kind in ("classification", "severity")


def _gone(item: Item, left: list[Logged], said: Set[object]) -> bool:
    """Tell what the source says no more; what only means something else here is not gone."""
    found = False
    for was in left:
        entry = was.entry
        if _judged(item, entry.kind, entry.as_written) and entry.as_written in (None, *said):
            continue
        if by_the_catalog(written := _written(was)) or by_names(written, item):
            continue
        words = f" ({entry.as_written})" if entry.as_written else ""
        message = f"{entry.kind} at {entry.at}{words} is gone at the source; it stays here"
        item.remark(item.line, message)
        found = True
    return found


def _is_imported(line: Logged) -> bool:
    return "-import-" in line.id


def _settled(old: Incident) -> dict[str, frozenset[str]]:
    """The fields of entries that people have put right: the source has no say in them any more.

    A retracted entry is settled as a whole.
    """
    found: dict[str, frozenset[str]] = {}
    for line in old.log:
        if isinstance(line.entry, Correction) and not _is_imported(line):
            fields = _COMPARED if line.entry.retract else tuple(line.entry.set or ())
            target = line.entry.corrects
            found[target] = found.get(target, frozenset()) | {*fields}
    return found


def _allowed(item: Item, entries: list[Line], old: Incident) -> list[Line]:
    """After closure a log takes few kinds, unless the source says that it was reopened.

    A role may have been there before, when the catalog did not know whose it is, and bars nothing.
    """
    if old.header.closed is None or any(line["kind"] == "reopened" for line in entries):
        return entries
    for line in entries:
        if line["kind"] not in fold.LOOKS_BACK:
            message = (
                f"{line['kind']} at {line['at']} is new, but the record is closed; add it by hand"
            )
            item.remark(item.line, message, bars=not by_the_catalog(line))
    return [line for line in entries if line["kind"] in fold.LOOKS_BACK]


def _header_differs(item: Item, record: Record, old: Incident) -> bool:
    found = False
    for name, told in _new_in_header(record.header, old):
        found = True
        sentence = f"{name} is {told[:100]} now; change the header by hand if it is to follow"
        item.remark(item.line, sentence)
    return found


def _new_in_header(header: dict[str, Any], old: Incident) -> Iterator[tuple[str, str]]:
    """What the header would say otherwise if it were written today."""
    for name in ("title", "kind", "summary", "audience"):
        there = header.get(name)
        if there is not None and there != getattr(old.header, name):
            yield name, repr(there)
    for name in ("components", "tags"):
        there = header.get(name, [])
        if set(there) != set(getattr(old.header, name)):
            yield name, ", ".join(there) or "empty"
    for name in ("references", "stated"):
        here = [part.model_dump(exclude_unset=True) for part in getattr(old.header, name)]
        for part in header.get(name, []):
            if part not in here:
                yield name, ", ".join(map(str, part.values()))
    origin, there = old.header.origin, header.get("origin", {})
    if origin and origin.url and there.get("url") not in (None, origin.url):
        yield "origin, url", there["url"]


Key = tuple[str, ...]


def _matched(
    known: list[Logged], lines: list[Line]
) -> tuple[list[tuple[Line, Logged | None]], list[Logged]]:
    """Each line with the entry that it was at the last import, and the entries that are left."""
    found: dict[int, Logged] = {}
    left = known
    # What is left and says the same at another time: the source corrected the time.
    for key in (_key, _said):
        waiting = dict(zip(_numbered(key(_written(was)) for was in left), left, strict=True))
        new = [number for number in range(len(lines)) if number not in found]
        for number, name in zip(new, _numbered(key(lines[n]) for n in new), strict=True):
            if name in waiting:
                found[number] = waiting.pop(name)
        left = list(waiting.values())
    return [(line, found.get(number)) for number, line in enumerate(lines)], left


def _numbered(keys: Iterable[Key]) -> Iterator[Key]:
    """Keys made different: the second of two equal ones is another one."""
    counts: Counter[Key] = Counter()
    for key in keys:
        counts[key] += 1
        yield (*key, str(counts[key]))


def _written(was: Logged) -> Line:
    return was.entry.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _key(line: Line) -> Key:
    """What makes an entry the same one although its words were edited."""
    kind = str(line["kind"])
    if kind in ("update", "observation"):
        return (kind, str(line.get("ref") or line["at"]))
    if kind == "impact":
        return (kind, str(line["component"]), str(line["at"]))
    if kind == "classification":
        about = "rule" if "rule" in line else str(line.get("as_written", "")).partition(":")[0]
        return (kind, about)
    if kind == "role":
        return (kind, str(line["role"]), str(line["at"]))
    return (kind,)


def _said(line: Line) -> Key:
    """What an entry says, whenever that was."""
    match line["kind"]:
        case "update" | "observation" as kind:
            return (kind, str(line.get("text")))
        case "impact":
            return ("impact", str(line["component"]), str(line["state"]))
        case "role":
            return ("role", str(line["role"]), str(line["to"]))
    return _key(line)


def _changed(
    item: Item, before: Logged, line: Line, settled: Set[str], *, judged: bool
) -> dict[str, Emittable]:
    """The fields that the source says otherwise now; a field that went away is left alone."""
    there = _written(before)
    same_words = judged and there.get("as_written") == line.get("as_written")
    compared = ("at",) if same_words else _COMPARED
    return {
        name: line[name]
        for name in compared
        if name in line and name not in settled and not _same(item, name, line, there)
    }


def _same(item: Item, name: str, line: Line, there: Line) -> bool:
    """Whether a field says what it said; a time may be written in another zone."""
    if line[name] == there.get(name):
        return True
    if name in MOMENTS:
        return same_time(item, line[name], there.get(name))
    same = name == "as_written" and same_time(item, line["at"], there["at"])
    return same and only_its_time(item, line, there.get(name))


def _edited(item: Item, before: Logged, now: datetime, fix: dict[str, Emittable]) -> Line:
    """A correction for whom the entry itself is; whoever that names did not write this one."""
    entry = before.entry.model_dump(mode="json", include={"audience"}, exclude_unset=True)
    by = {"by": f"system:{item.system}"} if before.entry.by else {}
    return {
        "kind": "correction",
        "at": Moment.at(now).text,
        **by,
        **entry,
        "text": "The source was edited.",
        "corrects": before.id,
        **fix,
    }
