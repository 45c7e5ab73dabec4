"""The rules of a mapping, each with the question whether it fits something in a report.

Each rule is asked by itself: one that only stands in for another one fits where it could. Forms of
times, words of a vocabulary and shades of what was found are no rules here: they wait for what may
never come, and what they miss is told where it stands.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from wakebook.flows.importing.reports.actions import references
from wakebook.flows.importing.reports.places import Told, fits, named
from wakebook.flows.importing.reports.reported import Reported
from wakebook.model.finding import Route
from wakebook.model.mapping.markdown import (
    Correction,
    KindOf,
    Link,
    MarkdownMapping,
    Place,
    Rows,
)
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.model.mapping.zones import said

_PLACES = (
    *("id", "title", "date", "summary", "severity", "category", "components", "milestones"),
    *("stated", "actions", "sections", "people", "drop"),
)
_PATTERN = "look at its pattern"
_TIME = "look at its words and its file: no time that was read there is written so"
_NO_ROW = "look at its `rows`, `match` and `columns`: what it names is there, and no row in it"
_NARROW = "look at its {}: what it names is there, but does not fit that"
PARTS, KEYS, LABELS = "parts", "keys of front matter", "labels"
Test = Callable[[Reported], bool]


class Rule(NamedTuple):
    """Whether a rule fits a report, and what to look at where it fits none.

    ``words`` are the names that it looks for ``among`` ``PARTS``, ``KEYS`` or ``LABELS``.
    ``nearly`` asks whether what it names is there at all, without which it cannot fit; ``narrow``
    is the advice where it is there and does not fit. ``beside`` are all names of the same part,
    where it has several: what another one fits is not what this one was meant for.
    """

    fits: Test
    advice: str = _PATTERN
    words: tuple[str, ...] = ()
    among: str = ""
    nearly: Test | None = None
    narrow: str = ""
    beside: tuple[str, ...] = ()


def rules(mapping: MarkdownMapping) -> Iterator[tuple[Route, Rule]]:
    """Every rule of which it is told when it fits nothing, by its route."""
    for name in _PLACES:
        for number, place in enumerate(getattr(mapping, name)):
            yield (name, number), _of_place(place)
            yield from _of_names((name, number), place)
    for number, words in enumerate(mapping.each):
        yield ("each", number), Rule(partial(_has_part, words), "", (words,), PARTS)
    for number, rows in enumerate(mapping.log):
        yield ("log", number), _of_rows(rows)
        yield from _of_names(("log", number), rows)
        for kind, one in enumerate(rows.kinds):
            yield ("log", number, "kinds", kind), Rule(partial(_has_kind, rows, one))
        for label in rows.labels:
            test = partial(_has_label, rows, label)
            yield ("log", number, "labels", label), Rule(test, "", (label,), LABELS)
    for number, link in enumerate(mapping.links):
        yield ("links", number), Rule(partial(_has_link, link))
    for number, pattern in enumerate(mapping.times.said):
        yield ("times", "said", number), Rule(partial(_says_zone, pattern))
    for number, slip in enumerate(mapping.times.corrections):
        yield ("times", "corrections", number), Rule(partial(_has_time, slip), _TIME)


def _of_place(place: Place) -> Rule:
    test = partial(_stands, place)
    if place.file is not None:
        return Rule(test)
    words = tuple(word for word in (place.front, place.heading, *place.part) if word)
    rule = Rule(test, "", words, PARTS if place.front is None else KEYS)
    given = [f"`{name}`" for name, one in (("match", place.match), ("in", place.in_)) if one]
    if not given:
        return rule
    bare = place.model_copy(update={"match": None, "in_": None})
    return rule._replace(nearly=partial(_stands, bare), narrow=_NARROW.format(" or ".join(given)))


def _of_names(route: Route, place: Place) -> Iterator[tuple[Route, Rule]]:
    """Each of several names for the same part."""
    for number, name in enumerate(place.part if place.part[1:] else ()):
        test = partial(_has_part, name)
        yield (*route, "part", number), Rule(test, "", (name,), PARTS, beside=place.part)


def _of_rows(rule: Rows) -> Rule:
    """A timeline without a row has missed its rows, even where its part is there."""
    found = _of_place(rule.model_copy(update={"match": None}))
    return found._replace(fits=partial(_has_row, rule), nearly=found.fits, narrow=_NO_ROW)


def _stands(place: Place, source: Reported) -> bool:
    """Whether something stands at a place; a key is there though it may say nothing."""
    is_key = place.front in source.report.front and place.match is None
    return is_key or bool(source.look([place]))


def _has_part(words: str, source: Reported) -> bool:
    return bool(named([words], [source.root]))


def _rows(rule: Rows, source: Reported) -> Iterator[Told]:
    return (row for row in source.account.rows if row.rule is rule)


def _has_row(rule: Rows, source: Reported) -> bool:
    return any(_rows(rule, source))


def _has_kind(rule: Rows, kind: KindOf, source: Reported) -> bool:
    search = re.compile(kind.match).search
    return any(search(row.text[:MOST_SEEN]) for row in _rows(rule, source))


def _has_label(rule: Rows, label: str, source: Reported) -> bool:
    return any(row.label and fits(label, row.label) for row in _rows(rule, source))


def _has_link(link: Link, source: Reported) -> bool:
    return bool(references("\n".join(source.report.lines), (link,)))


def _says_zone(pattern: str, source: Reported) -> bool:
    return any(said(source.report.lines, [pattern]))


def _has_time(correction: Correction, source: Reported) -> bool:
    return correction in source.account.corrected
