"""A table that an administrator sends: what it is taken for, what importing it would do, and on [✅ Importar] it is done, once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from hashlib import sha256

from bot.handlers.office import importcolumns, importkept
from bot.handlers.office.importkept import keys
from bot.pieces import incoming
from bot.turn import Form, Turn
from bot.waiting import shown_busy
from crm.buttons import encode
from crm.decision import Decision, KeepFiles, Recorded
from crm.errors import InvalidValueError
from crm.memory import Sheet, Shows
from crm.message import Button
from crm.model import NewAttachment, NewParcel
from crm.permissions import Deed, may
from crm.services.sheets import importing, importreport
from crm.services.sheets.importing import Plan
from crm.services.write import notes
from crm.sheets.errors import SheetError

COMMANDS = {"importar", "import"}
UNDOABLE = 50  # so many changes are taken back by one tap


async def command(turn: Turn) -> Decision | None:
    """/importar says how; with a file below it, the file is looked at."""
    looked = await offered(turn)
    if looked:
        return looked
    if not _may(turn):
        said = turn.say(turn.words("Only an administrator decides that."))
    else:
        how = turn.words(
            "Send me the table as a file (CSV or XLSX): customers and suppliers, contacts, staff, quotes or the office's tables."
        )
        said = turn.say(f"{how} {turn.words('Before anything changes I show you what would.')}")
    return Decision.saying(said)


def _may(turn: Turn) -> bool:
    return may(turn.staff.role, Deed.EXCHANGE, own=False)


async def offered(turn: Turn) -> Decision | None:
    """A table that comes: without a sentence of its own, or below «/importar»; None of one who may not."""
    message = turn.update.message
    if message is None or message.document is None or not _may(turn) or turn.reply_to is not None:
        return None
    fetched, refused = await incoming.fetch(turn)
    if refused:
        return refused
    kept = importkept.kept_of(fetched[0], turn.args)
    card = await _card(turn, kept, fetched[0].data or b"")
    return Decision((KeepFiles(fetched), *card.effects), card.parcels)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `imp:<deed>:…` of such a message, which remembers the file and what was said of it."""
    press = turn.press
    if not press.args or turn.shown is None:
        return None
    if not _may(turn):
        said = turn.say(turn.words("Only an administrator decides that."), edit=None, reply_to=turn.shown)
        return Decision.saying(said)
    context = turn.context
    if context.imported is not None:
        return _already(turn, context.imported)
    kept = context.sheet
    do = _DO.get(press.args[0])
    data = await importing.kept(turn.office, kept.sha256) if kept and do else None
    if kept is None or do is None or data is None:
        return None  # an old button
    return await do(turn, kept, data)


def _already(turn: Turn, name: str) -> Decision:
    where: Form = {"edit": None, "reply_to": turn.shown}
    said = turn.render("draft", message=where, text=turn.words("{name} was imported already.", name=name))
    return Decision.saying(said)


async def _look(turn: Turn, kept: Sheet, data: bytes) -> Plan:
    hint = f"{kept.note} {kept.name}"
    work = importing.plan(
        turn.office, data, kept.what, zone=turn.staff.zone, wishes=kept.map, hint=hint, sheet=kept.sheet, by=turn.staff.id
    )
    return await shown_busy(turn, work)


async def _card(turn: Turn, kept: Sheet, data: bytes, note: str = "") -> Decision:
    """What the file is taken for and what importing it would do, with everything that can be said about it."""
    try:
        plan = await _look(turn, kept, data)
    except SheetError as error:
        return importkept.unreadable(turn, kept, error)
    read, words = plan.sheet, turn.words
    kept = replace(kept, what=read.what, headings=read.headings, fields=dict(read.fields), counts=tuple(plan.counts))
    kept = replace(kept, sheet=read.name, sheets=read.sheets if len(read.sheets) > 1 else ())
    said = turn.render(
        "import",
        keys(turn, kept, ready=bool(plan.writes and not plan.bad), told=bool(plan.told or plan.bad)),
        message={"context": Shows(sheet=kept)},
        name=kept.name,
        heading=importreport.heading(plan, words),
        columns=importreport.columns(plan, words),
        unused=importreport.unused(plan),
        counts=importreport.counts(plan, words),
        problems=importreport.first_problems(plan, words),
        writes=plan.writes,
        note=note,
        headless=importreport.headless(plan, words),
    )
    return Decision.saying(said)


