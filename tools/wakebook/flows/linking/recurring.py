"""A problem record for what comes again: its text, and who still has to be linked to it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.words import Line, line, readable, slug
from wakebook.model.base import Audience
from wakebook.model.library import Library
from wakebook.model.recurring import Cluster, Ranked
from wakebook.render.measured.recurring import by_chance, title

_LONGEST = 200


class Keeping(NamedTuple):
    """What is to be written: a new problem's text or None, whom to list, and whom to link."""

    problem: str
    text: dict[str, Any] | None
    audience: Audience
    listing: tuple[str, ...]
    linking: tuple[str, ...]


def keeping(
    ranked: Ranked, library: Library, audiences: Iterable[Audience], today: date, name: str = ""
) -> Keeping:
    """What makes the problem and its incidents know each other; ``name`` is that of a new one.

    ``audiences`` are those of the members: a problem of restricted ones is restricted as well.
    """
    members = ranked.cluster.incidents
    if ranked.feeds is not None:
        problem = ranked.feeds.problem
        header = library.problems[problem].header
        listing = tuple(m for m in members if m not in header.incidents)
        return Keeping(
            problem, None, header.audience, listing, _unlinked(members, problem, library)
        )
    audience: Audience = "restricted" if "restricted" in audiences else "staff"
    text = _text(ranked.cluster, library, audience, today)
    problem = name or free_name(text["title"], library.problems)
    return Keeping(problem, text, audience, members, members)


def free_name(words: str, taken: Collection[str]) -> str:
    """A file's stem for a problem, which no other has."""
    plain = slug(words, 50) or "problem"
    names = (plain, *(f"{plain}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


def links(kept: Keeping, speaker: Speaker, why: str) -> list[Line]:
    """The entry that the log of each incident takes, for those who may read the problem."""
    hidden = kept.audience if kept.audience != "public" else None
    return [line("link", speaker, audience=hidden, rel="problem", to=kept.problem, text=why)]


def _unlinked(members: Iterable[str], problem: str, library: Library) -> tuple[str, ...]:
    known: Mapping[str, Any] = library.incidents
    return tuple(
        m
        for m in members
        if m in known and ("problem", problem) not in {(r, to) for _, r, to in known[m].links}
    )


def _text(cluster: Cluster, library: Library, audience: Audience, today: date) -> dict[str, Any]:
    """The file's content; only components of the catalog, for others nobody could follow."""
    facts = {kind: [f.name for f in cluster.facts if f.kind == kind] for kind in _KINDS}
    components = [name for name in facts["component"] if name in library.catalog.components]
    fields = {
        "title": " ".join(readable(title(cluster)).split())[:_LONGEST],
        "state": "open",
        "audience": audience,
        "description": " ".join(_description(cluster, today)),
        "components": components,
        "categories": facts["category"],
        "incidents": [*cluster.incidents],
        "tags": facts["tag"],
    }
    return {key: value for key, value in fields.items() if value}


_KINDS = ("component", "category", "tag")


def _description(cluster: Cluster, today: date) -> Iterator[str]:
    first, last = cluster.members[0].day, cluster.members[-1].day
    number = len(cluster.members)
    yield f"Proposed on {today} by wakebook problems: {number} incidents from {first} to {last}"
    shared = ", ".join(f"{fact.kind} {fact.name}" for fact in cluster.facts[:7])
    yield f"share {shared}."
    yield " ".join(f"{told[0].upper()}{told[1:]}." for told in by_chance(cluster.chance))
    lost = f"Together they cost {cluster.seconds / 60:,.0f} minutes"
    unknown = f", not counting {cluster.unknown} of unknown length" if cluster.unknown else ""
    yield f"{lost}{unknown}. The cause is still to be found."
