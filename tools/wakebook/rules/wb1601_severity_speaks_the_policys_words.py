"""The level, impact and urgency of a severity are words of the policy in force when it was written.

## Why
The level decides who is called, how often people are told and what closure asks for. A word that
the policy does not have decides nothing. A level that was replaced is asked about while the
incident is open.

## Bad
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: sev2  # <- here
```

## Good
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: severity
  at: 2026-11-23T14:03Z
  by: user:ana
  level: SEV2
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Level
from wakebook.model.incident import Incident
from wakebook.model.log import Severity
from wakebook.model.log.logged import Logged
from wakebook.model.policy.severity import SeverityRule
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """The time of recording tells which rule was in force; words alone are judged here."""
    policy = ctx.library.severity
    if policy is None:
        return
    for line in incident.by_kind.get("severity", ()):
        rule = policy.on(line.recorded.date())
        yield from _words(line, rule)
        yield from _replaced(line, rule, incident)


def _words(line: Logged, rule: SeverityRule) -> Iterator[Claim]:
    entry = line.entry
    if not isinstance(entry, Severity):
        return
    for field, word, known in (
        ("level", entry.level, list(rule.ranks)),
        ("impact", entry.impact, [each.id for each in rule.impacts]),
        ("urgency", entry.urgency, [each.id for each in rule.urgencies]),
    ):
        if word is not None and word not in known:
            advice = did_you_mean(word, known, f"write one of {', '.join(known)}")
            sentence = f"{word} is no {field} of the severity policy; {advice}"
            yield Claim(("timeline", line.id, field), sentence)


def _replaced(line: Logged, rule: SeverityRule, incident: Incident) -> Iterator[Claim]:
    entry = line.entry
    rank = rule.ranks.get(entry.level) if isinstance(entry, Severity) else None
    level = None if rank is None else rule.levels[rank]
    if level is not None and level.replaced_by is not None and incident.is_open:
        sentence = f"{level.id} was replaced; write {level.replaced_by}"
        yield Claim(("timeline", line.id, "level"), sentence, Level.WARNING)
