"""What a publication has to do: which records to read, which pages are new, changed or gone."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter

from wakebook.measures.ahead import ahead
from wakebook.measures.dashboard import dashboard
from wakebook.measures.periods import running
from wakebook.measures.terms import terms
from wakebook.measures.world import without_hours, world
from wakebook.model.audience import sees
from wakebook.model.base import Audience
from wakebook.model.catalog import Catalog
from wakebook.model.finding import Finding
from wakebook.model.history import day as day_of
from wakebook.model.kept import demand
from wakebook.model.kept_measured import demand_days
from wakebook.model.library import Library
from wakebook.model.policy.measures import MeasuresPolicy
from wakebook.model.policy.status import PLAIN, StatusPolicy
from wakebook.render.card import Card, card
from wakebook.render.counted import Counted
from wakebook.render.page import Draft
from wakebook.render.pages import drafts
from wakebook.render.rows import RuleDoc
from wakebook.render.site import Site
from wakebook.rules.registry import rules


class Kept(NamedTuple):
    """What is known of an incident between publications.

    ``digest`` stands for its files, ``pointers`` are the incidents that it or its post-mortem
    names and ``shown`` those of them that the audience may see. ``card`` is None for an incident
    that the audience may not see. ``broken`` is what keeps its files from being read.
    """

    digest: str
    pointers: tuple[str, ...]
    shown: tuple[str, ...]
    card: Card | None
    broken: tuple[Finding, ...] = ()


_KEPT = TypeAdapter(dict[str, Kept], config=ConfigDict(allow_inf_nan=False, defer_build=True))


class Reader:
    """Reads of a library what has changed since the last publication for one audience.

    ``broken`` gives the errors in the files of an incident. One whose header or log has any is
    not shown at all: what cannot be read may be its end, its correction or its audience.
    """

    def __init__(
        self,
        library: Library,
        audience: Audience,
        digests: Mapping[str, str],
        broken: Callable[[str], tuple[Finding, ...]],
    ) -> None:
        self._library, self._audience, self._digests = library, audience, digests
        self._broken = broken
        self.kept: dict[str, Kept] = {}

    def site(
        self,
        before: Mapping[str, Kept],
        handwritten: Iterable[tuple[str, str]],
        definitions: MeasuresPolicy | None = None,
        until: date | None = None,
    ) -> Site:
        """The site; incidents whose files and surroundings are as before keep their cards.

        Without definitions nothing is counted. ``until`` is the day of the commit, if it is one.
        """
        fresh = [i for i, d in self._digests.items() if i not in before or before[i].digest != d]
        pointers = {i: before[i].pointers for i in self._digests.keys() - set(fresh)}
        found = {i: before[i].broken for i in pointers}
        visible = {i for i in pointers if before[i].card is not None}
        for incident in fresh:
            found[incident] = self._broken(incident)
            pointers[incident] = self._pointers(incident)
            if not _withheld(found[incident]) and self._visible(incident):
                visible.add(incident)
        shown = {i: tuple(p for p in own if p in visible) for i, own in pointers.items()}
        stale = {i for i in visible if i in before and before[i].shown != shown[i]}
        part = self.part([i for i in fresh if i in visible] + sorted(stale - set(fresh)), visible)
        for incident, digest in self._digests.items():
            made = _card(part, incident) if incident in visible else None
            if made is None and incident in visible:
                made = before[incident].card
            self.kept[incident] = Kept(
                digest, pointers[incident], shown[incident], made, found[incident]
            )
        cards = {i: k.card for i, k in self.kept.items() if k.card is not None}
        digests = {i: f"{self.kept[i].digest} {shown[i]}" for i in cards}
        part = replace(part, catalog=self._catalog(part, cards.values()))
        site = Site(part, cards, digests, tuple(_rules()), tuple(handwritten), self._audience)
        if definitions is not None:
            site.counted = _counted(part, cards, definitions, until)
        return site

    def _catalog(self, part: Library, cards: Iterable[Card]) -> Catalog:
        """What the audience may see of the catalog, with all cards in view, not those read anew."""
        if self._audience != "public":
            return part.catalog
        named = {name for card in cards for name in card.components}
        return self._library.catalog.only(named | part.named_beside_incidents)

    @property
    def broken(self) -> list[Finding]:
        """What keeps files of incidents from being read, in order of the incidents."""
        return [finding for i in sorted(self.kept) for finding in self.kept[i].broken]

    def _visible(self, incident: str) -> bool:
        record = self._library.incidents.get(incident)
        return record is not None and sees(self._audience, record)

    def _pointers(self, incident: str) -> tuple[str, ...]:
        """Every id that the record or its post-mortem names; a name alone is never shown."""
        record = self._library.incidents.get(incident)
        postmortem = self._library.postmortems.get(incident)
        named = [*record.pointers] if record else []
        named += postmortem.header.incidents if postmortem else ()
        return tuple(dict.fromkeys(name for name in named if name))

    def part(self, incidents: Iterable[str], visible: AbstractSet[str]) -> Library:
        """These incidents through the one door, ``seen_by``; others are only known to exist."""
        whole = self._library
        part = replace(
            whole,
            incidents={i: r for i in incidents if (r := whole.incidents.get(i)) is not None},
            postmortems={i: p for i in incidents if (p := whole.postmortems.get(i)) is not None},
            actions={i: a for i in incidents if (a := whole.actions.get(i))},
        )
        return part.seen_by(self._audience, visible)

    def complete(self, site: Site, wanted: Iterable[str]) -> None:
        """Add incidents to the site's library whose pages have to be made after all."""
        missing = sorted({i for i in wanted if i and i not in site.library.incidents})
        if not missing:
            return
        more = self.part(missing, site.cards.keys())
        site.library = replace(
            site.library,
            incidents={**site.library.incidents, **more.incidents},
            postmortems={**site.library.postmortems, **more.postmortems},
        )


