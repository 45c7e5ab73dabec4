"""Where a check asks: protocol, host and port, read so that there is one way to understand it.

Source of the forms: RFC 3986 for addresses, RFC 1123 for names of hosts. A number in another
notation than four decimal parts is refused, since every reader makes another address of it
(WHATWG URL, "ends in a number").
"""

import ipaddress
import re
from typing import Annotated, NamedTuple
from urllib.parse import urljoin, urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

PORTS = {"https": 443, "http": 80, "dns": 53}
"""The port that a protocol has where none is named; ``tcp`` has none."""

_AUTHORITY = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253}))(?::([0-9]{1,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PRINTED = re.compile(r"[!-~]+")


class NoEndpointError(ValueError):
    """The text names nothing that could be asked; the message says why, after "that"."""


class Endpoint(NamedTuple):
    """One place to ask; ``path`` begins with a slash and ``query`` may be empty."""

    protocol: str
    host: str
    port: int
    path: str = "/"
    query: str = ""

    @property
    def authority(self) -> str:
        """Host and port as a request's ``Host`` has them: without a usual port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS.get(self.protocol) == self.port else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, with everything that its query says."""
        return f"{self.protocol}://{self.authority}{self.target}"

    @property
    def target(self) -> str:
        """Path and query, as they are asked for."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def shown(self) -> str:
        """The address without the values of its query: they may be secrets."""
        if self.protocol not in ("http", "https"):
            return f"{self.protocol}://{self.authority}"
        query = "&".join(map(_without_value, self.query.split("&"))) if self.query else ""
        return f"{self.protocol}://{self.authority}{self.path}{query and '?'}{query}"

    def leads(self, reference: str) -> "Endpoint":
        """Where a reference found there leads, such as a redirect; raises NoEndpointError."""
        if not _PRINTED.fullmatch(reference):
            raise NoEndpointError("holds characters that no address has")
        try:
            joined = urljoin(self.url, reference)
        except ValueError:
            raise NoEndpointError("is no address") from None
        return endpoint(joined)


def _without_value(part: str) -> str:
    """A part of a query with dots for its value; one without ``=`` may be nothing but a value."""
    name, equals, _ = part.partition("=")
    return f"{name}=..." if equals else "..." if part else ""


def endpoint(url: str) -> Endpoint:
    """What an http or https address names; raises NoEndpointError."""
    if not _PRINTED.fullmatch(url) or "\\" in url:
        raise NoEndpointError("holds characters that no address has")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise NoEndpointError("is no address") from None
    if parts.scheme not in ("http", "https"):
        raise NoEndpointError("does not begin with https:// or http://")
    if "@" in parts.netloc:
        raise NoEndpointError("names a user or a password; a check carries neither")
    found = _AUTHORITY.fullmatch(parts.netloc)
    if found is None:
        raise NoEndpointError("has no host, or one in a form that not everybody reads alike")
    name = host(found[1] or found[2])
    if (":" in name) != (found[1] is not None):
        raise NoEndpointError("has no host, or one in a form that not everybody reads alike")
    number = int(found[3] or PORTS[parts.scheme])
    if not 1 <= number <= 65_535:
        raise NoEndpointError(f"has the port {number}, which there is not")
    return Endpoint(parts.scheme, name, number, parts.path or "/", parts.query)


def host(text: str) -> str:
    """A name or an address of a host in its one form; raises NoEndpointError.

    Names are lower-case ASCII: one of another script is written as it is registered (``xn--``).
    """
    name = text.lower()
    if ":" in name:
        return _literal(name)
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        literal = _literal(name)
        if literal != name:
            raise NoEndpointError("has a number for a host; write it as 192.0.2.1")
        return literal
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise NoEndpointError("has no host, or one in a form that not everybody reads alike")
    return name


def _literal(text: str) -> str:
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise NoEndpointError("has a number for a host; write it as 192.0.2.1") from None


def _checked_url(text: str) -> str:
    try:
        endpoint(text)
    except NoEndpointError as error:
        raise PydanticCustomError("endpoint", "this address {why}", {"why": str(error)}) from None
    return text


def _checked_host(text: str) -> str:
    try:
        return host(text)
    except NoEndpointError as error:
        raise PydanticCustomError("endpoint", "this address {why}", {"why": str(error)}) from None


WebAddress = Annotated[str, Field(max_length=2000), AfterValidator(_checked_url)]
"""An http or https address without a user, a password or a number in disguise."""

HostName = Annotated[str, Field(max_length=253), AfterValidator(_checked_host)]
"""A host's name in lower-case ASCII, or its address."""

Port = Annotated[int, Field(ge=1, le=65_535)]
"""A port of TCP or UDP."""
