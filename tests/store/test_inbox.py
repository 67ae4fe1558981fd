"""The inbox: kept once, handled in order, fenced by the lease."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crm.decision import Create, Decision
from crm.errors import LeaseLostError
from crm.model import Channel, InputState, NewInput, RawInput
from crm.services.house.office import INBOX_TELEGRAM, OUTBOX, Office
from crm.services.queue import dispatch, intake
from crm.services.write import commit
from crm.store import actions, inbox
from tests.support.small_office import SmallOffice

LEASE = timedelta(seconds=60)
TICK = timedelta(microseconds=1)


def said(key: str, person: str = "tg:1", **more: object) -> NewInput:
    from tests.support.small_office import START

    return NewInput(Channel.TELEGRAM, key, person, START, {}, key.encode(), **more)  # type: ignore[arg-type]


async def claim(office: Office, limit: int = 10, *, later: timedelta = timedelta()) -> list[RawInput]:
    async with office.store.begin() as tx:
        return await inbox.claim(tx, Channel.TELEGRAM, at=office.machine() + later, lease=LEASE, limit=limit)


def keys(items: Sequence[RawInput]) -> list[str]:
    return [item.key for item in items]


async def test_the_same_key_is_kept_once(office: Office) -> None:
    assert await intake.keep(office, [said("a"), said("a"), said("b")]) == 2
    assert await intake.keep(office, [said("b")]) == 0


async def test_a_strangers_update_leaves_its_key_and_is_never_handed_out(office: Office) -> None:
    await intake.keep(office, [said("a", done=True)])
    assert await claim(office) == []
    assert await intake.keep(office, [said("a")]) == 0


async def test_only_the_oldest_of_each_person_is_handed_out(office: Office) -> None:
    await intake.keep(office, [said("a1", "tg:a"), said("a2", "tg:a"), said("b1", "tg:b")])
    first = await claim(office)
    assert keys(first) == ["a1", "b1"]
    assert await claim(office) == []
    async with office.store.begin() as tx:
        await inbox.finish(tx, first[0])
    assert keys(await claim(office)) == ["a2"]


async def test_what_a_dead_worker_held_is_handed_out_again_and_its_late_finish_is_refused(office: Office) -> None:
    await intake.keep(office, [said("a")])
    dead = await claim(office)
    again = await claim(office, later=LEASE * 2)
    assert keys(again) == ["a"]
    assert again[0].attempts == 2
    with pytest.raises(LeaseLostError):
        async with office.store.begin() as tx:
            await inbox.finish(tx, dead[0])


async def test_a_worker_that_was_overtaken_writes_no_fact(office: Office, small_office: SmallOffice) -> None:
    await intake.keep(office, [said("a")])
    dead = (await claim(office))[0]
    alive = (await claim(office, later=LEASE * 2))[0]
    decision = Decision((Create("task", {"reference": "enviar catálogo"}),))
    with pytest.raises(LeaseLostError):
        await commit.commit(office, decision, by=small_office.bruno, source=dead.key, claim=dead)
    await commit.commit(office, decision, by=small_office.bruno, source=alive.key, claim=alive)
    async with office.store.read() as tx:
        assert [a.number for a in await actions.open_of(tx, small_office.bruno.id)] == [1]


async def test_a_failed_input_is_kept_whole_and_can_be_run_again(office: Office) -> None:
    await intake.keep(office, [said("a")])
    item = (await claim(office))[0]
    assert await intake.try_later(office, replace(item, attempts=intake.MAX_ATTEMPTS), "no sense")
    async with office.store.read() as tx:
        (row,) = await inbox.by_state(tx, InputState.FAILED)
        assert row["error"] == "no sense"
    assert await intake.run_again(office, item.id)
    assert [i.blob for i in await claim(office)] == [b"a"]


async def test_an_input_is_tried_five_times_with_growing_patience_and_then_given_up(office: Office) -> None:
    await intake.keep(office, [said("a")])
    for attempt in range(1, intake.MAX_ATTEMPTS + 1):
        (item,) = await claim(office, later=timedelta(seconds=2**attempt))
        assert await intake.try_later(office, item, "busy") is (attempt == intake.MAX_ATTEMPTS)
    async with office.store.read() as tx:
        assert await inbox.counts(tx) == {("telegram", "failed"): 1}


async def test_callers_that_wait_together_share_a_commit_and_each_is_told(office: Office) -> None:
    import asyncio

    shared = intake.SharedKeep(office)
    await asyncio.gather(*(shared.keep([said(f"k{n}", f"tg:{n}")]) for n in range(101)))
    async with office.store.read() as tx:
        assert await inbox.counts(tx) == {("telegram", "kept"): 101}


async def test_every_caller_of_a_failed_commit_is_told(office: Office) -> None:
    import asyncio

    shared = intake.SharedKeep(office)
    naive = NewInput(Channel.TELEGRAM, "x", "tg:1", office.now().replace(tzinfo=None), {}, b"")
    results = await asyncio.gather(shared.keep([naive]), shared.keep([naive]), return_exceptions=True)
    assert all(isinstance(result, Exception) for result in results)


def at(office: Office, moment: datetime) -> None:
    office.machine = lambda: moment


async def claimable(office: Office) -> list[str]:
    """What a worker would get now; nothing is leased by asking."""
    async with office.store.begin() as tx:
        found = keys(await inbox.claim(tx, Channel.TELEGRAM, at=office.machine(), lease=LEASE, limit=10))
        await tx.rollback()
    return found


async def test_a_worker_has_its_input_to_itself_for_a_minute(office: Office) -> None:
    began = office.machine()
    at(office, began)
    await intake.keep(office, [said("a")])
    assert keys(await intake.claim(office, Channel.TELEGRAM)) == ["a"]
    for moment, free in ((began + LEASE - TICK, []), (began + LEASE, []), (began + LEASE + TICK, ["a"])):
        at(office, moment)
        assert await claimable(office) == free


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 2), (2, 4), (3, 8), (4, 16)])
async def test_what_could_not_be_handled_waits_twice_as_long_each_time(office: Office, attempt: int, seconds: int) -> None:
    await intake.keep(office, [said("a")])
    now = office.machine()
    for _ in range(attempt):
        at(office, now)
        (item,) = await intake.claim(office, Channel.TELEGRAM)
        began, now = now, now + timedelta(hours=1)
        assert await intake.try_later(office, item, "busy") is False
    for moment, free in ((began + timedelta(seconds=seconds) - TICK, []), (began + timedelta(seconds=seconds), ["a"])):
        at(office, moment)
        assert await claimable(office) == free


async def test_what_was_handled_is_forgotten_after_its_time_and_what_was_not_stays(office: Office) -> None:
    kept = office.machine()
    at(office, kept)
    await intake.keep(office, [said("a", "tg:a"), said("b", "tg:b"), said("failed", "tg:c"), said("held", "tg:d"), said("open", "tg:e")])
    a, b, failed, held, _ = await claim(office)
    async with office.store.begin() as tx:
        await inbox.finish(tx, a)
        await inbox.finish(tx, b)
        await inbox.finish(tx, failed, state=InputState.FAILED)
        await inbox.finish(tx, held, state=InputState.HELD)
    async with office.store.begin() as tx:
        assert await inbox.purge(tx, done_before=kept, limit=10) == 0
        assert await inbox.purge(tx, done_before=kept + TICK, limit=1) == 1
        assert await inbox.purge(tx, done_before=kept + TICK, limit=10) == 1
        assert await inbox.counts(tx) == {("telegram", "failed"): 1, ("telegram", "held"): 1, ("telegram", "working"): 1}


async def test_only_what_failed_or_is_held_runs_again_and_only_what_is_held_is_discarded(office: Office) -> None:
    await intake.keep(office, [said(state, f"tg:{state}") for state in ("done", "failed", "held", "working")])
    done, failed, held, working = await claim(office)
    async with office.store.begin() as tx:
        await inbox.finish(tx, done)
        await inbox.finish(tx, failed, state=InputState.FAILED, error="x", envelope={"for": 1})
        await inbox.finish(tx, held, state=InputState.HELD)
        assert [(await inbox.discard(tx, item.id)) for item in (done, failed, working)] == [False] * 3
        assert [(await inbox.run_again(tx, item.id, at=office.machine())) for item in (done, working)] == [False] * 2
        assert await inbox.discard(tx, held.id)
        assert not await inbox.run_again(tx, held.id, at=office.machine())
        assert await inbox.run_again(tx, failed.id, at=office.machine(), envelope={"for": 2})
        assert await inbox.raw(tx, 999) is None
    again = await claim(office)
    assert [(item.key, item.attempts, item.envelope) for item in again] == [("failed", 1, {"for": 2})]
    async with office.store.read() as tx:
        assert [row["key"] for row in await inbox.by_state(tx, InputState.DONE)] == ["held", "done"]
        assert [row["key"] for row in await inbox.by_state(tx, InputState.DONE, limit=1)] == ["held"]


async def test_somebody_wrote_since_a_moment_where_the_last_thing_before_came_then_or_later(office: Office) -> None:
    from tests.support.small_office import START

    await intake.keep(office, [said("older", "tg:a"), said("other", "tg:b")])
    await intake.keep(office, [said("newer", "tg:a")])
    async with office.store.read() as tx:
        older, other, newer = [await inbox.raw(tx, number) for number in (1, 2, 3)]
    assert older is not None
    assert other is not None
    assert newer is not None
    assert await intake.wrote_since(office, newer, START)
    assert not await intake.wrote_since(office, newer, START + TICK)
    assert not await intake.wrote_since(office, older, START)
    assert not await intake.wrote_since(office, other, START)


async def test_after_a_restart_what_was_leased_is_free_at_once_and_its_old_worker_is_refused(office: Office) -> None:
    await intake.keep(office, [said("a"), said("b", "tg:2", done=True)])
    (dead,) = await claim(office)
    await dispatch.release(office)
    assert keys(await claim(office)) == ["a"]
    with pytest.raises(LeaseLostError):
        async with office.store.begin() as tx:
            await inbox.finish(tx, dead)


async def test_a_bell_rings_for_what_is_kept_again_and_for_its_answer(office: Office) -> None:
    rung: list[str] = []
    office.bell.ring = rung.append  # type: ignore[method-assign] # listens, and lets nobody wait
    assert await intake.keep(office, [said("a")]) == 1
    assert rung == [INBOX_TELEGRAM]
    (item,) = await claim(office)
    assert await intake.try_later(office, replace(item, attempts=intake.MAX_ATTEMPTS), "x")
    assert await intake.run_again(office, item.id)
    assert not await intake.run_again(office, item.id)
    assert not await intake.run_again(office, 999)
    assert rung == [INBOX_TELEGRAM, OUTBOX, INBOX_TELEGRAM]
