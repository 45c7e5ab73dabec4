"""One report in Markdown as items with their logs, and what was learned as a post-mortem."""

import re
from datetime import tzinfo

from wakebook.flows.importing.house import slug
from wakebook.flows.importing.item import Item, Learned, kept, lost, mapped
from wakebook.flows.importing.reports.actions import (
    action_items,
    listed_people,
    plain_title,
    references,
)
from wakebook.flows.importing.reports.clock import Clock, Day
from wakebook.flows.importing.reports.durations import iso_duration
from wakebook.flows.importing.reports.places import Account, Found, look, named
from wakebook.flows.importing.reports.rows import Timelines
from wakebook.flows.importing.reports.sections import Body
from wakebook.flows.importing.when import When
from wakebook.model.imported import Fate
from wakebook.model.mapping.markdown import MILESTONES, Figure, MarkdownMapping, Place
from wakebook.model.mapping.pattern import MOST_SEEN
from wakebook.model.moment import Moment
from wakebook.records.foreign.markdown import Piece, Report
from wakebook.records.foreign.markup import plain_markdown
from wakebook.records.foreign.node import Scalar

_NO_ROWS = "has no time that can be read; the log has the day of the report, and nothing else"
_PEOPLE = "people are taken over only where the mapping says who they are (`people: known`)"
_NOBODY = (
    "lists {1} people, of whom {0} are in nobody's table; they are left out. Say who they are in"
    " the mapping (`people: known`), or keep their words with `external: true`"
)


