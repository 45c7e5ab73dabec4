"""``policies/disclosure.yaml``: what no text for the public may tell, besides secrets.

A secret is none for any audience; no date and no policy allows it, only its digest in ``allowed``.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from wakebook.model.base import Digest, Items, Text, Value
from wakebook.model.moment import Moment
from wakebook.model.policy.base import Policy, in_force

Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}$")]
"""The end of host names, in small letters and without a dot before it."""

Mailbox = Annotated[str, StringConstraints(pattern=r"^[^\s@]{0,64}@[a-z0-9.-]{1,253}$")]
"""An e-mail address, or with nothing before the ``@`` all of a domain."""


class DisclosureRule(Value):
    """What the public may not read from a day on."""

    from_: Moment = Field(alias="from", description="The first day it is in force")
    internal_domains: Items[Domain] = Field(
        ("internal", "local", "corp", "lan", "home.arpa"),
        description="Names of hosts that end so are internal",
    )
    emails: Items[Mailbox] = Field(
        (),
        description="E-mail addresses that the public may read; `@example.org` is a whole domain",
    )
    vulnerabilities: Literal["resolved", "closed", "never"] = Field(
        "resolved", description="From which status on the public may read of a vulnerability"
    )
    words: Items[Text] = Field(
        (), description="Words that tell of a vulnerability, besides CVE, CWE and GHSA ids"
    )
    least_count: int = Field(
        5, ge=0, le=1000, description="Counts of who was hit are left out below it, but for none"
    )


class DisclosurePolicy(Policy):
    """What no text for the public may tell."""

    allowed: Items[Digest] = Field(
        (), description="SHA-256 digests of values that look like a secret and are none"
    )
    rules: Items[DisclosureRule] = Field(
        min_length=1, description="By the day they came into force"
    )

    def on(self, day: date | None) -> DisclosureRule | None:
        """The rule in force on a day; None before the first, since what is closed is frozen."""
        rule = in_force(self.rules, day)
        first = rule.from_.earliest if rule else None
        return rule if first is None or day is None or first.date() <= day else None


PLAIN = DisclosureRule.model_validate({"from": "2000-01-01"})
"""What holds where a repository has no policy."""
