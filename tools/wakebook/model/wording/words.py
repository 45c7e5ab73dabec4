"""The words of an incident that the public could read, and whether it may (requirement 3.2)."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.log import Entry, Impact, Release, Update
from wakebook.model.log.logged import Logged
from wakebook.model.policy.wording import WordingPolicy, WordingRule
from wakebook.model.wording.rendering import TemplateError, digest_of, rendered
from wakebook.model.wording.severe import Course, Scale, corrections, last_said, rule_for
from wakebook.model.wording.slots import MisfilledError, is_component, known_names
from wakebook.model.wording.template import Template

FACE = "public"
"""The word by which a release names what the header tells the public."""


_Given = Mapping[str, Sequence[tuple[Logged, Release]]]
"""Releases by the digest of the text that they set free."""


class Words(NamedTuple):
    """A text at high impact: of an entry by its id, or of the header, which is ``FACE``.

    ``how`` says why it may be read: it is what an approved template says, or was released; ``held``
    waits for the parts in ``waits_for``. ``nothing`` is an entry that has no text.
    """

    entry: str
    text: str
    how: Literal["template", "released", "held", "nothing"]
    waits_for: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """What a release of this very text carries."""
        return digest_of(self.text)


@dataclass(frozen=True)
class Wording:
    """What one tree approves: its policy, if it has one, and its templates by the stem."""

    policy: WordingPolicy | None = None
    templates: Mapping[str, Template] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of components by their names, as the catalog and the status page have them."""
    levels: AbstractSet[str] = frozenset()
    """The levels of the severity policy."""
    regions: AbstractSet[str] = frozenset()
    """The regions that the status page names: of these alone the public reads the names."""

    @cached_property
    def components(self) -> frozenset[str]:
        """Names and titles of components: no words of an author's."""
        return frozenset({*self.titles, *self.titles.values()})

    def named_in(self, incident: Incident) -> tuple[str, ...]:
        """The components of an incident by the names that the public knows."""
        face = incident.header.public
        named = (face.components if face is not None else ()) or incident.components
        titles = ((name, self.titles.get(name, name)) for name in named)
        return tuple(dict.fromkeys(t if is_component(t) else name for name, t in titles))

    def regions_in(self, incident: Incident) -> tuple[str, ...]:
        """The regions of an incident by the names that the public may know."""
        lines = (line.entry for line in incident.by_kind.get("impact", ()))
        named = (entry.region for entry in lines if isinstance(entry, Impact) and entry.region)
        return tuple(r for r in dict.fromkeys(named) if self.policy is None or r in self.regions)

    def template(self, name: str) -> Template | None:
        """A template by its file name, with or without its ending."""
        return self.templates.get(name.removesuffix(".j2"))

    def of(self, incident: Incident) -> dict[str, Words]:
        """All that the public could read of an incident at high impact, by entry; empty if none."""
        return {words.entry: words for words in self._of(incident)}

    def as_said(self, incident: Incident, entry: str, said: datetime) -> Words | None:
        """What an entry tells the public, if its words had been said last at ``said``.

        None where they would not be held, or are not for the public.
        """
        line = next((line for line in incident.timeline if line.id == entry), None)
        if self.policy is None or line is None or incident.audience_of(line.entry) != "public":
            return None
        rule = self._holding(Course(incident), line, said)
        return self._entry(incident, line, rule, _releases(incident)) if rule is not None else None

    def waiting(self, incident: Incident) -> tuple[Words, ...]:
        """The texts that the public does not read yet."""
        return tuple(words for words in self.of(incident).values() if words.how == "held")

    def learns_in_private(self, incident: Incident) -> bool:
        """Whether the public may not read yet what is learned from an incident.

        As long as one goes on whose words are held, or ever were, nobody has approved those of its
        post-mortem and its action items.
        """
        return incident.closure is None and self._ever(incident) is not None

    def said(self, entry: Entry) -> str | None:
        """What the template of an update says; None where there is none that can be read so."""
        use = entry.template if isinstance(entry, Update) else None
        template = self.template(use.name) if use is not None else None
        if use is None or template is None or use.digest != template.digest:
            return None
        try:
            return rendered(template, use.slots)
        except (TemplateError, MisfilledError):
            return None

    def is_approved(self, template: Template, rule: WordingRule) -> bool:
        """Whether every part of a rule has approved a template as it is now."""
        if self.policy is None:
            return False
        return set(rule.names) <= self.policy.agreed(template.name, template.digest)

    def _of(self, incident: Incident) -> Iterator[Words]:
        if self.policy is None or incident.header.origin is not None:
            return
        course, given = Course(incident), _releases(incident)
        if (face := self._face(incident, given)) is not None:
            yield face
        for line in incident.timeline:
            if incident.audience_of(line.entry) != "public":
                continue
            rule = self._holding(course, line, last_said(incident, line))
            if rule is not None:
                yield self._entry(incident, line, rule, given)

    def _holding(self, course: Course, line: Logged, said: datetime) -> WordingRule | None:
        """The rule by which words of a line are held that were said last at ``said``."""
        assert self.policy is not None, "asked only with a policy"  # noqa: S101 - an invariant
        rule = rule_for(self.policy, course.incident, said)
        holds = rule is not None and Scale(rule, self.levels).holds(course, line, said)
        return rule if holds else None

    def _entry(self, incident: Incident, line: Logged, rule: WordingRule, given: _Given) -> Words:
        text = line.entry.text or ""
        if not text:
            return Words(line.id, "", "nothing")
        if self._says(line, incident, rule):
            return Words(line.id, text, "template")
        authors = {line.entry.by, line.entry.reported_by}
        for fix in corrections(incident, line.id):
            authors |= {fix.entry.by, fix.entry.reported_by}
        agreed = {
            release.part
            for at, release in given.get(digest_of(text), ())
            if _names(release, at, line) and (rule.own_words or release.by not in authors)
        }
        return _released(line.id, text, rule, agreed)

    def _says(self, line: Logged, incident: Incident, rule: WordingRule) -> bool:
        """Whether a text is an approved template with nothing but its slots filled."""
        use = line.entry.template if isinstance(line.entry, Update) else None
        template = self.template(use.name) if use is not None else None
        if use is None or template is None or use.name != template.name:
            return False
        if not self.is_approved(template, rule):
            return False
        if not self._of_record(template, use.slots, incident):
            return False
        return self.said(line.entry) == line.entry.text

    def _of_record(self, template: Template, values: Mapping[str, str], incident: Incident) -> bool:
        """Whether the components and regions in the slots are those of the record."""
        face = incident.header.public
        named = {*incident.components, *(face.components if face else ())}
        named |= {self.titles.get(name, name) for name in named}
        known = {"component": named & self.components, "region": {*self.regions_in(incident)}}
        for name, slot in template.header.slots.items():
            value = values.get(name, "").strip()
            if slot.kind in known and value:
                words = known_names(value) if slot.many else (value,)
                if not set(words) <= known[slot.kind]:
                    return False
        return True

    def _face(self, incident: Incident, given: _Given) -> Words | None:
        text, rule = face_of(incident), self._ever(incident)
        if text is None or rule is None:
            return None
        agreed = {
            release.part
            for _, release in given.get(digest_of(text), ())
            if release.ref == FACE and release.entry is None
        }
        return _released(FACE, text, rule, agreed)

    def _ever(self, incident: Incident) -> WordingRule | None:
        """The rule by which an incident's words are held, or were at any time."""
        rated = [line.recorded for line in incident.by_kind.get("severity", ())]
        begun = [min(line.recorded for line in incident.log)] if incident.log else []
        said = max([*rated, *begun], default=None)
        if self.policy is None or said is None:
            return None
        rule = rule_for(self.policy, incident, said)
        return rule if rule and Scale(rule, self.levels).held_ever(incident) else None


def face_of(incident: Incident) -> str | None:
    """Title and summary that the public reads of an incident; None where it reads nothing."""
    header = incident.header
    face = header if header.audience == "public" else header.public
    if face is None or header.audience == "restricted":
        return None
    return f"{face.title}\n\n{face.summary}" if face.summary else face.title


def _released(entry: str, text: str, rule: WordingRule, given: set[str | None]) -> Words:
    missing = tuple(part for part in rule.names if part not in given)
    return Words(entry, text, "held" if missing else "released", missing)


def _releases(incident: Incident) -> _Given:
    """Releases that nobody took back, as they were written: a correction releases nothing."""
    standing = {line.id for line in incident.by_kind.get("release", ())}
    found: dict[str, list[tuple[Logged, Release]]] = {}
    for line in incident.log:
        if isinstance(line.entry, Release) and line.id in standing:
            found.setdefault(line.entry.digest, []).append((line, line.entry))
    return found


def _names(release: Release, at: Logged, line: Logged) -> bool:
    """Whether a release is of an entry; one by a ref is of what was recorded before it alone."""
    if release.entry is not None:
        return release.entry == line.id
    before: tuple[datetime, str] = (line.recorded, line.id)
    return release.ref == line.entry.ref and before < (at.recorded, at.id)