def _withheld(broken: Iterable[Finding]) -> bool:
    return any(finding.path.startswith("incidents/") for finding in broken)


def unreadable(broken: Iterable[Finding]) -> int:
    """How many records the errors are about; all files of an incident's folder are one."""
    return len({_record(finding.path) for finding in broken})


def _record(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:3]) if parts[0] in ("incidents", "postmortems") else path


def _card(part: Library, incident: str) -> Card | None:
    record = part.incidents.get(incident)
    if record is None:
        return None
    report, actions = part.postmortems.get(incident), part.actions.get(incident, ())
    return card(record, report, actions, part.settings.tzinfo)


def _counted(
    part: Library, cards: Mapping[str, Card], definitions: MeasuresPolicy, until: date | None
) -> Counted:
    """What is counted over all that the audience may see, as of the last of their times."""
    rows = [cards[incident].measured for incident in sorted(cards)]
    points = (point for row in rows for kind, point in row.points.items() if kind != "scheduled")
    last = max((point.last for point in points if point.last is not None), default=0)
    day = day_of(last)
    rule = definitions.on(day)
    policy = part.policies.get("status")
    shown = policy.on(day) if isinstance(policy, StatusPolicy) else PLAIN
    surroundings = world(part, rule, rows, last)
    lost = without_hours(rule, surroundings)
    known = tuple(each for each in rule.measures if each.name not in lost)
    rule = rule.model_copy(update={"measures": known})
    weighing = terms(rule, shown, last)
    newest = max((row.day for row in rows if row.kind == "incident"), default="")
    return Counted(
        rule,
        lambda: dashboard(rule, rows, surroundings),
        lambda since: ahead(rows, part.problems, weighing, since),
        newest,
        until,
        _running(newest, until),
    )


def _running(newest: str, until: date | None) -> frozenset[str]:
    if not newest:
        return frozenset()
    last = date.fromisoformat(newest)
    return running(newest, max(last, until or last))


def _rules() -> Iterator[RuleDoc]:
    for rule in rules().values():
        yield RuleDoc(rule.code, rule.title.rstrip("."), str(rule.level), rule.docs)


class Step(NamedTuple):
    """A page and whether it has to be made again."""

    draft: Draft
    changed: bool


def steps(reader: Reader, site: Site, known: Mapping[str, str]) -> list[Step]:
    """Every page; ``known`` holds the keys of the last publication by path."""
    found = [Step(draft, known.get(draft.path) != draft.key) for draft in drafts(site)]
    reader.complete(site, (step.draft.incident for step in found if step.changed))
    return found


def recipe(tool: str, templates: Mapping[str, str], audience: str, engine: str) -> str:
    """A digest of what all pages have in common; if it differs, every page is made again."""
    parts = repr((tool, audience, engine, sorted(templates.items())))
    return hashlib.blake2b(parts.encode(), digest_size=16).hexdigest()


def freeze(kept: Mapping[str, Kept]) -> dict[str, list[object]]:
    """What was kept, as JSON can hold it."""
    return {incident: list(value) for incident, value in kept.items()}


def thawed(rows: Any) -> dict[str, Kept]:
    """What was kept, back from JSON; raises ValueError for what has another shape."""
    found = _KEPT.validate_python(rows)
    measured = [kept.card.measured for kept in found.values() if kept.card is not None]
    demand_days(measured)
    ends = [point for row in measured for point in row.points.values()]
    demand(all((first is None) == (last is None) for first, last in ends))
    return found
