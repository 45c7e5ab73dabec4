"""What ``wakebook verify`` asks: which checks, by which policy, how often."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from textwrap import TextWrapper

from wakebook.adapters.probes import ask, missing
from wakebook.adapters.probes.gate import Gate
from wakebook.cli._desk import Desk
from wakebook.cli._exits import UsageError
from wakebook.cli._lengths import length_of
from wakebook.cli._rehearsing import Reach, reach
from wakebook.cli._repository import reviewed_base, spoken
from wakebook.cli._terminal import columns, say, tell, tell_json
from wakebook.flows.verifying.answer import Answer, Basis, Run, Verified, pauses
from wakebook.flows.verifying.choosing import advice, wanted
from wakebook.flows.verifying.egress import POLICY, Egress, asks, denials
from wakebook.model.base import seconds
from wakebook.model.checks import Check, checks_of
from wakebook.model.endpoint import NoEndpointError
from wakebook.model.incident import Incident
from wakebook.model.library import Library
from wakebook.model.policy.verification import VerificationRule
from wakebook.records.library import Opened
from wakebook.records.tree import GitTree, Tree, WorkTree

_CENTURY = 3_155_760_000.0
"""Seconds; an operating system sleeps no longer, and nobody waits for it."""
_PATIENCE = 5.0
"""Seconds for the names of a check, where nobody waits for an answer of the service."""
_MOST_RUNS, _LONGEST = 100, 86_400


class Asking:
    """The checks of one incident, as the branch that is gated has them.

    What a change under review says of checks and policy does not count: whoever proposes it would
    choose what is asked, from a machine that reaches more than they do.
    """

    def __init__(self, desk: Desk, record: Incident) -> None:
        self.desk, self.record = desk, record
        head = desk.git.commit("HEAD")
        self._base = reviewed_base(desk.git, desk.arguments.base)
        self.basis = Basis(head, desk.git.commit(self._base))

    @cached_property
    def trusted(self) -> Library:
        """Catalog and policies of the branch that is gated."""
        return Opened(self._tree, scope=[]).library

    @cached_property
    def _tree(self) -> GitTree:
        return GitTree(self.desk.root, self.basis.policy_commit)

    @cached_property
    def rule(self) -> VerificationRule | None:
        """What is in force today."""
        policy = self.trusted.verification
        return policy.on(self.desk.now.date()) if policy else None

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks to run."""
        return wanted(self.trusted.catalog, self.record, self.desk.arguments.check).checks

    def ready(self) -> bool:
        """Whether there is something to ask and somebody who allows it; if not, it is said."""
        found = wanted(self.trusted.catalog, self.record, self.desk.arguments.check)
        for objection in (*found.objections, *self._unmerged(), *self._edited()):
            say(objection)
        if found.objections:
            return False
        if not found.checks:
            for sentence in advice(self.record):
                say(sentence)
            return False
        if self.rule is None:
            say(f"{self._branch} has no {POLICY} in force that can be read, so nothing is asked")
            return False
        return True

    def _unmerged(self) -> Iterator[str]:
        """Checks that would be run if they were in the branch that is gated."""
        known = {check.name for check in checks_of(self.trusted.catalog)}
        here = wanted(self.desk.library.catalog, self.record, self.desk.arguments.check)
        for check in here.checks:
            if check.name not in known:
                yield f"the check {check.name} is not in {self._branch} yet; it counts once merged"

    def _edited(self) -> Iterator[str]:
        """What stands otherwise in the work tree than where it counts."""
        where = f"{self._branch} ({self.basis.policy_commit[:8]})"
        advice = f"what is edited here counts once it is in {self._branch}"
        if _content(WorkTree(self.desk.root)) != _content(self._tree):
            yield f"{POLICY} is read from {where}, and differs in the work tree; {advice}"
        here = {check.name: check.spec for check in checks_of(self.desk.library.catalog)}
        for check in self.checks:
            if here.get(check.name) != check.spec:
                told = f"the check {check.name} is read from {where}, and differs in the work tree"
                yield f"{told}; {advice}"

    @property
    def _branch(self) -> str:
        return spoken(self._base)

    @cached_property
    def egress(self) -> Egress:
        """The judge of what is asked."""
        assert self.rule is not None  # noqa: S101 - ready() said so
        return Egress(self.rule)

    @property
    def denied(self) -> bool:
        """Whether the policy stands before any of the checks."""
        return any(self._denied(check) for check in self.checks)

    def listed(self) -> int:
        """Say which checks would be run."""
        if self.desk.arguments.format == "json":
            rows = [{"check": c.name, "type": c.type, "title": c.title} for c in self.checks]
            tell_json({"id": self.record.id, "checks": rows})
        else:
            tell([f"{c.name}  {c.type}  {', '.join(c.spec.components)}" for c in self.checks])
        return 0

    def rehearsed(self) -> int:
        """Say what would be asked and whether policy allows it; 1 if any of it is denied."""
        rows = [(check, _shown(check), self._reach(check)) for check in self.checks]
        if self.desk.arguments.format == "json":
            told = [
                {"check": check.name, "type": check.type, "asks": asked, "denied": [*found.denied]}
                for check, asked, found in rows
            ]
            tell_json({"id": self.record.id, "checks": told})
        else:
            for check, asked, found in rows:
                tell([f"{check.name}  {check.type}", *(f"  asks {each}" for each in asked)])
                tell(_wrapped(found.told))
            tell([f"{self._often}, by the policy of {self._branch}"])
        return 1 if any(found.denied for _, _, found in rows) else 0

    def _reach(self, check: Check) -> Reach:
        """Whether policy lets a check run; for a rehearsal its names are looked up as well."""
        denied = self._denied(check)
        if denied or not self.desk.arguments.dry_run:
            return Reach(tuple(denied))
        return reach(check, Gate(self.egress, min(self._timeout(check), _PATIENCE)))

    def _denied(self, check: Check) -> list[str]:
        return list(denials(check, self.egress))

    def equipped(self) -> bool:
        """Whether the packages are installed that the checks need; if not, it is said."""
        absent = {package for check in self.checks if (package := missing(check)) is not None}
        for package in sorted(absent):
            say(f"{package} is not installed; `pip install 'wakebook[verify]'` brings it")
        return not absent

    @cached_property
    def _passes(self) -> int:
        assert self.rule is not None  # noqa: S101 - ready() said so
        given = self.desk.arguments.passes
        if given is not None and not self.rule.passes <= given <= _MOST_RUNS:
            least = f"{POLICY} asks for {self.rule.passes} passes at least"
            raise UsageError(f"{least}, and {_MOST_RUNS} are the most")
        return self.rule.passes if given is None else int(given)

    @cached_property
    def _over(self) -> int:
        assert self.rule is not None  # noqa: S101 - ready() said so
        least, given = seconds(self.rule.over), self.desk.arguments.over
        found = least if given is None else _length(given)
        if not least <= found <= max(least, _LONGEST):
            raise UsageError(f"{POLICY} asks for {self.rule.over} at least, and a day is the most")
        return found

    @property
    def _often(self) -> str:
        return f"{self._passes} runs over {self._over} s" if self._passes > 1 else "1 run"

    def asked(self) -> tuple[Verified, ...]:
        """Run every check as often as it has to pass; one that did not once is not asked again."""
        waits = pauses(self._passes, self._over)
        runs: dict[str, list[Run]] = {check.name: [] for check in self.checks}
        if len(waits) > 1 and sys.stderr.isatty():
            say(f"{self._often}; Ctrl-C stops, and nothing is written")
        began = time.monotonic()
        for number, wait in enumerate(waits, 1):
            left = [c for c in self.checks if all(r.answer.passed for r in runs[c.name])]
            if not left:
                break
            time.sleep(min(max(0.0, began + wait - time.monotonic()), _CENTURY))
            for check in left:
                run = Run(datetime.now(UTC), ask(check, Gate(self.egress, self._timeout(check))))
                runs[check.name].append(run)
                self._progress(f"{number} of {len(waits)}", check, run)
        return tuple(Verified(check, tuple(runs[check.name])) for check in self.checks)

    def _timeout(self, check: Check) -> float:
        assert self.rule is not None  # noqa: S101 - ready() said so
        return float(min(seconds(check.spec.timeout or self.rule.timeout), _LONGEST))

    def _progress(self, which: str, check: Check, run: Run) -> None:
        if self.desk.arguments.format == "json":
            return
        outcome = "passed" if run.answer.passed else "failed" if run.answer.asked else "not asked"
        told = _facts(run.answer) if run.answer.passed else run.answer.why
        tell([f"{run.at:%H:%M:%S}  {which}  {check.name}  {outcome}  {told}".rstrip()])
        sys.stdout.flush()


