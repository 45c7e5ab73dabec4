"""One report in Markdown as items with their logs, and what was learned as a post-mortem."""

import re
from datetime import tzinfo

from wakebook.flows.importing.house import slug
from wakebook.flows.importing.in_order import in_source_order
from wakebook.flows.importing.item import Item, Learned, mapped
from wakebook.flows.importing.reports.actions import references
from wakebook.flows.importing.reports.clock import Clock, Day
from wakebook.flows.importing.reports.learning import learned, titled
from wakebook.flows.importing.reports.places import Account, Found, named
from wakebook.flows.importing.reports.reported import Reported
from wakebook.flows.importing.reports.rows import Timelines
from wakebook.flows.importing.reports.values import tell
from wakebook.flows.importing.when import read_time
from wakebook.model.mapping.markdown import MILESTONES, MarkdownMapping
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.records.foreign.markdown import Piece, Report
from wakebook.records.foreign.node import UnreadableError
from wakebook.records.foreign.source import cleaned

_NO_ROWS = "has no time that can be read; the log has the day of the report, and nothing else"
_MOST_INCIDENTS, _LONGEST_ID = 100, 200
_NO_TITLE = "has no title that the mapping knows; its id stands in its place"


class Reading:
    """Reads one report by a mapping; its incidents share what was learned."""

    def __init__(
        self, mapping: MarkdownMapping, report: Report, path: str, zone: tzinfo | None
    ) -> None:
        self.source = Reported(mapping, report, path, Account(report))
        self.mapping = mapping
        self.zone = zone
        self.several = _outermost(named(mapping.each, [report.root]))

    def read(self) -> Learned:
        """Every incident of the report, and its post-mortem."""
        roots = self.several or [self.source.root]
        items = [self._item(root, number) for number, root in enumerate(roots, 1)]
        apart = self.several if len(roots) > 1 else []
        found = learned(items, self.source, apart)
        self._settle(items, apart)
        return found

    def _settle(self, items: list[Item], apart: list[Piece]) -> None:
        """Count every piece: those of an incident for its item, the others for the first."""
        account, first = self.source.account, items[0]
        for item, root in zip(items, apart, strict=False):
            account.settle(item, root, [])
        account.settle(first, self.source.root, apart)
        account.settle_front(first)
        first.values["file name", False] += 1
        first.fates["file name"] = mapped("origin.id")

    def _item(self, root: Piece, number: int) -> Item:
        source = self.source
        item = Item(self.mapping.system, source.path, root.first, self.zone)
        item.audience = self.mapping.audience
        item.rated_by = "The report's own rating."
        item.id = self._id(number)
        title = source.first(item, self.mapping.title, root, mapped("title"))
        item.title = titled(item, title) or item.id
        if title is None:
            item.remark(root.first, _NO_TITLE)
        self._log(item, root)
        tell(item, source, root)
        lines = source.report.lines[root.first - 1 : root.end - 1]
        item.references = references("\n".join(lines), self.mapping.links)
        return item

    def _id(self, number: int) -> str:
        """The source's own id; incidents of one report are numbered."""
        found = next(iter(self.source.look(self.mapping.id)), None)
        plain = " ".join(cleaned(found.words)[0].split()) if found else ""
        base = plain[:_LONGEST_ID] or slug(_without_endings(self.source.path)) or "report"
        return f"{base}-{number}" if self.several else base

    def _log(self, item: Item, root: Piece) -> None:
        source = self.source
        clock = Clock(self.mapping.times, item, source.report.lines, self.zone)
        day = self._day(item, root, clock)
        lines = Timelines(item, source.report, clock, source.account)
        for rule in self.mapping.log:
            lines.follow(rule, [root], day)
        clock.begin(day)
        self._spans(item, root, clock, lines.reached)
        source.account.corrected |= clock.corrected
        item.severity_at = _earliest(item)
        self._ends(item, day, lines.reached)

    def _day(self, item: Item, root: Piece, clock: Clock) -> Day | None:
        """The day that the report is about; another place that names another one is told."""
        source, places = self.source, self.mapping.date
        found = source.look(places, root) or source.look(places)
        whole = (clock.day_of(one.words) for one in found)
        first = next((Day(day, "") for day in whole if day is not None), None)
        clock.begin(first)  # a day without a year is in that of the first whole one
        days = [(Day(day, _where(one)), one) for one in found if (day := clock.day_of(one.words))]
        for other, one in () if self.several else days[1:]:
            if other.day != days[0][0].day:
                sentence = f"names the day {other.day}, and {days[0][0].source} {days[0][0].day}"
                item.remark(one.line, f"{sentence}, which counts")
        return days[0][0] if days else None

    def _spans(self, item: Item, root: Piece, clock: Clock, reached: set[str]) -> None:
        """Milestones that one sentence tells, in the order in which they stand there."""
        for rule in self.mapping.milestones:
            for found in self.source.look([rule.model_copy(update={"match": None})], root):
                match = re.compile(rule.match).match(found.words[:MOST_SEEN])
                if match is None:
                    continue
                self.source.account.claim(found, mapped("log: milestones"))
                told = {n: t for n, t in match.groupdict().items() if t and n in MILESTONES}
                for name in sorted(told.keys() - reached, key=match.start):
                    reached.add(name)
                    when = clock.read(told[name], found.line)
                    item.add(name, when, text=" ".join(found.words[:MOST_SEEN].split()))

    def _ends(self, item: Item, day: Day | None, reached: set[str]) -> None:
        """A report is written when all was over: what it does not time is at unknown."""
        known = any(item.moment(line).known for line in item.log)
        if not known and day is not None and not item.barred:
            item.remark(item.line, _NO_ROWS)
            when = read_time(day.day.isoformat(), None)
            item.add("started", when._replace(as_written=f"the day {day.day} of {day.source}"))
        # In the order of time first: what has no time stays behind the last of the rows.
        order = in_source_order([*map(item.moment, item.log)])
        item.log = [item.log[number] for number in order]
        for milestone in ("resolved", "closed"):
            if milestone not in reached:
                item.add(milestone, None)


def _outermost(parts: list[Piece]) -> list[Piece]:
    """The parts that stand in none of the others; raises UnreadableError for very many."""
    inside = {below for part in parts for below in part.walk() if below is not part}
    found = [part for part in parts if part not in inside]
    if len(found) > _MOST_INCIDENTS:
        why = (
            f"tells of {len(found):,} incidents by the mapping's `each`; at most {_MOST_INCIDENTS}"
        )
        raise UnreadableError(found[0].first, f"{why} are read")
    return found


def _where(found: Found) -> str:
    return f"line {found.line}" if found.piece or found.key else "the file's name"


def _without_endings(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.partition('.')[0]}"


def _earliest(item: Item) -> str:
    """The earliest time in the log, for what is true from the beginning."""
    known = [(item.moment(line).earliest, str(line["at"])) for line in item.log]
    timed = [(at, text) for at, text in known if at is not None]
    return min(timed)[1] if timed else "unknown"
