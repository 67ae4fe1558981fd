"""A handover goes and comes back whole, once, whoever looks; nobody hands over what is not theirs."""

import asyncio
from datetime import date, datetime, timedelta

from sqlalchemy import update

from crm.decision import Change, Decision, Undo
from crm.model import HandoverState
from crm.services.due import returning
from crm.services.staff import handovers
from crm.services.write import commit, undo
from crm.store import actions, changes, tables
from tests.chat.world import add
from tests.scheduler.world import rows
from tests.support.small_office import SANTIAGO, START

TODAY, FRIDAY = START.date(), date(2026, 12, 4)
BACK = datetime(2026, 12, 5, 6, tzinfo=SANTIAGO)


def at(day, hour, minute=0, month=11):
    return datetime(2026, month, day, hour, minute, tzinfo=SANTIAGO)


async def go(gate, giver, taker, first=TODAY, last=FRIDAY, *, by=None, forced=False):
    office = gate.office
    plan = await handovers.plan(office, await gate.person(giver), await gate.person(taker), first, last)
    made = handovers.effects(plan, by or giver, office.now(), forced=forced)
    return (await commit.commit(office, Decision(made), by=by or giver, source="test")).change_id


async def responsible(gate, *ids):
    async with gate.office.store.read() as tx:
        found = await actions.get_many(tx, ids)
    return [found[i].responsible_id for i in ids]


async def change(gate, action_id, **values):
    async with gate.office.store.read() as tx:
        version = (await actions.get(tx, action_id)).version
    await commit.commit(gate.office, Decision((Change(action_id, version, values, "test"),)), by=gate.small.ana, source="test")


async def task(gate, person, **more):
    return await add(gate.office, person, "task", reference="Contar los clavos", **more)


async def test_what_is_done_or_given_on_stays_and_the_rest_comes_back_once_with_two_schedulers(gate):
    small, office = gate.small, gate.office
    stays, done, given = [await task(gate, small.bruno) for _ in range(3)]
    other = await task(gate, small.ana)
    await go(gate, small.bruno, small.ana)
    assert await responsible(gate, stays, done, given, other) == [small.ana.id] * 4
    await change(gate, done, state="done")
    await change(gate, given, responsible_id=small.emily.id)
    office.clock.move_to(at(5, 5, 59, month=12))
    assert await returning.due(office) == 0
    office.clock.move_to(BACK)
    assert sorted(await asyncio.gather(returning.due(office), returning.due(office))) in ([0, 1], [1, 1])
    assert await returning.due(office) == 0
    assert await responsible(gate, stays, done, given, other) == [small.bruno.id, small.ana.id, small.emily.id, small.ana.id]
    async with office.store.read() as tx:
        verbs = [line.verb for _, line in await changes.of_action(tx, stays)]
    assert verbs == ["create", "hand over", "come back"]
    assert [row["staff_id"] for row in await rows(office, "queued") if ":back:" in row["dedupe_key"]] == [small.bruno.id, small.ana.id]
    bruno = await gate.person(small.bruno)
    assert (bruno.away_until, bruno.substitute_id) == (FRIDAY, None)


async def test_undo_takes_the_whole_handover_back(gate):
    small = gate.small
    before = await gate.person(small.bruno)
    mine = [await task(gate, small.bruno) for _ in range(2)]
    change_id = await go(gate, small.bruno, small.ana)
    assert (await gate.person(small.bruno)).is_away(FRIDAY)
    assert (await undo.look(gate.office, change_id, small.bruno)).refusal is None
    await commit.commit(gate.office, Decision((Undo(change_id),)), by=small.bruno, source="test")
    assert await responsible(gate, *mine) == [small.bruno.id] * 2
    assert await gate.person(small.bruno) == before
    assert await handovers.alive(gate.office) == []
    gate.office.clock.move_to(BACK)
    assert await returning.due(gate.office) == 0


async def test_appointments_go_on_their_days_beside_others_and_come_back_beside_others(gate):
    small, office = gate.small, gate.office
    span = {"starts_at": at(25, 15), "ends_at": at(25, 16)}
    inside = await add(office, small.bruno, "appointment", **span)
    later = await add(office, small.bruno, "appointment", starts_at=at(9, 10, month=12), ends_at=at(9, 11, month=12))
    await add(office, small.ana, "appointment", **span)
    await go(gate, small.bruno, small.ana, forced=True)
    assert await responsible(gate, inside, later) == [small.ana.id, small.bruno.id]
    await add(office, small.bruno, "appointment", **span)
    office.clock.move_to(BACK)
    assert await returning.due(office) == 1
    assert await responsible(gate, inside) == [small.bruno.id]


