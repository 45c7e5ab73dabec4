"""What one run of a check gave, and what many of them come to."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from wakebook.flows.saying.speaker import Speaker
from wakebook.flows.saying.words import Line, line
from wakebook.flows.verifying.egress import asks
from wakebook.model.checks import Check
from wakebook.model.moment import Moment


class Answer(NamedTuple):
    """Whether a run passed, why not, and the facts that are kept; ``asked`` is False if denied.

    ``remedy`` is what the policy would have to say then.
    """

    passed: bool
    why: str = ""
    facts: Mapping[str, Any] = {}
    asked: bool = True
    remedy: str = ""


class Run(NamedTuple):
    """One run of a check: when it began, in UTC, and what it gave."""

    at: datetime
    answer: Answer


class Basis(NamedTuple):
    """What a verification is bound to: full commit ids, and who runs it."""

    commit: str
    """What was checked out."""
    policy_commit: str
    """Where the checks and the policy were read."""


class Verified(NamedTuple):
    """All runs of one check."""

    check: Check
    runs: tuple[Run, ...]

    @property
    def passes(self) -> int:
        """How many passed."""
        return sum(run.answer.passed for run in self.runs)

    @property
    def passed(self) -> bool:
        """Whether every one did; a service that answers now and then is not restored."""
        return bool(self.runs) and self.passes == len(self.runs)

    @property
    def asked(self) -> bool:
        """Whether anything was asked: what was denied tells nothing of the service."""
        return any(run.answer.asked for run in self.runs)

    @property
    def why(self) -> str:
        """What the last run that did not pass says."""
        return self._last.why if self._last else ""

    @property
    def remedy(self) -> str:
        """What the policy would have to say for that run to be asked."""
        return self._last.remedy if self._last else ""

    @property
    def _last(self) -> Answer | None:
        return next((run.answer for run in reversed(self.runs) if not run.answer.passed), None)


def evidence(verified: Verified, basis: Basis) -> bytes:
    """What was asked and what came back, as JSON in one form: sorted keys, ASCII, one line end.

    No body, no header and no value of a query is in it.
    """
    kept = {
        "asked": [each.shown for each in asks(verified.check)],
        "check": verified.check.name,
        "commit": basis.commit,
        "policy_commit": basis.policy_commit,
        "runs": [_run(run) for run in verified.runs],
        "sha256_of_check": verified.check.digest,
        "type": verified.check.type,
    }
    return (json.dumps(kept, indent=1, sort_keys=True) + "\n").encode()


def _run(run: Run) -> dict[str, Any]:
    told = {"at": moment(run.at), "passed": run.answer.passed, **run.answer.facts}
    return told | ({"why": run.answer.why} if run.answer.why else {})


def moment(at: datetime) -> str:
    """A time of a run as evidence has it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def evidence_path(verified: Verified, data: bytes) -> str:
    """Where the evidence lies in the incident's folder: a name of its content."""
    name = verified.check.name.lower().replace("_", "-")
    return f"evidence/{name}-{hashlib.sha256(data).hexdigest()[:12]}.json"


def entry(verified: Verified, basis: Basis, by: Speaker, data: bytes) -> Line:
    """The log's entry of a check, with its evidence.

    It stands at the first run: what is done while a check runs is done after what it tells of.
    """
    first, last = verified.runs[0].at, verified.runs[-1].at
    proof = {
        "path": evidence_path(verified, data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return line(
        "verification",
        by._replace(at=Moment.at(first)),
        check=verified.check.name,
        result="passed" if verified.passed else "failed",
        passes=verified.passes,
        of=len(verified.runs),
        from_=str(Moment.at(first)),
        until=str(Moment.at(last)),
        commit=basis.commit,
        evidence=[proof],
        text=_sentence(verified),
    )


def _sentence(verified: Verified) -> str | None:
    return None if verified.passed else verified.why[:500]


def pauses(passes: int, over: int) -> Sequence[float]:
    """Seconds from the beginning to each run: evenly, the last one not before ``over``."""
    return [over * number / (passes - 1) for number in range(passes)] if passes > 1 else [0.0]