def _content(tree: Tree) -> bytes:
    """The policy as it stands there; nothing where there is none."""
    return tree.read(POLICY) if tree.exists(POLICY) else b""


def _wrapped(sentences: list[str]) -> list[str]:
    """Sentences below a check, as wide as the terminal; whole where a program reads them."""
    width = columns()
    if width is None:
        return [f"  {sentence}" for sentence in sentences]
    form = TextWrapper(max(width, 40), initial_indent="  ", subsequent_indent="    ")
    form.break_on_hyphens = form.break_long_words = False
    return [line for sentence in sentences for line in form.wrap(sentence)]


def _shown(check: Check) -> list[str]:
    """What a check asks, without the values of queries."""
    try:
        return [each.shown for each in asks(check)]
    except NoEndpointError:
        return []


def _facts(answer: Answer) -> str:
    facts = answer.facts
    told = [str(facts["status"])] if "status" in facts else []
    told += [f"{facts['ms']} ms"] if "ms" in facts else []
    told += [str(facts["address"])] if "address" in facts else []
    return ", ".join(told)


def _length(words: str) -> int:
    """A length of time in seconds; raises UsageError for what is none."""
    try:
        return length_of(words)
    except ValueError:
        raise UsageError(f"{words} is no length of time; say 90s, 5m, 1h, 1d or PT5M") from None
