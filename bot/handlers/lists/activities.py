"""/actividades and /hecho [semana|ayer|viernes] [persona]: what was done on a day or in a week, with each day's total."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from bot.handlers.lists import cardlist
from bot.handlers.lists.lists import only_own
from bot.heard import Command, Question
from bot.turn import Turn
from crm.buttons import Press, encode
from crm.decision import Decision
from crm.flow import codes
from crm.kinds import KIND
from crm.languages import united
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, Staff
from crm.parsing import listkinds
from crm.parsing.moments import read_moments
from crm.permissions import Deed, may_of
from crm.render import chat
from crm.services.look import naming, timesheet
from crm.services.look.listlines import PAGE
from crm.services.look.lists import MOST
from crm.views import ActionView, Names, Reader, action, length
from crm.who.few import people_named

WEEK = united(lambda one: one.times.week_word)
LITTLE = {"de", "of", "la", "the", "en", "on", "esta", "this"}
LINES = 24  # that one message shows
_WHOLE = 4  # parts of a button that says all of it


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of a list of days: as a message remembers it. `kind` narrows what was finished; `person` is 0 until one is named."""

    what: str
    first: str
    days: int = 1
    person: int = 0
    kind: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Sort:
    """A list of days: its title and what is said of none (msgids), what it shows, each day's total, the moment of an item and its line."""

    title: str
    nothing: str
    find: Callable[[Turn, Staff, Asked], Awaitable[list[Action]]]
    total: Callable[[Sequence[Action], Reader], str]
    at: Callable[[Action], datetime]
    line: Callable[[Action, ActionView, Reader], tuple[str, ...]]


def _hours(item: Action, view: ActionView, reader: Reader) -> tuple[str, ...]:
    """«10:00–12:00 (2 h)», «Capacitación», «ACME S.A.»."""
    start = item.starts_at.astimezone(reader.zone) if item.starts_at else None
    end = item.ends_at.astimezone(reader.zone) if item.ends_at else None
    hours = f"{start:%H:%M}–{end:%H:%M} ({length(item, reader)})" if start and end else f"{start:%H:%M}" if start else ""
    return hours, view.type, view.brief, view.partner, view.state if item.is_open else ""


def _closed(item: Action, view: ActionView, reader: Reader) -> tuple[str, ...]:
    """«12:30», «Quiere una cotización», «ACME S.A.»."""
    return f"{_closing(item).astimezone(reader.zone):%H:%M}", view.brief or view.type or view.heading, view.partner


def _closing(item: Action) -> datetime:
    return item.closed_at or item.created_at


SORTS: Mapping[str, Sort] = {
    "spent": Sort(
        "Activities",
        "Nothing was recorded: «visited ACME from 10 to 11» does it.",
        lambda turn, person, asked: timesheet.of_days(turn.office, person, date.fromisoformat(asked.first), asked.days),
        timesheet.amount,
        lambda item: item.starts_at or item.created_at,
        _hours,
    ),
    "done": Sort(
        "Done",
        "Nothing was finished.",
        lambda turn, person, asked: timesheet.done_on(turn.office, person, date.fromisoformat(asked.first), asked.days, asked.kind),
        lambda items, _: timesheet.counted(items),
        _closing,
        _closed,
    ),
}
COMMANDS = {"actividades": "spent", "activities": "spent", "hecho": "done", "done": "done"}


async def show(turn: Turn) -> Decision | None:
    """The day or week that was named, today where none was; one's own, or of the person named; of one kind of what was finished."""
    what = COMMANDS[turn.the(Command).name]
    asked, rest = _days(turn, what, turn.args)
    kinds, name = listkinds.typed(rest, turn.words.language) if what == "done" else ((), rest)
    asked = replace(asked, kind=kinds[0]) if kinds else asked
    if not name:
        return await _shown(turn, turn.staff, asked)
    people = turn.situation.people.staff
    found = [people[key] for key in people_named(name, {one.id: one.name for one in people.values()})]
    if len(found) > 1:
        return _which(turn, name, found, asked)
    if not found:
        return Decision.saying(turn.render("draft", text=turn.words("Nobody on the staff is called «{name}».", name=name[:60])))
    return await _shown(turn, found[0], asked)


def _which(turn: Turn, name: str, found: Sequence[Staff], asked: Asked) -> Decision:
    keys = [_key(one.name, replace(asked, person=one.id)) for one in found[:PAGE]]
    return Decision.saying(turn.render("draft", tuple((key,) for key in keys), text=turn.words("Which «{name}»?", name=name[:60])))


async def asked(turn: Turn) -> Decision | None:
    """«¿qué hice hoy?», «cuántas llamadas hice ayer», «actividades de ayer»: the same lists, in the sentence's own words."""
    question = turn.the(Question).asked
    if question.partner:
        return await cardlist.opened(turn, int(question.partner), question.kind)
    what = "spent" if question.kind and KIND[question.kind].measures else question.name
    person = turn.situation.people.staff.get(int(question.staff)) if question.staff else turn.staff
    asked, _ = _days(turn, what, question.rest)
    return await _shown(turn, person, replace(asked, kind=question.kind)) if person else None


