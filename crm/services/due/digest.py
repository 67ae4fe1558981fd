"""The morning digest: who is due is a column; whoever moves that column owns that digest, and it is promised in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from crm import notices
from crm.clock import local_to_utc
from crm.errors import NotFoundError
from crm.kinds.due import day_of
from crm.message import ChatMessage, MailMessage
from crm.model import Action, Channel, NewParcel, Parcel, Priority, Staff
from crm.notices.ways import Way, ways_to
from crm.render import chat, text
from crm.services.due.each import each
from crm.services.house.office import OUTBOX, Office
from crm.services.house.workdays import is_at_work, rest_before
from crm.services.look import lists
from crm.services.look.listlines import ListView, Section
from crm.services.staff.membership import next_digest
from crm.store import actions, outbox, people
from crm.words import Words, words_for


async def due(office: Office) -> int:
    """Promise every digest that is due at this office time, each once; how many parcels that made."""
    now = office.now()
    async with office.store.read() as tx:
        unscheduled = await people.digest_unscheduled(tx)
        waiting = await people.digest_due(tx, now)
    made = await each(office, "digest", [*unscheduled, *waiting], lambda person: _promise(office, person, now))
    if made:
        office.bell.ring(OUTBOX)
    return made


async def _promise(office: Office, person: Staff, now: datetime) -> int:
    """Move one person's next moment and, in the same transaction, promise the digest that was due."""
    following = next_digest(person, now)
    parcels = _parcels(office, person, now) if person.next_digest_at else ()
    async with office.store.begin() as tx:
        if not await people.move_digest(tx, person.id, old=person.next_digest_at, new=following):
            return 0  # another process was faster, or the person has just chosen another hour
        return await outbox.put(tx, parcels, at=office.machine())


def _parcels(office: Office, person: Staff, now: datetime) -> Sequence[NewParcel]:
    """One parcel a channel, where the person works today, wants to hear of it, and the hour has come.

    After two days down in the small hours the digest that was missed is yesterday's: the next one, at its hour, says it all.
    """
    today = now.astimezone(person.zone).date()
    if person.digest_at is None or not is_at_work(person, today, office.parameters):
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
    payload = {"render": "digest", "staff_id": person.id, "date": day.isoformat()}
    key = f"digest:{person.id}:{day.isoformat()}:{way.channel}"
    return notices.by_way(way, key, payload, priority=Priority.DIGEST, staff_id=person.id)


@dataclass(frozen=True, slots=True)
class Morning:
    """What a digest says around its list: `summary` counts, `waited` tells what days off left lying, `more` is on further pages."""

    name: str
    day: str
    summary: str
    waited: str
    more: int


async def render_digest(office: Office, parcel: Parcel) -> dict[str, Any] | None:
    """The payload of a digest parcel as things stand now; None where its day is over, its reader has left, or nothing is to be said."""
    try:
        async with office.store.read() as tx:
            person = await people.get_staff(tx, parcel.payload["staff_id"])
            open_ones = await actions.open_of(tx, person.id)
    except NotFoundError:
        return None
    now = office.now().astimezone(person.zone)
    if not person.active or date.fromisoformat(parcel.payload["date"]) < now.date():
        return None
    words = words_for(person)
    found = await lists.pending_list(office, person, person, now, words=words)
    if not found.total and not _told_when_empty(office, person):
        return None
    morning = _morning(office, person, words, now, open_ones, found)
    if parcel.channel is Channel.TELEGRAM:
        said = chat("digest", words, digest=morning, list=found)
        return ChatMessage(said, lists.buttons(found, words) if found.total else (), context=found.context).payload()
    return await _as_mail(office, words, morning, found)


def _told_when_empty(office: Office, person: Staff) -> bool:
    return bool(office.parameters.get("digest_when_empty", True)) if person.digest_empty is None else person.digest_empty


def _morning(office: Office, person: Staff, words: Words, now: datetime, open_ones: Sequence[Action], found: ListView) -> Morning:
    today = now.date()
    return Morning(
        name=person.first_name,
        day=words.day(today, today),
        summary=_summary(words, open_ones, today, found),
        waited=_waited(words, open_ones, today, person, rest_before(today, office.parameters, person)),
        more=found.total - sum(len(section.lines) for section in found.sections),
    )


def _summary(words: Words, open_ones: Sequence[Action], today: date, found: ListView) -> str:
    """«2 atrasados · 2 para hoy · 5 esta semana»; what there is none of is left out."""
    if not found.total:
        return words("nothing pending")
    sunday = today + timedelta(days=6 - today.weekday())
    week = sum(today < day <= sunday for day in _days(open_ones, found.person))
    counts = (
        ("{n} overdue", found.count("overdue")),
        ("{n} for today", found.count("today")),
        ("{n} this week", week),
    )
    return " · ".join(words.plural(said, said, n) for said, n in counts if n) or words("nothing for these days")


def _waited(words: Words, open_ones: Sequence[Action], today: date, person: Staff, since: date | None) -> str:
    """«3 esperaban desde el sábado 21 nov»: what came due on the days off that have just ended."""
    n = sum(since <= day < today for day in _days(open_ones, person)) if since else 0
    said = ("{n} was waiting since {day}", "{n} were waiting since {day}")
    return words.plural(*said, n, day=words.day(since, today)) if n and since else ""


def _days(items: Sequence[Action], person: Staff) -> list[date]:
    return [day for item in items if (day := day_of(item, person.zone))]


async def _as_mail(office: Office, words: Words, morning: Morning, found: ListView) -> dict[str, Any]:
    """The mail form: every page of the list, with the same numbers."""
    merged: dict[tuple[str, str], Section] = {}
    for page in range(found.pages):
        view = await lists.again(office, found.person, replace(found.context, page=page), office.now(), words=words)
        for section in view.sections:
            key = (section.icon, section.title)
            before = merged[key].lines if key in merged else ()
            merged[key] = Section(section.icon, section.title, before + section.lines)
    context = {"digest": morning, "sections": list(merged.values()), "office": office.name}
    return MailMessage(
        subject=f"☀️ {morning.day} · {morning.summary}",
        text=text("mail/digest.txt", words, context) + "\n",
        html=text("mail/digest.html", words, context),
    ).payload()
