"""What the receiving repository knows: its components, its levels, and what words mean here."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from wakebook.flows.importing.aliases import Person, aliases, bare, folded, meant, users
from wakebook.flows.importing.item import Named
from wakebook.flows.importing.tally import Tally
from wakebook.model.catalog import IMPORTED_FROM, Catalog
from wakebook.model.library import Library
from wakebook.records.emit import Emittable, emit_document
from wakebook.records.foreign.source import cleaned

STATES = frozenset({"operational", "degraded", "partial_outage", "major_outage"})
MOST_NEW = 400
"""So many components are added at once."""

MOST_NAME = 180
"""So many characters of a person's name are kept as text."""

_OWN_STATES = {"down": "major_outage"}
_API = "backstage.io/v1alpha1"


def slug(text: str, length: int = 60) -> str:
    """Lower-case ASCII letters, digits and hyphens; empty if the text has none of them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:length].rstrip("-")


def site_name(host: str | None, fallback: str) -> str:
    """A short name of a page from its host: ``status.example.com`` is ``example``."""
    labels = (host or "").split(".")[:-1]
    named = [label for label in labels if label not in ("www", "status", "")]
    return slug("-".join(named), 40) or fallback


class House:
    """Looks up names and words; what is new is collected for the catalog's file.

    ``page`` is what the caller calls a page without an address, to tell its items from others'.
    ``external`` keeps the names of people who are not in the catalog as ``external:`` text.
    ``given`` are those of the ``meanings`` that the caller gave, as WORD=MEANING.
    """

    def __init__(
        self,
        library: Library,
        site: str,
        meanings: Mapping[str, Sequence[str]],
        *,
        may_add: bool = True,
        page: str | None = None,
        external: bool = False,
        given: Sequence[str] = (),
    ) -> None:
        self.library = library
        self.site = site
        self.meanings = {word.lower(): tuple(means) for word, means in meanings.items()}
        self.zone = library.settings.tzinfo
        self.may_add = may_add
        self.page = page
        self.new: dict[str, Named] = {}
        self.tally = Tally()
        self.asked: dict[str, str | None] = {}
        self.names = _names(library.catalog, site)
        self.told: dict[str, Named] = {}
        self.groups: dict[str, Named] = {}
        self.external = external
        self.given = tuple(given)
        self.users = users(library.catalog)

    def tell(self, components: Sequence[Named], groups: Sequence[Named]) -> None:
        """What the source says about its own components and their groups."""
        self.told = {_known_as(named.name): named for named in reversed(components)}
        self.groups = {named.name: named for named in groups}

    def component(self, name: str) -> str | None:
        """The catalog's name of a component; a new one gets a name if that is allowed."""
        self.asked[name] = known = self._component(name)
        return known

    def _component(self, name: str) -> str | None:
        known_as = _known_as(name)
        known = self.names.get(known_as)
        if known is not None or known_as in self.names or not self.may_add:
            return known
        if len(self.new) >= MOST_NEW:
            return None
        made = self._made(name)
        self.names[known_as] = made
        self.new[made] = self.told.get(known_as) or Named(name)
        return made

    def _made(self, name: str) -> str:
        base = f"{self.site}-{slug(name, 63 - len(self.site) - 5)}".strip("-")
        taken = {*self.library.catalog.components, *self.new}
        number = 2
        made = base
        while made in taken:
            made = f"{base}-{number}"
            number += 1
        return made

    def person(self, person: Person) -> str | None:
        """Who somebody is here: a user of the catalog, or text where that is wanted; else None."""
        known = self.user(person.words)
        if known is None:
            self.tally.strangers.setdefault(bare(next(iter(person.words))), ())
        named = self.external and person.name and "@" not in person.name
        return known or (f"external: {person.name[:MOST_NAME].rstrip()}" if named else None)

    def user(self, words: Iterable[str]) -> str | None:
        """The one user whom a source's words for somebody name; whoever may be two is told."""
        told = list(words)
        found = meant(self.users, told)
        if len(found) > 1:
            self.tally.strangers[bare(told[0])] = tuple(sorted(found))
        return next(iter(found)) if len(found) == 1 else None

    def ambiguous(self, name: str) -> bool:
        """Whether several components have this name."""
        known_as = _known_as(name)
        return known_as in self.names and self.names[known_as] is None

    def level(self, word: str, on: datetime | None, *, is_page: bool = True) -> str | None:
        """The level that a word means: by ``--as``, else the only one with this Statuspage word.

        A source that is no status page has words of its own: there the word is a level's id.
        """
        policy = self.library.severity
        if policy is None:
            return None
        rule = policy.on(on.date() if on else None)
        for meaning in self.meanings.get(word, ()):
            if meaning in rule.ranks:
                return meaning
        told = [(lv.statuspage if is_page else lv.id.lower(), lv) for lv in rule.levels]
        levels = [lv.id for name, lv in told if name == word and lv.replaced_by is None]
        return levels[0] if len(levels) == 1 else None

    def state(self, word: str) -> str | None:
        """The state of a component that a word means."""
        told = (meaning for meaning in self.meanings.get(word, ()) if meaning in STATES)
        return next(told, _OWN_STATES.get(word))

    def unknown_meanings(self) -> list[str]:
        """What was given with ``--as`` and is neither a level nor a state here."""
        policy = self.library.severity
        levels = {level.id for rule in policy.rules for level in rule.levels} if policy else set()
        given = {meaning for means in self.meanings.values() for meaning in means}
        return sorted(given - levels - STATES)

    def entities(self) -> list[str]:
        """The new components, and what they belong to, as documents of a catalog file."""
        return [emit_document(entity) for entity in self._entities()]

    def _entities(self) -> list[Emittable]:
        groups = dict.fromkeys(n.group for n in self.new.values() if n.group in self.groups)
        systems = {group: f"{self.site}-{slug(group or '', 20)}" for group in groups}
        known = self.library.catalog.components
        found: list[Emittable] = []
        if f"group:{self.site}" not in self.library.catalog.people:
            found.append(_entity("Group", self.site, Named(self.site), {"type": "organization"}))
            found[-1]["spec"]["children"] = []  # type: ignore[index,call-overload]
        owner = f"group:{self.site}"
        for group, name in systems.items():
            if group and name not in known:
                found.append(_entity("System", name, self.groups[group], {"owner": owner}))
        for name, named in self.new.items():
            spec = {"type": "service", "lifecycle": "production", "owner": owner}
            if named.group in systems:
                spec["system"] = systems[named.group]
            found.append(_entity("Component", name, named, spec, {IMPORTED_FROM: self.site}))
        return found


def _entity(
    kind: str,
    name: str,
    named: Named,
    spec: dict[str, str],
    annotations: dict[str, str] | None = None,
) -> Emittable:
    metadata: dict[str, Emittable] = {"name": name, "title": _line(named.name)}
    if named.description and (told := _line(named.description)):
        metadata["description"] = told
    if annotations:
        metadata["annotations"] = annotations
    return {"apiVersion": _API, "kind": kind, "metadata": metadata, "spec": spec}


def _known_as(name: str) -> str:
    """A component's name as the catalog's title has it, so that another run finds it there."""
    return folded(_line(name))


def _line(text: str) -> str:
    return " ".join(cleaned(text)[0].split())[:1000]


def _names(catalog: Catalog, site: str) -> dict[str, str | None]:
    """Every name, title and alias of a component; None where it is one of several."""
    found: dict[str, str | None] = {}
    own: dict[str, str | None] = {}
    for name, entity in catalog.components.items():
        names = aliases(entity)
        if (entity.imported_from or site) == site:
            names += [name, entity.title]
            own[folded(name)] = name
        for known in {folded(part) for part in names}:
            found[known] = name if found.get(known, name) == name else None
    # A component's own name counts for more than somebody else's title.
    return {**found, **own}
