"""An update that names a template carries the digest of what the template says.

## Why
At high impact only approved words reach the public. Whether a text is what the template says, or an
author's own beside it, has to be told from the record alone; a wrong digest would make an override
look like the template's own words. Slots take names, times and numbers, never free text.

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
    digest: 2d20319030d1aac07942232da2370e3bee70e7e8efd9c9b44e8f328f034d4c99
    slots: {components: checkout}
  rendered_digest: f00df00df00df00df00df00df00df00df00df00df00df00df00df00df00df00d  # <- here
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
from wakebook.model.log.logged import Logged
from wakebook.model.wording.rendering import TemplateError, digest_of, rendered
from wakebook.model.wording.slots import MisfilledError
from wakebook.rules.context import Context

CONDUCT = True


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Render each template again; one that is not there as it was has a finding of its own."""
    for line in incident.by_kind.get("update", ()):
        if isinstance(line.entry, Update) and line.entry.template is not None:
            yield from _rendered(line, line.entry, ctx)


def _rendered(line: Logged, entry: Update, ctx: Context) -> Iterator[Claim]:
    use, wording = entry.template, ctx.library.templates
    template = wording.get(use.name.removesuffix(".j2")) if use is not None else None
    if use is None or template is None or template.digest != use.digest:
        return
    try:
        right = digest_of(rendered(template, use.slots))
    except MisfilledError as error:
        yield Claim(("timeline", line.id, "template"), str(error))
        return
    except TemplateError:
        return
    if entry.rendered_digest != right:
        sentence = f"is not the digest of what {use.name} says with these slots; write {right}"
        yield Claim(("timeline", line.id, "rendered_digest"), sentence)
