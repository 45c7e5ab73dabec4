"""``policies/sealing.yaml``: for whom restricted records are encrypted."""

from typing import Annotated

from pydantic import Field, StringConstraints

from wakebook.model.base import Items, Value, Who
from wakebook.model.policy.base import Policy

Recipient = Annotated[
    str, StringConstraints(pattern=r"^(?:age1[a-z0-9]+|ssh-(?:ed25519|rsa) \S+)$")
]
"""A public key that age encrypts to: its own, or one of SSH."""


class Reader(Value):
    """Somebody who can open what is sealed."""

    who: Who = Field(description="A person, or a group or a bot that holds the key")
    key: Recipient = Field(description="The public key: age1..., or ssh-ed25519 ...")


class SealingPolicy(Policy):
    """Who can open what is sealed from now on; what was sealed before stays as it was."""

    readers: Items[Reader] = Field(
        min_length=1, max_length=100, description="Each of them opens every record"
    )
