"""The outbox: promised once, sent in each address's order, more urgent things first."""

from datetime import timedelta

import pytest

from crm.errors import LeaseLostError
from crm.model import Channel, NewParcel, Parcel, ParcelState, Priority, Receipt
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.store import outbox

CHANNELS = [Channel.TELEGRAM, Channel.MAIL]


def parcel(key: str, address: str = "1", priority: Priority = Priority.REPLY, **more: object) -> NewParcel:
    return NewParcel(key, f"tg:{address}", Channel.TELEGRAM, address, {"key": key}, priority, **more)  # type: ignore[arg-type]


async def claimed(office: Office, *, later: timedelta = timedelta(), limit: int = 10) -> list[Parcel]:
    async with office.store.begin() as tx:
        return await outbox.claim(tx, CHANNELS, at=office.machine() + later, lease=dispatch.LEASE, limit=limit)


def keys(parcels: list[Parcel]) -> list[str]:
    return [p.dedupe_key for p in parcels]


async def test_a_dedupe_key_is_promised_once(office: Office) -> None:
    await dispatch.send(office, [parcel("a"), parcel("a")])
    await dispatch.send(office, [parcel("a")])
    assert keys(await claimed(office)) == ["a"]
    assert await claimed(office) == []


async def test_one_parcel_of_an_address_is_on_its_way_at_a_time(office: Office) -> None:
    await dispatch.send(office, [parcel("a1", "a"), parcel("a2", "a"), parcel("b1", "b")])
    first = await claimed(office)
    assert keys(first) == ["a1", "b1"]
    assert await claimed(office) == []
    await dispatch.sent(office, first[0], Receipt("10"))
    assert keys(await claimed(office)) == ["a2"]


async def test_replies_go_before_notices_and_notices_before_digests(office: Office) -> None:
    await dispatch.send(office, [parcel("d", priority=Priority.DIGEST), parcel("n", priority=Priority.NOTICE), parcel("r")])
    seen = []
    for n in range(3):
        (item,) = await claimed(office)
        seen.append(item.dedupe_key)
        await dispatch.sent(office, item, Receipt(str(n)))
    assert seen == ["r", "n", "d"]


async def test_a_new_reply_waits_for_the_digest_that_is_on_its_way(office: Office) -> None:
    await dispatch.send(office, [parcel("d", priority=Priority.DIGEST)])
    (digest,) = await claimed(office)
    await dispatch.send(office, [parcel("r")])
    assert await claimed(office) == []
    await dispatch.sent(office, digest, Receipt("1"))
    assert keys(await claimed(office)) == ["r"]


async def test_what_waits_for_undo_is_not_handed_out_before_its_time(office: Office) -> None:
    await dispatch.send(office, [parcel("m", delay=30)])
    assert await claimed(office) == []
    assert keys(await claimed(office, later=timedelta(seconds=31))) == ["m"]


async def test_a_parcel_of_a_dead_courier_is_handed_out_again_and_shows_two_attempts(office: Office) -> None:
    await dispatch.send(office, [parcel("a")])
    (dead,) = await claimed(office)
    (again,) = await claimed(office, later=dispatch.LEASE * 2)
    assert again.attempts == 2
    with pytest.raises(LeaseLostError):
        await dispatch.sent(office, dead, Receipt("1"))


async def test_an_address_that_asked_for_a_pause_gets_nothing_and_others_do(office: Office) -> None:
    await dispatch.send(office, [parcel("a1", "a"), parcel("b1", "b")])
    first, _ = await claimed(office)
    await dispatch.send(office, [parcel("a2", "a"), parcel("b2", "c")])
    later = office.machine() + timedelta(seconds=20)
    await dispatch.postpone(office, first, until=later, error="RetryAfter", whole_address=True)
    assert keys(await claimed(office)) == ["b2"]
    assert keys(await claimed(office, later=timedelta(seconds=21))) == ["a1"]


async def test_what_waits_for_a_group_that_moved_goes_to_its_new_address(office: Office) -> None:
    await dispatch.send(office, [parcel("a1", "-5"), parcel("a2", "-5")])
    (first,) = await claimed(office)
    await dispatch.moved(office, first, "-100")
    assert [p.address for p in await claimed(office)] == ["-100"]


async def test_the_message_that_shows_a_parcel_is_found_by_its_reference(office: Office) -> None:
    await dispatch.send(office, [parcel("a")])
    (item,) = await claimed(office)
    await dispatch.sent(office, item, Receipt("77"))
    async with office.store.read() as tx:
        found = await outbox.shown(tx, "1", "77")
        assert found
        assert found.dedupe_key == "a"
        assert await outbox.counts(tx) == {("telegram", ParcelState.SENT): 1}
