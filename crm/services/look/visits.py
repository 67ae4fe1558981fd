"""Visits: an activity that runs from the moment somebody arrives until that person leaves, and what is said when it ends."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from crm.carried import Carried
from crm.kinds import KIND
from crm.kinds.activity import ACTIVITY
from crm.languages import LANGUAGES
from crm.model import Action, Draft, Staff, TableEntry
from crm.services.house.office import Office
from crm.services.meaning import directory, understand, whois
from crm.services.meaning.meant import Doubt, Meant
from crm.services.write import drafts, recording
from crm.store import actions, people
from crm.views import Reader, inside

RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Left:
    """What somebody who leaves says: what came of it, and what has to be done next."""

    outcome: str = ""
    meant: tuple[Meant, ...] = ()


async def running(office: Office, person: Staff) -> list[Action]:
    """The visits of a person that run now, the latest first."""
    async with office.store.read() as tx:
        mine = [item for item in await actions.open_of(tx, person.id) if item.kind == ACTIVITY.name and item.state == RUNNING]
    return sorted(mine, key=lambda item: (item.starts_at or item.created_at, item.id), reverse=True)


async def types(office: Office) -> list[TableEntry]:
    """The types of activity that are offered."""
    async with office.store.read() as tx:
        return await people.entries(tx, ACTIVITY.field("type").table)


async def draft(office: Office, person: Staff, where: str, at: datetime, language: str, source: str) -> Draft:
    """An arrival as a draft: it starts then, whenever its partner becomes clear; `asked` is empty where nothing is doubtful."""
    noun = ACTIVITY.phrases[language].nouns[0]
    found = (await understand.understood(office, f"{noun}: {where}", at, language, me=person.id)).meant if where else ()
    one = next((m for m in found if m.kind == ACTIVITY.name), Meant(ACTIVITY.name, done=False, answers={}))
    one = replace(one, doubt=None) if one.doubt and one.doubt.field == ACTIVITY.moment else one  # the moment is now
    answers = {name: one.answers[name] for name in ("partner", "contact") if one.answers.get(name)}
    if where and not answers and one.doubt is None:
        one = await _named(office, where, one)
        answers = dict(one.answers) if one.answers.get("partner") else answers
    line = _own_words(one)
    if line or (where and not answers and one.doubt is None):
        answers["reference"] = (line or where)[:200]
    doubt = one.doubt if one.doubt and one.doubt.candidates else None
    asked = doubt.field if doubt else "" if where else "partner"
    extra = Carried(state=RUNNING, values={"starts_at": {"at": at.isoformat()}}, ask=(asked,) if asked else (), source=source)
    if doubt:
        extra = replace(extra, candidates=doubt.candidates, doubt=doubt.said)
    fresh = drafts.new(person, ACTIVITY, office.now(), answers=answers, extra=extra)
    return replace(fresh, skipped=(ACTIVITY.moment,), asked=asked or None)


async def _named(office: Office, where: str, one: Meant) -> Meant:
    """Whom a place that is no whole name may mean, as somebody who is asked for a customer types it."""
    found = whois.matches(await directory.snapshot(office), where)
    if found.sure:
        return replace(one, answers={"partner": found.sure.id})
    return replace(one, doubt=Doubt("partner", where, tuple(p.id for p in found.maybe))) if found.maybe else one


def _own_words(one: Meant) -> str:
    """The reference of an activity, unless it is only the word by which it was read."""
    said = str(one.answers.get("reference") or "")
    return "" if ACTIVITY.says_nothing(said) else said


async def left(office: Office, person: Staff, item: Action, text: str, at: datetime, language: str) -> Left:
    """What is said on leaving, read: the words before anything that has to be done are the outcome, and that follows the visit."""
    if not text:
        return Left()
    found = (await understand.understood(office, f"{LANGUAGES[language].visits.attended}, {text}", at, language, me=person.id)).meant
    if len(found) < 2 or found[0].kind != ACTIVITY.name:
        return Left(text)
    line = _own_words(found[0])
    as_said = inside(line) if inside(line) in text else line
    return Left(as_said, tuple(_following(one, item) for one in found[1:]))


def _following(one: Meant, item: Action) -> Meant:
    """What has to be done after a visit: for the same partner, unless it names another; the visit itself is its cause."""
    after_visit = not one.follows
    inherits = after_visit and not one.doubt and "partner" not in one.answers
    given = {"partner": item.partner_id, "contact": item.contact_id} if inherits else {}
    answers = {**{name: value for name, value in given.items() if value and KIND[one.kind].has(name)}, **one.answers}
    values = {**one.values, "follows_id": item.id} if after_visit else one.values
    return replace(one, answers=answers, values=values, follows=None if after_visit or one.follows is None else one.follows - 1)


def ended(item: Action, at: datetime, said: Left = Left(), text: str = "") -> dict[str, Any]:
    """What an activity holds once it is over: its end (after its beginning), what came of it, and all that was said."""
    values: dict[str, Any] = {"state": ACTIVITY.did, "ends_at": max(at, (item.starts_at or at) + timedelta(seconds=1))}
    if said.outcome:
        values["reference"] = said.outcome[:200]
    if text and text != values.get("reference"):
        values["description"] = f"{item.description}\n{text}".strip()
    return values


def since(item: Action, reader: Reader) -> str:
    """«desde las 09:31», of another day «desde el lunes 23 nov, 17:40»."""
    begun, words = (item.starts_at or item.created_at).astimezone(reader.zone), reader.words
    today = reader.now.astimezone(reader.zone).date()
    if begun.date() == today:
        return words("since {hour}", hour=words.hour(begun))
    return words("since {day}", day=words.moment(begun, today))


def together(items: Sequence[Action], partner_id: int | None) -> Action | None:
    """The one of these visits that is to the same partner."""
    return next((item for item in items if partner_id and item.partner_id == partner_id), None)


def saying(person: Staff, at: datetime, text: str, source: str) -> recording.Saying:
    """What follows a visit keeps the words that were said on leaving."""
    return recording.Saying(person, at, text, source)
