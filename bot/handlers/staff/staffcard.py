"""The card of a person in /personal: what whoever looks after that person sets there, asked, changed at once, with its way back."""

from collections.abc import Mapping
from typing import Any

from bot.handlers.staff import staffpieces
from bot.handlers.staff.staffpieces import PIECE, About, Piece, Values
from bot.heard import Answer
from bot.turn import Turn
from crm import notices
from crm.buttons import Press, encode
from crm.decision import Decision, Recorded
from crm.errors import InvalidValueError
from crm.memory import Shows, Wants
from crm.message import Button, ChatMessage, Rows
from crm.model import NewParcel, Role, Staff
from crm.render import chat
from crm.services.staff import handovers, lookup, preferences
from crm.services.write import masterdata, masterlines
from crm.words import words_for

MOST = 8  # names of a team on a card
DEEDS = frozenset({"ask", "set", "log"})


def rows(turn: Turn, person: Staff) -> Rows:
    """[🎖 Rol] [👥 Equipo] …, [🔁 Traspasar] [🕓 Historial]."""
    pieces = staffpieces.settable(turn.staff, person.id)
    keys = [Button(f"{piece.icon} {turn.words(piece.label)}", encode("staff", "ask", person.id, piece.name)) for piece in pieces]
    keys.append(Button(turn.words("🔁 Hand over"), encode("ho", "who", person.id)))
    keys.append(Button(turn.words("🕓 History"), encode("staff", "log", person.id)))
    return tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))


def lines(turn: Turn, person: Staff, people: Mapping[int, Staff]) -> list[tuple[str, str]]:
    """What stands about a person besides the account: team, hours and days, leave."""
    it = preferences.Telling(turn.words, turn.today, people)
    away = preferences.away(person, it)
    said = [("👥", _team(turn, person, people)), ("🕘", staffpieces.worktime(About(turn, person, people)))]
    return [(icon, line[:1].upper() + line[1:]) for icon, line in [*said, ("🏖", away)] if line]


def _team(turn: Turn, person: Staff, people: Mapping[int, Staff]) -> str:
    """Who looks after whom: of a supervisor the team, of an administrator nothing."""
    words, names = turn.words, [people[i].name for i in sorted(person.team) if i in people and people[i].active]
    if person.role is Role.SUPERVISOR:
        more = [f"+{len(names) - MOST}"] if len(names) > MOST else []
        return words("team: {names}", names=", ".join([*names[:MOST], *more]) or "–")
    if person.role is Role.ADMINISTRATOR:
        return ""
    leader = people.get(person.supervisor_id or 0)
    return words("team of {name}", name=leader.name) if leader else words("looked after by any supervisor")


async def tapped(turn: Turn, person: Staff, press: Press) -> Decision | None:
    """The buttons `staff:ask:<person>:<piece>`, `staff:set:<person>:<piece>:<value>` and `staff:log:<person>`."""
    it = About(turn, person, await lookup.everybody(turn.office))
    if press.args[0] == "log":
        found = await masterlines.history(turn.office, (masterdata.PERSON,), turn.words, turn.now, key=str(person.id))
        return Decision.saying(turn.render("record_history", ((_back(it),),), lines=found))
    piece = PIECE.get((*press.args, "", "")[2])
    if piece is None or piece not in staffpieces.settable(turn.staff, person.id) or not person.active:
        return None
    if press.args[0] == "ask":
        return _ask(it, piece)
    value = (*press.args, "", "")[3]
    if value not in [offered for _, offered in piece.choices(it)]:
        return None  # an old button
    return await _put(it, piece, lambda: piece.tapped(it, value))


async def answered(turn: Turn) -> Decision | None:
    """A written value; what does not fit is asked for again."""
    wanted = turn.the(Answer).wants
    people, piece = await lookup.everybody(turn.office), PIECE.get(wanted.piece)
    person = people.get(wanted.id or 0)
    message = turn.update.message
    if person is None or piece is None or not person.active or piece not in staffpieces.settable(turn.staff, person.id):
        return None
    if message is None or message.text is None or not turn.text.strip():
        return None
    it = About(turn, person, people)
    return await _put(it, piece, lambda: staffpieces.written(piece, it, turn.text.strip()))


def _ask(it: About, piece: Piece, refused: str = "") -> Decision:
    """What it stands at, and how to have it otherwise."""
    turn = it.turn
    keys = [Button(label, encode("staff", "set", it.person.id, piece.name, value)) for label, value in piece.choices(it)]
    across = 4 if piece.stays else 2
    choices = tuple(tuple(keys[at : at + across]) for at in range(0, len(keys), across))
    telling = preferences.Telling(turn.words, turn.today, it.people)
    said = turn.render(
        "parameter",
        (*choices, (_back(it),)),
        message={"context": Shows(wants=Wants(what="person", id=it.person.id, piece=piece.name))},
        label=f"{it.person.name} · {turn.words(piece.label)}",
        value=staffpieces.value_text(piece, lookup.as_json(it.person), telling),
        note="",
        ask=refused or turn.words(piece.ask),
    )
    return Decision.saying(said)


async def _put(it: About, piece: Piece, read: Any) -> Decision:
    turn, words = it.turn, it.turn.words
    try:
        values: Values = read()
    except InvalidValueError as error:
        return _ask(it, piece, error.expected)
    now = lookup.as_json(it.person)
    after = {**now, **values}
    if after == now:
        return _ask(it, piece, words("It is that already."))
    if "away_from" in values and await handovers.of_giver(turn.office, it.person.id):
        return _ask(it, piece, words("This leave belongs to a handover: end that one first."))
    telling = preferences.Telling(words, turn.today, it.people)
    text = words(
        "✅ {label}: {value} (it was {before})",
        label=f"{it.person.name} · {words(piece.label)}",
        value=staffpieces.value_text(piece, after, telling),
        before=staffpieces.value_text(piece, now, telling),
    )

    def parcels(done: Recorded) -> list[NewParcel]:
        keys = (Button(words("↩️ Undo"), encode("undo", done.change_id)), _back(it))
        more = ((Button(f"◀️ {words(piece.label)}", encode("staff", "ask", it.person.id, piece.name)),),) if piece.stays else ()
        return [*turn.render("draft", (keys, *more), text=text), *_told(it, piece, values, done.change_id)]

    return Decision(staffpieces.effects(it, values), parcels)


def _told(it: About, piece: Piece, values: Values, change_id: int) -> list[NewParcel]:
    """Whoever it is about hears of it; the menu of commands follows a role by itself."""
    said = staffpieces.heard(piece, it, values)
    message = ChatMessage(chat("draft", words_for(it.person), text=said), silent=piece.stays)
    return notices.in_chat(it.person, f"staff:{piece.name}:{change_id}", message) if said else []


def _back(it: About) -> Button:
    return Button(it.person.name, encode("staff", "see", it.person.id))
