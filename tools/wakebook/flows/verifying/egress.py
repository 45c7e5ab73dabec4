"""What checks may ask and reach, by the policy alone; nothing is asked to find out."""

import json
from collections.abc import Iterator

from wakebook.model.address import forbidden, network, plain, public, within
from wakebook.model.checks import BrowserCheck, Check, DnsCheck, HttpCheck, TcpCheck
from wakebook.model.endpoint import PORTS, Endpoint, NoEndpointError, endpoint
from wakebook.model.policy.verification import VerificationRule

DENIED = "NET-DENY"
POLICY = "policies/verification.yaml"


class DeniedError(Exception):
    """The policy does not let something be asked or reached; the message says what.

    ``remedy`` is what the policy would have to say. It is for who wrote the check: where a service
    sends a probe is no advice for a policy.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class Egress:
    """One rule of the policy, as a judge of endpoints and of the addresses they turn out to be."""

    def __init__(self, rule: VerificationRule) -> None:
        self._allowed = rule.allow
        self._networks = tuple(network(text) for text in rule.networks)

    def demand(self, asked: Endpoint) -> None:
        """Raises DeniedError where an endpoint may not be asked; an address is judged as well."""
        missing = self._missing(asked)
        literal = address_in(asked.host)
        if missing:
            where = f"{asked.protocol}://{asked.authority} is not allowed by {POLICY}"
            remedy = f"to `allow`, add {_line(asked)}"
            if literal is not None and _never(literal):
                missing, remedy = f"{missing}, and {literal} may never be reached", ""
            elif literal is not None and not self._within(literal):
                missing = f"{missing}, and {literal} is in no network of it"
                remedy = f"{remedy}; to `networks`, {_network_of(literal)}"
            raise DeniedError(f"{DENIED} {where}: {missing}", remedy)
        if literal is not None:
            self.reachable(literal)

    def _missing(self, asked: Endpoint) -> str:
        """What the policy does not say of an endpoint: host, protocol or port; "" where it does."""
        named = [each for each in self._allowed if _names(each.host, asked.host)]
        if not named:
            return f"no line of `allow` names {asked.host}"
        spoken = [each for each in named if asked.protocol in each.protocols]
        if not spoken:
            known = ", ".join(dict.fromkeys(p for each in named for p in each.protocols))
            return f"`allow` names {asked.host} with protocols [{known}], without {asked.protocol}"
        usual = PORTS.get(asked.protocol)
        ports = {port for each in spoken for port in each.ports or (usual,) if port is not None}
        if asked.port in ports:
            return ""
        known = ", ".join(map(str, sorted(ports)))
        told = f"`allow` names {asked.host} for {asked.protocol} with ports [{known}]"
        return f"{told}, without {asked.port}"

    def _within(self, text: str) -> bool:
        found = plain(text)
        return public(found) or within(found, self._networks)

    def reachable(self, text: str) -> str:
        """The address to dial for one that a name turned out to be; raises DeniedError."""
        try:
            found = plain(text)
        except ValueError:
            raise DeniedError(f"{DENIED} {text} is no address") from None
        if forbidden(found):
            raise DeniedError(f"{DENIED} {found} may never be reached")
        if not self._within(str(found)):
            sentence = f"{DENIED} {found} is not public, and in no network of {POLICY}"
            raise DeniedError(sentence, f"to `networks`, add {_network_of(str(found))}")
        return str(found)


def address_in(host: str) -> str | None:
    """The host itself where it is an address; None where it is a name."""
    try:
        return str(plain(host))
    except ValueError:
        return None


def _never(text: str) -> bool:
    return forbidden(plain(text))


def _line(asked: Endpoint) -> str:
    """The line of ``allow`` that lets an endpoint be asked, and nothing else."""
    parts = [f"host: {json.dumps(asked.host)}"]
    if asked.protocol != "https":
        parts.append(f"protocols: [{asked.protocol}]")
    if asked.port != PORTS.get(asked.protocol):
        parts.append(f"ports: [{asked.port}]")
    return f"{{{', '.join(parts)}}}"


def _network_of(text: str) -> str:
    """The narrowest network with an address."""
    return f'"{text}/{plain(text).max_prefixlen}"'


def _names(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        return host.endswith(pattern[1:]) and address_in(host) is None
    return host == (address_in(pattern) or pattern)


def asks(check: Check) -> Iterator[Endpoint]:
    """Everything that a check asks by itself; where redirects lead is judged on the way.

    Raises NoEndpointError for a step that leads nowhere.
    """
    match check.spec:
        case HttpCheck(url=url):
            yield endpoint(url)
        case TcpCheck(host=host, port=port):
            yield Endpoint("tcp", host, port)
        case DnsCheck(name=name, server=server, port=port):
            yield Endpoint("dns", name, PORTS["dns"])
            if server is not None:
                yield Endpoint("dns", server, port)
        case BrowserCheck() as journey:
            yield from dict.fromkeys(_visits(journey))


def dialled(check: Check) -> list[Endpoint]:
    """Those of them that a connection is made to: the name in a question by DNS is none."""
    found = list(asks(check))
    return found[1:] if isinstance(check.spec, DnsCheck) else found


def _visits(journey: BrowserCheck) -> Iterator[Endpoint]:
    start = endpoint(journey.url)
    yield start._replace(path="/", query="")
    for step in journey.steps:
        if step.go is not None:
            yield start.leads(step.go)._replace(path="/", query="")
    for host in journey.hosts:
        yield Endpoint("https", host, PORTS["https"])


def denials(check: Check, egress: Egress) -> Iterator[str]:
    """Why a check may not be run, and what would let it, for each thing that it asks."""
    try:
        asked = list(asks(check))
    except NoEndpointError as error:
        yield f"{DENIED} a step of {check.name} {error}"
        return
    for each in asked:
        try:
            egress.demand(each)
        except DeniedError as error:
            yield str(error)
            if error.remedy:
                yield error.remedy
