"""The clock ticks at its start, at every tick, and when the office clock is moved."""

import asyncio
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from crm.model import Channel, NewInput, ParcelState
from crm.services.house import housekeeping
from crm.services.house.office import DUE
from crm.services.queue import intake
from crm.store import inbox, outbox
from scheduler.clock import Clock
from scheduler.jobs import JOBS, Job
from tests.scheduler.test_digest_due import at, tick
from tests.scheduler.world import FakeCourier, promise, rows, send, until, working

NEVER = timedelta(days=1)


@asynccontextmanager
async def ticking(office, *jobs):
    task = asyncio.create_task(Clock(office, jobs or JOBS).run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


class Count:
    def __init__(self):
        self.times = 0
        self.at_once = 0
        self.most = 0

    async def __call__(self, office):
        self.times += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        await asyncio.sleep(0.02)
        self.at_once -= 1
        return 1

    async def reaches(self, times):
        async with asyncio.timeout(5):
            while self.times < times:  # noqa: ASYNC110 - counting is all that is wanted
                await asyncio.sleep(0.01)


async def test_it_ticks_once_at_its_start(office):
    count = Count()
    async with ticking(office, Job("count", NEVER, count)):
        await count.reaches(1)


async def test_it_ticks_when_the_office_clock_is_moved(office):
    count = Count()
    async with ticking(office, Job("count", NEVER, count)):
        await count.reaches(1)
        office.bell.ring(DUE)
        await count.reaches(2)


async def test_it_ticks_again_and_again_but_never_beside_itself(office):
    count = Count()
    async with ticking(office, Job("count", timedelta(seconds=0.03), count)):
        office.bell.ring(DUE)
        await count.reaches(6)
    assert count.most == 1


async def test_a_job_that_fails_is_tried_again_and_the_others_go_on(office, caplog):
    count = Count()

    async def fails(_):
        raise RuntimeError("odd")

    async with ticking(office, Job("fails", NEVER, fails), Job("count", NEVER, count)):
        await count.reaches(1)
        office.bell.ring(DUE)
        await count.reaches(2)
    assert "job fails failed" in caplog.text


async def test_moving_the_office_clock_to_the_morning_brings_the_digest_at_once(office, small_office):
    await tick(office, at(23, 20))
    async with ticking(office):
        await asyncio.sleep(0.1)
        office.clock.move_to(at(24, 8))
        office.bell.ring(DUE)
        await until(office, ParcelState.QUEUED, 3, timeout=3)


async def test_moving_the_office_clock_expires_no_lease(office, small_office):
    courier = FakeCourier()
    courier.slow = 0.3
    async with working(office, [courier]):
        await send(office, promise("hola"))
        await until(office, ParcelState.SENDING)
        office.clock.move_to(at(30, 8))
        await until(office, ParcelState.SENT)
    assert len(courier.tries) == 1


async def test_what_is_old_and_done_is_forgotten_and_what_failed_stays(office):
    item = {"channel": Channel.TELEGRAM, "order_key": "tg:1", "received_at": office.now(), "envelope": {}}
    await intake.keep(office, [NewInput(key="done", done=True, **item), NewInput(key="waiting", **item)])
    courier = FakeCourier()
    async with working(office, [courier]):
        await send(office, promise("hola"))
        await until(office, ParcelState.SENT)
    await send(office, promise("waiting", address="9"))
    assert await housekeeping.purge_inputs(office) + await housekeeping.purge_parcels(office) == 0
    machine = office.machine
    office.machine = lambda: machine() + timedelta(days=91)
    assert (await housekeeping.purge_inputs(office), await housekeeping.purge_parcels(office)) == (1, 1)
    assert await housekeeping.expire_drafts(office) == 0
    async with office.store.read() as tx:
        assert list((await inbox.counts(tx)).values()) == [1]
        assert list((await outbox.counts(tx)).values()) == [1]
    assert not await rows(office, ParcelState.SENT)
