"""Who may do what, as one table: role × whose it is × deed."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from crm.model import Action, Role, Staff


class Deed(StrEnum):
    """What somebody may want to do with an action or with a list of them."""

    SEE = "see"
    CONSULT = "consult"  # read what the office keeps for everybody: its procedures
    ACT = "act"  # close, drop, reopen, postpone
    HAND_OVER = "hand over"
    APPROVE = "approve"
    ARRANGE = "arrange"  # when somebody works and when not: hours, days, leave
    MANAGE = "manage"  # the staff: add, invite, disconnect
    SET_UP = "set up"  # the office: parameters, tables, partners that are one
    EXCHANGE = "exchange"  # everybody's data as files: import, export


class Owner(StrEnum):
    """Whose it is, as the person sees it who wants to do something with it."""

    OWN = "own"
    TEAM = "team"  # of somebody whom this supervisor looks after
    OTHER = "other"


_ALL = frozenset(Deed)
_WORK = _ALL - {Deed.ARRANGE, Deed.MANAGE, Deed.SET_UP, Deed.EXCHANGE}
_OWN = _WORK - {Deed.APPROVE}  # what needs approval is approved by somebody else, but for small amounts (may_with)
_OTHERS: frozenset[Deed] = frozenset({Deed.CONSULT})
MAY: Mapping[tuple[Role, Owner], frozenset[Deed]] = MappingProxyType(
    {
        (Role.STAFF, Owner.OWN): _OWN,
        (Role.STAFF, Owner.TEAM): _OTHERS,
        (Role.STAFF, Owner.OTHER): _OTHERS,
        (Role.SUPERVISOR, Owner.OWN): _WORK,
        (Role.SUPERVISOR, Owner.TEAM): _WORK | {Deed.ARRANGE},
        (Role.SUPERVISOR, Owner.OTHER): _OTHERS,
        (Role.ADMINISTRATOR, Owner.OWN): _ALL,
        (Role.ADMINISTRATOR, Owner.TEAM): _ALL,
        (Role.ADMINISTRATOR, Owner.OTHER): _ALL,
    }
)


# Up to which amount a role approves, by the key of the parameter `quote_approval`; nothing there is no limit.
_LIMITED: Mapping[Role, str] = MappingProxyType({Role.SUPERVISOR: "supervisor_up_to"})


def may(role: Role, deed: Deed, *, own: bool) -> bool:
    """Whether a role may do that with what is its own, or with anybody's at all."""
    return deed in MAY[role, Owner.OWN if own else Owner.OTHER]


def ever(role: Role, deed: Deed) -> bool:
    """Whether a role may do that with anything that is not its own."""
    return deed in MAY[role, Owner.TEAM] | MAY[role, Owner.OTHER]


def owner(person: Staff, *staff_ids: int) -> Owner:
    """Whose something is that concerns those people: one's own before one's team's."""
    if person.id in staff_ids:
        return Owner.OWN
    return Owner.OTHER if person.team.isdisjoint(staff_ids) else Owner.TEAM


def may_of(person: Staff, deed: Deed, *staff_ids: int) -> bool:
    """Whether a person may do that with what is those people's (a list, all that one of them has to do)."""
    return deed in MAY[person.role, owner(person, *staff_ids)]


def whose(person: Staff, deed: Deed = Deed.SEE) -> frozenset[int] | None:
    """With whose things a person may do that, by id; None for everybody's."""
    if deed in MAY[person.role, Owner.OTHER]:
        return None
    return frozenset({person.id}) | (person.team if deed in MAY[person.role, Owner.TEAM] else frozenset())


def may_with(person: Staff, deed: Deed, action: Action, parameters: Mapping[str, Any] = MappingProxyType({})) -> bool:
    """The same of an action: one's own is what one does and what one asked for, a team's likewise.

    The parameter `quote_approval` lets the responsible approve small amounts ({"responsible_up_to": pesos, or null for nothing}),
    and leaves to administrators what goes beyond {"supervisor_up_to": pesos, or null for any amount}.
    """
    allowed = may_of(person, deed, action.responsible_id, action.requester_id)
    if deed is not Deed.APPROVE:
        return allowed
    rule = parameters.get("quote_approval") or {}
    if person.id == action.responsible_id and _is_up_to(action, rule.get("responsible_up_to")):
        return True
    limit = rule.get(_LIMITED.get(person.role, ""))
    return allowed and (limit is None or _is_up_to(action, limit))


def may_do(person: Staff, needs: str, action: Action, parameters: Mapping[str, Any]) -> bool:
    """Whether a person may act on an action by a verb that `needs` a permission of its own («» where it needs none)."""
    return may_with(person, Deed.ACT, action) and (not needs or may_with(person, Deed(needs), action, parameters))


def _is_up_to(action: Action, limit: Any) -> bool:
    """Whether its amount is at most that; an amount in another currency than pesos never is."""
    return limit is not None and action.amount is not None and action.currency == "CLP" and action.amount <= Decimal(str(limit))
