"""Atlassian Statuspage: incidents as its API gives them, its history feed, and JSON lines of it.

Source of the fields: the Statuspage API (v1 and the public v2), and RFC 4287 for the feed.
"""

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from wakebook.flows.importing.course import follow
from wakebook.flows.importing.feed import incidents
from wakebook.flows.importing.item import Foreign, Item, Named, kept, lost, mapped
from wakebook.flows.importing.values import values
from wakebook.model.imported import Fate, Remark
from wakebook.records.foreign.atom import read_atom
from wakebook.records.foreign.node import Listing, Node, Scalar, Table
from wakebook.records.foreign.source import read_text

HELP = "Statuspage: the API's JSON, a page's history.atom, or JSON lines made from it"
SOURCE = "the file"
FOLDER = False

_UPDATE = {
    "id": mapped("log: update, ref"),
    "status": mapped("log: milestones; the word is kept with the update"),
    "body": mapped("log: update, text"),
    "message": mapped("log: update, text"),
    "at": mapped("log: update, at"),
    "display_at": mapped("log: update, at"),
    "created_at": mapped("log: update, posted_at"),
    "updated_at": mapped("log: update, edited_at"),
    "affected_components": mapped("log: impact"),
    "affected_components.code": lost("the page's own key of the component"),
    "affected_components.old_status": lost("the entry before it says the same"),
    "incident_id": lost("it repeats the incident's id"),
    "deliver_notifications": lost("records do not say whether subscribers were written to"),
    "wants_twitter_update": lost("records hold no posts elsewhere"),
    "custom_tweet": lost("records hold no posts elsewhere"),
    "tweet_id": lost("records hold no posts elsewhere"),
    "twitter_updated_at": lost("records hold no posts elsewhere"),
}
_COMPONENT = {
    "name": mapped("components"),
    "description": mapped("catalog: description"),
    "status": lost("it is the state at the time of the export, not of the incident"),
    **dict.fromkeys(
        (
            *("id", "page_id", "group_id", "group", "position", "showcase", "components"),
            *("only_show_if_degraded", "created_at", "updated_at", "start_date"),
            "automation_email",
        ),
        lost("it belongs to the page's list of components, not to the incident"),
    ),
}
FIELDS: dict[str, Fate] = {
    "id": mapped("origin.id"),
    "entry_id": mapped("references"),
    "name": mapped("title"),
    "title": mapped("title"),
    "url": mapped("origin.url"),
    "shortlink": mapped("references"),
    "status": mapped("log: the last milestone"),
    "started_at": mapped("log: started, scheduled"),
    "created_at": mapped("log: declared, scheduled"),
    "monitoring_at": mapped("log: mitigated"),
    "resolved_at": mapped("log: resolved, completed, closed"),
    "updated_at": lost("each update has its own time of editing"),
    "published_at": lost("the feed's own time, not the incident's"),
    "scheduled_for": mapped("log: scheduled, from"),
    "scheduled_until": mapped("log: scheduled, until"),
    "components": mapped("components"),
    **{f"components.{name}": fate for name, fate in _COMPONENT.items()},
    "components_source": mapped("log: classification, rule"),
    "components_confidence": mapped("log: classification, confidence"),
    "status_sequence": mapped("the statuses of the updates"),
    "impact_window": mapped("stated"),
    "impact_override": lost("the impact says the same"),
    "backfilled": mapped("tags"),
    "postmortem_body": mapped("log: update"),
    "postmortem_published_at": mapped("log: update, at"),
    "postmortem_body_last_updated_at": mapped("log: update, edited_at"),
    "page_id": lost("the page's own key; origin.url leads to the page"),
    **{
        f"{key}.{name}": fate
        for key in ("incident_updates", "updates")
        for name, fate in _UPDATE.items()
    },
    **dict.fromkeys(
        (
            *("postmortem_ignored", "postmortem_notified_subscribers"),
            *("postmortem_notified_twitter", "scheduled_remind_prior", "scheduled_reminded_at"),
            *("scheduled_auto_in_progress", "scheduled_auto_completed", "auto_transition_to"),
            *("auto_transition_deliver_notifications_at_start", "reminder_intervals"),
            *("auto_transition_deliver_notifications_at_end", "auto_transition_at_start"),
            "auto_transition_at_end",
        ),
        lost("it steers the page and its messages; it tells nothing about the incident"),
    ),
}
_MAINTENANCE = frozenset({"scheduled", "in_progress", "verifying", "completed"})


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every incident of a file, whatever its shape; a broken one hides no other."""
    text = read_text(path.resolve())
    remarks: list[Remark] = []
    if text.lstrip().startswith("<"):
        feed, entries = read_atom(text)
        link = feed.scalar("link")
        page, tables = (link.text if link else None), list(incidents(entries, zone))
    else:
        page, tables = _from_json(text, shown, remarks)
    items = [_item(table, shown, zone, page) for table in tables]
    host = next((h for item in items if (h := _host(item.url))), _host(page))
    return Foreign(items, remarks, host, tuple(_described(tables)))


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _from_json(text: str, shown: str, remarks: list[Remark]) -> tuple[str | None, list[Table]]:
    page: str | None = None
    found: list[Table] = []
    for node in values(text, shown, remarks):
        inside = node.get("page") if isinstance(node, Table) else None
        url = inside.scalar("url") if isinstance(inside, Table) else None
        page = url.text if url else page
        found += _tables(node, shown, remarks)
    return page, found


def _tables(node: Node, shown: str, remarks: list[Remark]) -> list[Table]:
    """The incidents in a value: itself, a list, or what a page lists."""
    if isinstance(node, Listing):
        return [table for part in node for table in _tables(part, shown, remarks)]
    if isinstance(node, Scalar):
        remarks.append(Remark(shown, node.line, "is no incident but a single value", bars=True))
        return []
    lists = [node.get(key) for key in ("incidents", "scheduled_maintenances")]
    if any(isinstance(part, Listing) for part in lists):
        listed = [part for part in lists if isinstance(part, Listing)]
        return [table for part in listed for table in _tables(part, shown, remarks)]
    inner = node.get("incident")
    if isinstance(inner, Table) and "id" not in node:
        return [inner]
    if not {"id", "name", "title"} & set(node):
        sentence = "has neither id nor name nor a list of incidents; it is no incident"
        remarks.append(Remark(shown, node.line, sentence, bars=True))
        return []
    return [node]


def _described(tables: list[Table]) -> Iterator[Named]:
    for incident in tables:
        for part in incident.tables("components"):
            name, told = part.scalar("name"), part.scalar("description")
            if name is not None:
                yield Named(name.text, told.text if told else None)


def _item(source: Table, shown: str, zone: tzinfo | None, page: str | None) -> Item:
    item = Item("statuspage", shown, source.line, zone, severity_field="impact")
    item.count(source)
    own = item.line_of_text(source.scalar("id"))
    if own is None:
        item.remark(source.line, "has no id, so it could not be found again; add one", bars=True)
    item.id = own or "?"
    title = item.line_of_text(source.scalar("name", "title"))
    if title is None:
        item.remark(source.line, "has no name; its id stands in its place")
    item.title = title or item.id
    _addresses(item, source, page)
    _what(item, source)
    follow(item, source)
    return item


def _addresses(item: Item, source: Table, page: str | None) -> None:
    url, short = source.scalar("url"), source.scalar("shortlink")
    built = f"{page.rstrip('/')}/incidents/{item.id}" if page else None
    item.url = url.text.strip() if url else built
    entry = source.scalar("entry_id")
    if entry is not None and (tag := item.line_of_text(entry)):
        item.references.append({"system": "statuspage-feed", "id": tag})
    if short is not None and (address := item.line_of_text(short)):
        name = address.rstrip("/").rpartition("/")[2]
        item.references.append({"system": "statuspage-shortlink", "id": name, "url": address})


def _what(item: Item, source: Table) -> None:
    impact = (item.line_of_text(source.scalar("impact")) or "").lower()
    statuses = {_word(part) for part in source.tables("incident_updates", "updates")}
    planned = source.scalar("scheduled_for") is not None or statuses & _MAINTENANCE
    if impact == "maintenance" or planned:
        item.kind = "maintenance"
    if impact == "maintenance":
        item.fates["impact"] = mapped("kind: maintenance")
    elif impact:
        item.rate(item.line_of_text(source.scalar("impact")))
    names = [part.scalar("name") for part in source.tables("components")]
    named = [item.line_of_text(name) for name in (*names, *source.scalars("components"))]
    item.components = list(dict.fromkeys(name for name in named if name))
    _guessed(item, source)
    if (back := source.scalar("backfilled")) and back.text == "true":
        item.tags.append("backfilled")
    window = source.get("impact_window")
    if window and not (isinstance(window, Scalar) and window.empty):
        item.stated.append({"measure": "impact window", "value": _words(window)})
    override = source.scalar("impact_override")
    if override and override.text.lower() != impact:
        item.fates["impact_override"] = lost("the impact says something else, and counts")


def _word(update: Table) -> str:
    status = update.scalar("status")
    return status.text.strip().lower().replace(" ", "_") if status else ""


def _guessed(item: Item, source: Table) -> None:
    """Components that a machine guessed are told as such, with how sure it was."""
    by, sure = source.scalar("components_source"), source.get("components_confidence")
    if by is None or not item.components:
        for name in ("components_source", "components_confidence"):
            item.fates[name] = lost("there are no components that it could be about")
        return
    figures = sure.items() if isinstance(sure, Table) else ()
    scores = {name: part.text for name, part in figures if isinstance(part, Scalar)}
    item.guess = {
        "rule": f"guessed by {item.line_of_text(by)}",
        "as_written": "; ".join(f"{name}: {score}" for name, score in scores.items()),
    }
    sole = _share(*scores.values()) if len(scores) == len(item.components) == 1 else None
    if sole is not None:
        item.guess["confidence"] = sole
    elif scores:
        item.fates["components_confidence"] = kept("log: classification, as_written")


def _share(text: str) -> float | None:
    """A number from 0 to 1, or None for other words."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= 1 else None


def _words(node: Node) -> str:
    """A value that has no place, in the source's own words."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return ", ".join(_words(part) for part in node)
    return "; ".join(f"{key}: {_words(part)}" for key, part in node.items())
