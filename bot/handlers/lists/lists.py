"""/pendientes, /atrasadas, /hoy, /semana: numbered lists, turned and left in place; typed lines act on the list last shown."""

from dataclasses import replace
from datetime import date, datetime

from bot.handlers.lists import cardlist
from bot.heard import Command, Question
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Staff
from crm.parsing import listkinds
from crm.parsing.moments import Value
from crm.permissions import Deed, may_of
from crm.render import chat
from crm.services.look import lists
from crm.services.look.listlines import ListView, cut_of, days_from, of_kinds
from crm.who.few import people_named

COMMANDS = {
    "pendientes": "pending",
    "pending": "pending",
    "atrasadas": "overdue",
    "atrasados": "overdue",
    "overdue": "overdue",
    "hoy": "today",
    "today": "today",
    "semana": "week",
    "week": "week",
}
_KINDS = 3  # so many fit into the data of a button


async def show(turn: Turn) -> Decision | None:
    """A list of one's own, or of the person named behind the command; of one kind where that is named: «llamados de Ana»."""
    what = COMMANDS[turn.the(Command).name]
    kinds, name = listkinds.typed(turn.args, turn.words.language)
    if len(kinds) > _KINDS:
        first, second = (turn.words.of(kind, KIND[kind].plural).lower() for kind in kinds[:2])
        said = turn.words("At most {n} kinds at a time: {example}.", n=_KINDS, example=f"/{turn.command} {first}, {second}")
        return _say(turn, said)
    what = of_kinds(what, *kinds)
    if not name:
        return await _list(turn, what, turn.staff)
    people = turn.situation.people.staff
    found = people_named(name, {person.id: person.name for person in people.values()})
    if not found:
        return _say(turn, turn.words("Nobody on the staff is called «{name}».", name=name[:60]))
    if len(found) > 1:
        return await _choose(turn, what, [people[i] for i in found])
    return await _list(turn, what, people[found[0]])


async def asked(turn: Turn) -> Decision | None:
    """«¿qué tengo mañana?», «llamados atrasados de Ana», «pendientes de ACME»: in the sentence's own words."""
    people, question = turn.situation.people.staff, turn.the(Question).asked
    if question.partner and question.name != "agenda":
        return await cardlist.opened(turn, int(question.partner), question.kind)
    of_days = question.name == "agenda" or (question.name == "pending" and question.when)
    what = of_kinds(_days_of(question.when, turn.said_at.date()) if of_days else question.name, question.kind)
    doubtful = [people[int(i)] for one in question.candidates if one.field == "staff" for i in one.ids if int(i) in people]
    if doubtful:
        return await _choose(turn, what, doubtful)
    person = people.get(int(question.staff)) if question.staff else turn.staff
    return await _list(turn, what, person) if person else None


def _days_of(when: Value | None, today: date) -> str:
    first, last = when if isinstance(when, tuple) else (when, None)
    first, last = (end.date() if isinstance(end, datetime) else end for end in (first, last))
    if not isinstance(first, date) or (first == today and not isinstance(last, date)):
        return "today"
    return days_from(first, (last - first).days if isinstance(last, date) else 1)


async def _list(turn: Turn, what: str, person: Staff, page: int = 0) -> Decision:
    if not may_of(turn.staff, Deed.SEE, person.id):
        return only_own(turn)
    return shown(turn, await lists.pending_list(turn.office, turn.staff, person, turn.now, page, what=what, words=turn.words))


def only_own(turn: Turn) -> Decision:
    """Whose lists this person may see, where it asked for another."""
    if turn.staff.team:
        return _say(turn, turn.words("You can only see your own list and those of your team."))
    return _say(turn, turn.words("You can only see your own list."))


def shown(turn: Turn, view: ListView) -> Decision:
    """A list in place of what was tapped, or as a new message."""
    return Decision.saying([turn.parcel(0, lists.message(view, turn.words, edit=turn.shown))])


def _say(turn: Turn, text: str) -> Decision:
    return Decision.saying(turn.render("draft", text=text))


async def turned(turn: Turn) -> Decision | None:
    """The buttons `list:<what>:<person>:<page>`: the same numbers as before, while the message stands."""
    press, context = turn.press, turn.context
    what, person_id, page = (*press.args, "")[0], press.number(1), press.number(2)
    if cut_of(what) is None:
        return None  # an old button
    if (context.what, context.person) == (what, person_id):
        return await _again(turn, replace(context, page=page))
    person = turn.situation.people.staff.get(person_id)
    if person is None:
        return None
    return await _list(turn, what, person, page)


async def back(turn: Turn) -> Decision:
    """`list:back` of a list of one's own or of somebody; what is open, where the message shows no list."""
    return await _again(turn, turn.context) if turn.context.list is not None else await _list(turn, "pending", turn.staff)


async def _again(turn: Turn, context: Shows) -> Decision:
    if not may_of(turn.staff, Deed.SEE, context.person or 0):
        return only_own(turn)
    return shown(turn, await lists.again(turn.office, turn.staff, context, turn.now, words=turn.words))


async def whose(turn: Turn) -> Decision | None:
    """The button `who:<what>`: whose list to see instead."""
    press = turn.press
    if not press.args or cut_of(press.args[0]) is None:
        return None
    everybody = turn.situation.people.staff.values()
    return await _choose(turn, press.args[0], [one for one in everybody if may_of(turn.staff, Deed.SEE, one.id)])


async def _choose(turn: Turn, what: str, people: list[Staff]) -> Decision:
    context = turn.context
    keys = [Button(person.name, encode("list", what, person.id, 0)) for person in people[:30]]
    rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
    if context.list is not None:
        rows = (*rows, (Button(turn.words("◀ List"), encode("list", "back")),))
    message = ChatMessage(chat("draft", turn.words, text=turn.words("Whose list?")), rows, edit=turn.shown, context=context)
    return Decision.saying([turn.parcel(0, message)])


async def nothing(_: Turn) -> Decision:
    """What is only there to be read (a past day, the name of a month) answers with the acknowledgement alone."""
    return Decision()
