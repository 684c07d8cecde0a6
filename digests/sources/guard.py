"""Which network addresses are never fetched, and a resolver that does not name them.

A subscriber may type any address. Without a guard the bot would read the machine's own services, its neighbours, and
the cloud's metadata service, which hands out keys.
"""

import re
import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NETWORKS = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # IETF protocol assignments; Oracle's metadata service is 192.0.0.192
            "168.63.129.16/32",  # Azure's own service, on an address that counts as public
            "64:ff9b:1::/48",  # local NAT64 (RFC 8215)
        ),
    )
)
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_COMPATIBLE = ip_network("::/96")  # RFC 4291, 2.5.5.1, deprecated

# inet_aton reads 2130706433, 0x7f.1, 0177.0.0.1 and 127.1 as addresses; no publisher writes one so.
_NUMERIC_HOST = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d*))*", re.IGNORECASE)


class ForbiddenAddress(OSError):
    """A host whose every address is private. An `OSError`, as aiohttp expects of a resolver that finds nothing."""


@lru_cache(maxsize=4096)
def is_forbidden(address: str) -> bool:
    """Whether an IP address is private, loopback, link-local, multicast, reserved, or a way around to such a one.

    True also for what is no IP address at all.
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    return any(not each.is_global or each.is_multicast or _listed(each) for each in (ip, *_embedded(ip)))


def is_numeric_host(host: str) -> bool:
    """Whether `host` is an IP address in any spelling, a strange one included, so that no resolver is asked."""
    return ":" in host or _NUMERIC_HOST.fullmatch(host) is not None


class GuardedResolver(AbstractResolver):
    """Resolves names and keeps back forbidden addresses. The connection goes to the very addresses given back, so a
    name that changes its address between the check and the connection gains nothing.
    """

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of `host`. Raises `ForbiddenAddress` when it has only others."""
        found = await self._resolver.resolve(host, port, family)
        allowed = [result for result in found if not is_forbidden(result["host"])]
        if found and not allowed:
            raise ForbiddenAddress(host)
        return allowed

    async def close(self) -> None:
        await self._resolver.close()


def _listed(ip: IPv4Address | IPv6Address) -> bool:
    return any(ip.version == network.version and ip in network for network in _NETWORKS)


def _embedded(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address leads to."""
    if isinstance(ip, IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64 or ip in _COMPATIBLE:
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [each for each in found if each is not None]
