"""An item of a source as a record of this repository: header, log and the record's id."""

import hashlib
from datetime import datetime
from typing import NamedTuple

from wakebook.flows.importing.house import House, slug
from wakebook.flows.importing.in_order import in_source_order
from wakebook.flows.importing.item import Item, Line, kept, lost, mapped
from wakebook.flows.importing.order import possible
from wakebook.flows.importing.people import name_people
from wakebook.flows.importing.ratings import rate_each
from wakebook.model.header import Header
from wakebook.model.incident import Incident
from wakebook.model.log import KINDS
from wakebook.model.log.logged import Logged, recorded_time
from wakebook.model.shape import fit
from wakebook.records.emit import Emittable, emit_document

_LONGEST_TITLE = 200
_LONGEST_ID = 100
_MOST_OF_TITLE = 40
_MOST_BYTES = 200_000
_LONGEST_TEXT = 60_000
_MOST_ENTRIES = 800
_ANY_TIME = "00010101T000000Z"


class Record(NamedTuple):
    """A record that can be written: its id without a year's folder, its header and its log."""

    id: str
    header: dict[str, Emittable]
    log: list[Line]
    whole: Incident


def compose(item: Item, house: House, *, running: bool = False) -> Record | None:
    """The record of an item, or None where a remark tells why there can be none.

    ``running`` composes it as a record of what goes on: without an origin, which only a record
    that was written when all was over may have. An item that has not ended is composed so anyway.
    """
    item.scrub()
    item.days = house.zone
    _tell_days(item)
    possible(item)
    incident = incident_id(item)
    if incident is None or item.barred:
        return None
    _name_components(item, house)
    rate(item, house)
    ordered = (item.log[number] for number in in_source_order([*map(item.moment, item.log)]))
    log = name_people(item, house, ordered)
    header = _header(item)
    record = _folded(item, incident, header, log)
    if record is None:
        return None
    if running or (record.whole.is_open and item.kind != "notice"):
        return _folded(item, incident, *_as_running(item, header, log))
    closed = record.whole.closure
    if closed is None:
        return record
    return record._replace(header={**header, "closed": closed.model_dump(exclude_none=True)})


def _tell_days(item: Item) -> None:
    """A date without a time is a day here; at the source it may have been another."""
    dates = [str(line["at"]) for line in item.log if "T" not in str(line["at"])]
    known = [date for date in dates if item.moment({"at": date}).known]
    if known and item.zone is not None and str(item.zone) != str(item.days):
        sentence = (
            f"{known[0]} is a day in {item.zone} there and is read as one in {item.days} here"
        )
        item.remark(item.line, sentence)


def incident_id(item: Item) -> str | None:
    """The earliest known day, words of the title, and the source's own id at the end."""
    first = day(item)
    own = slug_of_id(item.id)
    if first is None and item.barred:
        return None
    if first is None:
        item.remark(item.line, "has no known time, which the record's name needs", bars=True)
        return None
    date = first.date().isoformat()
    if own.startswith(f"{date}-"):
        return own
    title = "" if item.system == "cstate" else _short(slug(item.title, 100))
    return f"{date}-{title}-{own}" if title else f"{date}-{own}"


def _short(words: str) -> str:
    """As many whole words as a name can bear."""
    if len(words) <= _MOST_OF_TITLE:
        return words
    return words[: _MOST_OF_TITLE + 1].rpartition("-")[0] or words[:_MOST_OF_TITLE]


def slug_of_id(own: str) -> str:
    """The source's own id as the end of a folder's name."""
    made = slug(own, 400)
    if made and len(made) <= _LONGEST_ID - _MOST_OF_TITLE - 10:
        return made
    return f"{made[:40]}-{short_digest(own)}".strip("-")


def short_digest(text: str) -> str:
    """Eight hexadecimal digits that tell texts apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def day(item: Item) -> datetime | None:
    """The earliest time that an item knows."""
    known = (item.moment(line).earliest for line in item.log)
    return min((at for at in known if at is not None), default=None)


def _name_components(item: Item, house: House) -> None:
    """Components get the catalog's names; those without one stay in words."""
    named = {name: house.component(name) for name in item.components}
    for line in item.log:
        if line["kind"] == "impact":
            line["component"] = house.component(str(line["component"])) or ""
    item.log = [line for line in item.log if line["kind"] != "impact" or line["component"]]
    left = [name for name, known in named.items() if known is None]
    item.components = list(dict.fromkeys(known for known in named.values() if known))
    words = [item.guess["as_written"]] if item.guess and item.guess.get("as_written") else []
    if left:
        words.append("components: " + ", ".join(left))
        several = [name for name in left if house.ambiguous(name)]
        why = "are names of several components here" if several else "are not in the catalog"
        item.remark(item.line, f"{', '.join(left)}: {why}; they stay in the source's words")
        field = "affected" if item.system == "cstate" else item.components_field
        item.fates[field] = kept("log: classification, as_written")
    if item.guess or left:
        guess = {k: v for k, v in (item.guess or {}).items() if k != "as_written"}
        _classify(item, guess, "; ".join(map(str, words)))


def _classify(item: Item, fields: Line, words: str) -> None:
    line: Line = {"kind": "classification", "at": item.severity_at}
    if item.components:
        line["components"] = list(item.components)
    line |= fields
    if words:
        line["as_written"] = words
    item.log.insert(_behind_start(item), line)


def _behind_start(item: Item) -> int:
    return 1 if item.log and item.log[0]["kind"] in ("started", "scheduled") else 0


