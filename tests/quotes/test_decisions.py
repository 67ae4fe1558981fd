"""Who may approve a quote: the whole matrix, forged buttons, two at once, what changed meanwhile, and running out."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from crm.decision import Create, Decision
from crm.kinds import KIND
from crm.model import Action, Role, Staff
from crm.permissions import Deed, may_with
from crm.services.due import expiry
from crm.services.house.office import Office
from crm.services.write import commit
from crm.store import actions, changes, tables
from crm.store.tables import staff
from scheduler.jobs import JOBS
from tests.bot.phones import Phones
from tests.support.small_office import SANTIAGO, SmallOffice

LIMIT = {"quote_approval": {"responsible_up_to": 500_000}}


async def quote(office: Office, small: SmallOffice, by: Staff, **more: Any) -> Action:
    values = {"partner_id": small.andes.id, "quote_number": "1187", "amount": Decimal(1_250_000), "currency": "CLP", **more}
    done = await commit.commit(office, Decision((Create("quote", values),)), by=by, source="test")
    return done.actions[0]


async def stored(office: Office, item: Action) -> Action:
    async with office.store.read() as tx:
        return await actions.get(tx, item.id)


def seen(role: Role, *, responsible: bool, requester: bool, amount: int | None, currency: str, rule: Any) -> bool:
    """Whether somebody of that role may approve a quote of that amount under that rule."""
    now = datetime(2026, 11, 24, tzinfo=SANTIAGO)
    person = Staff(1, "P", role, None, None, None, SANTIAGO, None, (), team=frozenset({2}))
    about = {"responsible_id": 1 if responsible else 2, "requester_id": 1 if requester else 2, "dated": now.date(), "created_at": now}
    item = Action(1, "quote", 1, "pending", True, **about, amount=None if amount is None else Decimal(amount), currency=currency)
    return may_with(person, Deed.APPROVE, item, {"quote_approval": rule} if rule is not None else {})


@pytest.mark.parametrize("rule", [None, {}, {"responsible_up_to": None}, {"responsible_up_to": 500_000}])
@pytest.mark.parametrize("amount", [None, 0, 500_000, 500_001])
@pytest.mark.parametrize("currency", ["CLP", "CLF"])
@pytest.mark.parametrize("requester", [True, False])
@pytest.mark.parametrize("responsible", [True, False])
@pytest.mark.parametrize("role", list(Role))
def test_supervisors_approve_everything_and_the_responsible_small_amounts_in_pesos(role, responsible, requester, currency, amount, rule):
    small = bool(rule and rule.get("responsible_up_to")) and amount is not None and amount <= 500_000 and currency == "CLP"
    found = seen(role, responsible=responsible, requester=requester, amount=amount, currency=currency, rule=rule)
    assert found == (role is not Role.STAFF or (responsible and small))


@pytest.mark.parametrize("verb", ["approve", "reject"])
async def test_a_forged_button_of_somebody_who_may_not_changes_nothing(phones: Phones, small_office: SmallOffice, verb: str):
    own = await quote(phones.office, small_office, small_office.bruno)
    foreign = await quote(phones.office, small_office, small_office.ana, amount=Decimal(1))
    await phones.say(small_office.bruno, "/pendientes")
    await phones.tap(small_office.bruno, "", data=f"do:{own.id}:{verb}")
    assert phones.texts(small_office.bruno)[-1] == "Eso lo tiene que decidir otra persona."
    await phones.tap(small_office.bruno, "", data=f"do:{foreign.id}:{verb}")
    assert phones.texts(small_office.bruno)[-1] == "Eso es de otra persona."
    assert [await stored(phones.office, item) for item in (own, foreign)] == [own, foreign]


@pytest.mark.parametrize("data", ["do:{id}:approved", "do:{id}", "do:{id}:", "do:{id}:expire", "do:99999:approve", "do:x:approve"])
async def test_a_button_that_nobody_offers_changes_nothing(phones: Phones, small_office: SmallOffice, data: str):
    item = await quote(phones.office, small_office, small_office.ana)
    await phones.say(small_office.ana, "/pendientes")
    await phones.tap(small_office.ana, "", data=data.format(id=item.id))
    assert await stored(phones.office, item) == item


async def test_two_approvers_at_once_make_one_decision_and_the_other_sees_how_it_stands(phones: Phones, small_office: SmallOffice):
    item = await quote(phones.office, small_office, small_office.bruno)
    for person in (small_office.ana, small_office.emily):
        await phones.say(person, "/pendientes bruno")
        await phones.tap(person, "1")
    one = phones.tap(small_office.ana, "✅ Aprobar")
    other = phones.tap(small_office.emily, "✅ Approve")
    await asyncio.gather(one, other)
    after = await stored(phones.office, item)
    assert (after.state, after.version) == ("approved", item.version + 1)
    async with phones.office.store.read() as tx:
        assert [line.verb for _, line in await changes.of_action(tx, item.id)].count("approve") == 1
    last = [phones.last(person).message.text for person in (small_office.ana, small_office.emily)]
    assert sum("ya no se puede" in text or "no longer possible" in text for text in last) == 1
    assert all("aprobada" in text or "approved" in text for text in last)


async def test_a_reason_typed_after_somebody_else_decided_decides_nothing(phones: Phones, small_office: SmallOffice):
    item = await quote(phones.office, small_office, small_office.bruno)
    await phones.say(small_office.ana, "/pendientes bruno")
    await phones.tap(small_office.ana, "1")
    await phones.tap(small_office.ana, "❌ Rechazar…")
    await phones.say(small_office.emily, "/pending")
    await phones.tap(small_office.emily, "", data=f"do:{item.id}:approve")
    await phones.say(small_office.ana, "muy cara")
    assert "ya no se puede" in phones.last(small_office.ana).message.text
    assert (await stored(phones.office, item)).state == "approved"


async def test_who_lost_the_permission_while_the_reason_was_asked_rejects_nothing(phones: Phones, small_office: SmallOffice):
    item = await quote(phones.office, small_office, small_office.bruno, requester_id=small_office.ana.id)
    await phones.say(small_office.ana, "/pendientes bruno")
    await phones.tap(small_office.ana, "", data=f"do:{item.id}:reject")
    async with phones.office.store.begin() as tx:
        await tx.execute(update(staff).where(staff.c.id == small_office.ana.id).values(role=Role.STAFF))
    await phones.say(small_office.ana, "muy cara")
    assert phones.texts(small_office.ana)[-1] == "Eso lo tiene que decidir otra persona."
    assert await stored(phones.office, item) == item


async def test_a_correction_begun_before_the_decision_does_not_change_what_was_decided(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "cotización 1187 para Andes por $400.000")
    await phones.tap(small_office.bruno, "✏️ Corregir")
    await phones.tap(small_office.bruno, "💰 Monto")
    async with phones.office.store.read() as tx:
        item = (await actions.open_of(tx, small_office.bruno.id))[0]
    await phones.say(small_office.ana, "/pendientes bruno")
    await phones.tap(small_office.ana, "", data=f"do:{item.id}:approve")
    await phones.say(small_office.bruno, "$9.000.000")
    after = await stored(phones.office, item)
    assert (after.state, after.amount) == ("approved", Decimal(400_000))


async def test_a_sentence_never_makes_a_quote_that_is_approved_already(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "hice la cotización 1187 para Andes por $9.000.000")
    async with phones.office.store.read() as tx:
        made = await actions.of_partner(tx, small_office.andes.id, kind="quote")
    assert all(item.state == KIND["quote"].initial for item in made)


# --- running out


async def test_a_quote_expires_once_after_its_last_day_and_its_responsible_is_told(phones: Phones, small_office: SmallOffice):
    office = phones.office
    item = await quote(office, small_office, small_office.bruno, valid_until="2026-11-24")
    assert await expiry.expire(office) == 0
    office.clock.move_to(datetime(2026, 11, 24, 23, 59, tzinfo=SANTIAGO))
    assert await expiry.expire(office) == 0
    office.clock.move_to(datetime(2026, 11, 25, 0, 1, tzinfo=SANTIAGO))
    assert sum(await asyncio.gather(expiry.expire(office), expiry.expire(office))) == 1
    assert await expiry.expire(office) == 0
    await phones.settle()
    assert phones.texts(small_office.bruno) == [
        "🧾 <b>Cotización 1187 vencida</b> · Comercial Andes · $1.250.000\nEra válida hasta el martes 24 nov y nadie decidió."
    ]
    assert not phones.last(small_office.bruno).message.buttons
    async with office.store.read() as tx:
        assert [line.verb for _, line in await changes.of_action(tx, item.id)][-1] == "expire"


async def test_a_reopened_quote_waits_for_a_decision_and_does_not_expire_for_the_same_day_again(phones: Phones, small_office: SmallOffice):
    office = phones.office
    item = await quote(office, small_office, small_office.ana, valid_until="2026-11-23")
    assert await expiry.expire(office) == 1
    await phones.settle()
    await phones.tap(small_office.ana, "↩️ Reabrir")
    assert await expiry.expire(office) == 0
    assert (await stored(office, item)).state == "pending"


async def test_what_is_decided_or_has_no_last_day_never_expires(phones: Phones, small_office: SmallOffice):
    office = phones.office
    await quote(office, small_office, small_office.ana, state="approved", valid_until="2026-11-20")
    await quote(office, small_office, small_office.ana)
    assert await expiry.expire(office) == 0


async def test_a_quote_that_raises_holds_up_no_other(phones: Phones, small_office: SmallOffice):
    office = phones.office
    odd = await quote(office, small_office, small_office.ana, valid_until="2026-11-20")
    async with office.store.begin() as tx:
        broken = {**odd.details, "valid_until": "mañana"}
        await tx.execute(update(tables.actions).where(tables.actions.c.id == odd.id).values(details=broken))
    item = await quote(office, small_office, small_office.ana, valid_until="2026-11-23")
    assert await expiry.expire(office) == 1
    assert (await stored(office, item)).state == "expired"


async def test_a_quote_expires_in_the_zone_of_its_responsible(phones: Phones, small_office: SmallOffice):
    office = phones.office
    async with office.store.begin() as tx:
        await tx.execute(update(staff).where(staff.c.id == small_office.ana.id).values(zone="Pacific/Easter"))
    await quote(office, small_office, replace(small_office.ana), valid_until="2026-11-24")
    office.clock.move_to(datetime(2026, 11, 25, 0, 30, tzinfo=SANTIAGO))  # still the 24th on Easter Island
    assert await expiry.expire(office) == 0
    office.clock.move_to(datetime(2026, 11, 25, 0, 30, tzinfo=SANTIAGO) + timedelta(hours=2))
    assert await expiry.expire(office) == 1


def test_the_clock_looks_for_quotes_that_ran_out():
    assert expiry.expire in {job.do for job in JOBS}
