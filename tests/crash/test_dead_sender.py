"""A process that died while it sent: whatever waits behind its parcel must leave once the lease has run out."""

from datetime import timedelta

from sqlalchemy import update

from crm.clock import machine_now
from crm.message import ChatMessage
from crm.model import Channel, NewParcel, Parcel, Priority
from crm.services.house.office import Office
from crm.store import outbox
from crm.store.tables import outbox as rows

LEASE = timedelta(seconds=90)


def _parcel(key: str, priority: Priority) -> NewParcel:
    return NewParcel(key, "tg:1001", Channel.TELEGRAM, "1001", ChatMessage(key).payload(), priority=priority)


async def _claim(office: Office, at) -> list[Parcel]:
    async with office.store.begin() as tx:
        return await outbox.claim(tx, [Channel.TELEGRAM], at=at, lease=LEASE, limit=8)


async def _abandoned(office: Office, priority: Priority):
    """A parcel that a process leased and died with; the moment after its lease ran out."""
    at = machine_now()
    async with office.store.begin() as tx:
        await outbox.put(tx, [_parcel("abandoned", priority)], at=at)
    assert [one.dedupe_key for one in await _claim(office, at)] == ["abandoned"]
    return at + LEASE + timedelta(seconds=1)


async def test_an_abandoned_notice_goes_on_though_a_reply_waits_behind_it(office: Office):
    later = await _abandoned(office, Priority.NOTICE)
    async with office.store.begin() as tx:
        await outbox.put(tx, [_parcel("reply", Priority.REPLY)], at=later)
    (again,) = await _claim(office, later)
    assert (again.dedupe_key, again.attempts) == ("abandoned", 2)


async def test_nothing_overtakes_a_parcel_whose_lease_still_runs(office: Office):
    await _abandoned(office, Priority.NOTICE)
    async with office.store.begin() as tx:
        await outbox.put(tx, [_parcel("reply", Priority.REPLY)], at=machine_now())
    assert await _claim(office, machine_now()) == []


async def test_an_abandoned_reply_goes_before_a_notice(office: Office):
    later = await _abandoned(office, Priority.REPLY)
    async with office.store.begin() as tx:
        await outbox.put(tx, [_parcel("notice", Priority.NOTICE)], at=later)
    assert [one.dedupe_key for one in await _claim(office, later)] == ["abandoned"]


async def test_two_parcels_of_one_person_that_dead_processes_left_do_not_block_each_other(office: Office):
    """Two processes that lease at the same moment may each take one; both may die."""
    later = await _abandoned(office, Priority.NOTICE)
    async with office.store.begin() as tx:
        await outbox.put(tx, [_parcel("second", Priority.REPLY)], at=later)
        await tx.execute(
            update(rows).where(rows.c.dedupe_key == "second").values(state="sending", lease_until=later - LEASE, lease_token="dead")
        )
    assert [one.dedupe_key for one in await _claim(office, later)] == ["abandoned"]
