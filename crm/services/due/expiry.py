"""Quotes that nobody decided on before they ran out: they expire once, and their responsible is told."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from crm import notices
from crm.buttons import encode
from crm.decision import Change, Decision, Recorded
from crm.kinds.quote import QUOTE
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Action, NewParcel, Staff
from crm.permissions import may_do
from crm.render import chat
from crm.services.due.each import each
from crm.services.house.office import Office
from crm.services.look import naming
from crm.services.meaning import directory
from crm.services.write import commit
from crm.store import actions
from crm.views import Names, Reader, action
from crm.words import words_for

EXPIRE = "expire"  # verb of the history
EXPIRED = "expired"
# What a reopened quote had expired for: it waits for a new decision until it is given another day.
RAN_OUT = "ran_out"


async def expire(office: Office) -> int:
    """Let every open quote expire whose last valid day is over where its responsible is; how many did. A job of the scheduler."""
    async with office.store.read() as tx:
        waiting = await actions.open_of_kinds(tx, [QUOTE.name])
    people = (await directory.snapshot(office)).staff
    return await each(office, "quote", waiting, lambda item: _expire(office, item, people.get(item.responsible_id)))


def _is_over(item: Action, person: Staff | None, now: datetime) -> bool:
    """Whether its last day has passed, and it has not expired for that day before."""
    until = item.details.get("valid_until")
    if not until or item.details.get(RAN_OUT) == until:
        return False
    zone = person.zone if person else ZoneInfo("UTC")
    return now.astimezone(zone).date() > date.fromisoformat(until)


async def _expire(office: Office, item: Action, person: Staff | None) -> int:
    """One conditional change with its notice, if its day is over; ConflictError where somebody decided or changed it just now."""
    if not _is_over(item, person, office.now()):
        return 0
    values = {"state": EXPIRED, RAN_OUT: item.details["valid_until"]}
    named = await naming.of(office, [item])

    def parcels(done: Recorded) -> list[NewParcel]:
        return _notice(office, done.actions[0], person, named, done.change_id) if person else []

    decision = Decision((Change(item.id, item.version, values, EXPIRE),), parcels)
    await commit.commit(office, decision, by=None, source=f"expire:{item.id}:{item.version}")
    return 1


def _notice(office: Office, item: Action, person: Staff, named: Names, change_id: int) -> list[NewParcel]:
    """«🧾 Cotización 1187 vencida · …», with [↩️ Reabrir] where that is the person's to decide."""
    words = words_for(person)
    reader = Reader.of(person, words, office.now())
    until = words.day(date.fromisoformat(item.details["valid_until"]), office.now().astimezone(person.zone).date())
    text = chat("quote_expired", words, a=action(item, named, reader), until=until)
    keys = tuple(
        Button(f"{verb.icon} {words.of(QUOTE.name, verb.label)}", encode("do", item.id, verb.name))
        for verb in QUOTE.verbs_from(item.state)
        if may_do(person, verb.needs, item, office.parameters)
    )
    message = ChatMessage(text, (keys,) if keys else (), context=Shows(action=item.id))
    return notices.to(person, f"expired:{change_id}:{item.id}", message, action_id=item.id)
