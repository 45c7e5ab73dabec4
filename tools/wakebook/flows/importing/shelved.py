"""Finding the record that an item of a source became in an earlier import."""

import re
from functools import cached_property
from urllib.parse import urlsplit

from wakebook.flows.importing.compose import short_digest, slug_of_id
from wakebook.flows.importing.item import Item, lost
from wakebook.model.base import Origin
from wakebook.model.shape import fit
from wakebook.records.foreign.source import cleaned
from wakebook.records.library import Opened
from wakebook.records.shelf import CaseFiles

_SOURCE = re.compile(
    r"^(?:origin:\n  |references:\n  - )system: (?P<system>\S+)\n +id: \"?(?P<id>[^\n\"]+)\"?\n"
    r"(?: +url: \"?(?P<url>[^\s\"]+))?",
    re.MULTILINE,
)
"""Where a header says what the record was imported from; reading it all would take too long."""

_IMPORT = re.compile(r"([0-9]{8}T[0-9]{6}Z)-import-([0-9a-z]+)")

_ADDRESSES = ("url", "slug", "html_url", "links.web")
"""The fields of formats in which an item's own address stands."""


def mend_address(item: Item) -> None:
    """Leave out an address that no record may hold, before a record is looked for by it."""
    told = cleaned(item.url or "")[0]
    if told and isinstance(fit(Origin, {"system": item.system, "id": "?", "url": told}), list):
        item.remark(item.line, "the address is no http(s) address; it is left out")
        item.url = None
        item.fates |= dict.fromkeys(_ADDRESSES, lost("it is no http(s) address"))


class Shelved:
    """The records of a repository, by the ids that their sources gave them."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.by_token: dict[str, list[str]] = {}
        for incident in opened.shelf.cases:
            self.add(incident)

    def add(self, incident: str) -> None:
        """Remember a record that is going to be written, too."""
        self.by_token.setdefault(_token(incident), []).append(incident)

    def files(self, incident: str) -> CaseFiles | None:
        """The files of a record."""
        return self.opened.files(incident)

    def imported(self, incident: str, digest: str) -> bool:
        """Whether the last import was of exactly what the item says: log files are named after it.

        An item that has become what it once was is not the one that was imported last.
        """
        files = self.files(incident)
        names = (_IMPORT.search(file.path) for file in (files.log if files else ()))
        found = [name.groups() for name in names if name]
        last = max((stamp for stamp, _ in found), default=None)
        return {name for stamp, name in found if stamp == last} == {digest}

    def find(self, item: Item, digest: str) -> str | None:
        """The id of the item's record: same source's own id, same page."""
        own = slug_of_id(item.id)
        for end in (own, second_name("", item)[1:]):
            for incident in self.by_token.get(_token(end), ()):
                if not incident.endswith(end):
                    continue
                if self.imported(incident, digest) or self._is_of(incident, item):
                    return incident
        return None

    def taken(self, incident: str) -> bool:
        """Whether a record has this id already."""
        return incident in self.by_token.get(_token(incident), ())

    def elsewhere(self, item: Item) -> str | None:
        """The record of the same thing from another export of its page.

        It has the same address, or one export's id ends the address that the other one tells.
        """
        for name in _names(item.system, item.id, item.url):
            for incident, there in self._exports.get(name, ()):
                if None in (there, host(item.url or "")) or there == host(item.url or ""):
                    return incident
        return None

    @cached_property
    def _exports(self) -> dict[str, list[tuple[str, str | None]]]:
        found: dict[str, list[tuple[str, str | None]]] = {}
        for incident, files in self.opened.shelf.cases.items():
            raw = self.opened.reader.raw(files.header.path) if files.header else b""
            for match in _SOURCE.finditer(raw.decode("utf-8", "replace")):
                for name in _names(*match.groups()):
                    found.setdefault(name, []).append((incident, host(match["url"] or "")))
        return found

    def _is_of(self, incident: str, item: Item) -> bool:
        record = self.opened.case(incident).incident if self.files(incident) else None
        if record is None:
            return False
        header = record.header
        # A record of something that was running when it was imported has a reference instead.
        told = [header.origin] if header.origin else header.references
        return any(
            (source.system, source.id) == (item.system, item.id)
            and _same_page(source.url, item.url)
            for source in told
        )


def _names(system: str, own: str, url: str | None) -> list[str]:
    """What may name the same thing in another export: its address, and Statuspage's codes."""
    address = (url or "").rstrip("/")
    names = [address] if address else []
    if system == "statuspage":
        code = address.partition("/incidents/")[2]
        names += [f"statuspage {name}" for name in (own, code) if name]
    return names


def second_name(incident: str, item: Item) -> str:
    """Another id for a record whose first one belongs to something else."""
    told = f"{item.system} {item.id} {host(item.url or '')}"
    return f"{incident}-{short_digest(told)}"


def _same_page(one: str | None, other: str | None) -> bool:
    return one is None or other is None or host(one) == host(other)


def _token(incident: str) -> str:
    return incident.rpartition("-")[2]


def host(url: str) -> str | None:
    """The name of a page's host, which tells pages apart."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
