"""A request by HTTP, to an address that was judged, in the name of the host that was meant."""

import hashlib
import ssl
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from wakebook import __version__
from wakebook.adapters.probes.gate import Gate, UnansweredError
from wakebook.flows.verifying.answer import Answer, moment
from wakebook.flows.verifying.egress import DeniedError
from wakebook.model.checks import HttpCheck
from wakebook.model.endpoint import Endpoint, NoEndpointError, endpoint

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

MOST_BYTES = 2**20
"""Of a body: more of it is not read, and the run does not pass."""
_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Response(NamedTuple):
    """What came back: the status, the whole body, where it leads, and facts to keep."""

    status: int
    body: bytes
    location: str | None
    facts: dict[str, Any]


def ask(spec: HttpCheck, gate: Gate) -> Answer:
    """Ask once and look at the answer."""
    began = time.monotonic()
    facts: dict[str, Any] = {}
    try:
        response = gate.in_time(lambda: _followed(spec, gate, facts))
    except UnansweredError as error:
        return Answer(passed=False, why=str(error), facts=dict(facts))
    facts["ms"] = round((time.monotonic() - began) * 1000)
    why = _why(spec, response, facts)
    return Answer(not why, why, facts)


def _followed(spec: HttpCheck, gate: Gate, facts: dict[str, Any]) -> Response:
    """The answer behind the redirects; ``facts`` tells how far it came."""
    here = endpoint(spec.url)
    for number in range(spec.redirects + 1):
        if number:
            facts["redirects"] = number
        response = _response(spec.method, here, gate)
        facts |= response.facts
        if response.status == spec.status or response.status not in _REDIRECTS:
            return response
        here = _led(here, response.location, gate)
    raise UnansweredError(f"redirects more than {spec.redirects} times")


def _led(here: Endpoint, location: str | None, gate: Gate) -> Endpoint:
    """Where a redirect leads; raises UnansweredError unless it is the same host, and allowed."""
    if not location:
        raise UnansweredError("it redirects without saying where to")
    try:
        there = here.leads(location)
        if there.host != here.host:
            raise UnansweredError("NET-DENY it redirects to another host, which is not followed")
        gate.allows(there)
    except NoEndpointError as error:
        raise UnansweredError(f"NET-DENY it redirects to what {error}") from None
    except DeniedError as error:
        raise UnansweredError(f"it redirects: {error}") from None
    return there


def _response(method: str, asked: Endpoint, gate: Gate) -> Response:
    from http.client import HTTPException

    from urllib3.exceptions import HTTPError

    faults = (OSError, ValueError, HTTPError, HTTPException)
    for number, address in enumerate(addresses := gate.addresses(asked), 1):
        connection = _connection(asked, address, gate)
        try:
            connection.connect()
        except faults as error:
            connection.close()
            if number == len(addresses):
                raise UnansweredError(_failure(error, address)) from None
            continue
        try:
            return _exchange(method, asked, address, connection, gate)
        except faults as error:
            raise UnansweredError(_failure(error, address)) from None
        finally:
            connection.close()
    raise UnansweredError(f"{asked.host} has no address")


def _connection(asked: Endpoint, address: str, gate: Gate) -> "HTTPConnection":
    """A connection to the address itself; neither a proxy nor another look-up comes between."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if asked.protocol == "http":
        return HTTPConnection(address, asked.port, timeout=gate.left)
    return HTTPSConnection(
        address,
        asked.port,
        timeout=gate.left,
        server_hostname=asked.host,
        ssl_context=ssl.create_default_context(),
    )


def _exchange(
    method: str, asked: Endpoint, address: str, connection: "HTTPConnection", gate: Gate
) -> Response:
    headers = {
        "Host": asked.authority,
        "User-Agent": f"wakebook/{__version__}",
        "Accept-Encoding": "identity",
        "Cache-Control": "no-cache",
        "Connection": "close",
    }
    facts: dict[str, Any] = {"address": address, **_certificate(connection)}
    gate.holds(connection.sock)
    connection.request(
        method, asked.target, headers=headers, preload_content=False, decode_content=False
    )
    answer = connection.getresponse()
    facts["status"] = answer.status
    body = bytearray()
    while chunk := answer.read(_CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            raise UnansweredError(f"the body has more than {MOST_BYTES:,} bytes")
        if connection.sock is not None:
            connection.sock.settimeout(gate.left)
    facts |= {"bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    return Response(answer.status, bytes(body), answer.headers.get("Location"), facts)


def _certificate(connection: "HTTPConnection") -> dict[str, Any]:
    """Until when the certificate is valid, which the handshake found to be good."""
    told = connection.sock.getpeercert() if isinstance(connection.sock, ssl.SSLSocket) else None
    ends = (told or {}).get("notAfter")
    if not isinstance(ends, str):
        return {}
    return {
        "certificate_until": moment(datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC))
    }


def _failure(error: Exception, address: str) -> str:
    """What went wrong in words of ours: those of the other side may be anything."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate of {address} is not good: {cause.verify_message}"
        if isinstance(cause, TimeoutError):
            return f"{address} did not answer in time"
        if isinstance(cause, OSError) and cause.strerror:
            return f"{address} does not answer: {cause.strerror}"
        cause = cause.__cause__ or cause.__context__
    return f"{address} does not answer as HTTP wants it ({type(error).__name__})"


def _why(spec: HttpCheck, response: Response, facts: dict[str, Any]) -> str:
    """Why an answer is not the one that was wanted; nothing where it is."""
    if response.status != spec.status:
        return f"the status is {response.status}, not {spec.status}"
    text = response.body.decode("utf-8", "replace")
    for wanted in spec.contains:
        if wanted not in text:
            return f"the body does not hold {wanted!r}"
    for unwanted in spec.lacks:
        if unwanted in text:
            return f"the body holds {unwanted!r}"
    if spec.within_ms is not None and facts["ms"] > spec.within_ms:
        return f"it took {facts['ms']} ms, more than {spec.within_ms} ms"
    return _soon(spec.certificate_days, facts.get("certificate_until"))


def _soon(days: int | None, until: str | None) -> str:
    if days is None:
        return ""
    if until is None:
        return "there is no certificate, it was asked without encryption"
    left = datetime.fromisoformat(until) - datetime.now(UTC)
    return f"the certificate ends in {left.days} days, {until}" if left.days < days else ""
