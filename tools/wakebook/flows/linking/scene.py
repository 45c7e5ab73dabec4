"""What an incident tells of itself that a change or a problem can be held against."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from wakebook.flows.linking.reach import Reached, reach
from wakebook.model.catalog import Catalog
from wakebook.model.incident import Incident
from wakebook.model.moment import Moment
from wakebook.model.similarity import telling_words

_STARTS = ("started", "in_progress", "detected", "declared", "scheduled")
_BREAKS = re.compile(r"[\s\"'`(),:;<>\[\]{}=|]+")
_FILE = re.compile(r"[\w@+.-]+\.[a-z][a-z0-9]{0,7}|[\w@+.-]+(?:/[\w@+.-]+)+")
_LONGEST = 200
_NAMED = re.compile(r"(?<![0-9A-Za-z])(?=[0-9a-f]*[0-9])[0-9a-f]{7,40}(?![0-9A-Za-z])")
_MOST_TEXT = 200_000


@dataclass(frozen=True)
class Scene:
    """One incident as it stands at ``now``, with the window in which its cause is looked for."""

    incident: Incident
    catalog: Catalog
    window: timedelta
    now: datetime

    @cached_property
    def beginning(self) -> tuple[str, Moment] | None:
        """The earliest milestone with a known time that can stand for the start, and its name."""
        for kind in _STARTS:
            at = self.incident.milestones.get(kind)
            if at is not None and at.known:
                return kind, at
        return None

    @property
    def start(self) -> Moment:
        """When it began, as far as that is known; now, where nothing is."""
        return self.beginning[1] if self.beginning else Moment.at(self.now)

    @property
    def since(self) -> datetime:
        """The first instant of the window."""
        earliest = self.start.earliest or self.now
        try:
            return earliest - self.window
        except OverflowError:
            return datetime.min.replace(tzinfo=earliest.tzinfo)

    @property
    def latest(self) -> datetime:
        """The last instant at which it can have begun; what came later is no cause."""
        return self.start.latest or self.now

    @property
    def until(self) -> datetime:
        """Until when somebody can have undone the cause: its end, or now."""
        ended = self.incident.ended
        last = ended.latest if ended is not None and ended.latest else self.now
        return max(last, self.latest)

    @cached_property
    def reach(self) -> dict[str, Reached]:
        """Where a cause can lie; anywhere, where no component is named."""
        if self.incident.components:
            return reach(self.catalog, self.incident.components)
        return {name: Reached(1, None) for name in self.catalog.components}

    @cached_property
    def text(self) -> str:
        """Everything that header and log say in words.

        A link says what the other side is called: whatever was accepted would speak for itself.
        """
        return "\n".join(self._texts())[:_MOST_TEXT]

    def _texts(self) -> Iterator[str]:
        header = self.incident.header
        yield header.title
        yield header.summary or ""
        for line in self.incident.timeline:
            if line.entry.kind != "link":
                yield line.entry.text or ""

    @cached_property
    def words(self) -> frozenset[str]:
        """Words that could tell this incident from another one, the names of its parts left out."""
        parts = telling_words(" ".join(self.incident.components))
        return telling_words(self.text) - parts

    @cached_property
    def files(self) -> dict[str, tuple[str, ...]]:
        """What looks like the name of a file in the text, by its last step, in lower case."""
        found: dict[str, set[str]] = {}
        for word in _BREAKS.split(self.text.lower()):
            path = word.strip("./-") if len(word) <= _LONGEST else ""
            if _FILE.fullmatch(path):
                found.setdefault(path.rpartition("/")[2], set()).add(path)
        return {last: tuple(sorted(paths)) for last, paths in found.items()}

    @cached_property
    def ids(self) -> frozenset[str]:
        """What looks like the beginning of a commit's id in the text."""
        return frozenset(_NAMED.findall(self.text.lower()))
