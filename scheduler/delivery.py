"""Delivery: the way of one leased parcel, from rendering to what is written about it."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from crm.errors import AccionesError, DeliveryError, LeaseLostError, StoreBusyError
from crm.model import Channel, NewParcel, Parcel, ParcelState, Receipt
from crm.services.house.office import Office
from crm.services.queue import dispatch
from scheduler.couriers.base import Courier
from scheduler.pacing import Limits, Pace
from scheduler.retry import Retry

log = logging.getLogger(__name__)

Render = Callable[[Parcel], Awaitable[Mapping[str, Any] | None]]
Fallback = Callable[[Parcel, DeliveryError], Awaitable[Sequence[NewParcel]]]


@dataclass(frozen=True, slots=True)
class Rules:
    """How the outbox behaves; tests make it generous.

    `limits` pace a channel, `patience` is how many seconds a leased parcel waits for its turn before it is put back,
    `mistakes` how often a parcel may meet an error of our own, `once_only` names the channels of paper.
    """

    retry: Retry = field(default_factory=Retry)
    limits: Mapping[Channel, Limits] = field(default_factory=lambda: {Channel.TELEGRAM: Limits()})
    at_once: int = 16
    poll: float = 1.0
    drain: float = 5.0
    patience: float = 10.0
    mistakes: int = 4
    once_only: frozenset[Channel] = frozenset({Channel.PRINTER})


class Delivery:
    """Carries the parcels of one courier; `chance` is in [0, 1), `seconds` a clock that never goes back."""

    def __init__(  # noqa: PLR0913 - what one way out needs
        self,
        office: Office,
        courier: Courier,
        rules: Rules,
        *,
        render: Render,
        fallback: Fallback,
        seconds: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._office = office
        self._courier = courier
        self._rules = rules
        self._render = render
        self._fallback = fallback
        self._seconds = seconds
        self._chance = chance
        limits = rules.limits.get(courier.channel)
        self._pace = Pace(limits) if limits else None

    async def run(self, parcel: Parcel) -> None:
        """Take one parcel to its end; whatever happens is written down, and nothing is raised."""
        try:
            await self._attempt(parcel)
        except LeaseLostError:
            log.info("parcel %s was taken over by another worker", parcel.id)
        except Exception as error:
            log.exception("parcel %s met an error of our own (attempt %s)", parcel.id, parcel.attempts)
            await self._last_resort(parcel, error)

    async def _attempt(self, parcel: Parcel) -> None:
        payload = await self._render(parcel) if "render" in parcel.payload else parcel.payload
        if payload is None:
            await self._written(lambda: dispatch.failed(self._office, parcel, "nothing to send", state=ParcelState.CANCELLED))
            return
        if not await self._has_its_turn(parcel):
            return
        try:
            receipt = await self._courier.deliver(replace(parcel, payload=payload))
        except DeliveryError as error:
            await self._not_delivered(parcel, error)
            return
        await self._delivered(parcel, receipt, payload)

    async def _has_its_turn(self, parcel: Parcel) -> bool:
        """Wait until the pace allows it; False where that is too long and the parcel was put back."""
        try:
            while self._pace and (wait := self._pace.wait(parcel.address, self._seconds())):
                if wait > self._rules.patience:
                    await self._put_back(parcel, wait, "waits for its turn")
                    return False
                await asyncio.sleep(wait)
        except asyncio.CancelledError:
            await self._put_back(parcel, 0, "the worker stopped before sending it")
            raise
        if self._pace:
            self._pace.take(parcel.address, self._seconds())
        return True

    async def _delivered(self, parcel: Parcel, receipt: Receipt, payload: Mapping[str, Any]) -> None:
        shown = None if payload is parcel.payload else payload
        settled = replace(parcel, payload=payload)
        try:
            await self._written(lambda: dispatch.sent(self._office, settled, receipt, shown=shown))
        except AccionesError:
            raise
        except Exception:
            # It has arrived: an error in remembering what it shows must not send it again.
            log.exception("parcel %s arrived, but what it shows could not be remembered", parcel.id)
            await self._written(lambda: dispatch.failed(self._office, parcel, "arrived", state=ParcelState.SENT))
        log.info("parcel %s delivered by %s (attempt %s)", parcel.id, parcel.channel, parcel.attempts)

    async def _not_delivered(self, parcel: Parcel, error: DeliveryError) -> None:
        """The table of architecture.md, "Durability", row by row."""
        if error.moved_to and error.moved_to != parcel.address:
            log.info("parcel %s: the address has moved", parcel.id)
            new = error.moved_to
            await self._written(lambda: dispatch.moved(self._office, parcel, new))
        elif error.permanent or error.moved_to:
            await self._give_up(parcel, error, ParcelState.FAILED)
        elif not error.sure and parcel.channel in self._rules.once_only:
            await self._give_up(parcel, error, ParcelState.UNSURE)
        else:
            await self._later(parcel, error)

    async def _later(self, parcel: Parcel, error: DeliveryError) -> None:
        asked = error.retry_after or 0.0
        now = self._office.machine()
        until = self._rules.retry.next(parcel.attempts, parcel.created_at, now, self._chance(), at_least=asked)
        if until is None:
            await self._give_up(parcel, error, ParcelState.FAILED)
            return
        log.warning("parcel %s: later (attempt %s): %s", parcel.id, parcel.attempts, error)
        if asked and self._pace:
            self._pace.pause(parcel.address, self._seconds() + asked)
        await self._written(
            lambda: dispatch.postpone(self._office, parcel, until=until, error=str(error), whole_address=error.retry_after is not None)
        )

    async def _give_up(self, parcel: Parcel, error: DeliveryError, state: ParcelState) -> None:
        log.error("parcel %s will not arrive (%s, attempt %s): %s", parcel.id, state, parcel.attempts, error)
        try:
            instead = await self._fallback(parcel, error)
        except Exception:
            log.exception("nothing could be found to send instead of parcel %s", parcel.id)
            instead = ()
        await self._written(lambda: dispatch.failed(self._office, parcel, str(error), state=state, instead=instead))

    async def _put_back(self, parcel: Parcel, wait: float, why: str) -> None:
        until = self._office.machine() + timedelta(seconds=wait)
        await self._written(lambda: dispatch.postpone(self._office, parcel, until=until, error=why, whole_address=wait > 0))

    async def _last_resort(self, parcel: Parcel, error: Exception) -> None:
        """Our own mistake: a few more tries, then it is given up, because whatever waits behind it must not wait for ever."""
        told = DeliveryError(f"{type(error).__name__} in the office itself; the log tells more")
        busy = isinstance(error, StoreBusyError)
        try:
            if busy or parcel.attempts < self._rules.mistakes:
                await self._later(parcel, told)
            else:
                await self._give_up(parcel, told, ParcelState.FAILED)
        except Exception:
            log.exception("parcel %s could not be settled; its lease runs out by itself", parcel.id)

    async def _written(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write an outcome, patiently: what has arrived and is not written down would be sent again."""
        for pause in (0.1, 0.5, 2.0):
            try:
                return await write()
            except StoreBusyError as error:
                log.warning("the store is busy, an outcome waits: %s", error)
                await asyncio.sleep(pause)
        return await write()
