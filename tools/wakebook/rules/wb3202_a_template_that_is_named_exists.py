"""A template that an update names exists.

## Why
Nobody can tell whether a text was approved when the template that it names is not there.

## Bad
```jinja policies/templates/first.j2
---
purpose: The first words.
slots:
  components: {kind: component, many: true}
---
We look into a fault of {{ components | join(", ") }}.
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: update
  at: 2026-11-23T14:03Z
  by: user:ana
  template:
    name: frist.j2  # <- here
    digest: 2d20319030d1aac07942232da2370e3bee70e7e8efd9c9b44e8f328f034d4c99
    slots: {components: checkout}
  rendered_digest: 451eab7cfaa92515a643de597dae8cb27c60995ec1bdfdca2e5a5a8f66eb458c
  text: We look into a fault of checkout.
```

## Good
```jinja policies/templates/first.j2
---
purpose: The first words.
slots:
  components: {kind: component, many: true}
---
We look into a fault of {{ components | join(", ") }}.
```
```yaml timeline/20261123T140322Z-7f3a.yaml
- kind: update
  at: 2026-11-23T14:03Z
  by: user:ana
  template:
    name: first.j2
    digest: 2d20319030d1aac07942232da2370e3bee70e7e8efd9c9b44e8f328f034d4c99
    slots: {components: checkout}
  rendered_digest: 451eab7cfaa92515a643de597dae8cb27c60995ec1bdfdca2e5a5a8f66eb458c
  text: We look into a fault of checkout.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.log import Update
from wakebook.rules.context import Context
from wakebook.rules.nearest import did_you_mean

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Look every template up by its file name."""
    known = ctx.library.templates
    for line in incident.by_kind.get("update", ()):
        use = line.entry.template if isinstance(line.entry, Update) else None
        if use is not None and not (use.name.endswith(".j2") and use.name[:-3] in known):
            names = {f"{stem}.j2" for stem in known}
            advice = did_you_mean(use.name, names, "add it to policies/templates/")
            route = ("timeline", line.id, "template", "name")
            yield Claim(route, f"there is no template {use.name}; {advice}")
