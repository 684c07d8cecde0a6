"""No spelling of a private address is fetched, and no public one is refused."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.guard import ForbiddenAddress, GuardedResolver, is_forbidden, is_numeric_host


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192", "168.63.129.16", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fd00:ec2::254",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2002:808:808::", "2001:0:0:0:0:0:80ff:fffe", "192.88.99.1", "198.18.0.1",
    "::ffff:0:7f00:1", "::ffff:0:127.0.0.1", "fec0::1", "1::", "4000::1", "5f00::1", "3fff::1", "ff0e::1", "100::1",
    "64:ff9b::a00:1", "2600:1f00::5efe:127.0.0.1", "2600:1f00::200:5efe:10.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b:1:7f00:0:100::", "::ffff:100.64.0.1", "2001:db8::1",
    "localhost", "", "2130706433", "0x7f.1",
])  # fmt: skip
def test_private_addresses_are_forbidden_in_every_form(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "172.32.0.1",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "2600:1f00::5efe:8.8.8.8",
        "2001:4860:4860::8888",
        "2a00:1450::1",
    ],
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert not is_forbidden(address)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="127.0.0.0/8"))
def test_an_ipv6_form_of_a_private_address_is_as_forbidden(address: object) -> None:
    assert is_forbidden(str(address))
    assert is_forbidden(f"::ffff:{address}")
    assert is_forbidden(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "127.0.0.1.", "::1", "0x7F.0.1", "127.0.0.1 "]
)
def test_a_number_is_never_taken_for_a_name(host: str) -> None:
    assert is_numeric_host(host)


@pytest.mark.parametrize("host", ["a.example", "1.example", "0xfeed.example", "36kr.com", "163.com"])
def test_a_name_with_digits_is_a_name(host: str) -> None:
    assert not is_numeric_host(host)


class Scripted(AbstractResolver):
    """A name server that gives these addresses for every name."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del family
        return [
            ResolveResult(hostname=host, host=each, port=port, family=socket.AF_INET, proto=0, flags=0)
            for each in self._addresses
        ]

    async def close(self) -> None:
        pass


async def test_of_public_and_private_addresses_only_the_public_ones_are_connected_to() -> None:
    mixed = GuardedResolver(resolver=Scripted("127.0.0.1", "8.8.8.8", "::ffff:10.0.0.1", "169.254.169.254", "fec0::1"))
    assert [each["host"] for each in await mixed.resolve("a.example", 80)] == ["8.8.8.8"]
    private = GuardedResolver(resolver=Scripted("127.0.0.1", "::1"))
    with pytest.raises(ForbiddenAddress):
        await private.resolve("a.example", 80)


@given(st.ip_addresses(v=6))
def test_nothing_outside_of_what_was_given_out_is_asked_but_public_ipv4(address: IPv6Address) -> None:
    embedded = address.ipv4_mapped or IPv4Address(int(address) & 0xFFFFFFFF)
    if not is_forbidden(str(address)):
        assert address in ip_network("2000::/3") or not is_forbidden(str(embedded))


async def test_a_name_of_private_addresses_only_is_not_resolved() -> None:
    resolver = GuardedResolver()
    with pytest.raises(ForbiddenAddress):
        await resolver.resolve("localhost", 80, socket.AF_UNSPEC)
    await resolver.close()
