"""The whole examination: of a host, of what lies here, of a git server; the worst comes first."""

from collections.abc import Iterable, Iterator, Sequence

from wakebook.flows.doctor.app import app
from wakebook.flows.doctor.enforcement import cannot_enforce
from wakebook.flows.doctor.environment import environment
from wakebook.flows.doctor.other_rules import other_rules
from wakebook.flows.doctor.policy import policy
from wakebook.flows.doctor.repository import repository
from wakebook.flows.doctor.rulesets import rulesets
from wakebook.flows.doctor.upkeep import owners
from wakebook.flows.doctor.workflows import Files, filtered, workflows
from wakebook.flows.inspection import Inspection
from wakebook.model.gate.host import HostSettings
from wakebook.model.gate.reading import Level, Reading, Setting

HOST = Setting(
    "host",
    "GitHub with the gate's App, or a git server with Wakebook's hook",
    "docs/how-to/switch-on-the-gate.md, docs/how-to/gate-a-plain-git-server.md",
)


def of_host(host: HostSettings, found: Files) -> Iterator[Reading]:
    """How the repository is set up on GitHub; where it can enforce nothing, why."""
    reasons = list(cannot_enforce(host))
    yield from reasons
    if not reasons:
        yield from app(host)
        yield from environment(host)
        yield from rulesets(host)
    yield from other_rules(host, filtered(found))
    yield from repository(host)


def of_files(
    inspection: Inspection, found: Files, host: HostSettings | None, hosts: Sequence[str]
) -> Iterator[Reading]:
    """What lies in the repository itself; ``host`` adds what it says of these files.

    ``hosts`` are those whose accounts may approve.
    """
    if host is not None or found:
        yield from workflows(found, host.branch if host else None)
    yield from policy(inspection, hosts)
    yield from owners(inspection.opened.tree, host.codeowners if host else None)


def without_host(remote: str | None) -> Reading:
    """The reading of a host that was not asked: none where there is no ``remote`` at all."""
    if remote is None:
        return HOST.reads(Level.ADVISORY, "none: whoever may write here is stopped by nobody")
    return HOST.unknown(f"{remote} was not asked; say --repository OWNER/NAME if it is GitHub's")


def unanswered(repository: str) -> Reading:
    """The reading of a host that was asked and did not answer."""
    return HOST.unknown(f"GitHub did not answer about {repository}")


def worst_first(readings: Iterable[Reading]) -> list[Reading]:
    """The readings by their level."""
    order = list(Level)
    return sorted(readings, key=lambda reading: order.index(reading.level))