async def test_a_planned_one_begins_on_its_morning_and_one_for_good_never_ends(gate):
    small, office = gate.small, gate.office
    await go(gate, small.bruno, small.ana, date(2026, 12, 1), None)
    mine = await task(gate, small.bruno)
    office.clock.move_to(at(1, 5, month=12))
    assert await returning.due(office) == 0
    office.clock.move_to(at(1, 6, month=12))
    assert await returning.due(office) == 1
    assert await responsible(gate, mine) == [small.ana.id]
    office.clock.move_to(datetime(2028, 1, 1, tzinfo=SANTIAGO))
    assert await returning.due(office) == 0


async def test_a_planned_one_to_somebody_who_left_is_called_off_and_said(gate):
    small, office = gate.small, gate.office
    await go(gate, small.bruno, small.ana, date(2026, 12, 1), None)
    await commit.commit(office, Decision((commit.SetStaff(small.ana.id, {"active": False}),)), by=small.emily, source="test")
    office.clock.move_to(at(1, 6, month=12))
    await returning.due(office)
    await gate.phones.settle()
    assert gate.phones.last(small.bruno).message.text.startswith("El traspaso a Ana Rojas no empezó")
    assert await handovers.alive(office) == []


FORGED = (
    "ho:go:{emily}:{bruno}:20261124:20261130:0",
    "ho:who:{emily}",
    "ho:go:{bruno}:{bruno}:20261124:20261130:0",
    "ho:go:{bruno}:99:20261124:20261130:0",
    "ho:go:{bruno}:{ana}:20261130:20261124:0",
    "ho:go:{bruno}:{ana}:2026-x:20261124:0",
    "ho:go:{bruno}:{ana}:20261124",
    "ho:back:77",
    "ho:go",
    "ho",
)


async def test_a_forged_button_changes_nothing(gate):
    small = gate.small
    await gate.phones.say(small.bruno, "/traspasar")
    for data in FORGED:
        await gate.phones.tap(small.bruno, "", data=data.format(bruno=small.bruno.id, ana=small.ana.id, emily=small.emily.id))
        assert gate.phones.last(small.bruno).message.text == "Ese botón ya no vale.", data
    assert await handovers.alive(gate.office) == []


async def test_the_same_button_twice_or_a_week_late_is_answered_with_what_stands(gate):
    small, phones = gate.small, gate.phones
    for text in ("/traspasar", "ana", "hoy"):
        await phones.say(small.bruno, text)
    (old,) = [b.data for row in phones.last(small.bruno).message.buttons for b in row if b.data.startswith("ho:go")]
    gate.office.clock.move_to(at(30, 9))
    await phones.tap(small.bruno, "", data=old)
    assert phones.last(small.bruno).message.text.startswith("Esos días ya pasaron.")
    await phones.tap(small.bruno, "Solo hoy")
    (fresh,) = [b.data for row in phones.last(small.bruno).message.buttons for b in row if b.data.startswith("ho:go")]
    for _ in range(2):
        await phones.tap(small.bruno, "", data=fresh)
    assert phones.last(small.bruno).message.text == "🔁 El trabajo de Bruno Díaz está con Ana Rojas hasta el lunes 30 nov."
    assert [one.state for one in await handovers.alive(gate.office)] == [HandoverState.RUNNING]


async def test_nobody_who_is_away_stands_in(gate):
    small, phones = gate.small, gate.phones
    await go(gate, small.ana, small.emily)
    for text in ("/traspasar", "ana", "del 3 al 8 de diciembre"):
        await phones.say(small.bruno, text)
    assert phones.last(small.bruno).message.text.startswith("Ana Rojas no está en esos días, hasta el viernes 4 dic.")


async def test_a_handover_that_raises_holds_up_no_other_and_is_put_aside(gate, caplog):
    small, office = gate.small, gate.office
    await go(gate, small.bruno, small.ana)
    mine = await task(gate, small.emily)
    await go(gate, small.emily, small.ana)
    async with office.store.begin() as tx:  # the day after its last one does not exist
        await tx.execute(
            update(tables.handovers).where(tables.handovers.c.from_id == small.bruno.id).values(starts_on=FRIDAY, ends_on=date.max)
        )
    office.clock.move_to(BACK)
    assert await returning.due(office) == 1
    assert await responsible(gate, mine) == [small.emily.id]
    assert caplog.text.count("could not be done") == 1
    assert await returning.due(office) == 0  # not again at once
    assert caplog.text.count("could not be done") == 1
    real = office.machine
    office.machine = lambda: real() + timedelta(minutes=2)
    assert await returning.due(office) == 0
    assert caplog.text.count("could not be done") == 2
