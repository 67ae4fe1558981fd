"""The outbox: promised once, sent in each address's order, more urgent things first."""

from datetime import datetime, timedelta

import pytest

from crm.errors import LeaseLostError
from crm.model import Channel, NewParcel, Parcel, ParcelState, Priority, Receipt
from crm.services.house.office import Office
from crm.services.queue import dispatch
from crm.store import outbox

TICK = timedelta(microseconds=1)
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


async def test_a_courier_has_its_parcel_to_itself_for_a_minute_and_a_half(office: Office) -> None:
    began = office.machine()
    office.machine = lambda: began
    await dispatch.send(office, [parcel("a")])
    assert keys(await dispatch.claim(office, CHANNELS)) == ["a"]
    lease = timedelta(seconds=90)
    assert await arriving(office, began + lease)
    assert not await arriving(office, began + lease + TICK)
    assert await claimed(office, later=lease) == []
    assert keys(await claimed(office, later=lease + TICK)) == ["a"]


async def arriving(office: Office, moment: datetime, address: str = "1") -> bool:
    async with office.store.read() as tx:
        return await outbox.arriving(tx, address, at=moment)


async def test_what_waits_for_undo_leaves_at_its_second(office: Office) -> None:
    began = office.machine()
    office.machine = lambda: began
    await dispatch.send(office, [parcel("m", delay=30)])
    assert await claimed(office, later=timedelta(seconds=30) - TICK) == []
    assert keys(await claimed(office, later=timedelta(seconds=30))) == ["m"]


async def test_what_a_dead_courier_holds_stops_its_address_until_its_lease_runs_out_and_then_goes_first(office: Office) -> None:
    began = office.machine()
    office.machine = lambda: began
    await dispatch.send(office, [parcel("notice", priority=Priority.NOTICE)])
    assert keys(await claimed(office)) == ["notice"]
    await dispatch.send(office, [parcel("reply"), parcel("other", "2")])
    assert keys(await claimed(office, later=dispatch.LEASE, limit=1)) == ["other"]
    assert keys(await claimed(office, later=dispatch.LEASE + TICK)) == ["notice"]


async def test_a_pause_of_an_address_shortens_no_longer_wait_and_ends_at_its_second(office: Office) -> None:
    began = office.machine()
    office.machine = lambda: began
    await dispatch.send(office, [parcel("now"), parcel("long", delay=60), parcel("elsewhere", "2", delay=10)])
    async with office.store.begin() as tx:
        await outbox.hold_back(tx, "tg:1", until=began + timedelta(seconds=20))
    assert await claimed(office, later=timedelta(seconds=10) - TICK) == []
    assert keys(await claimed(office, later=timedelta(seconds=20) - TICK)) == ["elsewhere"]
    (now,) = await claimed(office, later=timedelta(seconds=20))
    assert now.dedupe_key == "now"
    await dispatch.sent(office, now, Receipt("1"))
    assert await claimed(office, later=timedelta(seconds=60) - TICK) == []
    assert keys(await claimed(office, later=timedelta(seconds=60))) == ["long"]


async def test_after_a_restart_what_was_leased_leaves_at_once_and_its_attempt_counts(office: Office) -> None:
    await dispatch.send(office, [parcel("a"), parcel("later", "2", delay=60)])
    (dead,) = await claimed(office)
    await dispatch.release(office)
    assert [(item.dedupe_key, item.attempts) for item in await claimed(office)] == [("a", 2)]
    with pytest.raises(LeaseLostError):
        await dispatch.sent(office, dead, Receipt("1"))


async def test_what_was_sent_or_cancelled_is_forgotten_after_its_time_and_what_failed_stays(office: Office) -> None:
    began = office.machine()
    office.machine = lambda: began
    await dispatch.send(office, [parcel(state, state) for state in ("sent", "cancelled", "failed", "unsure", "queued")])
    items = {item.dedupe_key: item for item in await claimed(office)}
    async with office.store.begin() as tx:
        for state in (ParcelState.SENT, ParcelState.CANCELLED, ParcelState.FAILED, ParcelState.UNSURE):
            await outbox.settle(tx, items[str(state)], state=state, at=began)
        assert await outbox.purge(tx, settled_before=began, limit=9) == 0
        assert await outbox.purge(tx, settled_before=began + TICK, limit=1) == 1
        assert await outbox.purge(tx, settled_before=began + TICK, limit=9) == 1
        left = await outbox.counts(tx)
    assert {state for _, state in left} == {ParcelState.FAILED, ParcelState.UNSURE, ParcelState.SENDING}


async def shown(office: Office, *payloads: dict[str, object]) -> None:
    """Send chat parcels to one address, one after the other, as messages 1, 2, …"""
    for number, payload in enumerate(payloads, 1):
        await dispatch.send(office, [NewParcel(f"k{number}", "tg:1", Channel.TELEGRAM, "1", payload)])
        (item,) = await claimed(office)
        async with office.store.begin() as tx:
            await outbox.settle(tx, item, state=ParcelState.SENT, at=office.machine(), ref=str(number))


async def test_the_newest_message_is_the_last_that_says_something(office: Office) -> None:
    await shown(office, {"chat": {"text": "a"}}, {"chat": {"file": "x"}}, {"chat": {"edit": 1}}, {})
    async with office.store.read() as tx:
        found = await outbox.newest_shown(tx, "1")
        assert found is not None
        assert (found[0].dedupe_key, found[1]) == ("k2", "2")
        assert await outbox.newest_shown(tx, "2") is None


async def test_the_last_message_with_a_context_is_the_newest_that_has_it(office: Office) -> None:
    context = {"chat": {"text": "x", "context": {"action": 7}}}
    await shown(office, context, context, {"chat": {"text": "y", "context": {"draft": 1}}}, {"chat": {"text": "z"}})
    async with office.store.read() as tx:
        found = await outbox.last_shown(tx, "1", "action")
        assert found is not None
        assert (found[0].dedupe_key, found[1]) == ("k2", "2")
        assert await outbox.last_shown(tx, "1", "other") is None
        assert await outbox.last_shown(tx, "2", "action") is None


async def test_what_replaces_a_parcels_message_edits_it_and_is_sent_anew_where_that_never_arrived(office: Office) -> None:
    await shown(office, {"chat": {"text": "a"}})
    edits = {key: {"chat": {"text": "b", "edit_of": key}} for key in ("k1", "unknown")}
    await dispatch.send(office, [NewParcel(f"edit-{key}", f"x:{key}", Channel.TELEGRAM, "1", payload) for key, payload in edits.items()])
    first, second = await dispatch.claim(office, CHANNELS)
    assert (first.payload["chat"]["edit"], second.payload["chat"]["edit"]) == (1, None)


async def test_the_newest_of_a_state_come_first_and_a_parcel_is_found_by_its_key(office: Office) -> None:
    await dispatch.send(office, [parcel("a"), parcel("b")])
    async with office.store.read() as tx:
        assert [row["dedupe_key"] for row in await outbox.by_state(tx, ParcelState.QUEUED)] == ["b", "a"]
        assert [row["dedupe_key"] for row in await outbox.by_state(tx, ParcelState.QUEUED, limit=1)] == ["b"]
        assert [item.dedupe_key for item, _ in await outbox.by_keys(tx, ["b", "a", "x"])] == ["a", "b"]
        assert await outbox.by_id(tx, 999) is None
        assert await outbox.shown(tx, "1", "77") is None
