"""Collections of real incidents whose owners named what they are about, read in place.

What they named is hidden from the incidents and handed over as labels. The readers are light: they
take what clusters look at and nothing else.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from wakebook.model.measured import Measured, Point, words_in_lines

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


class Labelled(NamedTuple):
    """Incidents of a collection, and what their owners say of some of them, which is hidden."""

    name: str
    rows: Sequence[Measured]
    labels: Mapping[str, str]


def measured(name: str, start: datetime, text: str, **more: object) -> Measured:
    """An incident of an hour with as much as clusters look at."""
    at = int(start.timestamp())
    plain: dict[str, object] = {
        "id": f"{start:%Y-%m-%d}-{name}",
        "title": text.partition("\n")[0],
        "kind": "incident",
        "audience": "staff",
        "status": "closed",
        **dict.fromkeys(("origin", "source", "category"), ""),
        "day": f"{start:%Y-%m-%d}",
        **dict.fromkeys(("hour", "weekday", "reopened", "people", "worked"), 0),
        **dict.fromkeys(("levels", "components", "tags", "runbooks", "links"), ()),
        **dict.fromkeys(("gaps", "steps", "claims", "lost"), ()),
        "words": words_in_lines(text),
        "points": {"started": Point(at, at + 60), "resolved": Point(at + 3600, at + 3660)},
    }
    return Measured(**{**plain, **more})  # type: ignore[arg-type] # the fields are all there


def collections() -> Iterator[Labelled]:
    """What is there of the corpus."""
    readers = (_servicenow, _statuspage, _cstate, _dfds)
    for reader in readers:
        yield from reader()


def _servicenow() -> Iterator[Labelled]:
    """Tickets without a text: what is left is who, where and the codes."""
    files = sorted((CORPUS / "servicenow").glob("*.csv"))
    last: dict[str, dict[str, str]] = {}
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            last |= {row["number"]: row for row in csv.DictReader(lines)}
    if not last:
        return
    hidden = ("category", "subcategory")
    symptoms = {n: _ticket(n, row, ("u_symptom", "assignment_group")) for n, row in last.items()}
    for label in hidden:
        labels = {symptoms[n].id: row[label] for n, row in last.items() if row[label] != "?"}
        yield Labelled(f"servicenow: {label}", [*symptoms.values()], labels)
    kept = (*hidden, "u_symptom", "assignment_group")
    whole = {n: _ticket(n, row, kept) for n, row in last.items()}
    problems = {whole[n].id: row["problem_id"] for n, row in last.items()}
    known = {name: problem for name, problem in problems.items() if problem != "?"}
    yield Labelled("servicenow: problem", [*whole.values()], known)


def _ticket(number: str, row: Mapping[str, str], fields: Sequence[str]) -> Measured:
    start = datetime.strptime(row["opened_at"], "%d-%m-%Y %H:%M").replace(tzinfo=UTC)
    given = {field: row[field] for field in fields if row[field] != "?"}
    tags = [given[f] for f in ("u_symptom", "subcategory") if f in given]
    return measured(
        number.lower(),
        start,
        "",
        title=number,
        components=tuple(given[f] for f in ("assignment_group",) if f in given),
        category=given.get("category", ""),
        tags=tuple(tags),
    )


def _statuspage() -> Iterator[Labelled]:
    """Titles alone, as an import keeps them; the components are hidden."""
    file = CORPUS / "github-statuspage-2022-2023" / "incidents.jsonl"
    rows, labels = [], {}
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        told = json.loads(line)
        start = datetime.fromisoformat(told["started_at"])
        row = measured(str(told["id"]), start, told["title"])
        rows.append(row)
        if told.get("components"):
            labels[row.id] = ", ".join(sorted(told["components"]))
    if rows:
        yield Labelled("statuspage: components", rows, labels)


_FRONT = re.compile(r"---\n(.*?)\n---\n(.*)", re.DOTALL)
_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


def _cstate() -> Iterator[Labelled]:
    rows, labels = [], {}
    for file in sorted((CORPUS / "cstate-packit").rglob("20*.md")):
        match = _FRONT.match(file.read_text(encoding="utf-8"))
        title = re.search(r"^title: *(.+)$", match[1], re.MULTILINE) if match else None
        day = _DAY.search(match[1]) if match else None
        if match is None or title is None or day is None:
            continue
        row = measured(file.stem, _day(day[0]), f"{title[1]}\n{match[2]}")
        rows.append(row)
        affected = sorted(re.findall(r"^ +- (.+)$", match[1], re.MULTILINE))
        if affected:
            labels[row.id] = ", ".join(affected)
    if rows:
        yield Labelled("cstate: affected", rows, labels)


def _dfds() -> Iterator[Labelled]:
    rows, labels = [], {}
    for file in sorted((CORPUS / "dfds-2019-2021").glob("PM*.md")):
        text = file.read_text(encoding="utf-8")
        label = re.search(r"^- Category: *(.+)$", text, re.MULTILINE)
        day = _DAY.search(text)
        start = _day(day[0]) if day else _day(f"{file.stem[2:6]}-01-01")
        summary = text.partition("## Summary")[2].partition("\n## ")[0]
        row = measured(file.stem[:10].lower(), start, f"{file.stem[13:]}\n{summary}")
        rows.append(row)
        if label:
            labels[row.id] = label[1].strip().casefold()
    if rows:
        yield Labelled("dfds: category", rows, labels)


def _day(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=UTC)
