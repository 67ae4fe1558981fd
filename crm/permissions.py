"""Who may do what, as one table: role × deed × whether the action (or the list) is one's own."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from crm.model import Action, Role, Staff


class Deed(StrEnum):
    """What somebody may want to do with an action or with a list of them."""

    SEE = "see"
    ACT = "act"  # close, drop, reopen, postpone
    HAND_OVER = "hand over"
    APPROVE = "approve"
    MANAGE = "manage"  # the staff: add, invite, disconnect


_ALL = frozenset(Deed)
_WORK = _ALL - {Deed.MANAGE}
MAY: Mapping[tuple[Role, bool], frozenset[Deed]] = MappingProxyType(
    {
        (Role.STAFF, True): _WORK,
        (Role.STAFF, False): frozenset(),
        (Role.SUPERVISOR, True): _WORK,
        (Role.SUPERVISOR, False): _WORK,
        (Role.ADMINISTRATOR, True): _ALL,
        (Role.ADMINISTRATOR, False): _ALL,
    }
)


def may(role: Role, deed: Deed, *, own: bool) -> bool:
    """Whether a role may do that with what is its own, or somebody else's."""
    return deed in MAY[role, own]


def may_with(person: Staff, deed: Deed, action: Action) -> bool:
    """The same of an action: one's own is what one does and what one asked for."""
    return may(person.role, deed, own=person.id in (action.responsible_id, action.requester_id))
