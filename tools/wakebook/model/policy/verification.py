"""``policies/verification.yaml``: what restoration checks may ask, and how often they have to pass.

Nothing may be asked that it does not name: whoever may write a check could otherwise reach every
service that the machine reaches on which checks run.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from wakebook.model.address import NetworkText
from wakebook.model.base import FORMS, Duration, Items, Value
from wakebook.model.endpoint import Port
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force

Protocol = Literal["https", "http", "dns", "tcp"]
"""How a host is asked."""

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOSTS = rf"^(?:\*\.{_LABEL}(?:\.{_LABEL})+|{_LABEL}(?:\.{_LABEL})*|[0-9a-f:.]{{2,45}})$"
FORMS[_HOSTS] = "write a host such as shop.example.com, *.shop.example.com or 192.0.2.1"
Hosts = Annotated[str, StringConstraints(pattern=_HOSTS, max_length=253)]
"""A host, or with ``*.`` before it every host below it; the name itself is none of those."""


class Allowed(Value):
    """Hosts that may be asked."""

    host: Hosts = Field(description="A host's name or address, or *. and a name for all below it")
    protocols: Items[Protocol] = Field(
        ("https",), min_length=1, description="How it may be asked; https alone if absent"
    )
    ports: Items[Port] = Field(
        (), description="At which ports; the protocol's usual one if absent (tcp has none)"
    )


class VerificationRule(Value):
    """What may be asked from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    allow: Items[Allowed] = Field((), description="Hosts that may be asked; none if absent")
    networks: Items[NetworkText] = Field(
        (), description="Networks that are not public and may be reached; none if absent"
    )
    passes: int = Field(3, ge=1, le=100, description="How often a check has to pass, each time")
    over: Duration = Field("PT1M", description="From the first to the last run, at least")
    timeout: Duration = Field("PT20S", description="The longest time for one run")


class VerificationPolicy(Policy):
    """What restoration checks may ask, and how often they have to pass."""

    rules: Items[VerificationRule] = Field(min_length=1, description="By the day they came in")

    def on(self, day: date) -> VerificationRule | None:
        """The rule in force on a day; None before the first."""
        rule = in_force(self.rules, day)
        first = rule.from_.earliest if rule else None
        return rule if first is not None and first.date() <= day else None
