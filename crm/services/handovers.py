"""Handovers: one person's open work goes to a substitute, and comes back on a day."""

from crm.model import Handover
from crm.services.office import Office
from crm.store import handovers


async def by_id(office: Office, handover_id: int) -> Handover | None:
    """The handover of that id."""
    async with office.store.read() as tx:
        return await handovers.get(tx, handover_id)
