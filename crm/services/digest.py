"""The morning digest: who is due is a column; whoever moves that column owns that digest, and it is promised in the same transaction."""

import logging
from collections.abc import Sequence
from datetime import date, datetime

from crm.clock import local_to_utc, next_local
from crm.model import NewParcel, Priority, Staff
from crm.services.office import OUTBOX, Office
from crm.services.ways import Way, ways_to
from crm.services.workdays import is_working_day
from crm.store import outbox, people

log = logging.getLogger(__name__)


async def due(office: Office) -> int:
    """Promise every digest that is due at this office time, each once; how many parcels that made."""
    now = office.now()
    async with office.store.read() as tx:
        unscheduled = await people.digest_unscheduled(tx)
        waiting = await people.digest_due(tx, now)
    made = 0
    for person in [*unscheduled, *waiting]:
        try:
            made += await _promise(office, person, now)
        except Exception:
            log.exception("the digest of staff member %s could not be promised; the next tick tries again", person.id)
    if made:
        office.bell.ring(OUTBOX)
    return made


async def _promise(office: Office, person: Staff, now: datetime) -> int:
    """Move one person's next moment and, in the same transaction, promise the digest that was due."""
    following = next_local(now, person.digest_at, person.zone) if person.digest_at else None
    parcels = _parcels(office, person, now) if person.next_digest_at else ()
    async with office.store.begin() as tx:
        if not await people.move_digest(tx, person.id, old=person.next_digest_at, new=following):
            return 0  # another process was faster, or the person has just chosen another hour
        return await outbox.put(tx, parcels, at=office.machine())


def _parcels(office: Office, person: Staff, now: datetime) -> Sequence[NewParcel]:
    """One parcel a channel, where today is a working day and its hour has come.

    After two days down in the small hours the digest that was missed is yesterday's: the next one, at its hour, says it all.
    """
    today = now.astimezone(person.zone).date()
    if person.digest_at is None or not is_working_day(today, office.parameters):
        return ()
    if local_to_utc(today, person.digest_at, person.zone) > now:
        return ()
    return tuple(_parcel(person, today, way) for way in _chosen(person))


def _chosen(person: Staff) -> Sequence[Way]:
    """The ways that the person chose and has; a chosen channel that is not set up gives way to one that is."""
    ways = ways_to(person)
    chosen = [ways[channel] for channel in person.digest_channels if channel in ways]
    return chosen or (list(ways.values())[:1] if person.digest_channels else [])


def _parcel(person: Staff, day: date, way: Way) -> NewParcel:
    return NewParcel(
        dedupe_key=f"digest:{person.id}:{day.isoformat()}:{way.channel}",
        order_key=way.order_key,
        channel=way.channel,
        address=way.address,
        payload={"render": "digest", "staff_id": person.id, "date": day.isoformat()},
        priority=Priority.DIGEST,
        staff_id=person.id,
    )
