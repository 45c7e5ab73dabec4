"""Log entries for a page: who, when, what, and the particulars of each kind as pairs of words."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from wakebook.model.base import Value
from wakebook.model.log import Entry, Link, RoleChange, Verification
from wakebook.model.log.logged import Logged
from wakebook.model.moment import Moment
from wakebook.render.overridden import Piece
from wakebook.render.words import When, label, slug, when

Name = Callable[[str], str]
Lead = Callable[[str], tuple[str, str] | None]

_LEAD = {
    "milestone": frozenset(
        [
            "started",
            "detected",
            "declared",
            "acknowledged",
            "triaged",
            "identified",
            "mitigated",
            "resolved",
            "closed",
            "reopened",
            "canceled",
            "merged",
            "scheduled",
            "in_progress",
            "verifying",
            "completed",
        ]
    ),
    "decision": frozenset({"decision", "major_declared", "stood_down"}),
    "state": frozenset({"severity", "impact", "role", "classification"}),
    "said": frozenset({"update", "release", "delivery", "acknowledgement", "report"}),
}
_STATES = frozenset(
    [
        *("investigating", "identified", "monitoring", "resolved", "postmortem"),
        *("scheduled", "in-progress", "verifying", "completed"),
    ]
)
"""What Statuspage and cState call the state that an update tells."""
_COMMON = frozenset(
    [
        "kind",
        "at",
        "by",
        "reported_by",
        "audience",
        "audiences",
        "text",
        "source",
        "evidence",
        "ref",
        "as_written",
        "options",
        "chosen",
        "level",
        "component",
        "region",
        "state",
        "template",
        "rendered_digest",
    ]
)


_WHO = ("user:", "group:", "vendor:", "external:")


class Line(NamedTuple):
    """One entry of a readable timeline."""

    anchor: str
    kind: str
    group: str
    name: str
    tone: str
    when: When
    who: str
    reported_by: str
    text: str
    source: str
    as_written: str
    audience: str
    options: tuple[tuple[str, bool], ...]
    facts: tuple[tuple[str, str, str], ...]
    """What each is, in words, and where it leads, if anywhere."""
    evidence: tuple[tuple[str, str], ...]
    waits: str = ""
    """For whom the text waits before the public reads it."""
    overridden: tuple[Piece, ...] = ()
    """What stands in the place of a template's words."""


def line(
    logged: Logged, name: Name, audience: str, tones: dict[str, str], lead: Lead = lambda _: None
) -> Line:
    """The entry for a page; ``name`` puts people and components into words of the catalog.

    ``lead`` gives title and address of a tool that has a page.
    """
    entry = logged.entry
    chosen = getattr(entry, "chosen", None)
    options = tuple((o, o == chosen) for o in getattr(entry, "options", None) or ())
    return Line(
        anchor=f"e-{slug(logged.id)}",
        kind=entry.kind,
        group=_group(entry.kind),
        name=_headline(entry, name),
        tone=_tone(entry, tones),
        when=when(entry.at),
        who=name(entry.by) if entry.by else "",
        reported_by=name(entry.reported_by) if entry.reported_by else "",
        text=entry.text or "",
        source=entry.source or "",
        as_written=_as_written(entry),
        audience=audience,
        options=options,
        facts=tuple(
            (key, *((lead(words) if key == "Tool" else None) or (words, "")))
            for key, words in _facts(entry, name, chosen if not options else None)
        ),
        evidence=tuple((e.path, e.sha256) for e in entry.evidence),
    )


def _group(kind: str) -> str:
    return next((group for group, kinds in _LEAD.items() if kind in kinds), "work")


def _state(entry: Entry) -> str:
    """The state that a status page gave an update, in the page's own word."""
    word = (entry.as_written or "").partition(";")[0].strip()
    return word if entry.kind == "update" and slug(word).rstrip("-0123456789") in _STATES else ""


def _as_written(entry: Entry) -> str:
    """The source's own words, without the state that the headline tells."""
    return (entry.as_written or "").removeprefix(_state(entry)).lstrip("; ")


def _headline(entry: Entry, name: Name) -> str:
    level = getattr(entry, "level", None)
    if entry.kind == "severity" and level:
        return f"Severity {level}"
    if isinstance(entry, Link):
        return f"{label(entry.rel)}: {name(entry.to)}"
    if isinstance(entry, RoleChange):
        holder = "nobody" if entry.to == "none" else name(entry.to)
        return f"{label(entry.role)}: {holder}"
    if _state(entry):
        return f"Update: {label(_state(entry))}"
    component = getattr(entry, "component", None)
    if entry.kind == "impact" and component:
        region = getattr(entry, "region", None)
        place = f"{name(component)}, {region}" if region else name(component)
        return f"{place}: {label(getattr(entry, 'state', '')).lower()}"
    return label(entry.kind)


def _tone(entry: Entry, tones: dict[str, str]) -> str:
    if entry.kind == "severity":
        return tones.get(getattr(entry, "level", ""), "s4")
    if entry.kind == "impact":
        return slug(getattr(entry, "state", ""))
    return slug(entry.kind)


def _facts(entry: Entry, name: Name, chosen: str | None) -> list[tuple[str, str]]:
    """Every other field that is set, in the order of the format."""
    facts = [("Chosen", chosen)] if chosen else []
    if isinstance(entry, Verification):
        facts += _runs(entry)
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field in _COMMON or value is None or value == () or field in _told(entry):
            continue
        words = name(value) if field == "category" else _words(value, name)
        facts.append((label(field.rstrip("_")), words))
    return facts


def _runs(entry: Verification) -> Iterator[tuple[str, str]]:
    """How many runs passed, and of how many."""
    if entry.passes is not None:
        of = "" if entry.of is None else f" of {entry.of}"
        yield "Runs that passed", f"{entry.passes}{of}"
    elif entry.of is not None:
        yield "Runs", str(entry.of)


def _told(entry: Entry) -> tuple[str, ...]:
    """The fields that stand in the headline, or among the facts in other words."""
    if isinstance(entry, RoleChange):
        return ("role", "to", *(("from_",) if entry.from_ == "none" else ()))
    if isinstance(entry, Verification):
        return ("passes", "of")
    return ("rel", "to") if isinstance(entry, Link) else ()


def _words(value: object, name: Name) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return name(value) if value.startswith(_WHO) else value
        case Moment():
            return when(value).text
        case tuple():
            return "; ".join(_words(item, name) for item in value)
        case Value():
            given = value.model_dump(exclude_none=True)
            return ", ".join(f"{key} {item}" for key, item in given.items())
        case dict():
            return ", ".join(f"{key}: {item}" for key, item in value.items())
        case _:
            return str(value)
