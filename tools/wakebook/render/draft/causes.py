"""Contributing factors: what the record knows of causes; the rest is for the writer to find out."""

from collections.abc import Iterator

from wakebook.model.log import Classification, Link, Vendor
from wakebook.model.moment import Moment
from wakebook.render.draft.phrases import inline, moment, on, reference, sentence, short
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
        steps = (
            f"{inline(source.category(entry.category or ''))} from {moment(entry.at, source.zone)}"
            for entry in changed
        )
        yield f"The category was changed: {'; '.join(steps)}"


def _identified(source: Source) -> Iterator[str]:
    for line in source.incident.by_kind.get("identified", ()):
        if line.entry.text:
            yield f"Cause known {on(line.entry.at, source.zone)}: {sentence(line.entry.text)}"


def _links(source: Source) -> Iterator[str]:
    """Each with the title of what it leads to, as its record says, else as the entry does."""
    told: set[tuple[str, str]] = set()
    for line in source.incident.by_kind.get("link", ()):
        entry = line.entry
        if isinstance(entry, Link) and entry.rel in _LINKS and (entry.rel, entry.to) not in told:
            told.add((entry.rel, entry.to))
            title = source.titles.get(entry.to) or short(entry.text or "")
            named = reference(entry.to)
            words = f"{inline(title).removesuffix('.')} ({named})" if title else named
            yield f"{_LINKS[entry.rel]}: {words}"


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
