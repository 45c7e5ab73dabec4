"""The shop with legal and PR, two templates, and an outage at high impact that goes on."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.status.conftest import OUTAGE, Site, site

__all__ = ["site"]

PEOPLE = """apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: legal}
spec: {type: team, children: [], members: [ben]}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: pr}
spec: {type: team, children: [], members: [cleo]}
"""
TEMPLATE = """---
purpose: The first words.
slots:
  components: {kind: component, many: true}
  regions: {kind: region, many: true, optional: true}
  began: {kind: time, fill: began, optional: true}
  trouble: {kind: choice, of: [slow, unavailable]}
  next: {kind: minutes}
---
{{ components | join(", ") }}{% if regions %} in {{ regions | join(" and ") }}{% endif %}:
{{- " " }}{{ trouble }}.

More within {{ next }} minutes.
"""
NAME = "investigating.j2"
PLACE = f"policies/templates/{NAME}"
DIGEST = hashlib.sha256(TEMPLATE.encode()).hexdigest()
APPROVED = f"""approved:
  - template: {NAME}
    digest: {DIGEST}
    at: 2026-11-20
    by: [{{as: legal, who: user:ben}}, {{as: pr, who: user:cleo}}]
"""
POLICY = """schema: wording
owner: group:web
review_by: 2027-03-31
rules:
  - from: 2020-01-01
    when: {severity: [SEV1, SEV2]}
    parts:
      - {as: legal, from: [group:legal]}
      - {as: pr, from: [group:pr]}
"""
HEADER = """title: Checkout answers with errors at host db7
kind: incident
audience: staff
components: [checkout]
public: {title: Orders vanish, components: [checkout], summary: Hidden summary.}
"""
LOG = """- {kind: declared, at: 2026-11-23T14:00Z, by: 'user:ana', audience: public}
- {kind: severity, at: 2026-11-23T14:00Z, by: 'user:ana', level: SEV1}
- {kind: role, at: 2026-11-23T14:00Z, by: 'user:ana', role: commander, from: none, to: 'user:ana'}
- kind: impact
  at: 2026-11-23T14:00Z
  by: user:ana
  audience: public
  component: checkout
  region: eu
  state: major_outage
"""
SAID = "Checkout lost your orders."
UPDATE = f"""- kind: update
  at: 2026-11-23T14:10Z
  by: user:ana
  audience: public
  text: {SAID}
"""


def digest(text: str) -> str:
    """The digest of a text as a release carries it."""
    return hashlib.sha256(text.encode()).hexdigest()


def release(part: str, who: str, text: str, what: str, at: str = "14:20") -> str:
    """An entry that sets a text free, as one part."""
    return (
        f"- kind: release\n  at: 2026-11-23T{at}Z\n  by: user:{who}\n"
        f"  {what}\n  part: {part}\n  digest: {digest(text)}\n"
    )


@pytest.fixture
def held(site: Site) -> Site:
    """A site of a repository that holds words back; nothing is published yet."""
    site.repository.write("catalog/voices.yaml", PEOPLE)
    site.repository.write("policies/wording.yaml", POLICY + APPROVED)
    site.repository.write(PLACE, TEMPLATE)
    site.write(OUTAGE, HEADER, LOG, UPDATE)
    return site


@pytest.fixture
def say(held: Site, wakebook: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Says a line in the log of the outage, as somebody."""

    def log(*words: str, by: str = "ana", **how: Any) -> Any:
        monkeypatch.setenv("WAKEBOOK_USER", f"user:{by}")
        return wakebook("log", "--incident", "checkout", *words, cwd=held.repository, **how)

    return log


def everything(folder: Path) -> str:
    """All that a site says, as one text."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)
