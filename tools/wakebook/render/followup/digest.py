"""A week's digest as Markdown: what is stale, late, unowned and soon due, each with its owner."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from wakebook.model.obligation import Obligation, State
from wakebook.render.followup.words import standing
from wakebook.render.verdicts.markdown import quiet

_HEADS: dict[State, str] = {
    "stale": "Late for long",
    "overdue": "Late",
    "unowned": "Owned by nobody",
    "soon": "Soon due",
}
_MOST = 200
"""Lines a heading; more are counted, and `wakebook follow-up` tells them all."""


def digest(
    found: Sequence[Obligation],
    week: str,
    named: Callable[[Obligation], str],
    issues: Mapping[str, int],
) -> str:
    """The digest; ``named`` gives the owner as the place that it is for shows people."""
    lines = [f"What is to be followed up in the week of {week}.", ""]
    for state, head in _HEADS.items():
        rows = [each for each in found if each.state == state]
        if rows:
            lines += [f"## {head}", "", *_rows(rows, named, issues), ""]
    if not found:
        lines.append("Nothing is due.")
    return "\n".join(lines).rstrip() + "\n"


def _rows(
    rows: Sequence[Obligation], named: Callable[[Obligation], str], issues: Mapping[str, int]
) -> Iterator[str]:
    for each in rows[:_MOST]:
        number = issues.get(each.subject)
        where = f"#{number}" if number else quiet(each.subject)
        yield f"- **{quiet(each.owing.title)}** ({where}), {named(each)}: {standing(each)}"
    if len(rows) > _MOST:
        yield f"- and {len(rows) - _MOST} more: `wakebook follow-up` tells them all"
