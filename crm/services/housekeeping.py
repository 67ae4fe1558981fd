"""Housekeeping: forget what nobody needs any more."""

from datetime import timedelta

from crm.services.office import Office
from crm.store import drafts, inbox, outbox

INPUTS_FOR = timedelta(days=3)  # longer than Telegram repeats an update id
PARCELS_FOR = timedelta(days=90)


async def expire_drafts(office: Office) -> int:
    """Forget drafts whose week has passed; how many."""
    async with office.store.begin() as tx:
        return await drafts.expire(tx, office.now())


async def purge_inputs(office: Office) -> int:
    """Forget handled inputs after three days; failed and held ones stay. How many."""
    async with office.store.begin() as tx:
        return await inbox.purge(tx, done_before=office.machine() - INPUTS_FOR)


async def purge_parcels(office: Office) -> int:
    """Forget delivered and cancelled parcels after ninety days; failed and unsure ones stay. How many."""
    async with office.store.begin() as tx:
        return await outbox.purge(tx, settled_before=office.machine() - PARCELS_FOR)
