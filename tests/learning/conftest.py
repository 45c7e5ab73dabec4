"""A shop whose policy says who needs a post-mortem, and incidents to ask it about."""

from collections.abc import Callable
from typing import Any

import pytest

ID = "2026-11-23-checkout-errors"
NEEDS = """needs:
  - from: 2026-11-01
    cases:
      - name: Severe
        when: {severity: [SEV1]}
        due: PT48H
      - name: Long
        lasting: PT8H
        due: P5D
      - name: Customers
        when: {severity: [SEV2]}
        customers: true
        due: P3D
      - name: Back again
        again: {times: 2, within: P90D}
        due: P7D
      - name: New
        when: {severity: [SEV3]}
        new: {on: component, within: P365D}
        due: P10D
"""


def entries(level: str = "SEV2", *, opened: str = "2026-11-23", closed: bool = True) -> str:
    """A log of an incident of half an hour."""
    end = f"""- kind: closed
  at: {opened}T18:00Z
  by: user:ana
"""
    return f"""- kind: started
  at: {opened}T14:00Z
  by: user:ana
- kind: detected
  at: {opened}T14:03Z
  by: user:ana
  source: monitoring
- kind: declared
  at: {opened}T14:05Z
  by: user:ana
- kind: role
  at: {opened}T14:05Z
  by: user:ana
  role: commander
  from: none
  to: user:ana
- kind: severity
  at: {opened}T14:05Z
  by: user:ana
  level: {level}
- kind: resolved
  at: {opened}T14:30Z
  by: user:ana
{end if closed else ""}"""


@pytest.fixture
def shop(small: Any) -> Any:
    """The small shop with a checkout and a policy of needs."""
    path = small.root / "policies/postmortem.yaml"
    path.write_text(path.read_text() + NEEDS)
    small.commit("Ask for post-mortems")
    return small


@pytest.fixture
def incident(shop: Any) -> Callable[..., str]:
    """Writes an incident and returns its folder."""

    def write(
        name: str = ID,
        log: str = "",
        *,
        level: str = "SEV2",
        closed: bool = True,
        category: str = "capacity/exhaustion",
        recorded: str | None = None,
        header: str = "",
    ) -> str:
        folder = f"incidents/{name[:4]}/{name}"
        ended = f"closed: {{status: closed, severity: {level}}}\n" if closed else ""
        shop.write(
            f"{folder}/incident.yaml",
            "title: Checkout answers with errors\nkind: incident\naudience: staff\n"
            f"components: [checkout]\ncategory: {category}\n"
            "resolution: {summary: The release of noon was taken back.}\n"
            f"{header}{ended}",
        )
        stem = recorded or f"{name[:10].replace('-', '')}T180000Z"
        text = entries(level, opened=name[:10], closed=closed) + log
        shop.write(f"{folder}/timeline/{stem}-7f3a.yaml", text)
        return folder

    return write
