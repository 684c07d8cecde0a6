"""Which network addresses are never fetched, and a resolver that does not name them.

A subscriber may type any address. Without a guard the bot would read the machine's own services, its neighbours, and
the cloud's metadata service, which hands out keys.
"""

import re
import socket
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NETWORKS = tuple(
    map(
        ip_network,
        (
            "192.0.0.0/24",  # IETF protocol assignments; Oracle's metadata service is 192.0.0.192
            "192.88.99.0/24",  # relays from IPv6 to IPv4 (RFC 7526)
            "168.63.129.16/32",  # Azure's own service, on an address that counts as public
            "2001::/23",  # IETF protocol assignments, Teredo (RFC 4380) among them
            "2002::/16",  # 6to4 (RFC 3056): whatever IPv4 address stands in it
            "3fff::/20",  # documentation (RFC 9637), which not every Python knows
        ),
    )
)
# All that was ever given out to the world (RFC 4291, 2.4). What lies outside are this machine, this network, multicast,
# and ways to write an IPv4 address: "compatible" (::/96), "translated" (::ffff:0:0:0/96), local NAT64 (64:ff9b:1::/48).
_GIVEN_OUT = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})  # RFC 5214, 6.1: the next 32 bits are one

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
    return not (_is_public_4(ip) if isinstance(ip, IPv4Address) else _is_public_6(ip))


def is_numeric_host(host: str) -> bool:
    """Whether `host` is an IP address in any spelling, a strange one included, so that no resolver is asked."""
    return ":" in host or _NUMERIC_HOST.fullmatch(host.strip()) is not None


class GuardedResolver(AbstractResolver):
    """Resolves names and keeps back forbidden addresses. The connection goes to the very addresses given back, so a
    name that changes its address between the check and the connection gains nothing.
    """

    def __init__(self, forbids: Callable[[str], bool] = is_forbidden, resolver: AbstractResolver | None = None) -> None:
        self._forbids = forbids
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of `host`. Raises `ForbiddenAddress` when it has only others."""
        found = await self._resolver.resolve(host, port, family)
        allowed = [result for result in found if not self._forbids(result["host"])]
        if found and not allowed:
            raise ForbiddenAddress(host)
        return allowed

    async def close(self) -> None:
        await self._resolver.close()


def _is_public_4(ip: IPv4Address) -> bool:
    return ip.is_global and not ip.is_multicast and not _is_listed(ip)


def _is_public_6(ip: IPv6Address) -> bool:
    inner = ip.ipv4_mapped or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None)
    if inner is not None:
        return _is_public_4(inner)
    if (int(ip) >> 32 & 0xFFFFFFFF) in _ISATAP and not _is_public_4(IPv4Address(int(ip) & 0xFFFFFFFF)):
        return False
    return ip in _GIVEN_OUT and ip.is_global and not _is_listed(ip)


def _is_listed(ip: IPv4Address | IPv6Address) -> bool:
    return any(ip.version == network.version and ip in network for network in _NETWORKS)
