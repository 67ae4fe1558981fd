"""Who may do what: the whole matrix of role × whose it is × deed, and of what the kinds' verbs come to."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from crm.kinds import KINDS
from crm.model import Action, Role, Staff
from crm.permissions import MAY, Deed, Owner, ever, may, may_do, may_of, may_with, owner, whose

OWN, TEAM, OTHER = Owner.OWN, Owner.TEAM, Owner.OTHER
BOSS = Role.ADMINISTRATOR
# Written out a second time on purpose: who changes the table reads here what that gives to whom.
ALLOWED: dict[Deed, set[tuple[Role, Owner]]] = {
    Deed.SEE: {(Role.STAFF, OWN), (Role.SUPERVISOR, OWN), (Role.SUPERVISOR, TEAM), (BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.CONSULT: {(role, owner) for role in Role for owner in Owner},
    Deed.ACT: {(Role.STAFF, OWN), (Role.SUPERVISOR, OWN), (Role.SUPERVISOR, TEAM), (BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.HAND_OVER: {(Role.STAFF, OWN), (Role.SUPERVISOR, OWN), (Role.SUPERVISOR, TEAM), (BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.APPROVE: {(Role.SUPERVISOR, OWN), (Role.SUPERVISOR, TEAM), (BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.ARRANGE: {(Role.SUPERVISOR, TEAM), (BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.MANAGE: {(BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.SET_UP: {(BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
    Deed.EXCHANGE: {(BOSS, OWN), (BOSS, TEAM), (BOSS, OTHER)},
}
ME, MINE, FOREIGN = 1, 2, 3  # oneself, one of the team, somebody else
OF = {OWN: ME, TEAM: MINE, OTHER: FOREIGN}


def person(role: Role) -> Staff:
    team = frozenset({MINE}) if role is Role.SUPERVISOR else frozenset()
    return Staff(ME, "Ana Rojas", role, None, None, None, ZoneInfo("America/Santiago"), time(8), (), team=team)


def action(kind: str, state: str, responsible: int, requester: int | None = None) -> Action:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    return Action(1, kind, 1, state, True, responsible, requester or responsible, date(2026, 11, 24), now)


def has_team(role: Role, whose_it_is: Owner) -> bool:
    """Only supervisors have a team."""
    return whose_it_is is not TEAM or role is Role.SUPERVISOR


def cases():
    return list(product(Deed, Role, Owner))


def test_every_deed_role_and_owner_is_in_the_table():
    assert set(MAY) == {(role, whose_it_is) for role in Role for whose_it_is in Owner}
    assert set(ALLOWED) == set(Deed)


@pytest.mark.parametrize(("deed", "role", "whose_it_is"), cases())
def test_the_table_says_what_is_meant(deed, role, whose_it_is):
    assert (deed in MAY[role, whose_it_is]) == ((role, whose_it_is) in ALLOWED[deed])


@pytest.mark.parametrize(("deed", "role", "whose_it_is"), [case for case in cases() if has_team(*case[1:])])
def test_a_person_may_what_the_table_says(deed, role, whose_it_is):
    me, them = person(role), OF[whose_it_is]
    assert owner(me, them) is whose_it_is
    assert may_of(me, deed, them) == ((role, whose_it_is) in ALLOWED[deed])
    assert may_with(me, deed, action("task", "pending", them)) == ((role, whose_it_is) in ALLOWED[deed])
    assert whose(me, deed) is None or (them in whose(me, deed)) == ((role, whose_it_is) in ALLOWED[deed] or them == ME)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize(("role", "whose_it_is"), [pair for pair in product(Role, Owner) if has_team(*pair)])
def test_every_verb_of_every_kind_asks_the_table(kind, role, whose_it_is):
    me = person(role)
    for verb in kind.verbs:
        needed = {Deed.ACT, *({Deed(verb.needs)} if verb.needs else ())}
        allowed = all((role, whose_it_is) in ALLOWED[deed] for deed in needed)
        assert may_do(me, verb.needs, action(kind.name, verb.sources[0], OF[whose_it_is]), {}) == allowed, verb.name


def test_what_one_asked_for_is_ones_own():
    assert may_with(person(Role.STAFF), Deed.ACT, action("task", "pending", FOREIGN, ME))
    assert may_with(person(Role.SUPERVISOR), Deed.ACT, action("task", "pending", FOREIGN, MINE))


def test_the_responsible_approves_up_to_the_amount_that_the_parameter_names():
    small = replace(action("quote", "pending", ME), amount=Decimal(500), currency="CLP")
    rule = {"quote_approval": {"responsible_up_to": 500}}
    assert may_with(person(Role.STAFF), Deed.APPROVE, small, rule)
    assert not may_with(person(Role.STAFF), Deed.APPROVE, replace(small, amount=Decimal(501)), rule)
    assert not may_with(person(Role.STAFF), Deed.APPROVE, replace(small, responsible_id=FOREIGN), rule)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("whose_it_is", [OWN, TEAM, OTHER])
@pytest.mark.parametrize(("amount", "currency"), [(None, "CLP"), (500, "CLP"), (501, "CLP"), (1, "CLF")])
def test_beyond_their_limit_supervisors_leave_the_decision_to_an_administrator(role, whose_it_is, amount, currency):
    item = replace(action("quote", "pending", OF[whose_it_is]), amount=None if amount is None else Decimal(amount), currency=currency)
    small = amount == 500
    expected = role is BOSS or (role is Role.SUPERVISOR and whose_it_is is not OTHER and small)
    assert may_with(person(role), Deed.APPROVE, item, {"quote_approval": {"supervisor_up_to": 500}}) == expected
    assert may_with(person(role), Deed.ACT, item, {"quote_approval": {"supervisor_up_to": 0}}) == may_with(person(role), Deed.ACT, item)


def test_a_supervisor_who_is_the_responsible_approves_what_any_responsible_may():
    item = replace(action("quote", "pending", ME), amount=Decimal(500), currency="CLP")
    assert may_with(person(Role.SUPERVISOR), Deed.APPROVE, item, {"quote_approval": {"responsible_up_to": 500, "supervisor_up_to": 100}})


def test_a_role_is_offered_what_it_may_do_with_somebody_elses():
    assert {role for role in Role if ever(role, Deed.ARRANGE)} == {Role.SUPERVISOR, BOSS}
    assert {role for role in Role if ever(role, Deed.MANAGE)} == {BOSS}


def test_only_administrators_manage():
    assert [role for role in Role if may(role, Deed.MANAGE, own=False)] == [Role.ADMINISTRATOR]
