"""Issues of a forge that an incident's log links to: which ones a closure has to wait for.

Words that lead to no forge, such as ``OPS-12``, are for readers: nobody can be asked about them.
"""

import re

from wakebook.model.incident import Incident

_GITHUB = re.compile(
    r"(?:github:|https://github\.com/)(?P<owner>[A-Za-z0-9][A-Za-z0-9-]{0,38})"
    r"/(?P<name>[A-Za-z0-9._-]{1,100})(?:#|/(?:issues|pull)/)(?P<number>[1-9][0-9]{0,9})",
    re.ASCII,
)
_ELSEWHERE = re.compile(r"(?:gitlab|gitea|forgejo):\S+#[0-9]+|https?://\S+/(?:issues|pull)/[0-9]+")


def on_github(ticket: str) -> tuple[str, int] | None:
    """``owner/name`` and number of an issue on GitHub; None for anything else."""
    found = _GITHUB.fullmatch(ticket)
    return (f"{found['owner']}/{found['name']}", int(found["number"])) if found else None


def tickets(incident: Incident | None) -> tuple[str, ...]:
    """The issues that an incident of ours is linked to (``rel: ticket``), each once."""
    if incident is None or incident.header.origin is not None:
        return ()
    linked = (target for _, relation, target in incident.links if relation == "ticket")
    return tuple(t for t in dict.fromkeys(linked) if on_github(t) or _ELSEWHERE.fullmatch(t))
