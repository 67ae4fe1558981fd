"""The inbox: kept once, handled in order, fenced by the lease."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from crm.decision import Create, Decision
from crm.errors import LeaseLostError
from crm.model import Channel, InputState, NewInput, RawInput
from crm.services.house.office import Office
from crm.services.queue import intake
from crm.services.write import commit
from crm.store import actions, inbox
from tests.support.small_office import SmallOffice

LEASE = timedelta(seconds=60)


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
    await asyncio.gather(*(shared.keep([said(f"k{n}", f"tg:{n}")]) for n in range(40)))
    async with office.store.read() as tx:
        assert await inbox.counts(tx) == {("telegram", "kept"): 40}


async def test_every_caller_of_a_failed_commit_is_told(office: Office) -> None:
    import asyncio

    shared = intake.SharedKeep(office)
    naive = NewInput(Channel.TELEGRAM, "x", "tg:1", office.now().replace(tzinfo=None), {}, b"")
    results = await asyncio.gather(shared.keep([naive]), shared.keep([naive]), return_exceptions=True)
    assert all(isinstance(result, Exception) for result in results)
