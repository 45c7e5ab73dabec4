"""cState: a Hugo site whose posts below ``content/issues`` are incidents and notices.

Source of the fields: cState's documentation and Hugo's front matter.
"""

from datetime import tzinfo
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wakebook.flows.importing.item import Foreign, Item, Named, lost, mapped
from wakebook.flows.importing.posts import Said, shortcodes, updates
from wakebook.flows.importing.when import When
from wakebook.model.imported import Remark
from wakebook.records.foreign.front import Post, read_post
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Listing, Scalar, Table, UnreadableError, table
from wakebook.records.foreign.site import MOST_POST, PostFile, Site, open_site
from wakebook.records.foreign.source import read_text

HELP = "a cState site: the posts below content/issues, and config.yml"
SOURCE = "the site's folder"
FOLDER = True

_PEOPLE = "a public record names nobody who has not agreed; write who it was where it matters"
FIELDS = {
    "title": mapped("title"),
    "date": mapped("log: started"),
    "resolved": mapped("log: resolved, closed"),
    "resolvedWhen": mapped("log: resolved, closed"),
    "affected": mapped("components"),
    "informational": mapped("kind"),
    "draft": mapped("audience"),
    "description": mapped("summary"),
    "tags": mapped("tags"),
    "keywords": mapped("tags"),
    "lastmod": mapped("log: update, edited_at"),
    "publishDate": mapped("log: update, posted_at"),
    "url": mapped("origin.url"),
    "slug": mapped("origin.url"),
    "body": mapped("log: update"),
    "pin": lost("records are not pinned"),
    "pinned": lost("records are not pinned"),
    "author": lost(_PEOPLE),
    "authors": lost(_PEOPLE),
    "section": mapped("that the post is imported"),
    "expiryDate": lost("records do not expire"),
    "toc": lost("it only steers how the page is shown"),
    "layout": lost("it only steers how the page is shown"),
    "type": lost("it only steers how the page is shown"),
    "weight": lost("it only steers how the page is shown"),
    "aliases": lost("old addresses of the page"),
}
_OWN_CASE = {name.lower(): name for name in (*FIELDS, "severity")}
_YES = frozenset({"true", "yes", "on", "1", "y", "t"})
_NO = frozenset({"false", "no", "off", "0", "n", "f"})
_STATES = {"investigating": "declared", "identified": "identified", "monitoring": "mitigated"}


def read(path: Path, shown: str, zone: tzinfo | None) -> Foreign:
    """Every post of a site; raises UnreadableError where there is none."""
    remarks: list[Remark] = []
    site = _site(path, remarks)
    if not site.posts:
        raise UnreadableError(1, f"{shown} holds no content/issues with posts; name a cState site")
    zone = zone or _zone_of(site, remarks)
    base = site.settings.scalar("baseURL", "baseurl", "baseUrl")
    address = _address(base.text if base else "")
    items = [_item(post, zone, address) for post in site.posts]
    for name, reason in site.passed_over:
        remarks.append(Remark(name, 1, f"{reason}; nothing is imported from it"))
    host = urlsplit(address).hostname if address else None
    return Foreign(items, remarks, host, *_systems(site.settings))


def _site(path: Path, remarks: list[Remark]) -> Site:
    try:
        return open_site(path)
    except UnreadableError as error:
        sentence = f"the site's settings: {error.why}; the posts are read without them"
        remarks.append(Remark("config", error.line, sentence, bars=True))
        return open_site(path, with_settings=False)