class Reading:
    """Reads one report by a mapping; its items share what was learned."""

    def __init__(
        self, mapping: MarkdownMapping, report: Report, path: str, zone: tzinfo | None
    ) -> None:
        self.mapping = mapping
        self.report = report
        self.path = path
        self.zone = zone
        self.account = Account(report)
        self.roots = named(mapping.each, [report.root]) or [report.root]
        self.items: list[Item] = []

    def read(self) -> Learned:
        """Every item of the report, and its post-mortem."""
        for root in self.roots:
            self.items.append(self._item(root))
        first = self.items[0]
        body = Body(first, self.report, self.account)
        title = self._title_of_all(first) if len(self.items) > 1 else None
        for dropped in self.mapping.drop:
            for found in self._look((dropped,), [self.report.root]):
                self.account.claim(found, lost(dropped.why), only_heading=bool(dropped.heading))
        self._people(first, body)
        actions = self._learned(first, body)
        body.gather(self.report.root)
        self._settle()
        return Learned(tuple(self.items), self.mapping.audience, body.text, actions, title)

    def _title_of_all(self, item: Item) -> str | None:
        """The title of a report about several incidents, which none of them has."""
        inside = {piece for root in self.roots for piece in root.walk()}
        for found in self._look(self.mapping.title, [self.report.root]):
            words = item.line_of_text(Scalar(found.words, found.line))
            if words and found.piece is not None and found.piece not in inside:
                self.account.claim(found, mapped("post-mortem, title"), only_heading=True)
                return plain_title(words)
        return None

    def _people(self, item: Item, body: Body) -> None:
        """Lists of people: whom the mapping knows is kept, the others are counted and left out."""
        for rule in self.mapping.people:
            for found in self._look((rule,), [self.report.root]):
                listed = listed_people(found.words)
                kept_here = [who for who in (rule.who(name) for name in listed) if who]
                if len(kept_here) < len(listed):
                    count = len(listed) - len(kept_here)
                    item.remark(found.line, _NOBODY.format(count, len(listed)))
                if kept_here:
                    body.put(rule.section, "\n".join(f"- {who}" for who in kept_here), found.line)
                told = kept(f"post-mortem, section {rule.section}") if kept_here else lost(_PEOPLE)
                self.account.claim(found, told)

    def _settle(self) -> None:
        """Count every piece: those of an incident for its item, the others for the first."""
        apart = self.roots if len(self.roots) > 1 else []
        for item, root in zip(self.items, apart, strict=False):
            self.account.settle(item, root, [])
        self.account.settle(self.items[0], self.report.root, apart)
        self.account.settle_front(self.items[0])
        self.items[0].values["file name", False] += 1
        self.items[0].fates["file name"] = mapped("origin.id")

    def _item(self, root: Piece) -> Item:
        item = Item(self.mapping.system, self.path, root.first, self.zone)
        item.audience = self.mapping.audience
        item.rated_by = "The report's own rating."
        several = root is not self.report.root
        item.id = self._id(item, root if several else None)
        title = self._first(item, self.mapping.title, root, mapped("title"), heading=True)
        item.title = plain_title(title.words) if title else item.id
        if title is None:
            item.remark(root.first, "has no title that the mapping knows; its id stands in its place")
        self._log(item, root)
        self._values(item, root)
        self._figures(item, root)
        item.references = references(self._text(root), self.mapping.links)
        return item

    def _id(self, item: Item, part: Piece | None) -> str:
        found = next(iter(self._look(self.mapping.id, [self.report.root])), None)
        base = slug(_without_endings(self.path), 120) if found is None else found.words
        own = " ".join(base.split())
        return own if part is None else f"{own}-{self.roots.index(part) + 1}"

    def _look(self, places: tuple[Place, ...], roots: list[Piece]) -> "list[Found]":
        return [f for place in places for f in look(place, self.report, roots, self.path)]

    def _first(
        self,
        item: Item,
        places: tuple[Place, ...],
        root: Piece,
        fate: Fate,
        *,
        heading: bool = False,
    ) -> Found | None:
        """The first place that says something: in the item's own part, or else anywhere."""
        for found in [*self._look(places, [root]), *self._look(places, [self.report.root])]:
            if item.line_of_text(Scalar(found.words, found.line)):
                self.account.claim(found, fate, only_heading=heading)
                return found
        return None

    def _text(self, root: Piece) -> str:
        return "\n".join(self.report.lines[root.first - 1 : root.end - 1])

    def _log(self, item: Item, root: Piece) -> None:
        mapping = self.mapping
        clock = Clock(mapping.times, item, self.report.lines, self.zone)
        day = self._day(item, root, clock)
        lines = Timelines(item, self.report, clock, self.account)
        for rule in mapping.log:
            lines.follow(rule, [root], day)
        clock.begin(day)
        self._spans(item, root, clock, lines.reached)
        item.severity_at = _earliest(item)
        self._ends(item, day, lines.reached)

    def _day(self, item: Item, root: Piece, clock: Clock) -> Day | None:
        """The day that the report is about; another place that names another one is told."""
        places, roots = self.mapping.date, [root]
        found = self._look(places, roots) or self._look(places, [self.report.root])
        whole = [(one, clock.day_of(one.words)) for one in found]
        first = next((Day(day, "") for _, day in whole if day is not None), None)
        clock.begin(first)  # a day without a year is in that of the first whole one
        days = [(Day(day, _where(one)), one) for one in found if (day := clock.day_of(one.words))]
        for other, one in days[1:] if root is self.report.root else ():
            if other.day != days[0][0].day:
                sentence = f"names the day {other.day}, and {days[0][0].source} {days[0][0].day}"
                item.remark(one.line, f"{sentence}, which counts")
        return days[0][0] if days else None

    def _spans(self, item: Item, root: Piece, clock: Clock, reached: set[str]) -> None:
        for rule in self.mapping.milestones:
            place = rule.model_copy(update={"match": None})
            for found in look(place, self.report, [root], self.path):
                match = re.compile(rule.match).match(found.words[:MOST_SEEN])
                if match is None:
                    continue
                self.account.claim(found, mapped("log: milestones"))
                groups = match.groupdict()
                for name in sorted(groups, key=match.start):
                    if name in MILESTONES and groups[name] and name not in reached:
                        reached.add(name)
                        when = clock.read(groups[name], found.line)
                        item.add(name, when, text=found.words[:MOST_SEEN])

    def _ends(self, item: Item, day: Day | None, reached: set[str]) -> None:
        """A report is written when all was over: what it does not time is at unknown."""
        known = any(item.moment(line).known for line in item.log)
        if not known and day is not None:
            item.remark(item.line, _NO_ROWS)
            moment = Moment.parse(day.day.isoformat(), item.days)
            item.add("started", When(moment, f"the day {day.day} of {day.source}"))
        for milestone in ("resolved", "closed"):
            if milestone not in reached:
                item.add(milestone, None)

    def _values(self, item: Item, root: Piece) -> None:
        mapping = self.mapping
        summary = self._first(item, mapping.summary, root, mapped("summary"))
        if summary is not None:
            item.summary = item.prose(Scalar(summary.words, summary.line), plain_markdown)
        severity = self._first(item, mapping.severity, root, mapped("log: severity, level"))
        if severity is not None:
            word = item.line_of_text(Scalar(severity.words, severity.line)) or ""
            item.severity = word.lower()[:80]
        listed = self._first(item, mapping.components, root, mapped("components"))
        if listed is not None:
            names = (item.line_of_text(Scalar(n, listed.line)) for n in listed.words.split(","))
            item.components = list(dict.fromkeys(name for name in names if name))
        self._category(item, root)

    def _category(self, item: Item, root: Piece) -> None:
        for place in self.mapping.category:
            found = self._first(item, (place,), root, kept("log: classification, as_written"))
            if found is None:
                continue
            word = item.line_of_text(Scalar(found.words, found.line)) or ""
            item.guess = {"as_written": f"category: {word[:200]}"}
            meant = next((m for w, m in place.words.items() if w.casefold() == word.casefold()), None)
            if meant is not None:
                item.guess["category"] = meant
            return

    def _figures(self, item: Item, root: Piece) -> None:
        for rule in self.mapping.stated:
            for found in look(rule, self.report, [root], self.path):
                self.account.claim(found, mapped("stated"))
                figure = self._figure(item, rule, found)
                if figure is not None:
                    item.stated.append(figure)

    def _figure(self, item: Item, rule: Figure, found: Found) -> dict[str, str] | None:
        """What the report states: the figure, and its clock as the words around it tell."""
        whole = found.piece.text if found.piece is not None else found.words
        words = item.line_of_text(Scalar(whole or found.words, found.line))
        value = item.line_of_text(Scalar(found.words, found.line))
        if not words or not value:
            return None
        made = {"measure": rule.measure, "value": iso_duration(value) or value[:200]}
        clocks = rule.clocks.items()
        clock = next((c for c, p in clocks if re.compile(p).search(words[:MOST_SEEN])), None)
        if clock is not None:
            made["clock"] = clock
        label = f"{found.piece.name}: " if found.piece is not None and found.piece.name else ""
        return {**made, "as_written": f"{label}{words}"[:300]}

    def _learned(self, item: Item, body: Body) -> "dict[str, dict[str, object]]":
        """Give every rule's words to their sections; the result are the action items."""
        mapping, roots = self.mapping, [self.report.root]
        for section in mapping.sections:
            for found in look(section, self.report, roots, self.path):
                title = section.title or (found.piece.name if found.piece else "Notes")
                body.want(found, title[:200])
                self.account.claim(found, kept(f"post-mortem, section {title[:60]}"))
        shown = (*mapping.summary, *mapping.severity, *mapping.category, *mapping.components)
        for rule in (*shown, *mapping.milestones, *mapping.stated, *mapping.log):
            if rule.section is not None:
                place = rule.model_copy(update={"match": None})
                for found in look(place, self.report, roots, self.path):
                    body.want(found, rule.section)
        made: dict[str, dict[str, object]] = {}
        for rule in mapping.actions:
            for found, items in action_items(rule, item, self.report, roots, self.account):
                body.want(found, rule.section)
                for name, one in items.items():
                    one["references"] = references(str(one.get("text", "")), mapping.links)
                    made.setdefault(name, {k: v for k, v in one.items() if v != []})
        return made


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
