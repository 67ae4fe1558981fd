"""The way to paper inside the house: what was issued is printed to a PDF, once, and archived."""

from collections.abc import Awaitable, Callable

from crm.model import Channel, Parcel, Receipt


class PressCourier:
    """Hands what was issued to `make`; the receipt is the SHA-256 of the bytes."""

    channel = Channel.PRESS

    def __init__(self, make: Callable[[Parcel], Awaitable[Receipt]]) -> None:
        self._make = make

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Print and archive; doing it again changes nothing."""
        return await self._make(parcel)
