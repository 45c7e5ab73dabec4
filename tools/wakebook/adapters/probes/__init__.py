"""Probes ask services whether they work: one file a type of check, ``ask(spec, gate)`` in each."""

from importlib import import_module

from wakebook.adapters.probes.gate import Gate
from wakebook.flows.verifying.answer import Answer
from wakebook.flows.verifying.egress import DeniedError
from wakebook.model.checks import Check

NEEDS = {"browser": "playwright", "dns": "dns", "http": "urllib3"}
"""The package that a probe imports; all of them come with the extra ``verify``."""


def missing(check: Check) -> str | None:
    """The package that a check needs and that is not installed."""
    from importlib.util import find_spec

    package = NEEDS.get(check.type)
    return None if package is None or find_spec(package) is not None else package


def ask(check: Check, gate: Gate) -> Answer:
    """Run a check once; whatever the other side does is an answer."""
    probe = import_module(f"wakebook.adapters.probes.{check.type}")
    try:
        answer: Answer = probe.ask(check.spec, gate)
    except DeniedError as error:
        return Answer(passed=False, why=str(error), asked=False, remedy=error.remedy)
    return answer
