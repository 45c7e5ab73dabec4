"""The plan of an import: what each item becomes, and what has to be written for it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from wakebook.flows.check import judged
from wakebook.flows.importing.compose import Record, compose, day, files_of_log, rate
from wakebook.flows.importing.difference import difference
from wakebook.flows.importing.hints import told_once, words_of
from wakebook.flows.importing.house import MOST_NEW, House
from wakebook.flows.importing.item import Foreign, Item, Line
from wakebook.flows.importing.learned import follow
from wakebook.flows.importing.many import Each, Later, plan_each
from wakebook.flows.importing.met import Met, Seen
from wakebook.flows.importing.people import account_for
from wakebook.flows.importing.ratings import plain_word
from wakebook.flows.importing.room import catalog_writes, header_text
from wakebook.flows.importing.shelved import Shelved, mend_address, second_name
from wakebook.flows.importing.writes import Edit, NewFile, NewRecord, Write
from wakebook.model.finding import Level
from wakebook.model.imported import Deed, Fate, Plan, Planned, Remark
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.records.closing import with_closed
from wakebook.records.emit import UnwritableError
from wakebook.records.library import Opened
from wakebook.rules.context import Context

OPEN = (
    "is not resolved at the source; it is imported as open, without an origin and undeclared, so"
    " that the rules for running incidents hold"
)
"""The remark about an item that goes on."""

RUNNING_NOTICE = "is not marked as over at the source; it is imported without an end"

ANOTHER = (
    "has the id of {incident}, and another title and time; if it is of another page, which has no"
    " address of its own, give the page a name with --site"
)

TAKEN = (
    "would be {}, which is a record of something else by its `origin`; put that right, or give the"
    " page a name with --site"
)

REOPENED = (
    "is open again at the source, but its record here has ended; it follows when it has ended"
    " there, too. If you work on it, record that with `wakebook new`"
)


class Planning:
    """Decides item by item; ``writes`` is what the decisions need."""

    def __init__(
        self, opened: Opened, house: House, fields: Mapping[str, Fate], now: datetime
    ) -> None:
        self.opened = opened
        self.house = house
        self.fields = fields
        self.now = now
        self.shelved = Shelved(opened)
        self.writes: list[Write] = []
        self.met = Met()

    def plan(self, foreign: Foreign, catalog: str, each: Each | None = None) -> Plan:
        """What becomes of everything in the source; ``catalog`` is the file for new components.

        ``each`` plans items that can be read again on several cores.
        """
        self.house.tell(foreign.components, foreign.groups)
        if each is not None and isinstance(foreign.items, Later):
            items = tuple(plan_each(self, foreign.items, each))
        else:
            items = tuple(self.planned(item) for item in foreign.items)
        if foreign.learned:
            items, writes = follow(self.opened, foreign.learned, items, foreign.items)
            self.writes += writes
        components = tuple(self.house.new)
        path = items[0].path if items else ""
        told = (Remark(path, 1, sentence) for sentence in told_once(self.house, len(items)))
        remarks = [*foreign.remarks, *told]
        written = self._catalog(catalog, remarks) if components else None
        return Plan(items, tuple(remarks), components, written)

    def _catalog(self, path: str, remarks: list[Remark]) -> str:
        """Write new components; gives the files that take them, in words."""
        writes = [*catalog_writes(self.opened, path, self.house.entities())]
        # First the components, then the records that name them.
        self.writes[:0] = writes
        if len(self.house.new) >= MOST_NEW:
            sentence = f"holds {len(self.house.new)} new components; no more are added at once"
            remarks.append(Remark(path, 1, sentence))
        return ", ".join(write.path for write in writes)

    def planned(self, item: Item) -> Planned:
        """What becomes of one item, behind those before it."""
        mend_address(item)
        if self.house.page and item.url is None:
            item.id = f"{item.id}@{self.house.page}"
        digest, words = item.digest(), words_of(item)
        self.house.tally.say(words)
        decided = self._repeated(item, digest)
        if decided is None:
            decided = self._written(item, digest)
            if decided[0] != "cannot":
                self.met.add(item.id, item.url, Seen(item.line, item.path, digest, decided[1]))
        deed, incident = decided
        if deed in ("unchanged", "changed") and incident is not None:
            self._ranked(item, incident, words)
        return Planned(
            deed=deed,
            path=item.path,
            line=item.line,
            source_id=item.id,
            incident=incident,
            title=item.title,
            kind=item.kind,
            open=any(remark.message in (OPEN, RUNNING_NOTICE) for remark in item.remarks),
            fields=item.fields(self.fields),
            remarks=tuple(item.remarks),
        )

    def _ranked(self, item: Item, incident: str, words: Mapping[str, str]) -> None:
        """Count a record without a level that a word of its item means now."""
        files = self.shelved.files(incident) if self.house.given else None
        if files is None:
            return
        raw = b"".join(self.opened.reader.raw(file.path) for file in files.log)
        levels = {str(line["level"]) for line in item.log if line["kind"] == "severity"}
        for pair in self.house.given:
            word, _, level = (part.strip() for part in pair.partition("="))
            said = word.lower() in {*words, *map(plain_word, words)}
            if said and level in levels and f"level: {level}\n".encode() not in raw:
                self.house.tally.ranked[pair] += 1

    def _repeated(self, item: Item, digest: str) -> tuple[Deed, str | None] | None:
        """What becomes of an item that stands in the source for the second time."""
        before = self.met.find(item.id, item.url)
        if before is None or item.barred:
            return None
        where = f"{before.path}:{before.line}"
        if before.digest == digest:
            item.remark(item.line, f"says the same as {where}; it is imported once")
            return "unchanged", before.incident
        item.remark(
            item.line, f"has the id of {where} and says something else; keep one", bars=True
        )
        return "cannot", None

    def _written(self, item: Item, digest: str) -> tuple[Deed, str | None]:
        """What becomes of an item; what no record can hold hides no other item."""
        try:
            return self._decided(item, digest)
        except UnwritableError as error:
            sentence = f"cannot be written: {error}, put less in its place and import again"
            item.remark(item.line, sentence, bars=True)
            return "cannot", None

    def _decided(self, item: Item, digest: str) -> tuple[Deed, str | None]:
        found = self.shelved.find(item, digest)
        if found is not None and self.shelved.imported(found, digest):
            rate(item, self.house)
            account_for(item, self.house)
            return "unchanged", found
        old = None if found is None else self.opened.case(found).incident
        running = old is not None and old.header.origin is None
        record = compose(item, self.house, running=running)
        if record is None:
            return "cannot", found
        if found is None:
            return self._new(item, record, digest)
        return self._known(item, record, found, digest), found

    def _new(self, item: Item, record: Record, digest: str) -> tuple[Deed, str | None]:
        other = self.shelved.elsewhere(item)
        if other is not None:
            sentence = f"is {other} already, from another export of the page; it stays as it is"
            item.remark(item.line, sentence)
            return "unchanged", other
        incident = record.id
        if self.shelved.taken(incident):
            incident = second_name(incident, item)
        if self.shelved.taken(incident):
            item.remark(item.line, TAKEN.format(incident), bars=True)
            return "cannot", None
        if record.whole.is_open:
            item.remark(item.line, RUNNING_NOTICE if item.kind == "notice" else OPEN)
        files = {"incident.yaml": header_text(record.header)}
        files |= {f"timeline/{name}": text for name, text in self._log(record.log, digest)}
        self.shelved.add(incident)
        self.writes.append(NewRecord(_folder(incident), files))
        return "create", incident

    def _log(self, log: list[Line], digest: str) -> list[tuple[str, str]]:
        texts = files_of_log(log)
        stem = f"{self.now:%Y%m%dT%H%M%SZ}-import-{digest}"
        if len(texts) == 1:
            return [(f"{stem}.yaml", texts[0])]
        return [(f"{stem}-{number}.yaml", text) for number, text in enumerate(texts, 1)]

    def _known(self, item: Item, record: Record, incident: str, digest: str) -> Deed:
        old = self.opened.case(incident).incident
        if old is None or not self.opened.case(incident).whole:
            sentence = (
                f"the record {incident} cannot be read; `wakebook check {incident}` tells why"
            )
            item.remark(item.line, sentence, bars=True)
            return "cannot"
        if _another(item, old):
            item.remark(item.line, ANOTHER.format(incident=incident), bars=True)
            return "cannot"
        found = difference(item, record, old, self.now)
        if found.reread:
            self.house.tally.reread[incident] += found.reread
        if found.entries:
            after = _after(old, found.entries, self.now)
            if self._breaks(item, old, after):
                return "cannot"
            # What had to stay out is told again by the next run: the file is not named after it.
            self._extend(old, after, found.entries, "part" if item.barred else digest)
        return "changed" if found.differs else "unchanged"

    def _breaks(self, item: Item, old: Incident, after: Incident) -> bool:
        """Whether what is new and what stays contradict each other; a remark tells where."""
        if after.header.origin and after.is_open and item.kind != "notice":
            item.remark(item.line, REOPENED, bars=True)
            return True
        before = _breaches(old, self.opened.library)
        new = [s for s in _breaches(after, self.opened.library) if s not in before]
        for sentence in new:
            told = f"what is new does not fit what stays here; correct that first: {sentence}"
            item.remark(item.line, told, bars=True)
        return bool(new)

    def _extend(self, old: Incident, after: Incident, entries: list[Line], digest: str) -> None:
        folder = _folder(old.id)
        for name, text in self._log(entries, digest):
            self.writes.append(NewFile(f"{folder}/timeline/{name}", text))
        path = f"{folder}/incident.yaml"
        raw = self.opened.reader.raw(path)
        new = with_closed(raw, old.header, after.header.closed)
        if new != raw:
            self.writes.append(Edit(path, raw, new))


def _after(old: Incident, entries: list[Line], now: datetime) -> Incident:
    """The record with the new entries, and with a header that says what its log arrives at."""
    after = old.plus(f"{now:%Y%m%dT%H%M%SZ}", entries)
    closed = after.closure
    if closed is None and not any(line["kind"] == "reopened" for line in entries):
        return after
    return replace(after, header=after.header.model_copy(update={"closed": closed}))


def _breaches(incident: Incident, library: Library) -> list[str]:
    """What a check would find wrong in the record by itself: its order, its end, its header."""
    return [
        raised.claim.message
        for raised in judged(incident, Context(library))
        if raised.code.startswith(("WB04", "WB06"))
        and raised.level is Level.ERROR
        and raised.waived is None
    ]


def _another(item: Item, old: Incident) -> bool:
    """Whether an item whose page has no address tells of something else than the record."""
    known = {line.entry.at.earliest for line in old.log}
    return item.url is None and item.title != old.header.title and day(item) not in known


def _folder(incident: str) -> str:
    return f"incidents/{incident[:4]}/{incident}"
