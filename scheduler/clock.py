"""The clock: APScheduler only ticks. What is due is a column and a query, never a scheduled job object."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from crm.services.house import parameters
from crm.services.house.office import DUE, Office
from scheduler.jobs import JOBS, Job

log = logging.getLogger(__name__)


class Clock:
    """Runs each job at its start, at every tick, and at once when the office clock is moved."""

    def __init__(self, office: Office, jobs: Sequence[Job] = JOBS) -> None:
        self._office = office
        self._jobs = jobs
        self._busy = {job.name: asyncio.Lock() for job in jobs}

    async def run(self) -> None:
        """Tick until cancelled."""
        scheduler = self._ticking()
        scheduler.start()
        try:
            await self.tick()
            while True:
                await self._office.bell.wait(DUE, 3600)
                await self.tick()
        finally:
            scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Run every job once, now."""
        for job in self._jobs:
            await self.do(job)

    async def do(self, job: Job) -> None:
        """Run one job, never beside itself; an error is logged, and the next tick looks again."""
        async with self._busy[job.name]:
            try:
                await parameters.refresh(self._office)
                done = await job.do(self._office)
            except Exception:
                log.exception("job %s failed; the next tick looks again", job.name)
                return
        if done:
            log.info("job %s did %s", job.name, done)

    def _ticking(self) -> AsyncIOScheduler:
        # Without misfire_grace_time=None a tick that is one second late silently does not happen (facts.md).
        scheduler = AsyncIOScheduler(timezone=UTC)
        for job in self._jobs:
            scheduler.add_job(
                self.do,
                "interval",
                seconds=job.every.total_seconds(),
                args=[job],
                id=job.name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        return scheduler
