"""What is due, one by one: an item that raises is logged and put aside, and whatever comes behind it is done all the same."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Protocol, TypeVar

from crm.errors import ConflictError, SlotTakenError, StoreBusyError
from crm.services.house.office import Aside, Office

log = logging.getLogger(__name__)

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)


class Item(Protocol):
    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=Item)


async def each(office: Office, what: str, items: Iterable[T], do: Callable[[T], Awaitable[int]]) -> int:
    """Do every item by itself; how much was done in all.

    One that raised waits in this process, twice as long each time, so that a mistake of ours does not fill the log at every
    tick. What somebody else changed at the same moment, and a busy store, are looked at again by the next tick.
    """
    done = 0
    for item in items:
        key = (what, item.id)
        before = office.aside.get(key)
        if before and office.machine() < before.until:
            continue
        try:
            done += await do(item)
        except (ConflictError, SlotTakenError, StoreBusyError) as error:
            log.info("%s %s: %s; the next tick looks again", what, item.id, type(error).__name__)
        except Exception:
            wait = min(before.wait * 2, LONGEST) if before else FIRST
            office.aside[key] = Aside(wait, office.machine() + wait)
            log.exception("%s %s could not be done; tried again in %s", what, item.id, wait)
        else:
            office.aside.pop(key, None)
    return done
