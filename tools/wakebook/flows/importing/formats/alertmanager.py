"""Alertmanager: notifications that a webhook kept, and what its API lists.

Source of the fields: Alertmanager's webhook payload, version 4, and its API, version 2
(``gettableAlert``, ``alertGroup``). The names of labels and annotations are Prometheus' habits.
"""

import re
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

from wakebook.flows.importing.compose import short_digest
from wakebook.flows.importing.item import Foreign, Item, kept, lost, mapped
from wakebook.flows.importing.paging.episodes import Episode, Firing, episodes
from wakebook.flows.importing.paging.oncall import (
    PROGRAMS,
    begin,
    inside,
    said,
    said_in_a_line,
    time_of,
)
from wakebook.flows.importing.values import Part, tables_in, values_of
from wakebook.flows.importing.when import When
from wakebook.model.imported import Fate, Remark
from wakebook.records.foreign.node import Scalar, Table, listing, table

HELP = "Alertmanager: archived webhook payloads (version 4), or what the API lists (version 2)"
SOURCE = "the file of payloads, or the folder with one file a payload"
FOLDER = None

_PAGE = ("body", "payload", "data")
_SAME = lost("every alert has the same")
_TO = lost("it is to whom the notification went")
FIELDS: dict[str, Fate] = {
    "groupKey": mapped("references"),
    "version": lost("it is the payload's own"),
    "receiver": _TO,
    "receivers": _TO,
    "status": lost("each alert has its own"),
    "groupLabels": _SAME,
    "labels": _SAME,
    "commonLabels": _SAME,
    "commonAnnotations": _SAME,
    "externalURL": lost(PROGRAMS),
    "truncatedAlerts": lost("what was left out of a notification is nowhere; it is told"),
    "alerts": lost("it is no list of alerts"),
    "alerts.fingerprint": mapped("references"),
    "alerts.generatorURL": mapped("references"),
    "alerts.startsAt": mapped("log: detected, observation, at"),
    "alerts.endsAt": mapped("log: resolved, closed, or that it is open"),
    "alerts.status": mapped("log: resolved, or that it is open"),
    "alerts.updatedAt": lost("it is when Alertmanager was told again"),
    "alerts.receivers": _TO,
    "alerts.labels": kept("log: observation, as_written"),
    "alerts.labels.alertname": mapped("title"),
    "alerts.labels.service": mapped("components"),
    "alerts.annotations.summary": mapped("log: observation, text"),
    "alerts.annotations.description": mapped("log: observation, text"),
    "alerts.annotations.message": mapped("log: observation, text"),
    "alerts.annotations.runbook_url": mapped("references"),
    "alerts.annotations.runbook": mapped("references"),
}
_TEXTS = ("summary", "description", "message")
_WEB = re.compile(r"https?://[^\s<>\"'\\]{1,2000}")
_MOST_LABELS = 2_000


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every group of alerts that fired, from its first alert to the end of its last one."""
    remarks: list[Remark] = []
    parts = list(_parts(path, shown, remarks))
    items = [_item(episode, zone) for episode in episodes(parts, zone)]
    return Foreign(items, remarks)


def _parts(path: Path, shown: str, remarks: list[Remark]) -> Iterator[Part]:
    """Notifications, groups and alerts; what is none of these is told."""
    for found in values_of(path, shown, remarks):
        for part in tables_in(found, _PAGE, remarks):
            if part.table.tables("alerts") or "startsAt" in part.table:
                yield part
            else:
                sentence = "is neither a notification with alerts nor an alert; it is left out"
                remarks.append(Remark(part.shown, part.table.line, sentence, bars=True))


def _item(episode: Episode, zone: tzinfo | None) -> Item:
    first = episode.firings[0]
    sent = first.sent[0]
    item = Item("alertmanager", sent.shown, sent.alert.line, zone, severity_field="severity")
    begin(item)
    item.components_field = "alerts.labels.service"
    _count(item, episode)
    if first.start is None:
        sentence = "has no start that can be read, so it could not be found again"
        item.remark(sent.alert.line, sentence, bars=True)
    item.id = _id(episode.group, first)
    names = [said_in_a_line(item, _of(each, "labels", "alertname")) for each in episode.firings]
    told = said_in_a_line(item, _of(first, "annotations", "summary"))
    item.title = next(filter(None, names), None) or told or item.id
    services = (said_in_a_line(item, _of(f, "labels", "service")) for f in episode.firings)
    item.components = list(dict.fromkeys(name for name in services if name))
    pointers = {tuple(each.items()): each for each in _references(item, episode)}
    item.references = [{**each} for each in pointers.values()]
    _course(item, episode)
    return item


def _id(group: str, first: Firing) -> str:
    """The group's digest and the start of its first alert: both stay when others join."""
    if first.start is None:
        return "?"
    # strftime writes a year before 1000 with fewer than four digits
    return f"{short_digest(group)}-{first.start.year:04}{first.start:%m%dT%H%M%SZ}"


