"""A courier: one way out, behind one verb."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from crm.model import Channel, Parcel, Receipt

Blob = Callable[[str], Awaitable[bytes]]  # a stored file's bytes by its SHA-256


class Courier(Protocol):
    """Delivers the parcels of one channel."""

    @property
    def channel(self) -> Channel: ...

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand a parcel over; DeliveryError says what to do where that failed. Never called inside a transaction."""
        ...
