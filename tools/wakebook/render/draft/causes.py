"""Contributing factors: what the record knows of causes; the rest is for the writer to find out."""

from collections.abc import Iterator

from wakebook.model.log import Classification, Link, Vendor
from wakebook.model.moment import Moment
from wakebook.render.draft.phrases import inline, moment, on, sentence, short
from wakebook.render.draft.source import Source

_LINKS = {
    "caused_by_change": "Caused by the change",
    "problem": "Belongs to the problem",
    "follow_up_of": "Follows",
    "parent": "Part of",
    "duplicate_of": "The same as",
}


def causes(source: Source) -> Iterator[str]:
    """Category, what was named as the cause, links, vendors."""
    facts = [*_category(source), *_identified(source), *_links(source), *_vendors(source)]
    if facts:
        yield "\n".join(f"- {fact}" for fact in facts)


def _category(source: Source) -> Iterator[str]:
    incident = source.incident
    if incident.category is not None:
        yield f"Category: {inline(source.category(incident.category))}"
    changed = [
        line.entry
        for line in incident.by_kind.get("classification", ())
        if isinstance(line.entry, Classification) and line.entry.category
    ]
    if len({entry.category for entry in changed}) > 1:
        steps = (f"{entry.category} from {moment(entry.at, source.zone)}" for entry in changed)
        yield f"It was taken for another thing at first: {'; '.join(steps)}"


def _identified(source: Source) -> Iterator[str]:
    for line in source.incident.by_kind.get("identified", ()):
        at = moment(line.entry.at, source.zone)
        if line.entry.text:
            yield f"Named as the cause on {at}: {sentence(line.entry.text)}"


def _links(source: Source) -> Iterator[str]:
    """Each with the title of what it leads to, as its record says, else as the entry does."""
    for line in source.incident.by_kind.get("link", ()):
        entry = line.entry
        if isinstance(entry, Link) and entry.rel in _LINKS:
            title = source.titles.get(entry.to) or short(entry.text or "")
            words = f"{inline(title)} (`{inline(entry.to)}`)" if title else inline(entry.to)
            yield f"{_LINKS[entry.rel]} {words}"


def _vendors(source: Source) -> Iterator[str]:
    for line in source.incident.by_kind.get("vendor", ()):
        entry = line.entry
        if isinstance(entry, Vendor) and entry.vendor:
            answered = _answer(source, entry.ref)
            when = moment(entry.at, source.zone)
            access = f"; access: {inline(entry.access)}" if entry.access else ""
            name = inline(source.part(entry.vendor, entry.at))
            yield f"Vendor {name} took part from {when}{answered}{access}"


def _answer(source: Source, ref: str | None) -> str:
    said: list[Moment] = [
        line.entry.acknowledged
        for line in source.incident.by_kind.get("vendor", ())
        if isinstance(line.entry, Vendor) and line.entry.ref == ref and line.entry.acknowledged
    ]
    return f", confirmed {on(said[0], source.zone)}" if said else ""
