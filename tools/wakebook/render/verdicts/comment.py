"""The gate's one comment on a pull request: the verdict, and where each incident stands."""

from collections.abc import Iterable
from typing import NamedTuple

from wakebook.model.gate.verdict import Verdict
from wakebook.model.incident import Incident
from wakebook.render.verdicts.markdown import quiet, render

_LONGEST = 60_000
"""GitHub takes comments of 65,536 characters."""
_ENTRIES = 12


class Judging(NamedTuple):
    """What was judged by what: commits, and the blob of the policy."""

    head: str
    tip: str
    policy: str


def comment(verdict: Verdict, incidents: Iterable[Incident], judging: Judging) -> str:
    """The comment's Markdown; it says what to do next before it says what it rests on."""
    told = [render(verdict, color=False), *(_folded(incident) for incident in incidents)]
    body = "\n".join(told)
    if len(body) > _LONGEST:
        cut = body[:_LONGEST].rpartition("\n")[0]
        body = f"{cut}\n\n(cut here; `wakebook review --pull N` tells all)\n"
    return f"{body}\n{_footer(judging)}\n"


def _folded(incident: Incident) -> str:
    """An incident as it would stand, and its latest entries, folded away."""
    facts = [incident.status, incident.severity or "no severity"]
    facts += [f"commander {incident.commander}"] if incident.commander else []
    lines = [
        f"{line.entry.at} {line.entry.kind.replace('_', ' ')} {line.entry.text or ''}".strip()
        for line in incident.timeline[-_ENTRIES:]
    ]
    more = len(incident.timeline) - len(lines)
    items = [f"- {quiet(line)}" for line in ([f"{more} entries before"] if more else []) + lines]
    head = f"<details><summary>{quiet(incident.id)}: {quiet(', '.join(facts))}</summary>"
    return "\n".join([head, "", *items, "", "</details>", ""])


def _footer(judging: Judging) -> str:
    at = f"{judging.head[:12]} into {judging.tip[:12]} by the policy {judging.policy[:12]}"
    return f"<sub>Judged {at}. `/wake why` and `/wake help` answer here.</sub>"
