"""What checks may ask and reach, by the policy alone; nothing is asked to find out."""

from collections.abc import Iterator

from wakebook.model.address import forbidden, network, plain, public, within
from wakebook.model.checks import BrowserCheck, Check, DnsCheck, HttpCheck, TcpCheck
from wakebook.model.endpoint import PORTS, Endpoint, NoEndpointError, endpoint
from wakebook.model.policy.verification import Allowed, VerificationRule

DENIED = "NET-DENY"
POLICY = "policies/verification.yaml"


class DeniedError(Exception):
    """The policy does not let something be asked or reached; the message says what."""


class Egress:
    """One rule of the policy, as a judge of endpoints and of the addresses they turn out to be."""

    def __init__(self, rule: VerificationRule) -> None:
        self._allowed = rule.allow
        self._networks = tuple(network(text) for text in rule.networks)

    def demand(self, asked: Endpoint) -> None:
        """Raises DeniedError where an endpoint may not be asked; an address is judged as well."""
        if not any(_fits(each, asked) for each in self._allowed):
            where = f"{asked.protocol}://{asked.authority}"
            raise DeniedError(f"{DENIED} {where} is not allowed by {POLICY}")
        literal = address_in(asked.host)
        if literal is not None:
            self.reachable(literal)

    def reachable(self, text: str) -> str:
        """The address to dial for one that a name turned out to be; raises DeniedError."""
        try:
            found = plain(text)
        except ValueError:
            raise DeniedError(f"{DENIED} {text} is no address") from None
        if forbidden(found):
            raise DeniedError(f"{DENIED} {found} may never be reached")
        if not public(found) and not within(found, self._networks):
            raise DeniedError(f"{DENIED} {found} is not public, and in no network of {POLICY}")
        return str(found)


def address_in(host: str) -> str | None:
    """The host itself where it is an address; None where it is a name."""
    try:
        return str(plain(host))
    except ValueError:
        return None


def _fits(allowed: Allowed, asked: Endpoint) -> bool:
    if asked.protocol not in allowed.protocols or not _names(allowed.host, asked.host):
        return False
    if allowed.ports:
        return asked.port in allowed.ports
    return asked.port == PORTS.get(asked.protocol)


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


def _visits(journey: BrowserCheck) -> Iterator[Endpoint]:
    start = endpoint(journey.url)
    yield start._replace(path="/", query="")
    for step in journey.steps:
        if step.go is not None:
            yield start.leads(step.go)._replace(path="/", query="")
    for host in journey.hosts:
        yield Endpoint("https", host, PORTS["https"])


def denials(check: Check, egress: Egress) -> Iterator[str]:
    """Why a check may not be run, once for each thing that it asks; nothing where it may."""
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
