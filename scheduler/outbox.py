"""The outbox: lease, send, settle. It knows couriers by their protocol only; `app.wiring` says which there are."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from crm.model import Channel, Parcel
from crm.services.house.office import OUTBOX, Office
from crm.services.queue import dispatch
from crm.services.queue.loop import Loop
from crm.services.queue.tenure import Tenure
from scheduler.couriers.base import Courier
from scheduler.delivery import Delivery, Fallback, Render, Rules

__all__ = ["Fallback", "Outbox", "Render", "Rules"]


class Outbox:
    """One loop a courier, woken by the office's bell.

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
        self._rules = rules or Rules()
        self._lanes = []
        for courier in couriers:
            lease = (alone or {}).get(courier.channel)
            self._lanes.append(
                Loop(
                    office,
                    OUTBOX,
                    partial(_claim, office, courier.channel),
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


async def _claim(office: Office, channel: Channel, limit: int) -> list[Parcel]:
    return await dispatch.claim(office, [channel], limit=limit)