def _zone_of(site: Site, remarks: list[Remark]) -> tzinfo | None:
    """The zone that the site itself declares (Hugo's ``timeZone``)."""
    named = site.settings.scalar("timeZone", "timezone")
    if named is None:
        return None
    try:
        return ZoneInfo(named.text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sentence = f"timeZone {named.text[:40]!r} is no IANA zone; use --zone"
        remarks.append(Remark(site.settings_path or "config", named.line, sentence))
        return None


def _address(base: str) -> str | None:
    try:
        parts = urlsplit(base.strip())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.hostname in (None, "localhost", "127.0.0.1"):
        return None
    return base.strip().rstrip("/")


def _systems(settings: Table) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    params = settings.get("params")
    inside = params if isinstance(params, Table) else settings
    return tuple(_named(inside, "systems")), tuple(_named(inside, "categories"))


def _named(params: Table, key: str) -> list[Named]:
    """Systems and categories: tables with a name, or names alone."""
    listed = params.get(key)
    found: list[Named] = []
    for part in listed if isinstance(listed, Listing) else ():
        if isinstance(part, Scalar) and not part.empty:
            found.append(Named(part.text))
        elif isinstance(part, Table) and (name := part.scalar("name")):
            told, group = part.scalar("description"), part.scalar("category")
            description = told.text if told else None
            found.append(Named(name.text, description, group.text if group else None))
    return found


def _item(file: PostFile, zone: tzinfo | None, address: str | None) -> Item:
    item = Item("cstate", file.shown, 1, zone, id=file.id, title=file.id)
    try:
        post = read_post(read_text(file.path, MOST_POST))
    except (UnreadableError, OSError) as error:
        line = error.line if isinstance(error, UnreadableError) else 1
        item.remark(line, str(error), bars=True)
        return item
    if post.unmarked:
        item.remark(1, "the line `---` that opens the front matter is missing; it is read anyway")
    front = table(post.front.line)
    front.update({_OWN_CASE.get(key.lower(), key): part for key, part in post.front.items()})
    item.count(front)
    item.values["body", not post.body.strip()] += 1
    _head(item, front, address, file.page)
    _course(item, front, post)
    return item


def _head(item: Item, front: Table, address: str | None, page: str) -> None:
    title = item.line_of_text(front.scalar("title"))
    if title is None:
        item.remark(front.line, "has no title; the file's name stands in its place")
    item.title = title or item.id
    item.summary = item.text(front.scalar("description"))
    item.components = _distinct(item, front, "affected")
    item.tags = _distinct(item, front, "tags") + _distinct(item, front, "keywords")
    folder, _, name = page.rpartition("/")
    slug = item.line_of_text(front.scalar("slug")) or name.lower().replace(" ", "-")
    own = item.line_of_text(front.scalar("url"))
    path = own if own and not own.startswith("http") else f"issues/{folder}/{slug}"
    item.url = "/".join([address, *filter(None, path.split("/")), ""]) if address else None
    if _truth(item, front, "draft"):
        item.audience = "staff"
        item.remark(front.line, "is a draft, which the site does not show; its audience is staff")
    section = item.line_of_text(front.scalar("section"))
    if section and section.lower() not in ("issue", "issues"):
        item.fates["section"] = lost("it is none of cState's")
        item.remark(front.line, f"section is {section[:40]!r}, not issue; it is imported as one")
    _rating(item, front)


def _distinct(item: Item, front: Table, name: str) -> list[str]:
    texts = (item.line_of_text(scalar) for scalar in front.scalars(name))
    return list(dict.fromkeys(text for text in texts if text))


def _rating(item: Item, front: Table) -> None:
    severity = front.scalar("severity")
    word = (item.line_of_text(severity) or "").lower()
    if word == "notice" or _truth(item, front, "informational"):
        item.kind = "notice"
    if word == "notice":
        item.fates["severity"] = mapped("kind: notice")
        if item.components:
            names = ", ".join(item.components)
            sentence = f"is a notice by its own word, and names {names}; look whether it is one"
            item.remark(severity.line if severity else front.line, sentence)
    elif word:
        item.rate(item.line_of_text(severity))
        item.severity_field = "severity"
        if severity and word not in ("disrupted", "down"):
            sentence = f"severity {word[:40]!r} is none of cState's (notice, disrupted, down)"
            item.remark(severity.line, sentence)


def _truth(item: Item, front: Table, name: str) -> bool | None:
    """Whether a field says yes; a word that is neither yes nor no bars the item."""
    scalar = front.scalar(name)
    word = (item.line_of_text(scalar) or "").lower()
    if scalar is None or not word or word in _NO:
        return False if word else None
    if word not in _YES:
        item.remark(scalar.line, f"{name} is {word[:40]!r}; write true or false", bars=True)
        return None
    return True


def _course(item: Item, front: Table, post: Post) -> None:
    start = item.time(front.scalar("date"), "date")
    if start is None:
        item.remark(front.line, "has no date; its beginning is unknown")
    item.severity_at = start.text if start else "unknown"
    item.add("started", start)
    said = updates(post.body)
    _tell(item, front, post.body_line, said, start)
    for name, key in (("publishDate", "posted_at"), ("lastmod", "edited_at")):
        if not any(key in line for line in item.log):
            item.fates[name] = lost("the body has no text without a label that it could be about")
    _end(item, front, said, start)


def _tell(item: Item, front: Table, first_line: int, said: list[Said], start: When | None) -> None:
    reached: set[str] = set()
    for number, update in enumerate(said):
        line = first_line + update.line
        when = item.time(Scalar(update.time, line), "an update's time") if update.time else None
        first = number == 0 and update.label is None
        if when is None and not first:
            item.remark(line, "an update has no time; its time is unknown, its order is kept")
        milestone = _STATES.get(update.word or "")
        if milestone and milestone not in reached and when is not None:
            reached.add(milestone)
            item.add(milestone, when)
        begun = start._replace(as_written=None) if start and first else None
        _say(item, update, line, when or begun, front if first else None)


def _say(item: Item, update: Said, line: int, when: When | None, front: Table | None) -> None:
    text = item.prose(Scalar(update.text, line), plain_markdown)
    for command in shortcodes(text or ""):
        item.remark(line, f"the command {command[:40]!r} of Hugo is kept as text")
    posted = item.time(front.scalar("publishDate"), "publishDate") if front else None
    edited = item.time(front.scalar("lastmod"), "lastmod") if front else None
    if text:
        item.say(text, when, posted, edited, as_written=update.label)


def _end(item: Item, front: Table, said: list[Said], start: When | None) -> None:
    written = front.scalar("resolvedWhen")
    if not _truth(item, front, "resolved"):
        if written:
            item.fates["resolvedWhen"] = lost("the source says that it is not resolved")
            item.remark(written.line, "has an end but is not marked as resolved; it stays open")
        return
    end = item.time(written, "resolvedWhen") or _told_end(item, said)
    if end is None:
        line = front.scalar("resolved")
        item.remark(line.line if line else 1, "is resolved without a time; its end is unknown")
    item.finish(end, start, "resolvedWhen", written.line if written else front.line)


def _told_end(item: Item, said: list[Said]) -> When | None:
    times = (s.time for s in said if s.word == "resolved" and s.time)
    return next((item.time(Scalar(time, 1), "the time of its end") for time in times), None)
