"""What is changed about people: one history, taken back like anything else, and the next digest follows at once."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from crm.decision import Decision, SetStaff, Undo, Unlink
from crm.errors import ForbiddenError
from crm.model import Role
from crm.services.write import commit, masterdata, undo
from crm.store import people
from tests.support.small_office import SANTIAGO

EASTER = ZoneInfo("Pacific/Easter")


async def put(gate, person, **values):
    """Emily changes something about a person; the change's id."""
    effect = SetStaff(person.id, values)
    return (await commit.commit(gate.office, Decision((effect,)), by=gate.small.emily, source="test")).change_id


async def take_back(gate, change_id):
    look = await undo.look(gate.office, change_id, gate.small.emily)
    if look.refusal is None:
        await commit.commit(gate.office, Decision((Undo(change_id),)), by=gate.small.emily, source="test")
    return look.refusal


async def test_every_setting_is_in_the_history_and_taken_back(gate):
    values = {
        "language": "en",
        "zone": EASTER,
        "digest_at": time(7, 30),
        "digest_channels": [],
        "digest_empty": False,
        "quiet_days": (5, 6),
        "quiet_dates": (date(2026, 12, 24),),
        "working_days": (0, 1),
        "working_hours": (time(8), time(13, 30)),
        "away_from": date(2026, 12, 1),
        "away_until": date(2026, 12, 15),
        "substitute_id": gate.small.ana.id,
        "supervisor_id": gate.small.ana.id,
        "role": Role.SUPERVISOR,
    }
    before = await gate.person(gate.small.bruno)
    change = await put(gate, gate.small.bruno, **values)
    after = await gate.person(gate.small.bruno)
    assert {name: getattr(after, name) for name in values} == {**values, "digest_channels": ()}
    ((_, line),), _ = await masterdata.history(gate.office, (masterdata.PERSON,), str(before.id))
    assert set(line.after) == set(values)
    assert await take_back(gate, change) is None
    assert await gate.person(gate.small.bruno) == before.__class__(**{**fields(before), "next_digest_at": eight(25)})


def fields(person):
    return {name: getattr(person, name) for name in person.__slots__}


def eight(day, zone=SANTIAGO):
    return datetime(2026, 11, day, 8, tzinfo=zone)


async def test_the_next_digest_follows_hour_and_zone_at_once(gate):
    bruno = gate.small.bruno
    await put(gate, bruno, digest_at=time(10))
    assert (await gate.person(bruno)).next_digest_at == datetime(2026, 11, 24, 10, tzinfo=SANTIAGO)
    await put(gate, bruno, digest_at=time(8))
    assert (await gate.person(bruno)).next_digest_at == eight(25)  # it is half past nine
    await put(gate, bruno, zone=EASTER)
    assert (await gate.person(bruno)).next_digest_at == eight(24, EASTER)  # there it is half past seven
    await put(gate, bruno, digest_at=None)
    assert (await gate.person(bruno)).next_digest_at is None


async def test_an_hour_that_the_change_of_the_clock_skips_is_the_first_after_it(gate):
    """On 6 September 2026 Chile's clocks go from 00:00 to 01:00."""
    gate.office.clock.move_to(datetime(2026, 9, 5, 20, tzinfo=SANTIAGO))
    await put(gate, gate.small.bruno, digest_at=time(0, 30))
    assert (await gate.person(gate.small.bruno)).next_digest_at == datetime(2026, 9, 6, 1, 30, tzinfo=SANTIAGO)
    await put(gate, gate.small.bruno, digest_at=time(8))
    assert (await gate.person(gate.small.bruno)).next_digest_at == datetime(2026, 9, 6, 8, tzinfo=SANTIAGO)


async def test_the_last_administrator_stays_one_also_by_undo(gate):
    bruno, emily = gate.small.bruno, gate.small.emily
    with pytest.raises(ForbiddenError):
        await put(gate, emily, role=Role.STAFF)
    change = await put(gate, bruno, role=Role.ADMINISTRATOR)
    await put(gate, emily, role=Role.STAFF)
    with pytest.raises(ForbiddenError):
        await take_back(gate, change)
    assert (await gate.person(bruno)).role is Role.ADMINISTRATOR


async def test_a_cut_connection_is_in_the_history_and_not_taken_back(gate):
    done = await commit.commit(gate.office, Decision((Unlink(gate.small.bruno.id),)), by=gate.small.emily, source="test")
    ((_, line),), _ = await masterdata.history(gate.office, (masterdata.PERSON,), str(gate.small.bruno.id))
    assert (line.before, line.after) == ({"telegram_id": 1001}, {"telegram_id": None})
    assert await take_back(gate, done.change_id) is undo.Refusal.GONE


async def test_a_notice_on_a_quiet_day_makes_no_sound(gate):
    await put(gate, gate.small.ana, quiet_days=(1,))
    await gate.phones.say(gate.small.bruno, "tarea para Ana: contar los clavos")
    assert gate.phones.last(gate.small.ana).message.silent
    gate.office.clock.move_to(datetime(2026, 11, 25, 9, 30, tzinfo=SANTIAGO))
    await gate.phones.say(gate.small.bruno, "tarea para Ana: contar los pernos")
    assert not gate.phones.last(gate.small.ana).message.silent


async def test_the_menu_of_a_chat_follows_role_and_language_and_their_undo(gate):
    bruno, menus = gate.small.bruno, gate.phones.menus

    async def menu():
        await gate.phones.settle()
        return {name for name, _ in menus[bruno.telegram_id]}

    change = await put(gate, bruno, role=Role.ADMINISTRATOR)
    assert {"personal", "parametros", "tablas", "pendientes"} <= await menu()
    await put(gate, bruno, language="en")
    assert {"staff", "parameters", "tables", "pending"} <= await menu()
    await take_back(gate, change)
    assert not {"staff", "parameters", "tables"} & await menu()
    async with gate.office.store.begin() as tx:
        await people.set_staff(tx, bruno.id, {"telegram_id": 7007})
    await put(gate, bruno, language="es")
    await gate.phones.settle()
    assert "pendientes" in {name for name, _ in menus[7007]}
    assert "pending" in {name for name, _ in menus[1001]}
