"""/actividades [semana|ayer|viernes] [persona]: what was done on a day or in a week, hour by hour, with each day's total."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.dialog import Turn
from bot.handlers.lists import only_own
from crm.buttons import encode
from crm.decision import Decision
from crm.flow import codes
from crm.message import Button, ChatMessage
from crm.model import Action, Staff
from crm.parsing.moments import read_moments
from crm.permissions import Deed, may_of
from crm.render import chat
from crm.services import directory, names, notes, timesheet
from crm.services.find import people_named
from crm.services.listlines import PAGE
from crm.views import Reader, action, length

COMMANDS = {"actividades", "activities"}
WHAT = "spent"  # how a message remembers that it shows such a list
WEEK = {"semana", "week"}
MOST = 24  # lines that one message shows


async def show(turn: Turn) -> Decision | None:
    """The day or week that was named, today where none was; one's own, or of the person named."""
    if turn.command not in COMMANDS or turn.update.message is None:
        return None
    first, days, name = _asked(turn)
    if not name:
        return await _shown(turn, turn.staff, first, days)
    people = (await directory.snapshot(turn.office)).staff
    found = [people[key] for key in people_named(name, {one.id: one.name for one in people.values()})]
    if len(found) > 1:
        return _which(turn, name, found, first, days)
    if not found:
        said = turn.render("draft", text=turn.words("Nobody on the staff is called «{name}».", name=name[:60]))
        return Decision(parcels=lambda _: said)
    return await _shown(turn, found[0], first, days)


def _which(turn: Turn, name: str, found: Sequence[Staff], first: date, days: int) -> Decision:
    keys = [Button(one.name, encode("list", WHAT, one.id, days, codes.day(first))) for one in found[:PAGE]]
    said = turn.render("draft", tuple((key,) for key in keys), text=turn.words("Which «{name}»?", name=name[:60]))
    return Decision(parcels=lambda _: said)


def _asked(turn: Turn) -> tuple[date, int, str]:
    """The first day, how many, and what is left of the text."""
    said = [word for word in turn.args.split() if word.lower() not in WEEK | {"de", "of", "la", "the"}]
    if len(said) < len(turn.args.split()) and WEEK & {word.lower() for word in turn.args.split()}:
        return turn.today - timedelta(days=turn.today.weekday()), 7, " ".join(said)
    text = " ".join(said)
    for moment in read_moments(text, turn.said_at, turn.words.language, direction="past"):
        day = moment.value.date() if isinstance(moment.value, datetime) else moment.value
        if isinstance(day, date) and not moment.impossible:
            return day, 1, f"{text[: moment.start]} {text[moment.end :]}".strip()
    return turn.today, 1, text


async def turned(turn: Turn) -> Decision | None:
    """`list:back` and `list:spent:…` where the list is one of activities: the same days, as they stand now."""
    press = turn.press
    if press is None or press.verb != "list" or press.args[:1] not in (("back",), (WHAT,)):
        return None
    context = await notes.context(turn.office, turn.chat_id, turn.shown)
    if context.get("what") == WHAT:
        whose, first, days = context["person"], date.fromisoformat(context["first"]), context["days"]
    elif press.args[:1] == (WHAT,):
        whose = press.number(1)
        first, days = (codes.to_day(press.args[3]), press.number(2)) if len(press.args) > 3 else (turn.today, 1)
    else:
        return None
    person = (await directory.snapshot(turn.office)).staff.get(whose)
    return await _shown(turn, person, first, min(max(days, 1), 7)) if person else None


async def _shown(turn: Turn, person: Staff, first: date, days: int) -> Decision:
    if not may_of(turn.staff, Deed.SEE, person.id):
        return only_own(turn)
    every = await timesheet.of_days(turn.office, person, first, days)
    items = every[:MOST]
    reader = Reader.of(turn.staff, turn.words, turn.now)
    lines = await _lines(turn, items, reader)
    sections = [
        (turn.words.day(day, turn.today), timesheet.amount([one for one in every if _day(one, reader) == day], reader), of_day)
        for day in sorted({_day(one, reader) for one in items})
        if (of_day := [line for one, line in zip(items, lines, strict=True) if _day(one, reader) == day])
    ]
    text = chat("activities", turn.words, person=person.name, total=len(every), shown=len(items), sections=sections)
    keys = [Button(str(n), encode("see", one.id)) for n, one in enumerate(items, 1)]
    rows = tuple(tuple(keys[at : at + PAGE]) for at in range(0, len(keys), PAGE))
    context = {"what": WHAT, "person": person.id, "first": first.isoformat(), "days": days, "page": 0}
    context["list"] = [one.id for one in items]
    said = [turn.parcel(0, ChatMessage(text, rows, edit=turn.shown, context=context))]
    return Decision(parcels=lambda _: said)


async def _lines(turn: Turn, items: Sequence[Action], reader: Reader) -> list[str]:
    """«1 🚗 10:00–12:00 (2 h) · Capacitación · ACME S.A.»."""
    named = await names.of(turn.office, items)
    made = []
    for n, one in enumerate(items, 1):
        view = action(one, named, reader)
        start = one.starts_at.astimezone(reader.zone) if one.starts_at else None
        end = one.ends_at.astimezone(reader.zone) if one.ends_at else None
        hours = f"{start:%H:%M}–{end:%H:%M} ({length(one, reader)})" if start and end else f"{start:%H:%M}" if start else ""
        state = view.state if one.is_open else ""
        made.append(" · ".join(part for part in (f"{n} {view.icon} {hours}", view.type, view.brief, view.partner, state) if part))
    return made


def _day(item: Action, reader: Reader) -> date:
    return (item.starts_at or item.created_at).astimezone(reader.zone).date()
