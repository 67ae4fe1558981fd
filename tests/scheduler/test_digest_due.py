"""When a digest is promised: once a person, date and channel, at the person's own hour, whatever was down."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.clock import OfficeClock, machine_now, next_local
from crm.model import Channel, ParcelState, Priority
from crm.services.due import digest
from crm.services.house.office import Office
from crm.services.house.workdays import is_working_day, rest_before
from crm.store import Store, people
from tests.scheduler.world import rows
from tests.support.small_office import SANTIAGO

ZONES = ["America/Santiago", "America/Punta_Arenas", "America/Coyhaique", "Pacific/Easter"]
EVERY_DAY = {"working_days": range(7), "country": ""}


def at(day: int, hour: int, minute: int = 0, month: int = 11, zone: ZoneInfo = SANTIAGO) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=zone)


async def tick(office: Office, moment: datetime) -> int:
    office.clock.move_to(moment)
    return await digest.due(office)


async def promised(office: Office) -> list[str]:
    return [row["dedupe_key"] for row in await rows(office, ParcelState.QUEUED)]


async def settings(office: Office, staff_id: int, **values) -> None:
    async with office.store.begin() as tx:
        await people.set_staff(tx, staff_id, values)


@pytest.fixture
async def bruno(office, small_office):
    """Bruno alone wants a digest, at eight by Telegram; it is Monday evening."""
    for person in (small_office.ana, small_office.emily):
        await settings(office, person.id, digest_at=None)
    await tick(office, at(23, 20))
    return small_office.bruno


async def test_at_eight_one_digest_is_promised(office, bruno):
    assert await tick(office, at(24, 7, 59)) == 0
    assert await tick(office, at(24, 8)) == 1
    (row,) = await rows(office, ParcelState.QUEUED)
    assert row["payload"] == {"render": "digest", "staff_id": bruno.id, "date": "2026-11-24"}
    assert (row["address"], row["order_key"], row["priority"]) == ("1001", "tg:1001", Priority.DIGEST)


async def test_a_tick_that_comes_again_promises_nothing(office, bruno):
    for minute in range(3):
        await tick(office, at(24, 8, minute))
    assert len(await promised(office)) == 1


async def test_down_at_eight_and_up_at_ten_is_one_digest_at_ten(office, bruno):
    assert await tick(office, at(24, 10)) == 1
    assert await tick(office, at(24, 10, 1)) == 0
    assert await tick(office, at(25, 8)) == 1


async def test_two_days_down_is_one_digest_of_today(office, bruno):
    await tick(office, at(26, 9))
    assert await promised(office) == [f"digest:{bruno.id}:2026-11-26:telegram"]


async def test_up_again_at_night_waits_for_the_morning(office, bruno):
    assert await tick(office, at(25, 1)) == 0
    assert await tick(office, at(25, 8)) == 1


async def test_nothing_on_a_sunday_nor_a_holiday_and_the_next_working_day_again(office, bruno):
    for day in range(24, 31):
        await tick(office, at(day, 8))
    for day in range(1, 10):
        await tick(office, at(day, 8, month=12))
    days = [key.split(":")[2] for key in await promised(office)]
    assert days == [f"2026-11-{day}" for day in (24, 25, 26, 27, 30)] + [f"2026-12-0{day}" for day in (1, 2, 3, 4, 7, 9)]


async def test_saturday_is_a_working_day_where_the_office_says_so(office, bruno):
    office.parameters = {"working_days": [0, 1, 2, 3, 4, 5]}
    await tick(office, at(28, 8))
    assert len(await promised(office)) == 1


async def test_both_channels_are_one_parcel_each(office, bruno):
    await settings(office, bruno.id, digest_channels=[Channel.TELEGRAM, Channel.MAIL])
    await tick(office, at(24, 8))
    assert await promised(office) == [f"digest:{bruno.id}:2026-11-24:{way}" for way in ("telegram", "mail")]


async def test_a_chosen_channel_that_is_not_set_up_gives_way_to_one_that_is(office, bruno):
    await settings(office, bruno.id, telegram_id=None)
    await tick(office, at(24, 8))
    assert await promised(office) == [f"digest:{bruno.id}:2026-11-24:mail"]


async def test_who_chose_no_channel_gets_none(office, bruno):
    await settings(office, bruno.id, digest_channels=[])
    assert await tick(office, at(24, 8)) == 0


async def test_who_does_not_want_it_any_more_gets_none(office, bruno):
    await settings(office, bruno.id, digest_at=None)
    assert await tick(office, at(24, 8)) == 0
    assert await tick(office, at(25, 8)) == 0


async def test_another_hour_counts_from_now_on(office, bruno):
    await settings(office, bruno.id, digest_at=time(9, 30), next_digest_at=None)
    assert await tick(office, at(24, 8)) == 0
    assert await tick(office, at(24, 9, 30)) == 1


async def test_whoever_has_left_gets_none(office, bruno):
    await settings(office, bruno.id, active=False)
    assert await tick(office, at(24, 8)) == 0


async def test_many_clocks_at_once_promise_one(engine_url, office, bruno):
    others = [Office(Store(engine_url), OfficeClock(lambda: at(24, 8)), machine_now) for _ in range(3)]
    office.clock.move_to(at(24, 8))
    made = await asyncio.gather(*(digest.due(each) for each in [office, *others]))
    assert sum(made) == 1
    assert len(await promised(office)) == 1
    for each in others:
        await each.store.close()


async def test_one_person_in_trouble_does_not_keep_the_others_from_theirs(office, small_office, monkeypatch, caplog):
    await tick(office, at(23, 20))
    real = digest._parcels

    def trouble(where, person, now):
        if person.name == "Ana Rojas":
            raise RuntimeError("odd")
        return real(where, person, now)

    monkeypatch.setattr(digest, "_parcels", trouble)
    assert await tick(office, at(24, 8)) == 2
    monkeypatch.undo()
    machine = office.machine
    office.machine = lambda: machine() + timedelta(minutes=1)
    assert await tick(office, at(24, 8, 1)) == 1


@pytest.mark.one_engine
@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(("first", "last"), [(date(2026, 4, 3), date(2026, 4, 6)), (date(2026, 9, 5), date(2026, 9, 7))])
@pytest.mark.parametrize("hour", [time(0, 0), time(0, 30), time(8, 0), time(23, 30)])
async def test_across_the_change_of_clocks_every_date_has_one_digest(office, bruno, zone, first, last, hour):
    office.parameters = EVERY_DAY
    await settings(office, bruno.id, zone=ZoneInfo(zone), digest_at=hour, next_digest_at=None)
    moment = datetime.combine(first, time(0, 0), ZoneInfo(zone)).astimezone(UTC) - timedelta(minutes=1)
    end = datetime.combine(last, time(23, 59), ZoneInfo(zone)).astimezone(UTC)
    while moment <= end:
        await tick(office, moment)
        moment += timedelta(minutes=30)
    keys = await promised(office)
    days = [key.split(":")[2] for key in keys]
    assert days == [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


@given(st.sampled_from(ZONES), st.times(), st.integers(0, 2 * 365 * 24 * 60))
def test_the_next_moment_is_later_and_within_a_day(zone, hour, minutes):
    after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    following = next_local(after, hour, ZoneInfo(zone))
    assert timedelta() < following - after <= timedelta(hours=25)


def test_the_days_off_before_a_day():
    assert rest_before(date(2026, 11, 30), {}) == date(2026, 11, 28)
    assert rest_before(date(2026, 11, 24), {}) is None
    assert rest_before(date(2026, 4, 6), {}) == date(2026, 4, 3)  # Good Friday to Sunday
    assert rest_before(date(2026, 11, 24), {"working_days": []}) == date(2026, 9, 24)


def test_another_country_has_other_holidays():
    day = date(2026, 9, 18)
    assert not is_working_day(day, {})
    assert is_working_day(day, {"country": "PE"})
    assert is_working_day(day, {"country": ""})


async def test_no_digest_on_quiet_days_and_leave_and_the_first_morning_says_since_when(office, bruno):
    """Away from the 24th to the 26th, Fridays quiet: the next digest is Monday's, and what waited did so since the 24th."""
    away = {"away_from": date(2026, 11, 24), "away_until": date(2026, 11, 26), "quiet_days": [4], "quiet_dates": ["2026-12-01"]}
    await settings(office, bruno.id, **away)
    for day in range(24, 31):
        await tick(office, at(day, 8))
    for day in (1, 2):
        await tick(office, at(day, 8, month=12))
    assert [key.split(":")[2] for key in await promised(office)] == ["2026-11-30", "2026-12-02"]
    async with office.store.read() as tx:
        assert rest_before(date(2026, 11, 30), {}, await people.get_staff(tx, bruno.id)) == date(2026, 11, 24)


async def test_ones_own_working_days_come_before_the_offices(office, bruno):
    await settings(office, bruno.id, working_days=[5])
    for day in range(24, 31):
        await tick(office, at(day, 8))
    assert [key.split(":")[2] for key in await promised(office)] == ["2026-11-28"]
