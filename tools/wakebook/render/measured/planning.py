"""The plan from the past: for a terminal, for programs and for spreadsheets."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wakebook.model.planning import Line, Suggestion, Way
from wakebook.render.measured.csv import harmless
from wakebook.render.words import counted, seconds

COLUMNS = (
    *("by", "name", "incidents", "lost_minutes", "lost_unknown", "people_hours", "people"),
    *("repeats", "share", "suggestions", "rules", "ids"),
)
_MOST_NAMES = 6
_RECURRING = (
    "recurring: incidents that are like others, by more than chance; those may be of another line; "
    "to see them: wakebook problems"
)


class Told(NamedTuple):
    """Lines of a commit (empty: of the folder as it lies), and how many records there are."""

    commit: str
    at: str
    by: Way
    incidents: int
    lines: Sequence[Line]


def document(told: Told) -> str:
    """One JSON document; lengths in seconds."""
    facts = {
        "commit": told.commit or None,
        "at": told.at,
        "by": told.by,
        "incidents": told.incidents,
        "lines": [
            {
                "name": line.name,
                "number": len(line.incidents),
                "lost_seconds": line.seconds,
                "lost_unknown": line.unknown,
                "worked_seconds": line.worked,
                "people": line.people,
                "repeats": len(line.repeats),
                "share": line.share,
                "suggestions": [each._asdict() for each in line.suggestions],
                "incidents": [*line.incidents],
            }
            for line in told.lines
        ],
    }
    return json.dumps(facts, ensure_ascii=True, indent=1) + "\n"


def table(told: Told) -> str:
    """One line a component, cause or runbook (RFC 4180); lists are parted by blanks."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for line in told.lines:
        numbers = (len(line.incidents), round(line.seconds / 60, 1), line.unknown)
        people = (round(line.worked / 3600, 2), line.people)
        kinds = " ".join(each.kind for each in line.suggestions)
        rules = "; ".join(each.rule for each in line.suggestions)
        again = (len(line.repeats), round(line.share, 3))
        ids = " ".join(line.incidents)
        texts = (harmless(line.name), *numbers, *people, *again, kinds, harmless(rules), ids)
        rows.writerow((told.by, *texts))
    return out.getvalue()


def lines(told: Told) -> Iterator[str]:
    """The table in words, and under it where to look first."""
    where = f"commit {told.commit[:12]} of {told.at}" if told.commit else f"as it lies, {told.at}"
    yield f"{counted(told.incidents, 'incident')} by {told.by} ({where})"
    yield ""
    yield from _columns(told)
    if any(line.repeats for line in told.lines):
        yield ""
        yield _RECURRING
    for line in told.lines:
        for each in line.suggestions:
            yield ""
            yield f"{line.name}: {look(each)}: {each.rule}"
            yield f"  {_named(each.incidents)}"
    if not any(line.suggestions for line in told.lines):
        yield ""
        yield "nothing is suggested: no line meets a rule; the rules stand in the how-to guide"


def look(each: Suggestion) -> str:
    """A suggestion in words: it follows from what records say, and not from a look at the thing."""
    return f"look at {each.kind} first"


def _columns(told: Told) -> Iterator[str]:
    head = (told.by, "incidents", "lost", "unknown", "people", "recurring", "look first at")
    cells = [head, *map(_cells, told.lines)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    for row in cells:
        first, *numbers, last = row
        middle = (text.rjust(width) for text, width in zip(numbers, widths[1:], strict=False))
        yield "  ".join((first.ljust(widths[0]), *middle, last)).rstrip()


def _cells(line: Line) -> tuple[str, ...]:
    unknown = str(line.unknown) if line.unknown else ""
    repeats = f"{len(line.repeats)} of {len(line.incidents)}" if line.repeats else ""
    people = seconds(line.worked) if line.worked else ""
    kinds = ", ".join(each.kind for each in line.suggestions)
    lost = seconds(line.seconds) if line.unknown < len(line.incidents) else ""
    number = str(len(line.incidents))
    return (line.name, number, lost, unknown, people, repeats, kinds)


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"{', '.join(names[:_MOST_NAMES])}{more}"
