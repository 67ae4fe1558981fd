"""/exportar: an administrator chooses what and in which form, and it comes as a file."""

import asyncio
import io
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from bot.turn import Form, Turn
from bot.waiting import shown_busy
from crm.buttons import encode
from crm.decision import Decision, KeepFiles
from crm.message import Button, Rows
from crm.model import NewAttachment
from crm.permissions import Deed, may
from crm.services.sheets import exporting
from crm.sheets.errors import SheetError
from crm.sheets.writing import MEDIA_TYPES

COMMANDS = {"exportar", "export"}
LINES = 50_000  # of a file that comes by chat
MEGABYTES = 45  # Telegram takes 50 from a bot
SECONDS = 40.0  # less than the lease of an update (services.intake)
FORMS: Final[Mapping[str, str]] = {"xlsx": "Excel (XLSX)", "csv": "CSV"}


async def command(turn: Turn) -> Decision | None:
    """/exportar asks what; /exportar cotizaciones asks in which form; /exportar cotizaciones csv brings it."""
    if not may(turn.staff.role, Deed.EXCHANGE, own=False):
        return _said(turn, turn.words("Only an administrator decides that."))
    said = turn.args.split()
    form = next((word.lower() for word in said[-1:] if word.lower() in FORMS), "")
    wish = " ".join(said[: len(said) - bool(form)])
    what = exporting.sort_called(wish)
    if wish and not what:
        return _list(turn, turn.words("I do not know what «{name}» is. What shall I export?", name=wish[:60]))
    if not what:
        return _list(turn, turn.words("What shall I export?"))
    return await _bring(turn, what, form) if form else _forms(turn, what)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `exp:list`, `exp:what:<what>`, `exp:go:<what>:<form>`."""
    press = turn.press
    if not press.args:
        return None
    if not may(turn.staff.role, Deed.EXCHANGE, own=False):
        return _said(turn, turn.words("Only an administrator decides that."), message={"edit": None, "reply_to": turn.shown})
    deed, what, form = (*press.args, "", "")[:3]
    if deed == "list":
        return _list(turn, turn.words("What shall I export?"))
    if what not in exporting.EXPORTS:
        return None  # an old button
    if deed == "what":
        return _forms(turn, what)
    return await _bring(turn, what, form) if deed == "go" and form in FORMS else None


def _list(turn: Turn, text: str) -> Decision:
    keys = [Button(export.title(turn.words), encode("exp", "what", what)) for what, export in exporting.EXPORTS.items()]
    return _said(turn, text, tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)))


def _forms(turn: Turn, what: str) -> Decision:
    text = turn.words("{what}: in which form?", what=exporting.EXPORTS[what].title(turn.words))
    keys = tuple(Button(name, encode("exp", "go", what, form)) for form, name in FORMS.items())
    return _said(turn, text, (keys, _back(turn)))


def _back(turn: Turn) -> tuple[Button, ...]:
    return (Button(turn.words("◀️ Something else"), encode("exp", "list")),)


async def _bring(turn: Turn, what: str, form: str) -> Decision:
    """The file, as a message of its own; the buttons stay for the next one."""
    out = io.BytesIO()
    try:
        async with asyncio.timeout(SECONDS):
            work = exporting.write(turn.office, what, form, turn.words, turn.staff.zone, out, most=LINES)
            lines = await shown_busy(turn, work, turn.words("⏳ I am writing the file…"))
    except TimeoutError:
        return _said(turn, SheetError("long").sentence(turn.words), (_back(turn),))
    except SheetError as error:
        return _said(turn, error.sentence(turn.words), (_back(turn),))
    data, told = out.getvalue(), exporting.heading(what, lines, turn.words)
    if len(data) > MEGABYTES << 20:
        return _said(turn, SheetError("large", str(MEGABYTES)).sentence(turn.words), (_back(turn),))
    if not lines:
        return _said(turn, turn.words("{what}: there are none yet.", what=exporting.EXPORTS[what].title(turn.words)), (_back(turn),))
    name = exporting.file_name(what, form, turn.words, turn.today)
    file = NewAttachment(name, MEDIA_TYPES[form], data, sha256(data).hexdigest())
    first = turn.say(f"📤 {name}", (_back(turn),)) if turn.shown else []
    sent = turn.say(told, edit=None, first=len(first), file=file.sha256 or "", file_name=name)
    return Decision((KeepFiles((file,)),), lambda _: [*first, *sent])


def _said(turn: Turn, text: str, buttons: Rows = (), message: Form | None = None) -> Decision:
    return Decision.saying(turn.render("draft", buttons, message=message, text=text))
