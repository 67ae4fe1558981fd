"""What a person did hour by hour: the activities of a day, what a new one overlaps, and the day's total."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from crm.clock import local_to_utc
from crm.decision import Create
from crm.flow.dates import slot, slot_of
from crm.kinds import KIND, KINDS
from crm.kinds.activity import place, total, until_now
from crm.model import Action, Staff
from crm.services.house.office import Office
from crm.store import Tx, actions
from crm.views import Reader

# The states in which something counts as done: no one where it was dropped, rejected or ran out.
DONE = tuple(
    (kind.name, state.name)
    for kind in KINDS
    for state in kind.states
    if state.name in {kind.did, kind.issued, kind.queued, kind.delivered, *(verb.to for verb in kind.verbs if verb.name == kind.finish)}
    and not state.open
)
MEASURED = frozenset(kind.name for kind in KINDS if kind.measures)


async def during(tx: Tx, owner_id: int, start: datetime, end: datetime, now: datetime) -> list[Action]:
    """What a person did in a span, in order; what still runs ends now."""
    return [until_now(item, now) for item in await actions.during(tx, owner_id, MEASURED, start, end)]


async def of_days(office: Office, person: Staff, first: date, days: int = 1) -> list[Action]:
    """What a person did on some days, as it stands: what began on them, in order."""
    start, end = (local_to_utc(day, time(), person.zone) for day in (first, first + timedelta(days=days)))
    async with office.store.read() as tx:
        found = await actions.during(tx, person.id, MEASURED, start, end)
    return [item for item in found if item.starts_at and item.starts_at >= start]


async def done_on(office: Office, person: Staff, first: date, days: int = 1, kind: str = "") -> list[Action]:
    """What a person finished on some days, of one kind or all, in order."""
    start, end = (local_to_utc(day, time(), person.zone) for day in (first, first + timedelta(days=days)))
    wanted = [one for one in DONE if kind in ("", one[0])]
    async with office.store.read() as tx:
        return await actions.closed_of(tx, person.id, wanted, start, end) if wanted else []


def counted(items: Sequence[Action]) -> str:
    """«☎️ 2 · 📌 1»."""
    return " · ".join(f"{kind.icon} {many}" for kind in KINDS if (many := sum(item.kind == kind.name for item in items)))


async def overlaps(office: Office, owner_id: int, answer: Mapping[str, Any]) -> bool:
    """Whether the person did something else in that span."""
    async with office.store.read() as tx:
        return bool(await during(tx, owner_id, *slot_of(answer), office.now()))


async def placed(office: Office, person: Staff, answer: Mapping[str, Any], minutes: int) -> dict[str, str]:
    """A span of which only the length is known, put where nothing else was done on that day."""
    guess = slot_of(answer)[0].astimezone(person.zone)
    now = office.now()
    begin = local_to_utc(guess.date(), time(), person.zone)
    async with office.store.read() as tx:
        taken = await during(tx, person.id, begin, begin + timedelta(days=1), now)
    at = place(minutes, guess, taken, now).astimezone(UTC)
    return slot(at, at + timedelta(minutes=minutes))


async def around(office: Office, person: Staff, values: Sequence[Mapping[str, Any]]) -> list[Action]:
    """What the person did already on the days of actions that are about to be recorded, given by their values."""
    moments = [one["starts_at"] for one in values if one.get("starts_at") and one.get("responsible_id", person.id) == person.id]
    days = {moment.astimezone(person.zone).date() for moment in moments}
    return [item for day in sorted(days) for item in await of_days(office, person, day)]


def measured(creates: Sequence[Create]) -> list[Mapping[str, Any]]:
    """The values of those that say how long something took."""
    return [create.values for create in creates if KIND[create.kind].measures]


def totals(new: Sequence[Action], before: Sequence[Action], reader: Reader) -> list[str]:
    """«Hoy: 3 actividades, 4 h 10 min»: the days of what was just recorded, with what was done on them before."""
    assert reader.person
    own = [item for item in new if item.kind in MEASURED and item.starts_at and item.ends_at and item.responsible_id == reader.person.id]
    every = {item.id: item for item in (*before, *new) if item.kind in MEASURED}.values()
    days = sorted({_day(item, reader) for item in own})
    return [f"{_near(day, reader)}: {amount([item for item in every if _day(item, reader) == day], reader)}" for day in days]


def amount(items: Sequence[Action], reader: Reader) -> str:
    """«3 actividades, 4 h 10 min»."""
    count, minutes = total(items)
    hours, rest = divmod(minutes, 60)
    words = reader.words
    took = [words("{n} h", n=hours)] if hours else []
    took += [words("{n} min", n=rest)] if rest or not hours else []
    return f"{words.plural('{n} activity', '{n} activities', count)}, {' '.join(took)}"


def _day(item: Action, reader: Reader) -> date:
    return (item.starts_at or item.created_at).astimezone(reader.zone).date()


def _near(day: date, reader: Reader) -> str:
    near = reader.words.near_day(day, reader.now.astimezone(reader.zone).date())
    return near[:1].upper() + near[1:]