def _days(turn: Turn, what: str, text: str) -> tuple[Asked, str]:
    """The days that a text names, and what is left of it."""
    every = text.strip(" ?¿.").split()
    left = [word for word in every if word.lower() not in WEEK | LITTLE]
    if WEEK & {word.lower() for word in every}:
        return Asked(what, (turn.today - timedelta(days=turn.today.weekday())).isoformat(), 7), " ".join(left)
    rest = " ".join(left)
    for moment in read_moments(rest, turn.said_at, turn.words.language, direction="past"):
        day = moment.value.date() if isinstance(moment.value, datetime) else moment.value
        if isinstance(day, date) and not moment.impossible:
            return Asked(what, day.isoformat()), f"{rest[: moment.start]} {rest[moment.end :]}".strip()
    return Asked(what, turn.today.isoformat()), rest


async def turned(turn: Turn) -> Decision | None:
    """`list:spent:…`: another page, or days that a button names whole."""
    if turn.context.what in SORTS and len(turn.press.args) < _WHOLE:
        return await back(turn)
    return await _of(turn, _pressed(turn, turn.press))


async def back(turn: Turn) -> Decision | None:
    """`list:back` where the list is one of days: the same days, as they stand now."""
    shows = turn.context
    return await _of(turn, Asked(shows.what, shows.first, shows.days or 1, shows.person or 0, shows.kind, shows.page or 0))


async def _of(turn: Turn, asked: Asked) -> Decision | None:
    person = turn.situation.people.staff.get(asked.person)
    return await _shown(turn, person, asked) if person else None


def _pressed(turn: Turn, press: Press) -> Asked:
    """`list:<what>:<person>:<days>:<first day>:<kind>:<page>`, today where no day is said."""
    what, *more = press.args
    if len(press.args) < _WHOLE:
        return Asked(what, turn.today.isoformat(), person=press.number(1))
    kind = more[3] if len(more) > 3 and more[3] in KIND else ""
    page = press.number(5) if len(press.args) > 5 else 0
    return Asked(what, codes.to_day(more[2]).isoformat(), min(max(press.number(2), 1), 7), press.number(1), kind, page)


def _key(label: str, asked: Asked) -> Button:
    """The button that opens a list of days, whoever taps it wherever."""
    day = codes.day(date.fromisoformat(asked.first))
    return Button(label, encode("list", asked.what, asked.person, asked.days, day, asked.kind, asked.page))


async def _shown(turn: Turn, person: Staff, asked: Asked) -> Decision:
    if not may_of(turn.staff, Deed.SEE, person.id):
        return only_own(turn)
    sort, reader = SORTS[asked.what], Reader.of(turn.staff, turn.words, turn.now)
    every = await sort.find(turn, person, asked)
    last = max(0, min(len(every), MOST) - 1) // LINES
    asked = replace(asked, person=person.id, page=max(0, min(asked.page, last)))
    first = asked.page * LINES
    items = every[first : min(first + LINES, MOST)]
    named = await naming.of(turn.office, items, turn.situation.people)
    by_day: dict[date, list[str]] = {}
    for n, item in enumerate(items, first + 1):
        by_day.setdefault(_day(sort, item, reader), []).append(_line(n, sort, item, named, reader))
    sections = [
        (turn.words.day(day, turn.today), sort.total([one for one in every if _day(sort, one, reader) == day], reader), lines)
        for day, lines in by_day.items()
    ]
    if not sections and asked.days == 1:
        sections = [(turn.words.day(date.fromisoformat(asked.first), turn.today), "", [])]
    text = chat(
        "activities",
        turn.words,
        title=_title(turn, sort, asked),
        person=person.name,
        total=len(every),
        shown=min(len(every), MOST),
        sections=sections,
        nothing=turn.words(sort.nothing),
    )
    keys = [Button(str(n), encode("see", one.id)) for n, one in enumerate(items, first + 1)]
    rows = tuple(tuple(keys[at : at + PAGE]) for at in range(0, len(keys), PAGE))
    ids = tuple(one.id for one in every[:MOST])
    context = Shows(**asdict(asked), list=ids)
    return Decision.saying([turn.parcel(0, ChatMessage(text, (*rows, *_pages(turn, asked, last)), edit=turn.shown, context=context))])


def _pages(turn: Turn, asked: Asked, last: int) -> Rows:
    """[◀ Anterior] [Siguiente ▶], where there is one."""
    before = (_key(turn.words("◀ Previous"), replace(asked, page=asked.page - 1)),) if asked.page else ()
    behind = (_key(turn.words("Next ▶"), replace(asked, page=asked.page + 1)),) if asked.page < last else ()
    return ((*before, *behind),) if before or behind else ()


def _title(turn: Turn, sort: Sort, asked: Asked) -> str:
    """«Hecho», «Hecho · ☎️ Llamados»."""
    kind = KIND.get(asked.kind) if asked.what == "done" else None
    return turn.words(sort.title) + (f" · {kind.icon} {turn.words.of(kind.name, kind.plural)}" if kind else "")


def _line(number: int, sort: Sort, item: Action, named: Names, reader: Reader) -> str:
    view = action(item, named, reader)
    first, *more = sort.line(item, view, reader)
    return " · ".join(part for part in (f"{number} {view.icon} {first}", *more) if part)


def _day(sort: Sort, item: Action, reader: Reader) -> date:
    return sort.at(item).astimezone(reader.zone).date()
