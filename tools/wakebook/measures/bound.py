"""The parameters of a statement."""

from typing import Any

_MOST = 2**60
"""Seconds that no length reaches, and that can be added without running over."""


class Bound:
    """Collects what is bound to a statement; called with a value it gives what stands for it."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def __call__(self, value: Any, kind: str) -> str:
        """A parameter of one of SQL's types."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}::{kind}"


def longest(length: int) -> int:
    """A length of a policy, which may be longer than a column holds."""
    return min(length, _MOST)
