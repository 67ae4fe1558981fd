"""/tablas: the editable lists of the office; an administrator reads them, switches lines off and on, and goes on to change them."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers.office import tableasking
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.kinds.tables import TABLES
from crm.message import Button, Rows
from crm.model import TableEntry
from crm.permissions import Deed, may
from crm.services.house import tables
from crm.services.write import masterdata, masterlines

COMMANDS = {"tablas", "tables"}
PAGE = 12  # lines a page


async def show(turn: Turn) -> Decision | None:
    """/tablas, /tablas eventos."""
    if not may(turn.staff.role, Deed.SET_UP, own=False):
        return Decision.saying(turn.say(turn.words("Only an administrator decides that.")))
    table = tables.table_called(turn.args, turn.words)
    return await _table(turn, table, 0) if table else await _list(turn)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `tab:<deed>:<table or line>:<page>`."""
    press = turn.press
    if not press.args or not may(turn.staff.role, Deed.SET_UP, own=False):
        return None
    deed, about, page = (*press.args, "", "")[:3]
    if deed == "list":
        return await _list(turn)
    if deed in _OF_TABLE:
        return await _OF_TABLE[deed](turn, about, int(page or 0)) if about in TABLES and page.isdecimal() else None
    found = await tables.line(turn.office, press.number(1))
    return await _OF_LINE[deed](turn, found) if found and deed in _OF_LINE else None


async def _list(turn: Turn) -> Decision:
    """All tables with how many lines each offers."""
    every = await tables.lines(turn.office)
    counted = [(turn.words(title), sum(entry.active for entry in every if entry.table == table)) for table, title in TABLES.items()]
    keys = [Button(turn.words(title), encode("tab", "see", table, 0)) for table, title in TABLES.items()]
    return Decision.saying(turn.render("tables", tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), tables=counted))


async def _table(turn: Turn, table: str, page: int) -> Decision:
    """The lines of one table."""
    words, every = turn.words, await tables.lines(turn.office, table)
    page = min(page, max(len(every) - 1, 0) // PAGE)
    here = every[page * PAGE : (page + 1) * PAGE]
    keys = [Button(_key(turn, entry), encode("tab", "row", entry.id)) for entry in here]
    rows: Rows = tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
    turns = [Button("◀️", encode("tab", "see", table, page - 1))] if page else []
    if (page + 1) * PAGE < len(every):
        turns.append(Button("▶️", encode("tab", "see", table, page + 1)))
    last = (
        Button(words("➕ New line"), encode("tab", "new", table, 0)),
        Button(words("🕓 History"), encode("tab", "log", table, 0)),
        Button(words("◀️ Tables"), encode("tab", "list")),
    )
    lines = [(entry.code, tables.spoken(entry), entry.active) for entry in here]
    return Decision.saying(
        turn.render("table", (*rows, *((tuple(turns),) if turns else ()), last), title=words(TABLES[table]), lines=lines)
    )


def _key(turn: Turn, entry: TableEntry) -> str:
    label = ("" if entry.active else "⛔ ") + f"{entry.code} {entry.label(turn.words.language)}"
    return label if len(label) <= 40 else label[:39] + "…"


async def _history(turn: Turn, table: str, _: int) -> Decision:
    """The last changes of all tables."""
    lines = await masterlines.history(turn.office, (masterdata.ENTRY,), turn.words, turn.now)
    return Decision.saying(turn.render("record_history", ((Button(turn.words("◀️ Back"), encode("tab", "see", table, 0)),),), lines=lines))


_OF_TABLE: Mapping[str, Callable[[Turn, str, int], Awaitable[Decision]]] = {
    "see": _table,
    "new": tableasking.ask_new,
    "log": _history,
}
_OF_LINE: Mapping[str, Callable[[Turn, tables.Line], Awaitable[Decision | None]]] = {
    "row": tableasking.row,
    "name": tableasking.ask_name,
    "body": tableasking.ask_body,
    "off": tableasking.off,
    "on": tableasking.on,
}
