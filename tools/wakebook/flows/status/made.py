"""A file of a status site, before it is made."""

from collections.abc import Callable
from typing import NamedTuple


class Made(NamedTuple):
    """A file; ``key`` stands for all that it shows, "" for one that is made each time."""

    path: str
    key: str
    make: Callable[[], bytes]
