"""At closing time everybody whose visit still runs is asked about it, once a day of work."""

from datetime import date, datetime, timedelta

from crm import notices
from crm.buttons import encode
from crm.clock import local_to_utc
from crm.kinds import KIND, KINDS
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Action, NewParcel, Staff
from crm.render import chat
from crm.services.due.each import each
from crm.services.house.office import OUTBOX, Office
from crm.services.house.workdays import is_at_work
from crm.services.look import agenda, naming, visits
from crm.services.meaning import directory
from crm.store import actions, outbox
from crm.views import Names, Reader, action
from crm.words import words_for


async def remind(office: Office) -> int:
    """Ask about every visit that ran past its person's closing time; how many were asked. A job of the scheduler."""
    async with office.store.read() as tx:
        running = [item for item in await actions.open_of_kinds(tx, [k.name for k in KINDS if k.measures]) if item.starts_at]
    people = (await directory.snapshot(office)).staff
    named = await naming.of(office, running)
    asked = await each(office, "visit", running, lambda item: _ask(office, item, people.get(item.responsible_id), named))
    if asked:
        office.bell.ring(OUTBOX)
    return asked


async def _ask(office: Office, item: Action, person: Staff | None, named: Names) -> int:
    """Promise the question, if it is time for it and it was not promised before."""
    parcels = _question(office, item, person, named) if person else []
    if not parcels:
        return 0
    async with office.store.begin() as tx:
        return await outbox.put(tx, parcels, at=office.machine())


def closing_before(office: Office, person: Staff, now: datetime) -> tuple[date, datetime]:
    """The last closing time of the person's day that has passed: its day and moment."""
    closes = agenda.working_hours(office, person)[1]
    today = now.astimezone(person.zone).date()
    for day in (today, today - timedelta(days=1)):
        moment = local_to_utc(day, closes, person.zone)
        if moment <= now:
            return day, moment
    return day, moment


def _question(office: Office, item: Action, person: Staff, named: Names) -> list[NewParcel]:
    """«La visita a Comercial Andes sigue en curso, desde las 09:31. ¿Ya terminó?» [Terminó a las 18:00] [🏁 Salí] [Sigue]."""
    assert item.starts_at
    day, closed = closing_before(office, person, office.now())
    began = item.starts_at.astimezone(person.zone).date()
    if item.starts_at >= closed or closed > office.now() or not (is_at_work(person, day, office.parameters) or day == began):
        return []
    words = words_for(person)
    reader = Reader.of(person, words, office.now())
    view = action(item, named, reader)
    local = closed.astimezone(person.zone)
    verb = KIND[item.kind].finishing
    assert verb
    rows = (
        (
            Button(words("It ended at {hour}", hour=words.hour(local)), encode("visit", "at", item.id, f"{local:%Y%m%dt%H%M}")),
            Button(f"{verb.icon} {words.of(item.kind, verb.label)}", encode("do", item.id, verb.name)),
        ),
        (Button(words("It goes on"), encode("visit", "on", item.id)),),
    )
    message = ChatMessage(chat("visit_closing", words, a=view, since=visits.since(item, reader)), rows, context=Shows(action=item.id))
    return notices.to(person, f"closing:{item.id}:{day.isoformat()}", message, action_id=item.id)
