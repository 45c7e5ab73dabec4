"""Addresses of the internet: which of them are everybody's, and which nothing of ours may reach.

Source: IANA's registries of special-purpose addresses (RFC 6890), and the cloud providers' own
documentation for the addresses of their metadata services.
"""

import ipaddress
from collections.abc import Iterable, Iterator
from typing import Annotated, TypeAlias

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


def _networks(*texts: str) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(text) for text in texts)


NEVER = _networks(
    "0.0.0.0/8",  # this host
    "169.254.0.0/16",  # link-local; metadata of most clouds
    "192.0.0.192/32",  # metadata of Oracle's cloud
    "100.100.100.200/32",  # metadata of Alibaba's cloud
    "168.63.129.16/32",  # the host of a virtual machine in Azure
    "224.0.0.0/4",  # multicast
    "255.255.255.255/32",  # everybody on the link
    "::/128",  # this host
    "fe80::/10",  # link-local
    "fd00:ec2::254/128",  # metadata of Amazon's cloud
    "fd20:ce::254/128",  # metadata of Google's cloud
    "ff00::/8",  # multicast
)
"""Whatever a policy says: link-local, metadata services, this host without a name, multicast."""

_NOT_PUBLIC = _networks(
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "2001::/23",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_WIDEST = {4: 8, 6: 7}


def plain(text: str) -> Address:
    """An address without a zone; a mapped one is the IPv4 address that it stands for.

    Raises ValueError for what is none.
    """
    found = ipaddress.ip_address(text.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def within(address: Address, networks: Iterable[Network]) -> bool:
    """Whether an address belongs to one of the networks."""
    return any(address in network for network in networks)


def forbidden(address: Address) -> bool:
    """Whether nothing may reach it, in whatever it is wrapped."""
    return any(within(each, NEVER) for each in (address, *_wrapped(address)))


def public(address: Address) -> bool:
    """Whether everybody means the same host by it."""
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL_V6:
        return False
    return not within(address, _NOT_PUBLIC)


def _wrapped(address: Address) -> Iterator[Address]:
    """The IPv4 addresses that translators and tunnels make of an IPv6 address."""
    if not isinstance(address, ipaddress.IPv6Address):
        return
    low = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if address in _NAT64 or (int(address) >> 32 == 0 and not address.is_loopback):
        yield low
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo


def network(text: str) -> Network:
    """A network such as ``10.20.0.0/16``; raises ValueError for what is none."""
    return ipaddress.ip_network(text, strict=True)


def _network(text: str) -> str:
    try:
        found = network(text)
    except ValueError:
        why = "it is no network such as 10.20.0.0/16"
        raise PydanticCustomError("network", "{why}", {"why": why}) from None
    if found.prefixlen < _WIDEST[found.version]:
        why = f"it is wider than /{_WIDEST[found.version]}; name the networks that are meant"
        raise PydanticCustomError("network", "{why}", {"why": why})
    if any(found.version == each.version and found.subnet_of(each) for each in NEVER):  # type: ignore[arg-type]
        why = "nothing there may ever be reached; remove it"
        raise PydanticCustomError("network", "{why}", {"why": why})
    return text


NetworkText = Annotated[str, AfterValidator(_network)]
"""A network in the notation of CIDR (RFC 4632)."""
