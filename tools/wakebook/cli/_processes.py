"""Judging many incidents on all cores: forked processes share what is open already."""

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakebook.flows.inspection import Inspection
    from wakebook.flows.remembered import Judged

_WORTH_A_PROCESS = 300
"""With fewer incidents another process costs more than it gives."""
_adopted: "list[Inspection]" = []


def judged(
    inspection: "Inspection", incidents: Sequence[str], jobs: int | None
) -> "Iterable[Judged]":
    """Every incident with its findings, from as many processes as are worth it."""
    wanted = jobs or len(os.sched_getaffinity(0))
    count = min(wanted, 1 + len(incidents) // _WORTH_A_PROCESS)
    if count < 2:
        yield from inspection.judged(incidents)
        return
    import gc
    import multiprocessing

    size = min(500, 1 + len(incidents) // (count * 4))
    parts = [incidents[i : i + size] for i in range(0, len(incidents), size)]
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(count, _adopt, (inspection,)) as pool:
        for part in pool.imap(_of_part, parts):
            yield from part


def _adopt(inspection: "Inspection") -> None:
    _adopted.append(inspection)


def _of_part(incidents: Sequence[str]) -> "list[Judged]":
    return list(_adopted[0].judged(incidents))
