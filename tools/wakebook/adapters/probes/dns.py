"""A question by DNS: to the resolver of the machine, or to a server that the policy allows."""

import time
from typing import TYPE_CHECKING, Any

from wakebook.adapters.probes.gate import Gate, UnansweredError
from wakebook.flows.verifying.answer import Answer
from wakebook.model.checks import DnsCheck
from wakebook.model.endpoint import PORTS, Endpoint

if TYPE_CHECKING:
    from dns.resolver import Resolver

_MOST = 50
"""Records that are kept as facts."""


def ask(spec: DnsCheck, gate: Gate) -> Answer:
    """Ask once and compare the records."""
    gate.allows(Endpoint("dns", spec.name, PORTS["dns"]))
    began = time.monotonic()
    facts: dict[str, Any] = {}
    try:
        resolver = _resolver(spec, gate, facts)
        found = gate.in_time(lambda: _records(spec, resolver, gate.left))
    except UnansweredError as error:
        return Answer(passed=False, why=str(error), facts=facts)
    facts |= {"ms": round((time.monotonic() - began) * 1000), "records": found[:_MOST]}
    wanted = sorted(_one_form(value) for value in spec.values)
    if wanted and wanted != found:
        told = ", ".join(wanted)
        return Answer(passed=False, why=f"the records are not {told}", facts=facts)
    return Answer(passed=True, facts=facts)


def _resolver(spec: DnsCheck, gate: Gate, facts: dict[str, Any]) -> "Resolver":
    from dns.exception import DNSException
    from dns.resolver import Resolver

    if spec.server is None:
        try:
            return Resolver()
        except DNSException:
            raise UnansweredError("this machine has no resolver; name a server") from None
    addresses = gate.addresses(Endpoint("dns", spec.server, spec.port))
    facts["address"] = addresses[0]
    resolver = Resolver(configure=False)
    resolver.nameservers = list(addresses[:1])
    resolver.port = spec.port
    return resolver


def _records(spec: DnsCheck, resolver: "Resolver", seconds: float) -> list[str]:
    from dns.exception import DNSException, Timeout
    from dns.resolver import NXDOMAIN, NoAnswer, NoNameservers

    try:
        answer = resolver.resolve(f"{spec.name}.", spec.record, lifetime=seconds, search=False)
    except NXDOMAIN:
        raise UnansweredError(f"there is no name {spec.name}") from None
    except NoAnswer:
        raise UnansweredError(f"{spec.name} has no record {spec.record}") from None
    except Timeout:
        raise UnansweredError("no server answered in time") from None
    except NoNameservers:
        raise UnansweredError("no server gave an answer that counts") from None
    except DNSException as error:
        raise UnansweredError(f"the question failed ({type(error).__name__})") from None
    return sorted(_one_form(record.to_text()) for record in answer)


def _one_form(text: str) -> str:
    """A record without quotes, and without the dot that ends a whole name; names in lower case."""
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1]
    return text.lower().removesuffix(".")
