"""/personal: who works here, how far each is connected; an administrator invites, disconnects and lets people leave.

A supervisor sees the own team there, and sets when each of it works.
"""

from collections.abc import Callable, Mapping

from bot.handlers.staff import newcomer, staffcard
from bot.turn import Turn
from crm.buttons import Press, encode
from crm.decision import Decision, SetStaff, Unlink
from crm.languages import language_of
from crm.message import Button, ChatMessage, Rows
from crm.model import NewParcel
from crm.permissions import Deed, ever, may, may_of
from crm.render import chat
from crm.services.staff import handovers, invitations, lookup, membership, preferences
from crm.services.staff.membership import Member, Standing
from crm.words import Words

COMMANDS = {"personal", "staff"}
NEW = {"nuevo", "nueva", "new"}
PAGE = 10
ICON = {Standing.CONNECTED: "✅", Standing.INVITED: "⏳", Standing.WAITING: "▫️", Standing.GONE: "⛔"}


async def show(turn: Turn) -> Decision | None:
    """/personal, /personal ana, /personal nuevo Nombre Apellido correo."""
    if not ever(turn.staff.role, Deed.ARRANGE):
        return _said(turn.say(turn.words("Only administrators and supervisors look after the staff.")))
    first, _, rest = turn.args.partition(" ")
    if first.lower() in NEW:
        only = turn.words("Only an administrator adds somebody new.")
        return await newcomer.begin(turn, rest) if _manages(turn) else _said(turn.say(only))
    everybody = await _members(turn)
    if not everybody:
        return _said(turn.say(turn.words("Nobody is in your team.")))
    found = membership.members_called(everybody, turn.args) if turn.args else []
    if len(found) == 1:
        return await _see(turn, found[0])
    unknown = turn.words("I find nobody called «{name}» here.", name=turn.args[:60]) if turn.args and not found else ""
    return _said(_list(turn, found or everybody, note=unknown))


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `staff:<deed>:<person>`."""
    press = turn.press
    if not press.args or not ever(turn.staff.role, Deed.ARRANGE):
        return None
    deed = press.args[0]
    if deed == "list":
        return _said(_list(turn, await _members(turn), press.number(1)))
    if deed in ("new", "nomail"):
        return await newcomer.tapped(turn, deed) if _manages(turn) else None
    found = next((one for one in await _members(turn) if one.staff.id == press.number(1)), None)
    return await _about(turn, found, press) if found else None


def _manages(turn: Turn) -> bool:
    return may(turn.staff.role, Deed.MANAGE, own=False)


async def _members(turn: Turn) -> list[Member]:
    """Whom this person sees here: an administrator everybody, a supervisor the own team."""
    everybody = await membership.members(turn.office)
    return [one for one in everybody if may_of(turn.staff, Deed.ARRANGE, one.staff.id) and (one.staff.active or _manages(turn))]


async def _about(turn: Turn, found: Member, press: Press) -> Decision | None:
    """What is done about one of them."""
    deed = press.args[0]
    if deed == "see":
        return await _see(turn, found)
    if deed in staffcard.DEEDS:
        return await staffcard.tapped(turn, found.staff, press)
    if not _manages(turn):
        return None
    stale = deed not in {*_DO, *_ASK} or found.staff.active == (deed == "on") or (found.staff.id == turn.staff.id and deed in _OTHERS)
    if stale:
        return None
    return await _sure(turn, found, leaves=deed == "off") if deed in _ASK else _DO[deed](turn, found)


def _list(turn: Turn, people: list[Member], page: int = 0, note: str = "") -> list[NewParcel]:
    page = min(max(page, 0), max(len(people) - 1, 0) // PAGE)
    shown = people[page * PAGE : (page + 1) * PAGE]
    lines = [(ICON[one.standing], one.staff.name, _at_a_glance(turn, one)) for one in shown]
    keys = [Button(one.staff.name, encode("staff", "see", one.staff.id)) for one in shown]
    rows: Rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
    turns = [Button("◀️", encode("staff", "list", page - 1))] if page else []
    if (page + 1) * PAGE < len(people):
        turns.append(Button("▶️", encode("staff", "list", page + 1)))
    last = (Button(turn.words("➕ Somebody new"), encode("staff", "new")),) if _manages(turn) else ()
    return turn.render("people", tuple(row for row in (*rows, tuple(turns), last) if row), lines=lines, team=not _manages(turn), note=note)


def _at_a_glance(turn: Turn, one: Member) -> str:
    """The role; the account only where something is amiss with it."""
    role = preferences.role(one.staff.role, turn.words)
    return role if one.standing is Standing.CONNECTED else f"{role} · {_standing(turn, one)}" if one.staff.active else _standing(turn, one)


def _standing(turn: Turn, one: Member) -> str:
    words = turn.words
    until = words.moment(one.until.astimezone(turn.staff.zone), turn.today) if one.until else ""
    return {
        Standing.CONNECTED: words("Telegram connected"),
        Standing.INVITED: words("invited until {until}", until=until),
        Standing.WAITING: words("Telegram not connected"),
        Standing.GONE: words("works here no longer"),
    }[one.standing]


async def _see(turn: Turn, one: Member) -> Decision:
    """The card: role, account, team, hours and leave, with all that can be done about them."""
    everybody = await lookup.everybody(turn.office)
    return _said(
        turn.render(
            "people_card",
            _buttons(turn, one),
            icon=ICON[one.standing],
            name=one.staff.name,
            role=preferences.role(one.staff.role, turn.words),
            email=one.staff.email,
            standing=_standing(turn, one),
            lines=staffcard.lines(turn, one.staff, everybody) if one.staff.active else [],
        )
    )


def _buttons(turn: Turn, one: Member) -> Rows:
    words, person = turn.words, one.staff
    back = (Button(words("◀️ Staff"), encode("staff", "list", 0)),)
    if not _manages(turn):
        return (*staffcard.rows(turn, person), back)
    if not person.active:
        return (Button(words("▶️ Works here again"), encode("staff", "on", person.id)),), back
    again = one.until is not None or one.standing is Standing.CONNECTED
    invite = Button(words("🔗 New invitation") if again else words("🔗 Invite"), encode("staff", "invite", person.id))
    rows: Rows = ((invite,), *staffcard.rows(turn, person))
    if person.id != turn.staff.id:
        cut = Button(words("🚫 Disconnect"), encode("staff", "cut", person.id), style="danger")
        off = Button(words("⛔ Leaves"), encode("staff", "off", person.id), style="danger")
        rows = (*rows, (off,) if one.standing is Standing.WAITING else (cut, off))
    return (*rows, back)


def _back(turn: Turn, one: Member) -> Rows:
    return ((Button(turn.words("◀️ Staff"), encode("staff", "list", 0)), Button(one.staff.name, encode("staff", "see", one.staff.id))),)


async def _sure(turn: Turn, one: Member, *, leaves: bool) -> Decision:
    """What would be lost is said before it is, and what is open may be handed over first."""
    yes = Button(turn.words("Yes, do it"), encode("staff", "off!" if leaves else "cut!", one.staff.id), style="danger")
    no = Button(turn.words("◀️ No"), encode("staff", "see", one.staff.id))
    open_ones = handovers.summary(await handovers.open_of(turn.office, one.staff.id), turn.words) if leaves else ""
    first = ((Button(turn.words("🔁 Hand over first"), encode("ho", "who", one.staff.id)),),) if open_ones else ()
    return _said(turn.render("people_sure", (*first, (yes, no)), name=one.staff.name, leaves=leaves, open=open_ones))


def _invite(turn: Turn, one: Member) -> Decision:
    """The link as a message to be forwarded, with its QR code; it is shown this once and stored as a hash."""
    ticket = invitations.ticket(turn.office)
    person = one.staff
    words = Words(language_of(person.language, person.telegram_language, turn.office.parameters.get("language")))
    link = ticket.link(turn.bot.username)
    until = ticket.expires_at.astimezone(person.zone)
    said = turn.render("people_invited", _back(turn, one), name=person.name, until=turn.words.moment(until, turn.today))
    text = chat(
        "people_invitation", words, name=person.first_name, office=turn.office.name, link=link, until=words.moment(until, turn.today)
    )
    said.append(turn.parcel(len(said), ChatMessage(text, qr=link, secret=True)))
    return Decision((ticket.effect(person.id),), lambda _: said)


def _cut(turn: Turn, one: Member) -> Decision:
    return _done(turn, one, Unlink(one.staff.id), turn.words("{name} is no longer connected.", name=one.staff.name))


def _off(turn: Turn, one: Member) -> Decision:
    return _done(turn, one, Unlink(one.staff.id, leaves=True), turn.words("{name} no longer works here.", name=one.staff.name))


def _on(turn: Turn, one: Member) -> Decision:
    note = turn.words("{name} works here again.", name=one.staff.name)
    return _done(turn, one, SetStaff(one.staff.id, {"active": True}), note)


def _done(turn: Turn, one: Member, effect: SetStaff | Unlink, note: str) -> Decision:
    said = turn.render("people_said", _back(turn, one), text=note)
    return Decision((effect,), lambda _: said)


_DO: Mapping[str, Callable[[Turn, Member], Decision]] = {
    "invite": _invite,
    "cut!": _cut,
    "off!": _off,
    "on": _on,
}
_ASK = frozenset({"cut", "off"})  # asked about before they are done
_OTHERS = frozenset({"cut", "cut!", "off", "off!"})  # nobody shuts the door on oneself


def _said(parcels: list[NewParcel]) -> Decision:
    return Decision.saying(parcels)
