"""The sections that a policy requires have headings that can be told apart.

## Why
A heading that counts for two required sections answers both of them at once, and the second
question is never asked.

## Bad
```yaml policies/postmortem.yaml
schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    sections:
      - {title: Summary, purpose: What happened.}
      - title: Impact
        purpose: Who noticed what.
        also: [summary]  # <- here
```

## Good
```yaml policies/postmortem.yaml
schema: postmortem
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    sections:
      - {title: Summary, purpose: What happened.}
      - title: Impact
        purpose: Who noticed what.
        also: [Effects]
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim, Route
from wakebook.model.policy import PostmortemPolicy
from wakebook.model.policy.postmortem import RequiredSection
from wakebook.rules.context import Context


def check(policy: PostmortemPolicy, ctx: Context) -> Iterator[Claim]:
    """Letter case makes no difference between headings."""
    del ctx
    for number, rule in enumerate(policy.rules):
        taken: dict[str, int] = {}
        for place, section in enumerate(rule.sections):
            for route, heading in _headings(section):
                other = taken.setdefault(heading.casefold(), place)
                if other != place:
                    title = rule.sections[other].title
                    sentence = f"'{heading}' counts for '{title}' already; choose another heading"
                    yield Claim(("rules", number, "sections", place, *route), sentence)


def _headings(section: RequiredSection) -> Iterator[tuple[Route, str]]:
    yield ("title",), section.title
    for number, name in enumerate(section.also):
        yield ("also", number), name
