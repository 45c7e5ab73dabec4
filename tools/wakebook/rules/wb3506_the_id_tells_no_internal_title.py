"""The id tells the public nothing of a title that is for the staff.

## Why
The public reads an incident's id in addresses, feeds and documents. It is made of the title when
the incident is begun, and nothing changes it later: a face for the public does not hide what the id
says. `wakebook new --slug` names one that everybody may read.

## Bad
```yaml incidents/2026/2026-11-23-passwords-of-db7-stolen/incident.yaml
title: Passwords of db7 stolen
kind: incident
audience: staff
public: {title: Some customers cannot log in}  # <- here
```

## Good
```yaml incidents/2026/2026-11-23-log-in-fails/incident.yaml
title: Passwords of db7 stolen
kind: incident
audience: staff
public: {title: Some customers cannot log in}
```
"""

import re
from collections.abc import Iterator

from wakebook.model.finding import Claim
from wakebook.model.incident import Incident
from wakebook.model.texts import of_incident
from wakebook.rules.context import Context

LEVEL = "warning"
CONDUCT = True
_WORD = re.compile(r"[a-z0-9]+")
_RUN = 3
"""So many words in a row are no chance."""


def check(incident: Incident, ctx: Context) -> Iterator[Claim]:
    """Look for words in a row of the internal title that no text for the public has."""
    del ctx
    face = incident.header.public
    if face is None or incident.header.audience != "staff":
        return
    told, title = _words(incident.id[11:]), _joined(_words(incident.header.title))
    runs = [_joined(told[n : n + _RUN]) for n in range(len(told) - _RUN + 1)]
    public = [_joined(_words(s.text)) for s in of_incident(incident) if s.audience == "public"]
    if any(run in title and not any(run in text for text in public) for run in runs):
        sentence = (
            "the public reads in the id what the internal title says; begin it anew under a "
            "`--slug` that everybody may read, and end this one as merged into that"
        )
        yield Claim(("public",), sentence, on_key=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _joined(words: list[str]) -> str:
    return f" {' '.join(words)} "
