"""Which addresses a server may be sent to by a stranger's link: public ones, and what the operator allows.

Everything else (this machine, its network, clouds' metadata services) would let people look where they cannot reach:
https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

PORTS = frozenset({80, 443})

_GLOBAL_V6 = IPv6Network("2000::/3")
# Within 2000::/3: protocol assignments with Teredo, documentation, 6to4. Outside of it: NAT64 (64:ff9b::/96), mapped and local addresses.
_NOT_V6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NOT_V4 = tuple(IPv4Network(net) for net in ("192.88.99.0/24", "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4"))


def read_networks(names: Iterable[str]) -> tuple[Network, ...]:
    """Networks from the settings, such as "10.0.0.0/8". Raises ValueError."""
    return tuple(ip_network(name, strict=False) for name in names)


def is_public(address: Address) -> bool:
    """Whether everybody can reach it."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not any(address in net for net in _NOT_V4)
    if address.scope_id is not None:
        return False
    return address in _GLOBAL_V6 and not any(address in net for net in _NOT_V6)


def is_allowed(address: Address, port: int, allowed: Iterable[Network]) -> bool:
    """Public addresses on the web's ports; in the operator's networks any port."""
    if any(address.version == net.version and address in net for net in allowed):
        return True
    return port in PORTS and is_public(address)


def read_address(text: str) -> Address | None:
    """A literal address, or None for a name."""
    try:
        return ip_address(text.strip("[]"))
    except ValueError:
        return None
