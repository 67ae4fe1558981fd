"""Who is to be believed: mail in a staff member's name counts only when it comes over a network that the office trusts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from crm.model import Staff

Network = IPv4Network | IPv6Network
LOOPBACK: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@dataclass(frozen=True, slots=True)
class Trust:
    """The networks whose mail servers are ours: they have checked who hands them mail."""

    networks: tuple[Network, ...] = field(default=LOOPBACK)

    @staticmethod
    def of(networks: Iterable[str]) -> "Trust":
        """From settings: «10.0.0.0/8», «192.168.1.20». ValueError where one is none."""
        return Trust(tuple(ip_network(network.strip(), strict=False) for network in networks))

    def trusts(self, peer: str) -> bool:
        """Whether the server at that IP address is ours; False for whatever is no address."""
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in self.networks)


def verified(staff: Staff, envelope: Mapping[str, Any], trust: Trust) -> bool:
    """Whether a mail in that person's name is that person's: by its peer, or because the person said so in the chat."""
    return envelope.get("confirmed_by") == staff.id or trust.trusts(str(envelope.get("peer", "")))
