"""[✏️ Editar]: the data of a partner and of its contacts, field by field; a contact who left; each change with its way back."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.handlers.partners import sayings
from bot.heard import Answer
from bot.pieces.cardbase import base_of, standing
from bot.turn import Turn
from crm import checks
from crm.buttons import encode
from crm.decision import AddRecord, Decision, Recorded, SetRecord
from crm.errors import InvalidValueError
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import Contact, NewParcel, Partner
from crm.permissions import Deed, may
from crm.services.partners import entry
from crm.services.partners.entry import PIECES, Piece
from crm.services.write import masterdata, masterlines

PEOPLE = 12  # contacts that have a button
STANDING: Mapping[str, Mapping[str, bool]] = {
    "c": {"is_customer": True, "is_supplier": False},
    "s": {"is_customer": False, "is_supplier": True},
    "b": {"is_customer": True, "is_supplier": True},
}
Subject = Partner | Contact


async def edit(turn: Turn, partner_id: int) -> Decision | None:
    """Everything that is known of a partner, each with its button."""
    found = await entry.partner(turn.office, partner_id)
    if found is None:
        return None
    one, contacts = found
    words = turn.words
    keys = [ask_key(turn, masterdata.PARTNER, one.id, piece) for piece in entry.PARTNER.values()]
    keys.append(Button(words("Customer or supplier"), encode("ptn", "kind", one.id)))
    people = [Button(called(c), encode("ptn", "who", c.id)) for c in contacts[:PEOPLE]]
    rows: Rows = (*pairs(keys), *pairs([*people, Button(words("➕ Contact"), encode("ptn", "newc", one.id))]), _last(turn, one))
    context = replace(base_of(turn.context), card=one.id)
    said = turn.render(
        "partner_edit",
        rows,
        message={"context": context},
        p=one,
        standing=standing(one, words),
        lines=sayings.lines({piece: getattr(one, piece) for piece in entry.PARTNER}, words),
        contacts=[(c.name, c.position, c.phone, c.email, c.active) for c in contacts],
    )
    return Decision.saying(said)


def _last(turn: Turn, one: Partner) -> tuple[Button, ...]:
    words = turn.words
    keys = [Button(words("🗂 Card"), encode("card", one.id)), Button(words("🕓 History"), encode("ptn", "log", one.id))]
    if not one.active:
        keys.append(Button(words("▶️ In use again"), encode("ptn", "on", one.id)))
    elif may(turn.staff.role, Deed.SET_UP, own=False):
        keys.append(Button(words("🔀 Join with another"), encode("ptn", "merge", one.id)))
    return tuple(keys)


def called(one: Contact) -> str:
    return ("👤 " if one.active else "🚪 ") + one.name[:36]


def pairs(keys: list[Button]) -> Rows:
    return tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))


def ask_key(turn: Turn, subject: str, key: int, piece: Piece) -> Button:
    return Button(turn.words(piece.label), encode("ptn", "ask", subject, key, piece.name))


async def ask(turn: Turn, subject: str, key: int, name: str, refused: str = "") -> Decision | None:
    """How the field stands, and how to write it anew."""
    one, piece = await subject_of(turn, subject, key), PIECES.get(subject, {}).get(name)
    if one is None or piece is None:
        return None
    words, now = turn.words, getattr(one, name)
    more = (Button(words("Leave empty"), encode("ptn", "clear", subject, key, name)),) if piece.optional and now else ()
    row = (*more, back(turn, one))
    text = f"{one.name} · {words(piece.label)}: {now or '–'}\n{refused or sayings.how(piece, words)}"
    wanted = Wants(what="piece", subject=subject, key=key, name=name)
    return Decision.saying(turn.render("draft", (row,), message={"context": Shows(wants=wanted)}, text=text))


async def subject_of(turn: Turn, subject: str, key: int) -> Subject | None:
    if subject == masterdata.CONTACT:
        return await entry.contact(turn.office, key)
    found = await entry.partner(turn.office, key)
    return found[0] if found else None


def back(turn: Turn, one: Subject) -> Button:
    where = ("who", one.id) if isinstance(one, Contact) else ("edit", one.id)
    return Button(turn.words("◀️ Back"), encode("ptn", *where))


async def answered(turn: Turn) -> Decision | None:
    """What was written for a field."""
    wanted = turn.the(Answer).wants
    return await _write(turn, wanted.subject, wanted.key, wanted.name or "", turn.text) if turn.text.strip() else None


async def _write(turn: Turn, subject: str, key: int, name: str, text: str) -> Decision | None:
    one, piece = await subject_of(turn, subject, key), PIECES.get(subject, {}).get(name)
    if one is None or piece is None:
        return None
    try:
        value = piece.read(text)
    except InvalidValueError as error:
        right = checks.rut_meant(text, error.expected) if error.field == "check digit" else ""
        told = turn.words("The check digit of that RUT is wrong. Did you mean {rut}?", rut=right) if right else ""
        return await ask(turn, subject, key, name, told or sayings.refusal(error, turn.words))
    same = await entry.doubles(turn.office, {name: value}, but=one.id if subject == masterdata.PARTNER else one.partner_id)  # type: ignore[union-attr]
    taken = next((double for double in same if double.field == "rut"), None)
    if taken:
        return await ask(turn, subject, key, name, sayings.double(taken, turn.words))
    note = f"\n⚠️ {sayings.double(same[0], turn.words)}" if same and subject == masterdata.PARTNER else ""
    text = turn.words("✅ {name} · {label}: {value}", name=one.name, label=turn.words(piece.label), value=value)
    return done_with(turn, one, entry.changed(subject, key, {name: value}), text + note)


def done_with(turn: Turn, one: Subject, effect: SetRecord | AddRecord, text: str) -> Decision:
    def parcels(done: Recorded) -> list[NewParcel]:
        row = (Button(turn.words("↩️ Undo"), encode("undo", done.change_id)), back(turn, one))
        return turn.render("draft", (row,), text=text)

    return Decision((effect,), parcels)


async def clear(turn: Turn, subject: str, key: int, name: str) -> Decision | None:
    one, piece = await subject_of(turn, subject, key), PIECES.get(subject, {}).get(name)
    if one is None or piece is None or not piece.optional:
        return None
    text = turn.words("✅ {name} · {label}: {value}", name=one.name, label=turn.words(piece.label), value="–")
    return done_with(turn, one, entry.changed(subject, key, {name: None}), text)


async def kind(turn: Turn, partner_id: int, choice: str = "") -> Decision | None:
    """Customer, supplier, or both."""
    one = await subject_of(turn, masterdata.PARTNER, partner_id)
    if not isinstance(one, Partner) or (choice and choice not in STANDING):
        return None
    words = turn.words
    if choice:
        text = words("✅ {name} · {label}: {value}", name=one.name, label=words("Customer or supplier"), value=_STANDS[choice](turn))
        return done_with(turn, one, entry.changed(masterdata.PARTNER, one.id, STANDING[choice]), text)
    keys = tuple(Button(said(turn), encode("ptn", "kind", one.id, letter)) for letter, said in _STANDS.items())
    return Decision.saying(turn.render("draft", (keys, (back(turn, one),)), text=f"{one.name} · {standing(one, words)}"))


_STANDS: Mapping[str, Callable[[Turn], str]] = {
    "c": lambda turn: turn.words("Customer"),
    "s": lambda turn: turn.words("Supplier"),
    "b": lambda turn: turn.words("Customer and supplier"),
}


async def switch(turn: Turn, subject: str, key: int, *, active: bool) -> Decision | None:
    """A contact who left (or came back); a partner that is taken up again."""
    one = await subject_of(turn, subject, key)
    if one is None or one.active == active:
        return None
    words = turn.words
    left = words("🚪 {name} works there no longer. What was recorded stays.", name=one.name)
    text = words("▶️ {name} is in use again.", name=one.name) if active else left
    return done_with(turn, one, entry.changed(subject, key, {"active": active}), text)


async def history(turn: Turn, partner_id: int) -> Decision | None:
    """What was changed of a partner, its contacts included where they were changed with it."""
    one = await subject_of(turn, masterdata.PARTNER, partner_id)
    if one is None:
        return None
    lines = await masterlines.history(turn.office, (masterdata.PARTNER,), turn.words, turn.now, key=str(partner_id))
    return Decision.saying(turn.render("record_history", ((back(turn, one),),), lines=lines))
