"""Every shape of real records is expressible, or refused at the right place with the likely fix."""

from collections.abc import Callable


def test_shape(case: str, holds: Callable[[str], None]) -> None:
    holds(case)
