"""What every page may ask of a library that has been filtered for one audience: indices, rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from wakebook.model.base import Audience
from wakebook.model.fold import headline_severity
from wakebook.model.history import Facts
from wakebook.model.learning import RULE, Need, Past, need_of
from wakebook.model.library import Library
from wakebook.model.runbook import named_by
from wakebook.render.apart import apart
from wakebook.render.card import ActionCard, Card, PostmortemCard
from wakebook.render.counted import Counted
from wakebook.render.indices import index, within
from wakebook.render.page import key
from wakebook.render.paths import incident_path, runbook_path
from wakebook.render.rows import ActionRow, Row, RuleDoc
from wakebook.render.words import distinct, label, slug

_OPEN_TONE = {
    "candidate": "quiet",
    "triage": "hot",
    "investigating": "hot",
    "identified": "warm",
    "monitoring": "cool",
    "scheduled": "quiet",
    "in_progress": "warm",
    "verifying": "cool",
}


@dataclass
class Site:
    """A library as one audience sees it; the indices are made when first asked for.

    ``cards`` holds every incident that the audience may see. ``library`` holds what is shared and
    the incidents whose pages have to be made. ``digests`` stand for the files of each incident.
    """

    library: Library
    cards: dict[str, Card]
    digests: dict[str, str]
    rules: tuple[RuleDoc, ...] = ()
    handwritten: tuple[tuple[str, str], ...] = ()
    """Pages written by hand: path below the root and Markdown."""
    audience: Audience = "staff"
    unreadable: int = 0
    """How many records the audience is told of that nobody could read."""

    counted: Counted | None = None
    """None where nothing is counted, for its definitions cannot be read."""

    @cached_property
    def common(self) -> str:
        """A digest of what every record's page may show of the rest of the library."""
        library = self.library
        problems = [(p.id, p.header.title) for p in library.problems.values()]
        return key(library.catalog.entities, library.severity, library.taxonomy, problems)

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The incidents as rows, newest first, by id."""
        return {i: self._row(self.cards[i]) for i in sorted(self.cards, reverse=True)}

    def _row(self, card: Card) -> Row:
        ranks = self.library.ranks
        severity = headline_severity(card.levels, ranks, is_open=card.is_open)
        return Row(
            id=card.id,
            path=incident_path(card.id),
            title=card.title,
            kind=card.kind,
            began=card.began,
            severity=severity,
            tone=self.tones.get(severity, "s4"),
            status=label(card.status),
            status_tone=_OPEN_TONE.get(card.status, "done"),
            is_open=card.is_open,
            components=tuple(self.component(name)[0] for name in card.components),
            duration=card.duration,
            category=card.category,
        )

    @cached_property
    def tones(self) -> dict[str, str]:
        """The colour class of each severity level: s1 for the most severe to s4."""
        ranked = self.library.ranks.items()
        return {level: f"s{min(rank, 3) + 1}" for level, rank in ranked}

    def listed(self, ids: Iterable[str]) -> tuple[Row, ...]:
        """The rows of those ids that the audience may see, in the order given."""
        return tuple(self.rows[i] for i in ids if i in self.rows)

    @cached_property
    def by_component(self) -> dict[str, list[str]]:
        """Ids of incidents by component, newest first."""
        return index((i, self.cards[i].components) for i in self.rows)

    @cached_property
    def by_category(self) -> dict[str, list[str]]:
        """Ids of incidents by category, newest first."""
        return index((i, [row.category]) for i, row in self.rows.items())

    @cached_property
    def by_severity(self) -> dict[str, list[str]]:
        """Ids of incidents by the severity that their rows show, newest first."""
        return index((i, [row.severity]) for i, row in self.rows.items())

    @cached_property
    def by_tag(self) -> dict[str, list[str]]:
        """Ids of incidents by tag, newest first."""
        return index((i, self.cards[i].tags) for i in self.rows)

    @cached_property
    def by_month(self) -> dict[str, list[str]]:
        """Ids of incidents by month (``2026-11``), newest first."""
        return index((i, [i[:7]]) for i in self.rows)

    @cached_property
    def postmortems(self) -> tuple[PostmortemCard, ...]:
        """Every post-mortem, newest first."""
        held = (self.cards[i].postmortem for i in self.rows)
        return tuple(postmortem for postmortem in held if postmortem is not None)

    @cached_property
    def postmortems_of(self) -> dict[str, list[PostmortemCard]]:
        """Post-mortems by the incidents that they are about."""
        found: dict[str, list[PostmortemCard]] = defaultdict(list)
        for postmortem in self.postmortems:
            for incident in postmortem.incidents:
                found[incident].append(postmortem)
        return dict(found)

    @cached_property
    def needs(self) -> dict[str, Need]:
        """Of which incidents the policy asks a post-mortem that is not there, and why.

        It is asked as far as the audience knows. The public reads what is there, and not of debts.
        """
        if self.audience == "public":
            return {}
        known = {i: self.cards[i].facts for i in self.rows}
        alike = index((i, [each.category]) for i, each in known.items())

        def past(of: Facts) -> Past:
            return lambda _: (known[i] for i in alike.get(of.category, ()))

        owing = [i for i in known if i not in self.postmortems_of and RULE not in known[i].waived]
        found = {i: need_of(known[i], self.library, past(known[i])) for i in owing}
        return {i: need for i, need in found.items() if need.required}

    @cached_property
    def links_back(self) -> dict[str, list[tuple[str, str]]]:
        """Who links to an incident: (relation, id of the linking incident) by target."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for incident in self.rows:
            for relation, target in self.cards[incident].links:
                found[target].append((relation, incident))
        return dict(found)

    @cached_property
    def problems_of(self) -> dict[str, list[str]]:
        """Ids of problems by the incidents that they caused."""
        problems = self.library.problems.values()
        return index((p.id, p.header.incidents) for p in problems)

    @cached_property
    def runbooks_by_subject(self) -> dict[str, list[str]]:
        """Ids of runbooks by the components and categories that they are for."""
        runbooks = self.library.runbooks.values()
        return index((r.id, (*r.header.components, *r.header.categories)) for r in runbooks)

    def runbooks_of(self, incident: str) -> tuple[tuple[str, str], ...]:
        """Titles and paths of the runbooks for an incident's components or category."""
        card, known = self.cards[incident], self.runbooks_by_subject
        subjects = (*card.components, *within(card.category))
        found = dict.fromkeys(runbook for s in subjects for runbook in known.get(s, ()))
        return tuple((self.library.runbooks[r].header.title, runbook_path(r)) for r in found)

    @cached_property
    def by_runbook(self) -> dict[str, list[str]]:
        """Ids of incidents by the runbooks that they were worked on with."""
        return index((i, self.cards[i].runbooks) for i in self.rows)

    @cached_property
    def lessons(self) -> dict[str, list[ActionRow]]:
        """Action items by the runbooks that they change, in the order of the backlog."""
        found: dict[str, list[ActionRow]] = defaultdict(list)
        for row in self.backlog:
            for runbook in dict.fromkeys(named_by(path) for path in row.changes):
                if runbook is not None:
                    found[runbook].append(row)
        return dict(found)

    def _changed(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What an action item changes; of a runbook that the audience may not see, nothing."""
        for path in paths:
            name = named_by(path)
            runbook = self.library.runbooks.get(name) if name else None
            if runbook is not None:
                yield runbook.header.title, runbook_path(runbook.id)
            elif name is None:
                yield path, path if path.startswith(("https://", "http://")) else ""

    def actions_of(self, incident: str) -> tuple[ActionRow, ...]:
        """The action items of an incident as rows."""
        held = self.cards.get(incident)
        return tuple(self._action(incident, action) for action in held.actions) if held else ()

    @cached_property
    def backlog(self) -> tuple[ActionRow, ...]:
        """Every action item: open ones first, then by due date; undated ones last, newest first."""
        rows = (action for incident in self.rows for action in self.actions_of(incident))
        return tuple(sorted(rows, key=lambda a: (not a.is_open, a.due.sort or "9")))

    def _action(self, incident: str, item: ActionCard) -> ActionRow:
        row = self.rows[incident]
        return ActionRow(
            id=item.id,
            anchor=f"a-{slug(item.id)}",
            title=item.title,
            owner=self.name(item.owner) if item.owner else "",
            due=item.due,
            kind=item.kind,
            priority=item.priority,
            status=item.status,
            is_open=item.status in ("open", "in_progress"),
            blocking=item.blocking,
            text=item.text,
            incident=row.id,
            incident_title=row.title,
            incident_path=row.path,
            changes=item.changes,
            changed=tuple(self._changed(item.changes)),
            references=item.references,
        )

    def name(self, who: str) -> str:
        """A person, team or vendor in the words of the catalog; of us the public knows none."""
        if self.audience == "public" and who.startswith("user:"):
            return "one of us"
        entity = self.library.catalog.people.get(who)
        if entity is not None:
            return entity.title
        return who.partition(":")[2].strip() if who.startswith("external:") else who

    def words(self, name: str) -> str:
        """The title of whoever or whatever a record names."""
        if name in self.rows:
            return self.rows[name].title
        if name in self.library.problems:
            return self.library.problems[name].header.title
        if ":" in name:
            return self.name(name)
        title, page = self.component(name)
        known = self.library.taxonomy.by_id if self.library.taxonomy else {}
        return self.category(name) if name in known and not page else title

    def runbook(self, path: str) -> tuple[str, str] | None:
        """Title and address of the runbook that a path leads to; None for anything else."""
        found = self.library.runbooks.get(named_by(path) or "")
        return (found.header.title, runbook_path(found.id)) if found is not None else None

    def component(self, name: str) -> tuple[str, str]:
        """A component's title and the path of its page, which is empty if it has none."""
        entity = self.library.catalog.components.get(name)
        return (entity.title, f"components/{distinct(name)}/") if entity else (name, "")

    @cached_property
    def _apart(self) -> dict[str, str]:
        return apart(self.by_component, self.library.catalog.components)

    def component_alone(self, name: str) -> tuple[str, str]:
        """The same, with what tells the component from others of its title, if there are any."""
        title, path = self.component(name)
        return f"{title} ({self._apart[name]})" if name in self._apart else title, path

    def category(self, name: str) -> str:
        """A category's title with that of its parent."""
        taxonomy = self.library.taxonomy
        known = taxonomy.by_id if taxonomy else {}
        titles = (known[c].title if c in known else c.split("/")[-1] for c in within(name))
        return " / ".join(titles)

    def category_list(self, name: str) -> tuple[str, str]:
        """A category's title and the path of its list, which is empty where it has no incident."""
        path = f"incidents/category/{slug(name)}/"
        return self.category(name), path if name in self.by_family else ""

    @cached_property
    def by_family(self) -> dict[str, list[str]]:
        """Ids of incidents by category, newest first; a category holds those of its parts too."""
        family = (within(row.category) for row in self.rows.values())
        return index(zip(self.rows, family, strict=True))
