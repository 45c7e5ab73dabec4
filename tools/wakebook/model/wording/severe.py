"""Which lines of a log were written at an impact at which the public reads approved words alone.

What a line says of its own time proves nothing, since anybody can write another one: the severity
at that time counts, and the one when the line was recorded, or its words were corrected last.
While nobody has said how severe an incident is, it is taken for the worst; once somebody has, what
was written before is judged by that first word.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from wakebook.model.incident import Incident
from wakebook.model.log import Correction, Severity
from wakebook.model.log.logged import Logged
from wakebook.model.policy.wording import WordingPolicy, WordingRule

_SAYS = frozenset({"text", "template", "audience"})


def rule_for(policy: WordingPolicy, incident: Incident, recorded: datetime) -> WordingRule | None:
    """The rule for what was recorded then, never that of a day before the incident began."""
    day = max(recorded.date(), _opened(incident))
    rule = policy.on(day) if policy.began(day) else None
    if rule is None or not rule.when.severity or incident.header.kind not in rule.when.kind:
        return None
    return None if incident.header.origin is not None else rule


@dataclass(frozen=True)
class Scale:
    """A rule, and all ``levels`` that there are: one that is none is taken for the worst."""

    rule: WordingRule
    levels: AbstractSet[str]

    def holds(self, incident: Incident, line: Logged, said: datetime) -> bool:
        """Whether words of a line, which were said last at ``said``, are held."""
        return any(map(self._is_severe, _at(incident, line, said)))

    def held_ever(self, incident: Incident) -> bool:
        """Whether the incident is, or ever was, one whose words are held."""
        return any(map(self._is_severe, incident.levels or (None,)))

    def _is_severe(self, level: str | None) -> bool:
        strange = bool(self.levels) and level not in self.levels
        return level is None or strange or level in self.rule.when.severity


def last_said(incident: Incident, line: Logged) -> datetime:
    """When the words of a line were recorded, or corrected last."""
    return max([line.recorded, *(fix.recorded for fix in corrections(incident, line.id))])


def corrections(incident: Incident, entry: str) -> Iterator[Logged]:
    """What has corrected the words of an entry, or who reads them."""
    for line in incident.log:
        fix = line.entry
        if isinstance(fix, Correction) and fix.corrects == entry and _SAYS & {*(fix.set or ())}:
            yield line


def _at(incident: Incident, line: Logged, said: datetime) -> Iterator[str | None]:
    """The severity at the time of a line, and when it was recorded."""
    lines = incident.timeline
    first = incident.levels[0] if incident.levels else None
    before = [e.entry.level for e in _until(lines, line) if isinstance(e.entry, Severity)]
    yield before[-1] if before else first
    known = [each for each in incident.by_kind.get("severity", ()) if each.recorded <= said]
    latest = max(known, key=lambda each: each.recorded, default=None)
    yield getattr(latest.entry, "level", None) if latest is not None else first


def _until(lines: tuple[Logged, ...], line: Logged) -> Iterator[Logged]:
    for each in lines:
        if each.id == line.id:
            return
        yield each


def _opened(incident: Incident) -> date:
    try:
        return date.fromisoformat(incident.id[:10])
    except ValueError:
        return date.min
