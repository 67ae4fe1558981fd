"""The outbox: lease, send, settle. It knows couriers by their protocol only; `app.wiring` says which there are."""

import asyncio
from collections.abc import Mapping, Sequence

from crm.model import Channel
from crm.services.house.office import OUTBOX, Office
from scheduler.couriers.base import Courier
from scheduler.delivery import Delivery, Fallback, Render, Rules
from scheduler.lane import Lane
from scheduler.tenure import Tenure

__all__ = ["Fallback", "Outbox", "Render", "Rules"]


class Outbox:
    """One lane a courier, woken by the office's bell.

    `render` makes the payload of a parcel that is written at sending time (None: nothing to send), `fallback` what goes out
    instead of one that will not arrive. `alone` names, by channel, the lease without which this process sends nothing there:
    one Telegram courier per token, since it alone can pace.
    """

    def __init__(  # noqa: PLR0913 - put together once, by wiring
        self,
        office: Office,
        couriers: Sequence[Courier],
        *,
        render: Render,
        fallback: Fallback,
        rules: Rules | None = None,
        alone: Mapping[Channel, str] | None = None,
        holder: str | None = None,
    ) -> None:
        self._office = office
        self._rules = rules or Rules()
        self._lanes = []
        for courier in couriers:
            lease = (alone or {}).get(courier.channel)
            self._lanes.append(
                Lane(
                    office,
                    courier.channel,
                    Delivery(office, courier, self._rules, render=render, fallback=fallback).run,
                    at_once=self._rules.at_once,
                    poll=self._rules.poll,
                    drain=self._rules.drain,
                    tenure=Tenure(office, lease, holder=holder) if lease else None,
                )
            )

    async def run(self) -> None:
        """Work until cancelled; then what is on its way has `drain` seconds to arrive."""
        async with asyncio.TaskGroup() as group:
            for lane in self._lanes:
                group.create_task(lane.run())
            group.create_task(self._listen())

    async def _listen(self) -> None:
        """Pass the bell on to every lane: a bell rung while one of them was busy must not be lost on another."""
        while True:
            await self._office.bell.wait(OUTBOX, self._rules.poll)
            for lane in self._lanes:
                lane.wake()
