"""No spelling of a private address is fetched, and no public one is refused."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.guard import ForbiddenAddress, GuardedResolver, is_forbidden, is_numeric_host


@pytest.mark.parametrize("address", [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192", "168.63.129.16", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fd00:ec2::254",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe",
    "localhost", "", "2130706433", "0x7f.1",
])  # fmt: skip
def test_private_addresses_are_forbidden_in_every_form(address: str) -> None:
    assert is_forbidden(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_addresses_are_allowed(address: str) -> None:
    assert not is_forbidden(address)


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="127.0.0.0/8"))
def test_an_ipv6_form_of_a_private_address_is_as_forbidden(address: object) -> None:
    assert is_forbidden(str(address))
    assert is_forbidden(f"::ffff:{address}")
    assert is_forbidden(f"64:ff9b::{address}")


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "127.0.0.1.", "::1", "0x7F.0.1"]
)
def test_a_number_is_never_taken_for_a_name(host: str) -> None:
    assert is_numeric_host(host)


@pytest.mark.parametrize("host", ["a.example", "1.example", "0xfeed.example", "36kr.com", "163.com"])
def test_a_name_with_digits_is_a_name(host: str) -> None:
    assert not is_numeric_host(host)


async def test_a_name_of_private_addresses_only_is_not_resolved() -> None:
    resolver = GuardedResolver()
    with pytest.raises(ForbiddenAddress):
        await resolver.resolve("localhost", 80, socket.AF_UNSPEC)
    await resolver.close()
