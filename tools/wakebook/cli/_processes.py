"""Work on many incidents on all cores: forked processes share what is open already."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
Work = Callable[[Sequence[str]], Iterable[T]]
"""Gives something of each of some incidents, in their order."""
_WORTH_A_PROCESS = 300
"""With fewer incidents another process costs more than it gives."""
_adopted: list[Work[Any]] = []


def worth(many: int, jobs: int | None = None) -> int:
    """How many processes are worth their cost for work on so many incidents."""
    return min(jobs or len(os.sched_getaffinity(0)), 1 + many // _WORTH_A_PROCESS)


def spread(
    work: Work[T], incidents: Sequence[str], jobs: int | None = None, count: int | None = None
) -> Iterator[T]:
    """What the work gives of every incident, from as many processes as are worth it.

    Who works on a few large things says himself how many, with ``count``.
    """
    count = count or worth(len(incidents), jobs)
    if count < 2:
        yield from work(incidents)
        return
    import gc
    import multiprocessing

    size = min(500, 1 + len(incidents) // (count * 4))
    parts = [incidents[i : i + size] for i in range(0, len(incidents), size)]
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(count, _adopted.append, (work,)) as pool:
        for part in pool.imap(_of_part, parts):
            yield from part


def _of_part(incidents: Sequence[str]) -> list[Any]:
    return list(_adopted[0](incidents))
