"""Feeds with an entry for each update: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

An entry has a name that never changes, so a later update is a new entry and reaches its readers.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from wakebook.model.moment import Moment
from wakebook.render.status.updates import Said

_ATOM = "http://www.w3.org/2005/Atom"


class Channel(NamedTuple):
    """A feed: ``name`` stays the same, ``page`` and ``place`` are where its page and folder are."""

    name: str
    title: str
    language: str
    page: str
    place: str


def atom(channel: Channel, updates: Sequence[Said]) -> bytes:
    """The Atom feed."""
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": channel.language})
    _add(feed, "id", channel.name)
    _add(feed, "title", channel.title)
    _add(feed, "updated", _iso(updates[0].at if updates else 0))
    ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": channel.page})
    ET.SubElement(feed, "link", {"rel": "self", "href": f"{channel.place}feed.atom"})
    _add(ET.SubElement(feed, "author"), "name", channel.title)
    for said in updates:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "id", said.name)
        _add(entry, "title", said.title)
        _add(entry, "published", _iso(said.at))
        _add(entry, "updated", _iso(said.at))
        ET.SubElement(entry, "link", {"rel": "alternate", "href": said.address})
        _add(entry, "content", said.html, type="html")
    return _bytes(feed)


def rss(channel: Channel, updates: Sequence[Said]) -> bytes:
    """The RSS feed."""
    ET.register_namespace("atom", _ATOM)
    top = ET.Element("rss", {"version": "2.0"})
    feed = ET.SubElement(top, "channel")
    _add(feed, "title", channel.title)
    _add(feed, "link", channel.page)
    _add(feed, "description", channel.title)
    _add(feed, "language", channel.language)
    place = {"rel": "self", "type": "application/rss+xml", "href": f"{channel.place}feed.rss"}
    ET.SubElement(feed, f"{{{_ATOM}}}link", place)
    if updates:
        _add(feed, "lastBuildDate", _rfc(updates[0].at))
    for said in updates:
        item = ET.SubElement(feed, "item")
        _add(item, "title", said.title)
        _add(item, "link", said.address)
        _add(item, "guid", said.name, isPermaLink="false")
        _add(item, "pubDate", _rfc(said.at))
        _add(item, "description", said.html)
    return _bytes(top)


def json_feed(channel: Channel, updates: Sequence[Said]) -> bytes:
    """The JSON Feed."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": f"{channel.place}feed.json",
        "language": channel.language,
        "items": [
            {
                "id": said.name,
                "url": said.address,
                "title": said.title,
                "content_html": said.html,
                "date_published": _iso(said.at),
            }
            for said in updates
        ],
    }
    return json.dumps(told, ensure_ascii=True, indent=1).encode()


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _bytes(top: ET.Element) -> bytes:
    ET.indent(top, space=" ")
    return bytes(ET.tostring(top, encoding="utf-8", xml_declaration=True))


def _iso(at: float) -> str:
    return Moment.at(datetime.fromtimestamp(at, UTC)).text


def _rfc(at: float) -> str:
    return format_datetime(datetime.fromtimestamp(at, UTC))
