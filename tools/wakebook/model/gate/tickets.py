"""Issues of a forge that an incident's log links to: which ones a closure has to wait for.

Words that lead to no forge, such as ``OPS-12``, are for readers: nobody can be asked about them.
What looks like an issue of a forge and is not understood counts, so that it is not overlooked.
"""

import re
import unicodedata

from wakebook.model.incident import Incident

_PLACE = r"(?P<owner>[a-z0-9][a-z0-9-]{0,38})/(?P<name>[a-z0-9._-]{1,100})"
_NUMBER = r"0*(?P<number>[1-9][0-9]{0,9})"
_GITHUB = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"(?:github:)?{_PLACE}#{_NUMBER}",
        rf"github:{_PLACE}/(?:issues/|pull/)?{_NUMBER}",
        rf"https?://(?:www\.)?github\.com/{_PLACE}/(?:issues|pull)/{_NUMBER}/?(?:[?#]\S*)?",
    )
)
_FORGE = re.compile(r"(?:github|gitlab|gitea|forgejo|codeberg|bitbucket)\b", re.IGNORECASE)
_DIGIT = re.compile("[0-9]")
_ISSUE = re.compile(
    r"/(?:issues?|pulls?|merge_requests)/[0-9]"
    r"|[\w.-]/[\w.-]++\s*+[#!]\s*+[0-9]"
    r"|\A\s*+(?:#|GH-)[0-9]++\s*+\Z",
    re.IGNORECASE,
)
"""What people write for an issue or a pull request of some forge."""


def on_github(ticket: str) -> tuple[str, int] | None:
    """``owner/name`` and number of an issue on GitHub; None for anything else."""
    for form in _GITHUB:
        found = form.fullmatch(ticket.strip())
        if found is not None and found["name"].strip("."):
            return f"{found['owner']}/{found['name']}", int(found["number"])
    return None


def tickets(incident: Incident | None) -> tuple[str, ...]:
    """The issues that an incident of ours is linked to (``rel: ticket``), each once."""
    if incident is None or incident.header.origin is not None:
        return ()
    linked = (target for _, relation, target in incident.links if relation == "ticket")
    return tuple(t for t in dict.fromkeys(linked) if is_asked_about(t))


def is_asked_about(ticket: str) -> bool:
    """Whether a closure waits for a ticket: it looks like an issue of a forge."""
    plain = unicodedata.normalize("NFKC", ticket)
    forge = _FORGE.search(plain)
    numbered = forge is not None and _DIGIT.search(plain, forge.end()) is not None
    return numbered or on_github(ticket) is not None or _ISSUE.search(plain) is not None
