"""Agreeing to words: who is said to have approved a template or released a text, as which part.

The log and the policy say who agreed; the gate proves it. A consent counts with that person's own
account alone, whoever wrote it down for them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from wakebook.model.incident import Incident
from wakebook.model.log import Release
from wakebook.model.policy.wording import WordingPolicy


class Consent(NamedTuple):
    """Somebody is said to agree to something, as a part; ``teams`` are whose people have it.

    They are None where the target branch has no policy about words yet, so that nobody can tell.
    """

    what: str
    part: str
    who: str
    teams: tuple[str, ...] | None


def releases(
    before: Incident | None, after: Incident | None, policy: WordingPolicy | None
) -> Iterator[Consent]:
    """The releases that a change adds to a log; without a policy they set nothing free."""
    if after is None or policy is None or after.header.origin is not None:
        return
    old = {line.id for line in before.log} if before else set()
    for line in after.log:
        if line.id not in old and isinstance(line.entry, Release):
            part, who = line.entry.part or "", line.entry.by or "nobody"
            yield Consent(f"{line.id} of {after.id}", part, who, _teams(policy, part))


def approvals(before: WordingPolicy | None, after: WordingPolicy | None) -> Iterator[Consent]:
    """The approvals of templates that a change adds to the policy."""
    if after is None:
        return
    old = set(_agreed(before)) if before is not None else set()
    for template, digest, part, who in _agreed(after):
        if (template, digest, part, who) not in old:
            what = f"the template {template} at {digest[:12]}"
            yield Consent(what, part, who, _teams(before, part) if before is not None else None)


def _agreed(policy: WordingPolicy) -> Iterator[tuple[str, str, str, str]]:
    for each in policy.approved:
        for one in each.by:
            yield each.template, each.digest, one.as_, one.who


def _teams(policy: WordingPolicy, part: str) -> tuple[str, ...]:
    return policy.on(None).given_by(part) or ()
