"""Housekeeping: forget what nobody needs any more, in small steps, so that nobody waits for it.

Actions, their files, documents and history are never touched. How long the rest is kept are parameters of the office.
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta

from crm.services.house import parameters
from crm.services.house.office import Office
from crm.store import Tx, blobs, drafts, inbox, outbox
from crm.store import parameters as leases

log = logging.getLogger(__name__)

STEP = 100  # rows that one transaction erases
FILES = 20  # files of up to 20 MB
MOST = 50_000  # rows of one sort in a night; the next one goes on
NIGHT = range(1, 6)  # hours
ONCE = timedelta(hours=20)  # at night it is done once, by whichever process comes first
OVERDUE = timedelta(hours=16)  # a machine that sleeps at night does it by day


async def expire_drafts(office: Office) -> int:
    """Forget drafts whose week has passed; how many."""
    async with office.store.begin() as tx:
        return await drafts.expire(tx, office.now())


async def nightly(office: Office) -> int:
    """Once a night: what came in, what was sent, and files that belong to nothing. How many were erased."""
    async with office.store.begin() as tx:
        if not await is_due(tx, office):
            return 0
    return sum([await _done(office, purge) for purge in (purge_inputs, purge_parcels, erase_files)])


async def _done(office: Office, purge: Callable[[Office], Awaitable[int]]) -> int:
    """One sort by itself: what cannot be erased tonight must keep nothing else from it."""
    try:
        return await purge(office)
    except Exception:
        log.exception("%s failed; the next night tries again", purge.__name__)
        return 0


async def is_due(tx: Tx, office: Office) -> bool:
    """Whether it is to be done now: at night once, by whichever process asks first; by day where the last night was missed."""
    now = office.machine()
    late = timedelta() if now.astimezone(office.zone).hour in NIGHT else OVERDUE
    # The holder is nobody's name, so that not even the same process takes it twice.
    return await leases.hold(tx, "housekeeping", secrets.token_hex(4), at=now - late, lease=ONCE + late)


def _before(office: Office, name: str) -> timedelta:
    return timedelta(days=int(parameters.values(office)[name]))


async def purge_inputs(office: Office) -> int:
    """Forget handled inputs after the parameter's days; failed and held ones stay. How many."""
    before = office.machine() - _before(office, "kept_inputs")
    return await _step_by_step(office, lambda tx: inbox.purge(tx, done_before=before, limit=STEP), STEP)


async def purge_parcels(office: Office) -> int:
    """Forget delivered and cancelled parcels after the parameter's days; failed and unsure ones stay. How many."""
    before = office.machine() - _before(office, "kept_parcels")
    return await _step_by_step(office, lambda tx: outbox.purge(tx, settled_before=before, limit=STEP), STEP)


async def erase_files(office: Office) -> int:
    """Erase files that nothing refers to any more (previews, what was sent and dropped) after the parameter's days; how many."""
    before = office.machine() - _before(office, "kept_files")
    idle: list[str] = []
    while len(idle) < MOST:
        async with office.store.read() as tx:
            page = await blobs.idle(tx, before=before, after=idle[-1] if idle else "", limit=STEP)
        idle += page
        if len(page) < STEP:
            break
    loose = sorted(set(idle) - await _named(office)) if idle else []
    gone = 0
    for at in range(0, len(loose), FILES):
        async with office.store.begin() as tx:
            gone += await blobs.erase(tx, loose[at : at + FILES], before=before)
    return gone


async def _named(office: Office) -> set[str]:
    """Every file that is named somewhere, page by page."""
    found: set[str] = set()
    for place in blobs.NAMING:
        after = None
        while True:
            async with office.store.read() as tx:
                names, after = await blobs.hashes_in(tx, place, after=after)
            found |= names
            if after is None:
                break
    return found


async def _step_by_step(office: Office, erase: Callable[[Tx], Awaitable[int]], step: int) -> int:
    gone = 0
    while gone < MOST:
        async with office.store.begin() as tx:
            some = await erase(tx)
        gone += some
        if some < step:
            break
    return gone
