"""A connection by TCP, and what is said there first."""

import time
from typing import Any

from wakebook.adapters.probes.gate import Gate, UnansweredError
from wakebook.flows.verifying.answer import Answer
from wakebook.model.checks import TcpCheck
from wakebook.model.endpoint import Endpoint

_MOST_BYTES = 4096
"""Of a banner."""


def ask(spec: TcpCheck, gate: Gate) -> Answer:
    """Connect, and wait for the banner where one is wanted."""
    began = time.monotonic()
    facts: dict[str, Any] = {}
    try:
        connection, facts["address"] = gate.connected(Endpoint("tcp", spec.host, spec.port))
        with connection:
            facts["ms"] = round((time.monotonic() - began) * 1000)
            if spec.banner is None:
                return Answer(passed=True, facts=facts)
            said = b""
            while len(said) < _MOST_BYTES:
                connection.settimeout(gate.left)
                more = connection.recv(_MOST_BYTES - len(said))
                said += more
                if spec.banner.encode() in said:
                    return Answer(passed=True, facts=facts)
                if not more:
                    break
    except UnansweredError as error:
        return Answer(passed=False, why=str(error), facts=facts)
    except OSError:
        pass
    return Answer(passed=False, why=f"it does not say {spec.banner!r}", facts=facts)
