"""What was done hour by hour: where a length is put, what overlaps, what a day comes to; on both engines."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crm.decision import Create, Decision, Undo
from crm.kinds.activity import place, total
from crm.model import Action
from crm.services.house.office import Office
from crm.services.look import timesheet
from crm.services.write.commit import commit
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

SANTIAGO = ZoneInfo("America/Santiago")


def at(hour: float, day: int = 23) -> datetime:
    return datetime(2026, 11, day, tzinfo=SANTIAGO) + timedelta(hours=hour)


async def did(office: Office, small: SmallOffice, start: float, end: float | None, day: int = 23) -> Action:
    values = {"starts_at": at(start, day).astimezone(UTC), "state": "ended" if end else "running"}
    if end:
        values["ends_at"] = at(end, day).astimezone(UTC)
    done = await commit(office, Decision((Create("activity", values),)), by=small.bruno, source="test")
    return done.actions[0]


@pytest.mark.parametrize(
    ("taken", "minutes", "found"),
    [
        ([], 120, 9),
        ([(9, 10)], 120, 10),
        ([(8, 9.5), (9.5, 11)], 60, 11),
        ([(9, 10), (11, 12)], 120, 12),
        ([(9, 23)], 60, 8),
        ([(0, 23.9)], 120, 9),  # nowhere: at the guess, and the overlap is asked about
    ],
)
async def test_a_length_goes_where_nothing_else_was_done(
    office: Office, small_office: SmallOffice, taken: list[tuple[float, float]], minutes: int, found: float
):
    items = [await did(office, small_office, *span) for span in taken]
    assert place(minutes, at(9), items, at(9.5, 24)) == at(found)


async def test_nothing_is_put_into_the_future(office: Office, small_office: SmallOffice):
    item = await did(office, small_office, 8, 9, day=24)
    assert place(60, at(8.5, 24), [item], at(9.5, 24)) == at(7, 24)


async def test_what_touches_does_not_overlap_and_what_runs_does(office: Office, small_office: SmallOffice):
    bruno = small_office.bruno
    await did(office, small_office, 9, 10, day=24)
    await did(office, small_office, 9.25, None, day=24)  # runs; it is half past nine

    async def overlaps(start: float, end: float) -> bool:
        return await timesheet.overlaps(office, bruno.id, {"start": at(start, 24).isoformat(), "end": at(end, 24).isoformat()})

    assert not await overlaps(8, 9)
    assert await overlaps(8, 9.1)
    assert await overlaps(9.3, 9.4)
    assert not await timesheet.overlaps(office, small_office.ana.id, {"start": at(9, 24).isoformat(), "end": at(10, 24).isoformat()})


async def test_a_day_counts_what_is_over_and_not_what_was_taken_back(office: Office, small_office: SmallOffice):
    for start, end in ((0, 0.5), (9, 10.25), (23, 23.75)):
        await did(office, small_office, start, end)
    await did(office, small_office, 12, None)
    gone = await commit(
        office,
        Decision((Create("activity", {"starts_at": at(15), "ends_at": at(16), "state": "ended"}),)),
        by=small_office.bruno,
        source="gone",
    )
    await commit(office, Decision((Undo(gone.change_id),)), by=small_office.bruno, source="undo")
    found = await timesheet.of_days(office, small_office.bruno, date(2026, 11, 23))
    assert total(found) == (3, 30 + 75 + 45)
    assert await timesheet.of_days(office, small_office.bruno, date(2026, 11, 24)) == []


async def test_two_that_overlap_are_both_kept_only_when_that_is_said(phones: Phones, small_office: SmallOffice, office: Office):
    bruno = small_office.bruno
    await phones.say(bruno, "ayer de 10 a 12 capacitación en ACME")
    await phones.say(bruno, "ayer de 11 a 13 inventario")
    assert total(await timesheet.of_days(office, bruno, date(2026, 11, 23))) == (1, 120)
    await phones.tap(bruno, "Registrar las dos")
    assert total(await timesheet.of_days(office, bruno, date(2026, 11, 23))) == (2, 240)
