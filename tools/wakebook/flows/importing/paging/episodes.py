"""Alerts of Alertmanager put together to what was one incident: a group while any of it fires.

Source of the fields: Alertmanager's webhook payload, version 4, and ``gettableAlert`` of its API,
version 2. An alert is known by its fingerprint and its start, which stays the same over repeated
notifications; a firing alert's end is the zero of its clock, year 1. The API's end of a firing
alert is when it would end without news, and so is none either.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from wakebook.flows.importing.paging.oncall import inside
from wakebook.flows.importing.values import Part
from wakebook.flows.importing.when import When, read_time
from wakebook.records.foreign.node import Scalar, Table, table

_NEVER = datetime.max.replace(tzinfo=UTC)
_BEFORE = datetime.min.replace(tzinfo=UTC)
_ZERO = "0001-01-01"


class Sent(NamedTuple):
    """An alert as one notification tells it; the notification itself may be an empty table."""

    notification: Table
    shown: str
    alert: Table
    is_first: bool


class Firing(NamedTuple):
    """An alert from its start to its end, with all that told of it; the latest end counts."""

    fingerprint: str
    sent: tuple[Sent, ...]
    start: datetime | None
    end: Scalar | None
    until: datetime

    @property
    def alert(self) -> Table:
        """The alert as it was told last: the one with its end, if it has any."""
        return self.sent[-1].alert


class Episode(NamedTuple):
    """Alerts of one group, of which one fired at any time between the first start and the end."""

    group: str
    firings: tuple[Firing, ...]

    @property
    def is_over(self) -> bool:
        """Whether none of them fires any more."""
        return all(firing.until != _NEVER for firing in self.firings)


def episodes(parts: Iterable[Part], zone: tzinfo | None) -> Iterator[Episode]:
    """Every episode of every group, by group and time."""
    told: dict[tuple[str, str], list[Sent]] = {}
    groups: dict[tuple[str, str], str] = {}
    for group, sent in _sent(parts):
        name = (_fingerprint(sent.alert), _text(sent.alert, "startsAt"))
        # The API tells no group; a notification of the same alert does. Of several routes to the
        # same alert the first group by its name counts, whichever file comes first.
        known = [each for each in (groups.get(name), group) if each]
        groups[name] = min(known, default="")
        told.setdefault(name, []).append(sent)
    held: dict[str, list[Firing]] = {}
    for name, listed in told.items():
        held.setdefault(groups[name] or name[0], []).append(_firing(name[0], listed, zone))
    for group in sorted(held):
        yield from _parted(group, held[group])


def _sent(parts: Iterable[Part]) -> Iterator[tuple[str, Sent]]:
    """Each alert of each notification with its group; an alert alone has none."""
    for part in parts:
        alerts = part.table.tables("alerts")
        group = _text(part.table, "groupKey") or _labels(inside(part.table, "labels"))
        for number, alert in enumerate(alerts):
            yield group, Sent(part.table, part.shown, alert, is_first=number == 0)
        if "startsAt" in part.table:
            yield "", Sent(table(part.table.line), part.shown, part.table, is_first=False)


def _firing(fingerprint: str, sent: list[Sent], zone: tzinfo | None) -> Firing:
    ends = [
        (_until(end, zone), number, end)
        for number, each in enumerate(sent)
        if (end := _end(each.alert))
    ]
    until, number, end = max(ends, key=lambda each: each[:2]) if ends else (_NEVER, 0, None)
    start = _instant(sent[0].alert.scalar("startsAt"), zone)
    ordered = (*(each for n, each in enumerate(sent) if n != number), sent[number])
    return Firing(fingerprint, ordered if ends else tuple(sent), start, end, until)


def _end(alert: Table) -> Scalar | None:
    """When an alert ended; None while it fires."""
    end = alert.scalar("endsAt")
    firing = _text(alert, "status").lower() == "firing" or isinstance(alert.get("status"), Table)
    if firing or end is None or end.text.startswith(_ZERO):
        return None
    return end


def _until(end: Scalar, zone: tzinfo | None) -> datetime:
    """An end that cannot be read is one, all the same."""
    return _instant(end, zone) or _BEFORE


def _instant(scalar: Scalar | None, zone: tzinfo | None) -> datetime | None:
    when: When | None = read_time(scalar.text, zone) if scalar else None
    return when.moment.earliest if when else None


def _parted(group: str, firings: list[Firing]) -> Iterator[Episode]:
    """Firings of a group parted where none of them fired."""
    ordered = sorted(firings, key=lambda each: (each.start or _BEFORE, each.fingerprint))
    together: list[Firing] = []
    until = _BEFORE
    for firing in ordered:
        if together and (firing.start or _BEFORE) > until:
            yield Episode(group, tuple(together))
            together, until = [], _BEFORE
        together.append(firing)
        until = max(until, firing.until)
    if together:
        yield Episode(group, tuple(together))


def _fingerprint(alert: Table) -> str:
    """What names an alert; old versions send no fingerprint, and its labels are what it is of."""
    return _text(alert, "fingerprint") or _labels(inside(alert, "labels"))


def _labels(labels: Table) -> str:
    pairs = {name: value.text for name, value in labels.items() if isinstance(value, Scalar)}
    return json.dumps(pairs, sort_keys=True) if pairs else ""


def _text(source: Table, name: str) -> str:
    found = source.scalar(name)
    return found.text.strip() if found else ""
