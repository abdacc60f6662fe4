"""Where a link may send the server."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from angarium.sources.addresses import is_allowed, is_public, read_networks

INSIDE = (
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%1",
    "2606:4700::1111%2", "fec0::1", "ff02::1",
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))
    assert not is_allowed(ip_address(address), 80, ())


@pytest.mark.parametrize("address", ("8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001::1"))
def test_what_is_public(address: str) -> None:
    assert is_public(ip_address(address))
    assert is_allowed(ip_address(address), 443, ()) and not is_allowed(ip_address(address), 22, ())


def test_what_the_operator_allows() -> None:
    allowed = read_networks(("10.0.0.0/8", "fd00::/8"))
    assert is_allowed(ip_address("10.1.2.3"), 8080, allowed) and is_allowed(ip_address("fd00::1"), 81, allowed)
    assert not is_allowed(ip_address("127.0.0.1"), 80, allowed)
    with pytest.raises(ValueError):
        read_networks(("10.0.0.0/99",))
