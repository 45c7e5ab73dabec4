"""Whether the addresses of a check may be reached: names are looked up, and nobody is asked."""

from typing import NamedTuple

from wakebook.adapters.probes.gate import Gate, UnansweredError
from wakebook.flows.verifying.egress import DeniedError, dialled
from wakebook.model.checks import Check


class Reach(NamedTuple):
    """Why policy keeps a check from its addresses, with what to add; and names without one."""

    denied: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """The same as sentences."""
        if self.denied or not self.unknown:
            return [*self.denied] or ["allowed"]
        return ["; ".join(("allowed by name", *self.unknown))]


def reach(check: Check, gate: Gate) -> Reach:
    """What a run would find; the check itself is one that policy lets be asked."""
    denied: list[str] = []
    unknown: list[str] = []
    for each in dialled(check):
        try:
            gate.addresses(each)
        except DeniedError as error:
            denied += [sentence for sentence in (str(error), error.remedy) if sentence]
        except UnansweredError as error:
            unknown.append(str(error))
    return Reach(tuple(dict.fromkeys(denied)), tuple(dict.fromkeys(unknown)))
