"""Edges of the rules that their examples do not show."""

from collections.abc import Callable


def test_edge(case: str, holds: Callable[[str], None]) -> None:
    holds(case)
