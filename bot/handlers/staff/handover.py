"""/traspasar: for leave or departure, all that a person has open goes to somebody else, and comes back on its day."""

from bot.handlers.staff import handoverwords as say
from bot.handlers.staff.handoverwords import Wish
from bot.heard import Answer
from bot.turn import Turn
from crm.buttons import Press
from crm.decision import Decision, Recorded
from crm.errors import InvalidValueError
from crm.model import HandoverState, NewParcel, Staff
from crm.permissions import Deed, may_of
from crm.services.due import returning
from crm.services.meaning import daywords
from crm.services.staff import handovers, lookup
from crm.who.few import people_named

COMMANDS = {"traspasar", "traspaso", "handover"}
_PRESS = 6  # arguments of a press that names all of a wish


async def show(turn: Turn) -> Decision | None:
    """/traspasar, /traspasar bruno."""
    mine = await _givers(turn)
    if not turn.args:
        return await _whom(turn, turn.staff) if len(mine) == 1 else say.ask_who(turn, mine)
    return await _named_giver(turn, mine, turn.args)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `ho:<deed>:<giver>:<taker>:<first>:<last>:<forced>`, `ho:back:<handover>` and `ho:x`."""
    press = turn.press
    if not press.args:
        return None
    deed = press.args[0]
    if deed == "x":
        return Decision.saying(turn.say(turn.words("✖️ Cancelled.")))
    if deed == "back":
        return await _back(turn, press.number(1))
    giver = turn.situation.people.staff.get(press.number(1))
    if giver is None or not may_of(turn.staff, Deed.HAND_OVER, giver.id):
        return None
    return await (_whom(turn, giver) if deed == "who" else _with_taker(turn, giver, deed, press))


async def _with_taker(turn: Turn, giver: Staff, deed: str, press: Press) -> Decision | None:
    """A press that names the substitute too, and perhaps the days."""
    taker = turn.situation.people.staff.get(press.number(2))
    if taker is None or taker.id == giver.id:
        return None
    if deed == "to":
        return say.ask_until(turn, giver, taker)
    wish = say.wish_of(press.args[3:], giver, taker) if len(press.args) == _PRESS else None
    if wish is None or deed not in ("at", "go"):
        return None
    return await (_preview(turn, wish) if deed == "at" else _go(turn, wish))


async def _givers(turn: Turn) -> list[Staff]:
    """Whose work this person may hand over, oneself first."""
    everybody = turn.situation.people.staff.values()
    found = [person for person in everybody if may_of(turn.staff, Deed.HAND_OVER, person.id)]
    return sorted(found, key=lambda person: (person.id != turn.staff.id, person.name))


async def _named_giver(turn: Turn, mine: list[Staff], name: str) -> Decision:
    by_id = {person.id: person for person in mine}
    found = people_named(name, {person.id: person.name for person in mine})
    if len(found) == 1:
        return await _whom(turn, by_id[found[0]])
    refused = turn.words("Which «{name}»?", name=name[:60]) if found else turn.words("Whose work is that? Tap or write a name.")
    return say.ask_who(turn, [by_id[i] for i in found] or mine, refused)


async def _whom(turn: Turn, giver: Staff, refused: str = "", few: list[Staff] | None = None) -> Decision:
    """The substitute is asked for, unless the work is handed over already."""
    one = await handovers.of_giver(turn.office, giver.id)
    if one:
        return say.stands(turn, one, await lookup.everybody(turn.office))
    others = [p for p in turn.situation.people.staff.values() if p.id != giver.id]
    return say.ask_whom(turn, giver, few or sorted(others, key=lambda person: person.name), refused)


async def answered(turn: Turn) -> Decision | None:
    """A written name or day."""
    wanted = turn.the(Answer).wants
    text = turn.text.strip()
    if not text or turn.update.message is None or turn.update.message.text is None:
        return None
    if wanted.ask == "who":
        return await _named_giver(turn, await _givers(turn), text)
    everybody = turn.situation.people.staff
    giver, taker = everybody.get(wanted.giver), everybody.get(wanted.taker)
    if giver is None or not may_of(turn.staff, Deed.HAND_OVER, giver.id):
        return None
    if wanted.ask == "to":
        return await _named_taker(turn, giver, text)
    return await _said_days(turn, giver, taker, text) if taker else None


async def _named_taker(turn: Turn, giver: Staff, text: str) -> Decision:
    others = {p.id: p for p in turn.situation.people.staff.values() if p.id != giver.id}
    found = people_named(text, {person.id: person.name for person in others.values()})
    if len(found) == 1:
        return say.ask_until(turn, giver, others[found[0]])
    words = turn.words
    refused = words("Which «{name}»?", name=text[:60]) if found else words("Nobody on the staff is called «{name}».", name=text[:60])
    return await _whom(turn, giver, refused, [others[i] for i in found])


async def _said_days(turn: Turn, giver: Staff, taker: Staff, text: str) -> Decision:
    if say.is_for_good(turn, text):
        return await _preview(turn, Wish(giver, taker, turn.today, None))
    try:
        first, last = daywords.span_of(turn.office, text, turn.now, turn.words)
    except InvalidValueError as error:
        return say.ask_until(turn, giver, taker, daywords.refusal(error, turn.words))
    return await _preview(turn, Wish(giver, taker, first or turn.today, last))


async def _refused(turn: Turn, wish: Wish) -> Decision | None:
    """What stands in the way of a handover as things stand now."""
    one = await handovers.of_giver(turn.office, wish.giver.id)
    if one:
        return say.stands(turn, one, await lookup.everybody(turn.office))
    if wish.last is not None and wish.last < turn.today:
        return say.ask_until(turn, wish.giver, wish.taker, turn.words("Those days are over. Write a day to come."))
    if handovers.is_away(wish.taker, wish.first, wish.last):
        until = handovers.until(wish.taker.away_until, turn.today, turn.words)
        return await _whom(turn, wish.giver, turn.words("{name} is away then, {until}.", name=wish.taker.name, until=until))
    return None


async def _preview(turn: Turn, wish: Wish) -> Decision:
    refused = await _refused(turn, wish)
    if refused:
        return refused
    plan = await handovers.plan(turn.office, wish.giver, wish.taker, wish.first, wish.last)
    return say.preview(turn, wish, plan)


async def _go(turn: Turn, wish: Wish) -> Decision:
    refused = await _refused(turn, wish)
    if refused:
        return refused
    plan = await handovers.plan(turn.office, wish.giver, wish.taker, max(wish.first, turn.today), wish.last)

    def parcels(done: Recorded) -> list[NewParcel]:
        told = handovers.notices(turn.office, done.change_id, plan, turn.staff, forced=wish.forced) if plan.begins else []
        return [*say.done(turn, wish, plan, done), *told]

    return Decision(handovers.effects(plan, turn.staff, turn.office.now(), forced=wish.forced), parcels)


async def _back(turn: Turn, handover_id: int) -> Decision | None:
    """[Volver ya], and calling off what has not begun."""
    one = await handovers.by_id(turn.office, handover_id)
    if one is None or not may_of(turn.staff, Deed.HAND_OVER, one.from_id):
        return None
    if one.state not in (HandoverState.PLANNED, HandoverState.RUNNING):
        return Decision.saying(turn.say(turn.words("That handover is over already.")))
    if one.state is HandoverState.PLANNED:
        giver = (await lookup.everybody(turn.office))[one.from_id]
        return Decision(returning.cancelled(one, giver), lambda done: say.called_off(turn, one, done))
    found = await returning.look(turn.office, one)

    def parcels(done: Recorded) -> list[NewParcel]:
        return [*say.came_back(turn, found, done), *returning.notices(turn.office, found, done.change_id, turn.staff)]

    return Decision(returning.effects(turn.office, found), parcels)
