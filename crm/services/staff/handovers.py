"""Handovers: one person's open work goes to a substitute, with one notice to each side."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from crm.clock import local_to_utc
from crm.decision import THIS_CHANGE, AddRecord, Change, Effect, SetRecord, SetStaff
from crm.kinds import KIND, KINDS
from crm.message import ChatMessage
from crm.model import Action, Handover, HandoverState, NewParcel, Staff
from crm.notices import to as to_person
from crm.render import chat
from crm.services.house.office import Office
from crm.services.look import agenda
from crm.services.write import masterdata
from crm.store import actions, handovers
from crm.views import inside
from crm.words import Words, words_for

VERB, BACK = "hand over", "come back"  # of the history
AT = time(6)  # when a handover that was planned begins, and when one is over: nobody is woken at midnight


@dataclass(frozen=True, slots=True)
class Plan:
    """Who hands over to whom from when to when (None: for ever), what goes, and which of it something stands in the way of."""

    giver: Staff
    taker: Staff
    first: date
    last: date | None
    goes: tuple[Action, ...] = ()
    clashes: tuple[Action, ...] = ()
    begins: bool = True  # at once

    def what(self, *, forced: bool) -> tuple[Action, ...]:
        """All of it, or all but what clashes."""
        return self.goes if forced else tuple(item for item in self.goes if item not in self.clashes)


async def by_id(office: Office, handover_id: int) -> Handover | None:
    """The handover of that id."""
    async with office.store.read() as tx:
        return await handovers.get(tx, handover_id)


async def alive(office: Office) -> list[Handover]:
    """Those that are planned or under way."""
    async with office.store.read() as tx:
        return await handovers.alive(tx)


async def open_of(office: Office, staff_id: int) -> list[Action]:
    """All that a person has open."""
    async with office.store.read() as tx:
        return await actions.open_of(tx, staff_id)


async def of_giver(office: Office, staff_id: int) -> Handover | None:
    """The one by which a person's work is, or will be, with somebody else."""
    return next((one for one in await alive(office) if one.from_id == staff_id), None)


async def plan(office: Office, giver: Staff, taker: Staff, first: date, last: date | None) -> Plan:
    """What would go over now, were it to begin now."""
    async with office.store.read() as tx:
        goes = tuple(item for item in await actions.open_of(tx, giver.id) if _goes(item, giver, first, last))
    in_the_way = [item for item in goes if await clashes(office, item, taker)]
    return Plan(giver, taker, first, last, goes, tuple(in_the_way), first <= office.now().astimezone(giver.zone).date())


def _goes(item: Action, giver: Staff, first: date, last: date | None) -> bool:
    """Everything open but what runs already, and appointments on other days."""
    kind = KIND[item.kind]
    if kind.measures:
        return False
    if not kind.has("slot") or item.starts_at is None:
        return True
    return first <= item.starts_at.astimezone(giver.zone).date() <= (last or date.max)


async def clashes(office: Office, item: Action, of: Staff) -> bool:
    """Whether that person's agenda holds something else in the action's hours."""
    if not KIND[item.kind].has("slot") or not item.starts_at or not item.ends_at:
        return False
    return bool(await agenda.taken(office, of.id, item.starts_at, item.ends_at, but=item.id))


def is_away(person: Staff, first: date, last: date | None) -> bool:
    """Whether a person is on leave on one of those days."""
    if person.away_from is None:
        return False
    return person.away_from <= (last or date.max) and (person.away_until or date.max) >= first


def effects(it: Plan, by: Staff, now: datetime, *, forced: bool) -> tuple[Effect, ...]:
    """The whole handover as one change: the row, the leave, and every action."""
    row = {
        "from_id": it.giver.id,
        "to_id": it.taker.id,
        "starts_on": it.first.isoformat(),
        "ends_on": it.last.isoformat() if it.last else None,
        "state": HandoverState.RUNNING if it.begins else HandoverState.PLANNED,
        "made_by": by.id,
        "created_at": now,
        "change_id": THIS_CHANGE if it.begins else None,
    }
    leave = {"away_from": it.first, "away_until": it.last, "substitute_id": it.taker.id}
    return (AddRecord(masterdata.HANDOVER, row), SetStaff(it.giver.id, leave), *(moves(it, forced=forced) if it.begins else ()))


def moves(it: Plan, *, forced: bool) -> tuple[Change, ...]:
    """Every action to the substitute; what clashes takes its place beside what is there."""
    return tuple(
        Change(item.id, item.version, {"responsible_id": it.taker.id, **({"forced": True} if item in it.clashes else {})}, VERB)
        for item in it.what(forced=forced)
    )


def begun(one: Handover) -> SetRecord:
    """A planned handover begins, once."""
    values = {"state": HandoverState.RUNNING, "change_id": THIS_CHANGE}
    return SetRecord(masterdata.HANDOVER, str(one.id), values, {"state": HandoverState.PLANNED})


def summary(items: Iterable[Action], words: Words) -> str:
    """«📌 3 tareas · ☎️ 1 llamado»."""
    count = Counter(item.kind for item in items)
    named = ((kind, n, words.of(kind.name, kind.title if n == 1 else kind.plural)) for kind in KINDS if (n := count[kind.name]))
    return " · ".join(f"{kind.icon} {n} {inside(name)}" for kind, n, name in named)


def until(last: date | None, today: date, words: Words) -> str:
    """«hasta el viernes 4 dic», «para siempre»."""
    return words("until {day}", day=words.day(last, today)) if last else words("for good")


def notices(office: Office, change_id: int, it: Plan, by: Staff | None, *, forced: bool) -> list[NewParcel]:
    """One line to the substitute and, where somebody else did it, one to whose work it was."""
    now, parcels = office.now(), []
    for to in (it.taker, it.giver):
        if by and to.id == by.id:
            continue
        words = words_for(to)
        said = {
            "who": it.giver.name,
            "whom": it.taker.name,
            "until": until(it.last, now.astimezone(to.zone).date(), words),
            "what": summary(it.what(forced=forced), words),
            "mine": to.id == it.giver.id,
            "by": by.name if by and by.id not in (it.giver.id, it.taker.id) else "",
        }
        parcels += to_person(to, f"handover:{change_id}:{to.id}", ChatMessage(chat("handover_told", words, **said)))
    return parcels


def moment(day: date, person: Staff) -> datetime:
    """When that day begins for a handover."""
    return local_to_utc(day, AT, person.zone)


def describe(one: Handover, people: Mapping[int, Staff], words: Words, today: date) -> dict[str, Any]:
    """A handover as a template shows it."""
    giver, taker = people[one.from_id], people[one.to_id]
    return {
        "who": giver.name,
        "whom": taker.name,
        "since": words.day(one.starts_on, today),
        "until": until(one.ends_on, today, words),
        "began": one.state is HandoverState.RUNNING,
    }


def clashing(items: Sequence[Action], reader: Staff, words: Words, today: date) -> list[str]:
    """«cita 58, miércoles 25 nov, 16:00–17:00», of each that something stands in the way of."""
    return [
        f"{words.of(item.kind, KIND[item.kind].title)} {KIND[item.kind].own_number(item)}, "
        + words.span(item.starts_at.astimezone(reader.zone), item.ends_at.astimezone(reader.zone), today)
        for item in items
        if item.starts_at and item.ends_at
    ]