async def _show(turn: Turn, kept: Sheet, data: bytes) -> Decision:
    return await _card(turn, kept, data)


async def _what(turn: Turn, kept: Sheet, data: bytes) -> Decision:
    """[Son contactos]: the same file as something else; what was said of its columns no longer holds."""
    return await _card(turn, replace(kept, what=importkept.target(turn.press), map={}), data)


async def _sheet(turn: Turn, kept: Sheet, data: bytes) -> Decision:
    """[📑 Norte]: another sheet of the workbook."""
    at = turn.press.number(1)
    if not 0 <= at < len(kept.sheets):
        raise InvalidValueError("button", "a sheet")
    return await _card(turn, replace(kept, sheet=kept.sheets[at], what="", map={}), data)


async def _set(turn: Turn, kept: Sheet, data: bytes) -> Decision:
    """A column is another field, or none."""
    return await _card(turn, importcolumns.corrected(turn, kept), data)


async def _go(turn: Turn, kept: Sheet, data: bytes) -> Decision | None:
    """[✅ Importar]: planned anew on who is there now; where that would be something else than what was shown, it is shown again."""
    by = f"tg-{turn.chat_id}-{turn.shown}"
    if await importing.done(turn.office, by, kept.name):
        return _already(turn, kept.name)
    plan = await _look(turn, kept, data)
    if tuple(plan.counts) != kept.counts or plan.bad or not plan.writes:
        return await _card(turn, kept, data, turn.words("Somebody changed something meanwhile. It would be like this now:"))

    def parcels(done: Recorded) -> list[NewParcel]:
        undo = Button(turn.words("↩️ Undo"), encode("undo", done.change_id))
        row = ((undo,),) if plan.undoable and plan.writes <= UNDOABLE else ()
        context = Shows(imported=kept.name)
        counts = importreport.counts(plan, turn.words)
        return turn.render(
            "draft", row, message={"context": context}, text=turn.words("✅ {name} imported: {counts}", name=kept.name, counts=counts)
        )

    return Decision(plan.effects, parcels, importing.source(by, kept.name))


async def _report(turn: Turn, kept: Sheet, data: bytes) -> Decision:
    """What becomes of every line, as a file."""
    plan = await _look(turn, kept, data)
    made = importreport.whole(plan, turn.words)
    file = NewAttachment(importreport.whole_name(kept.name, turn.words), "text/csv", made, sha256(made).hexdigest())
    caption = importreport.counts(plan, turn.words)
    said = turn.say(caption, edit=None, reply_to=turn.shown, file=file.sha256 or "", file_name=file.name)
    return Decision((KeepFiles((file,)),), lambda _: said)


async def _attach(turn: Turn, kept: Sheet, data: bytes) -> Decision:
    """[📎 Es un adjunto]: it is treated as any other file."""
    file = NewAttachment(kept.name, kept.media_type, data, kept.sha256)
    return await incoming.ask_about(turn, await notes.recent(turn.office, turn.staff), (file,), kept.note)


async def _no(turn: Turn, kept: Sheet, _: bytes) -> Decision:
    said = turn.render("draft", text=turn.words("✖️ {name} was not imported.", name=kept.name))
    return Decision.saying(said)


_DO: Mapping[str, Callable[[Turn, Sheet, bytes], Awaitable[Decision | None]]] = {
    "go": _go,
    "see": _show,
    "what": _what,
    "sheet": _sheet,
    "cols": importcolumns.columns,
    "col": importcolumns.fields,
    "set": _set,
    "all": _report,
    "file": _attach,
    "no": _no,
}
