"""The whole examination: of a host, of what lies here, of a git server; the worst comes first."""

from collections.abc import Iterable, Iterator

from wakebook.flows.doctor.app import app
from wakebook.flows.doctor.enforcement import cannot_enforce
from wakebook.flows.doctor.environment import environment
from wakebook.flows.doctor.other_rules import other_rules
from wakebook.flows.doctor.repository import repository
from wakebook.flows.doctor.rulesets import rulesets
from wakebook.flows.doctor.upkeep import evidence
from wakebook.flows.doctor.workflows import Files, filtered
from wakebook.model.gate.host import HostSettings
from wakebook.model.gate.reading import Level, Reading, Setting
from wakebook.model.gate.steps import GUIDE, Step, set_in

HOST = Setting(
    "host",
    "GitHub with the gate's App, or a git server with Wakebook's hook",
    f'{GUIDE}, or "Gate a plain git server"',
)


def of_host(host: HostSettings, found: Files) -> Iterator[Reading]:
    """How the repository is set up on GitHub; where it can enforce nothing, why."""
    reasons = list(cannot_enforce(host))
    yield from reasons if host.plan_lacks_rulesets else set_in(Step.APP, reasons)
    if not reasons:
        yield from set_in(Step.APP, app(host))
        yield from set_in(Step.KEY, environment(host))
        yield from set_in(Step.RULESETS, rulesets(host))
    yield from set_in(Step.SETTINGS, other_rules(host, filtered(found)))
    yield from set_in(Step.SETTINGS, repository(host))
    yield from set_in(Step.EVIDENCE, [evidence(host.evidence)])


def unheld(host: HostSettings | None, remote: str | None, *, asked: bool) -> Level:
    """How bad a gate is that nobody can pass: advice holds nobody up, and a host may not be known.

    ``remote`` is where the records are served, ``asked`` whether that is a host that was asked.
    """
    if host is not None:
        return Level.ADVISORY if any(cannot_enforce(host)) else Level.BROKEN
    if asked or remote is not None:
        return Level.WEAKER
    return Level.ADVISORY


def without_host(remote: str | None, repository: str | None) -> Reading:
    """The reading of a host that was not asked: none where there is no ``remote`` at all.

    ``repository`` is what GitHub calls it, if the remote is GitHub's.
    """
    if remote is None:
        return HOST.reads(Level.ADVISORY, "none: whoever may write here is stopped by nobody")
    if repository is not None:
        return HOST.unknown(f"GitHub was not asked; say --repository {repository}")
    return HOST.unknown(
        f"{remote} was not asked; say --repository OWNER/NAME if it is GitHub's,"
        " or call the doctor on the server"
    )


def unanswered(repository: str, *, absent: bool) -> Reading:
    """The reading of a host that was asked and did not answer, or knows no such repository."""
    if absent:
        return HOST.unknown(f"GitHub shows no repository {repository}")
    return HOST.unknown(f"GitHub did not answer about {repository}")


def worst_first(readings: Iterable[Reading]) -> list[Reading]:
    """The readings by their level."""
    order = list(Level)
    return sorted(readings, key=lambda reading: order.index(reading.level))