def rate(item: Item, house: House) -> None:
    """Add what the source's words for severity mean here, and tell what became of the words."""
    if any("word" in line for line in item.log):
        rate_each(item, house, day(item))
    word = item.severity
    if word is None or item.kind != "incident":
        if word is not None:
            item.fates[item.severity_field] = lost(f"a {item.kind} has no severity")
        return
    on = day(item)
    for earlier, since in item.rated_before:
        _rate_before(item, house.level(earlier, on, is_page=item.is_page), earlier, since)
    level = house.level(word, on, is_page=item.is_page)
    state = house.state(word) if item.is_page or word in house.meanings else None
    at, words = item.severity_at, f"{item.severity_field}: {word}"
    if state:
        impacts: list[Line] = [
            {"kind": "impact", "at": at, "component": name, "state": state, "as_written": words}
            for name in item.components
        ]
        item.log[_behind_start(item) : _behind_start(item)] = impacts
    if level:
        line: Line = {"kind": "severity", "at": at, "level": level, "as_written": words}
        item.log.insert(_behind_start(item), {**line, "reason": item.rated_by})
    if not level:
        house.tally.unrated[item.severity_field, word] += 1
    _tell_rating(item, word, level, state)


def _rate_before(item: Item, level: str | None, word: str, since: str) -> None:
    """A rating that another one replaced later."""
    words = f"{item.severity_field}: {word}"
    line: Line = {"kind": "classification", "at": since, "as_written": words}
    if level:
        line = {"kind": "severity", "at": since, "level": level, "as_written": words}
        line["reason"] = item.rated_by
    item.log.insert(_behind_start(item), line)


def _tell_rating(item: Item, word: str, level: str | None, state: str | None) -> None:
    name = item.severity_field
    if level:
        item.fates[name] = mapped("log: severity, level")
        return
    _classify(item, {}, f"{name}: {word}")
    shown = " and as the state of components" if state and item.components else ""
    item.fates[name] = kept(f"log: classification, as_written{shown}")


def _header(item: Item) -> dict[str, Emittable]:
    header: dict[str, Emittable] = {"title": item.title}
    if len(item.title) > _LONGEST_TITLE:
        header["title"] = item.title[: _LONGEST_TITLE - 1].rstrip() + "…"
        item.summary = item.summary or item.title
        item.remark(item.line, "has a title of more than 200 characters; all of it is the summary")
    header |= {"kind": item.kind, "audience": item.audience}
    optional: dict[str, Emittable | None] = {
        "components": item.components,
        "summary": item.summary,
        "references": item.references,
        "stated": item.stated,
    }
    header |= {key: value for key, value in optional.items() if value}
    origin: dict[str, Emittable] = {"system": item.system, "id": item.id}
    if item.url:
        origin["url"] = item.url
    header |= {"origin": origin, "entries_audience": item.audience}
    if item.tags:
        header["tags"] = item.tags
    return header


def _as_running(
    item: Item, header: dict[str, Emittable], log: list[Line]
) -> tuple[dict[str, Emittable], list[Line]]:
    """Header and log without an origin: every entry says who wrote it and who may read it.

    Declaring and closing are left to people, since both name somebody who answers for it. Nobody
    is quoted in what we run, since they would have to stand by it: it is the source that says so.
    """
    told = {key: header[key] for key in header if key not in ("origin", "entries_audience")}
    reference: dict[str, Emittable] = {"system": item.system, "id": item.id}
    if item.url:
        reference["url"] = item.url
    told["references"] = [reference, *item.references]
    by = f"system:{item.system}"
    lines: list[Line] = []
    for line in log:
        if line["kind"] not in ("declared", "closed"):
            kind, at = line["kind"], line["at"]
            rest = {key: value for key, value in line.items() if key not in ("kind", "at", "by")}
            lines.append({"kind": kind, "at": at, "by": by, "audience": item.audience, **rest})
    return told, lines


def _folded(
    item: Item, incident: str, header: dict[str, Emittable], log: list[Line]
) -> Record | None:
    """The record with the status that its log arrives at; a remark tells what does not fit."""
    fitted = fit(Header, header)
    if isinstance(fitted, list):
        route = fitted[0].claim.route
        item.remark(item.line, f"{route[-1]} {fitted[0].claim.message}", bars=True)
        return None
    entries: list[Logged] = []
    for number, line in enumerate(log, 1):
        if len(str(line.get("text", "")).encode("utf-8", "replace")) > _LONGEST_TEXT:
            sentence = f"has a text of more than {_LONGEST_TEXT:,} bytes, which no entry can hold"
            item.remark(item.line, sentence, bars=True)
            return None
        entry = fit(KINDS[str(line["kind"])], line)
        if isinstance(entry, list):
            claim = entry[0].claim
            item.remark(item.line, f"{line['kind']}, {claim.route}: {claim.message}", bars=True)
            return None
        entries.append(Logged(f"{_ANY_TIME}#{number}", recorded_time(_ANY_TIME), entry))
    return Record(incident, header, log, Incident(incident, fitted, tuple(entries)))


def files_of_log(log: list[Line]) -> list[str]:
    """The log as texts that the strict reader accepts: more than one where it is very long."""
    texts: list[str] = []
    part: list[Line] = []
    size = 0
    for line in log:
        weight = len(repr(line).encode("utf-8", "surrogatepass"))
        if part and (size + weight > _MOST_BYTES or len(part) >= _MOST_ENTRIES):
            texts.append(emit_document(part))
            part, size = [], 0
        part.append(line)
        size += weight
    return [*texts, emit_document(part)]
