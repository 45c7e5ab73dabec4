"""What no text for the public may say, looked for once more before it is published."""

from collections.abc import Iterator
from typing import Any

from wakebook.flows.check import judged
from wakebook.flows.leaks import place
from wakebook.model.finding import Level
from wakebook.model.problem import Problem
from wakebook.model.runbook import Runbook
from wakebook.rules.context import Context

_UNFIT = frozenset({"WB3503", "WB3504", "WB3505"})
"""The rules that are asked; secrets are looked for with the texts themselves."""


def unfit(incident: str, ctx: Context) -> Iterator[str]:
    """Where the public would read of internal hosts, of people, or of an open vulnerability."""
    library = ctx.library
    learned = (library.incidents.get(incident), library.postmortems.get(incident))
    for subject in (*learned, *library.actions.get(incident, ())):
        if subject is not None:
            yield from _unfit(subject, ctx)


def unfit_shared(ctx: Context) -> Iterator[str]:
    """The same of runbooks and problems."""
    shared: list[Runbook | Problem] = [*ctx.library.runbooks.values()]
    shared += ctx.library.problems.values()
    for record in shared:
        yield from (f"{each} of {record.id}" for each in _unfit(record, ctx))


def _unfit(subject: Any, ctx: Context) -> Iterator[str]:
    for raised in judged(subject, ctx, _UNFIT):
        if raised.code in _UNFIT and raised.waived is None and raised.level is Level.ERROR:
            yield f"{raised.code} {place(raised.claim.route)}"
