"""Who may do what, as one table: role × deed × whether the action (or the list) is one's own."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

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
_OWN = _WORK - {Deed.APPROVE}  # what needs approval is approved by somebody else, but for small amounts (may_with)
MAY: Mapping[tuple[Role, bool], frozenset[Deed]] = MappingProxyType(
    {
        (Role.STAFF, True): _OWN,
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


def may_with(person: Staff, deed: Deed, action: Action, parameters: Mapping[str, Any] = MappingProxyType({})) -> bool:
    """The same of an action: one's own is what one does and what one asked for.

    The parameter `quote_approval` ({"responsible_up_to": pesos, or null for nothing}) lets the responsible approve small amounts.
    """
    own = person.id in (action.responsible_id, action.requester_id)
    if may(person.role, deed, own=own):
        return True
    return deed is Deed.APPROVE and person.id == action.responsible_id and _is_small(action, parameters.get("quote_approval"))


def may_do(person: Staff, needs: str, action: Action, parameters: Mapping[str, Any]) -> bool:
    """Whether a person may act on an action by a verb that `needs` a permission of its own («» where it needs none)."""
    return may_with(person, Deed.ACT, action) and (not needs or may_with(person, Deed(needs), action, parameters))


def _is_small(action: Action, rule: Mapping[str, Any] | None) -> bool:
    """Whether its amount is at most what the rule names; an amount in another currency than pesos never is."""
    limit = (rule or {}).get("responsible_up_to")
    return limit is not None and action.amount is not None and action.currency == "CLP" and action.amount <= Decimal(str(limit))
