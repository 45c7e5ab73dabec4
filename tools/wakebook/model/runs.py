"""What evidence of ``wakebook verify`` says, read strictly, since nobody stands by it (5.3)."""

import json
from typing import Any, NamedTuple

from wakebook.model.log.proof import Verification

TOOLKIT = "system:wakebook"
"""By whom the log has verifications that nobody ran by hand."""
_DIGEST = "sha256_of_check"
_KEYS = frozenset({"asked", "check", "commit", "policy_commit", "runs", _DIGEST, "type"})
_HEX = frozenset("0123456789abcdef")


class Runs(NamedTuple):
    """The runs of one check: how many passed of how many, and what they are bound to."""

    check: str
    passes: int
    of: int
    commit: str
    policy_commit: str
    digest: str

    def prove(self, entry: Verification) -> bool:
        """Whether an entry of the log says the same."""
        said = (entry.check, entry.passes, entry.of, entry.commit, entry.result)
        result = "passed" if self.passes == self.of else "failed"
        return said == (self.check, self.passes, self.of, self.commit, result)


def runs_in(data: bytes) -> Runs | None:
    """The runs that evidence tells of; None where it is not whole, or says anything twice."""
    told = _read(data) if _DIGEST.encode() in data else None
    if not isinstance(told, dict) or told.keys() != _KEYS:
        return None
    runs, asked = told["runs"], told["asked"]
    ids = (told["commit"], told["policy_commit"])
    whole = (
        all(isinstance(told[key], str) and told[key] for key in ("check", "type"))
        and all(_is_hex(each, 40) or _is_hex(each, 64) for each in ids)
        and _is_hex(told[_DIGEST], 64)
        and isinstance(asked, list)
        and all(isinstance(each, str) for each in asked)
        and isinstance(runs, list)
        and bool(runs)
        and all(map(_is_run, runs))
    )
    passed = sum(run["passed"] for run in runs) if whole else 0
    return Runs(told["check"], passed, len(runs), *ids, told[_DIGEST]) if whole else None


def claims_runs(data: bytes) -> bool:
    """Whether data looks like evidence of ``wakebook verify``, in whatever letters."""
    return _DIGEST in data.decode("utf-8", "replace").casefold()


def objection(entry: Verification, found: dict[str, Runs]) -> str:
    """Why an entry of the toolkit's own proves nothing; nothing where its evidence does."""
    if (entry.by or "").casefold() != TOOLKIT:
        return ""
    told = [found[proof.path] for proof in entry.evidence if proof.path in found]
    if not told:
        return "has no whole evidence of `wakebook verify`"
    if not any(runs.prove(entry) for runs in told):
        return "says otherwise than its evidence"
    return ""


def _read(data: bytes) -> object:
    try:
        return json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _is_run(run: object) -> bool:
    return (
        isinstance(run, dict)
        and isinstance(run.get("at"), str)
        and isinstance(run.get("passed"), bool)
    )


def _is_hex(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and set(value) <= _HEX
