"""A template prints, asks and walks over its slots, and does nothing else.

## Why
Templates are run on the machines that publish, and approved by people who do not write programs.
So a template holds text, slots, `if`, and a `for` over a slot of several values; it cannot call,
compute, include, or read what it was not given, and its time and size are bounded by its file.

## Bad
```jinja policies/templates/first.j2
---
purpose: The first words.
slots:
  region: {kind: region}
---
{{ region.__class__ }} is down.  <!-- here -->
```

## Good
```jinja policies/templates/first.j2
---
purpose: The first words.
slots:
  region: {kind: region}
---
{{ region }} is down.
```
"""

from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.wording.rendering import TemplateError, demand_sound
from wakebook.model.wording.template import Template
from wakebook.rules.context import Context


def check(template: Template, ctx: Context) -> Iterator[Claim]:
    """Read it as it would be read to render it; a choice needs something to choose from."""
    del ctx
    try:
        demand_sound(template)
    except TemplateError as error:
        yield Claim(("body", error.line), str(error))
    for name, slot in template.header.slots.items():
        if (slot.kind == "choice") != bool(slot.of):
            sentence = (
                "a choice lists in `of` what can be chosen"
                if not slot.of
                else f"`of` lists what can be chosen, and the slot is a {slot.kind}"
            )
            yield Claim(("slots", name), sentence)
