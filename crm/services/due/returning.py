"""A handover begins and ends on its day, each once: what is still open and still with the substitute comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import escape

from crm.decision import Change, Decision, Effect, Recorded, SetRecord, SetStaff
from crm.kinds import KIND
from crm.message import ChatMessage
from crm.model import Action, Handover, HandoverState, NewParcel, Staff
from crm.notices import to as to_person
from crm.render import chat
from crm.services.due.each import each
from crm.services.house.office import Office
from crm.services.staff import handovers, lookup
from crm.services.write import commit, masterdata
from crm.store import actions, changes
from crm.words import words_for

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Return:
    """What comes back of a handover, and which of it takes its place in the agenda beside something else."""

    one: Handover
    giver: Staff
    taker: Staff
    comes: tuple[Action, ...]
    clashes: tuple[Action, ...]
    gone: int  # how many were done or went elsewhere in the meantime


async def due(office: Office) -> int:
    """Begin and end every handover whose day has come; how many. A job of the scheduler."""
    people = await lookup.everybody(office)
    return await each(office, "handover", await handovers.alive(office), lambda one: _turn(office, one, people))


async def _turn(office: Office, one: Handover, people: dict[int, Staff]) -> int:
    """Begin or end one, if its day has come."""
    begins = one.state is HandoverState.PLANNED
    on = one.starts_on if begins else one.ends_on + _DAY if one.ends_on else None
    if on is None or handovers.moment(on, people[one.from_id]) > office.now():
        return 0
    await (_begin(office, one, people) if begins else _end(office, one))
    return 1


async def _begin(office: Office, one: Handover, people: dict[int, Staff]) -> None:
    """What is open now goes over; appointments that clash stay. Nobody takes over from or for somebody who has left."""
    giver, taker = people[one.from_id], people[one.to_id]
    over = one.ends_on is not None and handovers.moment(one.ends_on + _DAY, giver) <= office.now()
    if over or not giver.active or not taker.active:
        dropped = SetRecord(masterdata.HANDOVER, str(one.id), {"state": HandoverState.CANCELLED}, {"state": HandoverState.PLANNED})
        said = [] if over else _dropped(one, giver, taker)
        await commit.commit(office, Decision((dropped,), lambda _: said), by=None, source=f"handover:{one.id}")
        return
    plan = await handovers.plan(office, giver, taker, one.starts_on, one.ends_on)

    values: tuple[Effect, ...] = (handovers.begun(one), *handovers.moves(plan, forced=False))

    def parcels(done: Recorded) -> list[NewParcel]:
        return handovers.notices(office, done.change_id, plan, None, forced=False)

    await commit.commit(office, Decision(values, parcels), by=None, source=f"handover:{one.id}")


def _dropped(one: Handover, giver: Staff, taker: Staff) -> list[NewParcel]:
    words = words_for(giver)
    text = words("The handover to {whom} did not begin: one of you works here no longer.", whom=taker.name)
    return to_person(giver, f"handover:{one.id}:dropped", ChatMessage(escape(text)))


async def _end(office: Office, one: Handover) -> None:
    """The clock brings it back; who left in the meantime gets nothing back."""
    found = await look(office, one)
    values = effects(office, found)
    source = f"handover:{one.id}:back"
    await commit.commit(office, Decision(values, lambda done: notices(office, found, done.change_id)), by=None, source=source)


async def look(office: Office, one: Handover) -> Return:
    """What comes back as things stand now."""
    people = await lookup.everybody(office)
    giver, taker = people[one.from_id], people[one.to_id]
    async with office.store.read() as tx:
        lines = await changes.lines(tx, one.change_id) if one.change_id else []
        went = [line.action_id for line in reversed(lines) if line.verb == handovers.VERB]
        stands = await actions.get_many(tx, went)
    found = [stands[i] for i in went if i in stands]
    comes = [a for a in found if a.is_open and not a.removed and a.responsible_id == taker.id] if giver.active else []
    clashes = [item for item in comes if await _in_the_way(office, item, giver, comes)]
    return Return(one, giver, taker, tuple(comes), tuple(clashes), len(found) - len(comes))


async def _in_the_way(office: Office, item: Action, giver: Staff, comes: Sequence[Action]) -> bool:
    if not KIND[item.kind].has("slot") or not item.starts_at or not item.ends_at:
        return False
    beside = any(
        other.id < item.id and other.starts_at and other.ends_at and other.starts_at < item.ends_at and other.ends_at > item.starts_at
        for other in comes
        if KIND[other.kind].has("slot")
    )
    return beside or await handovers.clashes(office, item, giver)


def effects(office: Office, found: Return) -> tuple[Effect, ...]:
    """The end of a handover as one change, which conflicts where it is over already."""
    one, giver = found.one, found.giver
    over = SetRecord(masterdata.HANDOVER, str(one.id), {"state": HandoverState.OVER}, {"state": HandoverState.RUNNING})
    moved = (
        Change(item.id, item.version, {"responsible_id": giver.id, **_place(item, item in found.clashes)}, handovers.BACK)
        for item in found.comes
    )
    return (over, *_leave_ends(giver, one, office.now().astimezone(giver.zone).date()), *moved)


def _place(item: Action, clashes: bool) -> dict[str, bool]:
    """Whether it stands beside something else in the agenda, where that is another answer than now."""
    return {"forced": clashes} if KIND[item.kind].has("slot") and bool(item.details.get("forced")) is not clashes else {}


def _leave_ends(giver: Staff, one: Handover, today: date) -> tuple[SetStaff, ...]:
    """Back before the last day: the leave was until yesterday, or never began; another leave entered since stays."""
    if (giver.away_from, giver.away_until) != (one.starts_on, one.ends_on):
        return ()
    if one.ends_on is not None and one.ends_on < today:
        return (SetStaff(giver.id, {"substitute_id": None}),)
    days = {"away_until": today - _DAY} if one.starts_on < today else {"away_from": None, "away_until": None}
    return (SetStaff(giver.id, {**days, "substitute_id": None}),)


def notices(office: Office, found: Return, change_id: int, by: Staff | None = None) -> list[NewParcel]:
    """One line to each side, without a sound: it is early."""
    parcels: list[NewParcel] = []
    for to in (found.giver, found.taker):
        if by and to.id == by.id:
            continue
        words = words_for(to)
        said = {
            "who": found.giver.name,
            "whom": found.taker.name,
            "what": handovers.summary(found.comes, words),
            "gone": found.gone,
            "mine": to.id == found.giver.id,
            "clashes": handovers.clashing(found.clashes, to, words, office.now().astimezone(to.zone).date()),
        }
        message = ChatMessage(chat("handover_back", words, **said), silent=True)
        parcels += to_person(to, f"handover:{change_id}:back:{to.id}", message)
    return parcels


def cancelled(one: Handover, giver: Staff) -> tuple[Effect, ...]:
    """A handover that has not begun is called off, with its leave."""
    state = {"state": HandoverState.CANCELLED}
    off = SetRecord(masterdata.HANDOVER, str(one.id), state, {"state": HandoverState.PLANNED})
    leave = {"away_from": None, "away_until": None, "substitute_id": None}
    same = (giver.away_from, giver.away_until) == (one.starts_on, one.ends_on)
    return (off, *((SetStaff(giver.id, leave),) if same else ()))
