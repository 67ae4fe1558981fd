"""What the clock does, as values: a job looks at what is due now, so that a tick that was missed is caught up by the next one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from crm.services.due import closing, digest, expiry, leftdrafts, returning
from crm.services.house import housekeeping
from crm.services.house.office import Office


@dataclass(frozen=True, slots=True)
class Job:
    """`do` returns how much it did; it may run in several processes at once and must then do nothing twice."""

    name: str
    every: timedelta
    do: Callable[[Office], Awaitable[int]]


JOBS: tuple[Job, ...] = (
    Job("drafts left", timedelta(minutes=10), leftdrafts.remind),
    Job("visits at closing time", timedelta(minutes=1), closing.remind),
    Job("quotes that ran out", timedelta(minutes=1), expiry.expire),
    Job("handovers", timedelta(minutes=1), returning.due),
    Job("digest", timedelta(seconds=20), digest.due),
    Job("drafts", timedelta(minutes=10), housekeeping.expire_drafts),
    Job("housekeeping", timedelta(hours=1), housekeeping.nightly),
)
