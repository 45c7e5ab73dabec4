"""A template that was used keeps its content.

## Why
What the public was told stays readable and provable from one tree for ever. A better wording is a
new file beside the old one, with an approval of its own; a template that is changed in its place
would take the approval from under every text that it has made.

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
    name: first.j2
    digest: f00df00df00df00df00df00df00df00df00df00df00df00df00df00df00df00d  # <- here
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

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Compare the digest in each update with the file's."""
    for line in incident.by_kind.get("update", ()):
        use = line.entry.template if isinstance(line.entry, Update) else None
        found = ctx.library.templates.get(use.name.removesuffix(".j2")) if use else None
        if use is not None and found is not None and found.digest != use.digest:
            sentence = (
                f"{use.name} was another file when this was said; put it back as it was, and give "
                "a better wording a name of its own"
            )
            yield Claim(("timeline", line.id, "template", "digest"), sentence)
