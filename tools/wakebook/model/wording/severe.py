"""Which lines of a log were written at an impact at which the public reads approved words alone.

What a line says of its own time proves nothing, since anybody can write another one: the severity
at that time counts, and every one that stood when the line was recorded, or its words were
corrected last. A severity stands until another one is recorded after it that also is dated after
it: one that is written later and dated earlier lowers nothing, and a correction of one lowers
nothing for what was written before the correction. While nobody has said how severe an
incident is, it is taken for the worst; once somebody has, what was written before is judged by that
first word.
"""

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from wakebook.model import fold
from wakebook.model.incident import Incident
from wakebook.model.log import Correction, Entry, Severity
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
class Course:
    """How severe an incident was: by the times that its log tells, and by what was recorded."""

    incident: Incident

    def at(self, line: Logged, said: datetime) -> Iterator[str | None]:
        """Every severity that counts for a line whose words were recorded last at ``said``.

        None is one that nobody has told.
        """
        yield self._by_time.get(line.id)
        for standing in (self._standing, self._stood):
            if standing:
                known = bisect_right(standing, said, key=lambda each: each[0])
                yield from standing[max(known - 1, 0)][1]

    @cached_property
    def _by_time(self) -> dict[str, str | None]:
        """The severity at the place of each line; before the first one, that."""
        levels = self.incident.levels
        now, found = levels[0] if levels else None, {}
        for line in self.incident.timeline:
            found[line.id] = now
            if isinstance(line.entry, Severity):
                now = line.entry.level
        return found

    @cached_property
    def _standing(self) -> list[tuple[datetime, frozenset[str]]]:
        """With each severity that was recorded, those that stand from then on."""
        stack, found = _Stack(), []
        dated = enumerate(self.incident.by_kind.get("severity", ()))
        for place, line in sorted(dated, key=lambda each: self._written(each[1])):
            stack.push(place, line.entry)
            found.append((line.recorded, stack.levels))
        return found

    @cached_property
    def _stood(self) -> list[tuple[datetime, frozenset[str]]]:
        """The same by what the log said at the time: what was put right later alters nothing."""
        stack, found = _Stack(), []
        known: dict[str, Logged] = {}
        rated = {line.id for line in self.incident.log if isinstance(line.entry, Severity)}
        fixes = (fix for entry in rated for fix in self.incident.corrections.get(entry, ()))
        own = (line for line in self.incident.log if line.id in rated)
        for line in sorted((*own, *fixes), key=self._written):
            if not isinstance(line.entry, Correction):
                known[line.id] = line
                stack.push(self._dated(line), line.entry)
            elif line.entry.corrects in known:
                fixed = fold.corrected([known.pop(line.entry.corrects), line])
                known |= {each.id: each for each in fixed}
                stack = _Stack()
                for each in sorted(known.values(), key=self._written):
                    stack.push(self._dated(each), each.entry)
            found.append((line.recorded, stack.levels))
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {line.id: place for place, line in enumerate(self.incident.log)}

    def _written(self, line: Logged) -> tuple[datetime, int]:
        """What was recorded before what; lines of one file in their order."""
        return line.recorded, self._places[line.id]

    def _dated(self, line: Logged) -> tuple[datetime, datetime, int]:
        """What happened before what, as far as lines say so themselves."""
        return line.entry.at.earliest or line.recorded, *self._written(line)


class _Stack:
    """Severities that stand, the one that is dated first on top."""

    def __init__(self) -> None:
        self._kept: list[tuple[Any, frozenset[str]]] = []

    @property
    def levels(self) -> frozenset[str]:
        """All that stand."""
        return self._kept[-1][1] if self._kept else frozenset()

    def push(self, dated: Any, entry: Entry) -> None:
        """One more was recorded: it lowers or raises whatever is dated before it."""
        while self._kept and self._kept[-1][0] < dated:
            self._kept.pop()
        if isinstance(entry, Severity):
            self._kept.append((dated, self.levels | {entry.level}))


@dataclass(frozen=True)
class Scale:
    """A rule, and all ``levels`` that there are: one that is none is taken for the worst."""

    rule: WordingRule
    levels: AbstractSet[str]

    def holds(self, course: Course, line: Logged, said: datetime) -> bool:
        """Whether words of a line, which were said last at ``said``, are held."""
        return any(map(self._is_severe, course.at(line, said)))

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
    for line in incident.corrections.get(entry, ()):
        fix = line.entry
        if isinstance(fix, Correction) and _SAYS & {*(fix.set or ())}:
            yield line


def _opened(incident: Incident) -> date:
    try:
        return date.fromisoformat(incident.id[:10])
    except ValueError:
        return date.min