def _of(firing: Firing, *keys: str) -> Scalar | None:
    return inside(firing.alert, *keys[:-1]).scalar(keys[-1])


def _count(item: Item, episode: Episode) -> None:
    """Every value of every notification; what it says as a whole counts with its first alert."""
    alerts = listing(item.line)
    for firing in episode.firings:
        for sent in firing.sent:
            alerts.append(sent.alert)
            if sent.is_first:
                _whole(item, sent.notification, sent.shown)
    counted = table(item.line)
    counted["alerts"] = alerts
    item.count(counted)


def _whole(item: Item, notification: Table, shown: str) -> None:
    """What a notification says beside its alerts."""
    counted = table(notification.line)
    counted.update({key: part for key, part in notification.items() if key != "alerts"})
    item.count(counted)
    left = notification.scalar("truncatedAlerts")
    if left is not None and left.text not in ("0", "false"):
        sentence = (
            f"left out of the notification, and told by nothing: {left.text[:20]} of its alerts."
            " Raise max_alerts of the receiver"
        )
        item.remarks[Remark(shown, notification.line, sentence)] = None


def _references(item: Item, episode: Episode) -> Iterator[dict[str, str]]:
    """Pointers to the group, its alerts and their runbooks; the same one may come again."""
    if any("groupKey" in sent.notification for firing in episode.firings for sent in firing.sent):
        yield {"system": "alertmanager-group", "id": episode.group}
    for firing in episode.firings:
        own = item.line_of_text(firing.alert.scalar("fingerprint"))
        address = item.line_of_text(firing.alert.scalar("generatorURL"))
        if own or address:
            yield _pointer(
                item, "alertmanager-alert", own or item.title, address, firing.alert.line
            )
        book = _of(firing, "annotations", "runbook_url") or _of(firing, "annotations", "runbook")
        if (where := item.line_of_text(book)) is not None:
            yield _pointer(item, "runbook", where, where, firing.alert.line)


def _pointer(item: Item, system: str, own: str, address: str | None, line: int) -> dict[str, str]:
    """A pointer; its address is never asked, and left out where it is none of the web."""
    reference = {"system": system, "id": own}
    if address and _WEB.fullmatch(address):
        reference["url"] = address
    elif address and address != own:
        item.remark(line, "generatorURL is no http(s) address; it is left out")
    return reference


def _course(item: Item, episode: Episode) -> None:
    first = episode.firings[0]
    begun = _time(item, first, first.alert.scalar("startsAt"), "startsAt")
    item.severity_at = begun.text if begun else "unknown"
    _rating(item, episode, begun)
    item.add("detected", begun, source="monitoring")
    for firing in episode.firings:
        _firing(item, firing, several=len(episode.firings) > 1)
    if not episode.is_over:
        return
    last = max(episode.firings, key=lambda firing: firing.until)
    end = _time(item, last, last.end, "endsAt")
    item.finish(end, begun, "endsAt", last.end.line if last.end else item.line)


def _firing(item: Item, firing: Firing, *, several: bool) -> None:
    """What an alert said when it began; with others beside it, when it ended, too."""
    start = _time(item, firing, firing.alert.scalar("startsAt"), "startsAt")
    texts = [said(item, _of(firing, "annotations", name)) for name in _TEXTS]
    text = "\n\n".join(dict.fromkeys(each for each in texts if each))
    labels = inside(firing.alert, "labels")
    pairs = [f"{n}={v.text}" for n, v in labels.items() if isinstance(v, Scalar)]
    words = " ".join(", ".join(sorted(pairs))[:_MOST_LABELS].split())
    name = said_in_a_line(item, labels.scalar("alertname")) or "An alert"
    item.add("observation", start, text=text or f"{name} fires.", as_written=words or None)
    if several and firing.end is not None:
        end = _time(item, firing, firing.end, "endsAt")
        item.add("observation", end, text=f"{name} fires no more.", as_written=words or None)


def _time(item: Item, firing: Firing, scalar: Scalar | None, name: str) -> When | None:
    if scalar is None:
        return None
    source = table(scalar.line)
    source[name] = scalar
    return time_of(item, Part(firing.sent[-1].shown, source), name)


def _rating(item: Item, episode: Episode, begun: When | None) -> None:
    """The word of all alerts; several words stay, since nothing tells which of them is worse."""
    told = [item.line_of_text(_of(firing, "labels", "severity")) for firing in episode.firings]
    words = list(dict.fromkeys(word.lower() for word in told if word))
    if len(words) == 1:
        item.rate(next(word for word in told if word))
        field = "alerts.labels.severity"
        item.fates[field] = mapped("log: severity, or classification, as_written")
    elif words:
        shown = ", ".join(words)
        item.add("classification", begun, as_written=f"severity: {shown}")
        item.remark(item.line, f"has alerts of the severities {shown}; they stay in words")
