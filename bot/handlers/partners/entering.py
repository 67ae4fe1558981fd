"""/cliente: a new customer or supplier in one line, doubles warned of; from a command, or from a draft that asks for one."""

from collections.abc import Mapping
from dataclasses import replace

from bot.handlers.partners import fordraft, sayings
from bot.heard import Answer, Command
from bot.routes import route
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, Recorded
from crm.errors import InvalidValueError
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import NewParcel
from crm.services.partners import entry
from crm.services.partners.entry import Double

COMMANDS = {"cliente", "partner"}
NEW = {"nuevo", "nueva", "new"}


async def show(turn: Turn) -> Decision | None:
    """/cliente nuevo Ferretería Nueva SpA, 76.333.222-1; /cliente acme is the card."""
    first, _, rest = turn.args.partition(" ")
    if first.lower() in NEW:
        return await begin(turn, rest)
    return await route(turn, Command("ficha", turn.args)) if turn.args else await begin(turn, "")


async def begin(turn: Turn, text: str, *, draft_id: int = 0, rut: str = "") -> Decision:
    """What stands behind «/cliente nuevo», or is answered to the question for the name."""
    wanted = Wants(what="partner", draft=draft_id, rut=rut)
    if not text.strip():
        return _ask(turn, wanted, _how(turn))
    try:
        values = {**({"rut": rut} if rut else {}), **entry.read_partner(text)}
    except InvalidValueError as error:
        return _refused(turn, wanted, error, text)
    return await create(turn, values, draft_id=draft_id)


def _how(turn: Turn) -> str:
    return turn.words(
        "➕ New customer or supplier: write the name. RUT, phone, mail, address and city may follow, with commas: "
        "Ferretería Nueva SpA, 76.333.222-K, +56 9 8765 4321, ventas@nueva.cl, Av. Matta 100, Santiago"
    )


def _ask(turn: Turn, wanted: Wants, text: str, rows: Rows = ()) -> Decision:
    rows = (*rows, (Button(turn.words("✖️ Cancel"), encode("ptn", "cancel")),))
    return Decision.saying(turn.render("draft", rows, message={"context": Shows(wants=wanted)}, text=text))


def _refused(turn: Turn, wanted: Wants, error: InvalidValueError, text: str) -> Decision:
    """One sentence on what is wrong; what was written is not lost where its RUT alone is."""
    right = entry.meant(error, text)
    if right:
        wanted = replace(wanted, text=right)
        key = Button(turn.words("Yes"), encode("ptn", "meant"))
        return _ask(
            turn, wanted, turn.words("The check digit of that RUT is wrong. Did you mean {rut}?", rut=entry.rut_of(right)), ((key,),)
        )
    return _ask(turn, entry.to_mend(wanted, error, text), sayings.refusal(error, turn.words))


async def answered(turn: Turn) -> Decision | None:
    """A text right after the question; of a line that was refused, what did not fit may be written alone."""
    wanted = turn.the(Answer).wants
    if not turn.text.strip():
        return None
    try:
        text = entry.mended(wanted, turn.text)
    except InvalidValueError as error:
        return _ask(turn, wanted, sayings.refusal(error, turn.words))
    return await begin(turn, text, draft_id=wanted.draft, rut=wanted.rut)


async def tapped(turn: Turn, deed: str) -> Decision | None:
    """[Sí] (that RUT was meant), [Crear igual] and [✖️ Cancelar]."""
    if deed == "cancel":
        return Decision.saying(turn.say(turn.words("✖️ Cancelled.")))
    wanted = turn.context.wants or Wants()
    if deed == "meant" and wanted.text:
        return await begin(turn, wanted.text, draft_id=wanted.draft)
    if deed == "sure" and wanted.values:
        return await create(turn, wanted.values, draft_id=wanted.draft, sure=True)
    return None


async def create(turn: Turn, values: Mapping[str, str], *, draft_id: int = 0, sure: bool = False) -> Decision:
    """The new partner, and the draft that waits for it goes on; who may be the same is shown first."""
    found = await entry.doubles(turn.office, values)
    taken = next((one for one in found if one.field == "rut"), None)
    if taken or (found and not sure):
        return _double(turn, values, taken or found[0], draft_id, sure_allowed=taken is None)
    effect = entry.new_partner(values)
    go_on = await fordraft.going_on(turn, draft_id, values["name"]) if draft_id else None
    if go_on:
        return Decision((effect, *go_on.effects), go_on.parcels, source=go_on.source)

    def parcels(done: Recorded) -> list[NewParcel]:
        key = int(done.records[0].key)
        words = turn.words
        rows: Rows = (
            (Button(words("✏️ Edit"), encode("ptn", "edit", key)), Button(words("➕ Contact"), encode("ptn", "newc", key))),
            (Button(words("↩️ Undo"), encode("undo", done.change_id)), Button(words("🗂 Card"), encode("card", key))),
        )
        return turn.render("partner_made", rows, name=values["name"], lines=sayings.lines(values, words))

    return Decision((effect,), parcels)


def _double(turn: Turn, values: Mapping[str, str], one: Double, draft_id: int, *, sure_allowed: bool) -> Decision:
    """«Ya hay …»: the card of whom it may be, and, where nothing forbids it, a second one all the same."""
    words = turn.words
    keys = [Button(f"🗂 {one.partner.name}"[:40], encode("card", one.partner.id))]
    if draft_id and one.partner.active:
        keys = [Button(f"✅ {one.partner.name}"[:40], encode("ptn", "that", draft_id, one.partner.id))]
    if not one.partner.active:
        keys = [Button(words("✏️ {name}", name=one.partner.name)[:40], encode("ptn", "edit", one.partner.id))]
    if sure_allowed:
        keys.append(Button(words("Create all the same"), encode("ptn", "sure")))
    wanted = Wants(what="partner", draft=draft_id, values=values)
    return _ask(turn, wanted, sayings.double(one, words), (tuple(keys),))
