"""A line of a table: shown, added, renamed, switched off and on; and what a standard text says, its placeholders checked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.heard import Answer
from bot.pieces import incoming
from bot.turn import Turn
from bot.updates import file_of
from crm.buttons import encode
from crm.decision import AddRecord, Decision, Recorded, SetRecord
from crm.documents import DocumentError, placeholder_names
from crm.errors import InvalidValueError
from crm.kinds.tables import TABLES, TEXTS
from crm.languages import DEFAULT
from crm.memory import Shows, Wants
from crm.message import Button
from crm.model import NewParcel
from crm.permissions import Deed, may
from crm.services.house import tables
from crm.services.house.tables import Line

SHOWN = 1500  # characters of a text that are shown


async def row(turn: Turn, line: Line) -> Decision:
    """One line with what can be done with it."""
    words, entry = turn.words, line.entry
    keys = [Button(words("✏️ Name"), encode("tab", "name", entry.id))]
    if entry.table == TEXTS:
        keys.append(Button(words("✏️ Text"), encode("tab", "body", entry.id)))
    switch = Button(words("⛔ Switch off"), encode("tab", "off", entry.id), style="danger")
    keys.append(switch if entry.active else Button(words("▶️ Switch on"), encode("tab", "on", entry.id)))
    said = turn.render(
        "table_line",
        (tuple(keys), (_back(turn, entry.table),)),
        title=words(TABLES[entry.table]),
        entry=entry,
        name=tables.spoken(entry),
        body=line.body[:SHOWN] + ("…" if len(line.body) > SHOWN else ""),
        is_text=entry.table == TEXTS,
    )
    return Decision.saying(said)


def _back(turn: Turn, table: str) -> Button:
    return Button(f"◀️ {turn.words(TABLES[table])}", encode("tab", "see", table, 0))


async def off(turn: Turn, line: Line) -> Decision | None:
    if not line.entry.active:
        return None  # an old button
    text = turn.words("⛔ {name} is no longer offered. What has it keeps it.", name=_named(line))
    return _done(turn, line.entry.table, tables.switched(line.entry, active=False), text)


async def on(turn: Turn, line: Line) -> Decision | None:
    if line.entry.active:
        return None
    text = turn.words("▶️ {name} is offered again.", name=_named(line))
    return _done(turn, line.entry.table, tables.switched(line.entry, active=True), text)


def _named(line: Line) -> str:
    return f"{line.entry.code} {tables.spoken(line.entry)}"


def _done(turn: Turn, table: str, effect: AddRecord | SetRecord, text: str) -> Decision:
    """What was changed, with its way back."""

    def parcels(done: Recorded) -> list[NewParcel]:
        undo = Button(turn.words("↩️ Undo"), encode("undo", done.change_id))
        body = table == TEXTS and isinstance(effect, AddRecord)
        write = ((Button(turn.words("✏️ Text"), encode("tab", "body", done.records[0].key)),),) if body else ()
        return turn.render("draft", ((undo, _back(turn, table)), *write), text=text)

    return Decision((effect,), parcels)


# --- asked and answered


async def ask_new(turn: Turn, table: str, _: int = 0) -> Decision:
    return _ask(turn, Wants(deed="new", table=table), _how_new(turn))


def _how_new(turn: Turn) -> str:
    return turn.words("Write its code and name, like VIS Visita. In English too, if you like: VIS Visita / Visit.")


async def ask_name(turn: Turn, line: Line) -> Decision:
    return _ask(turn, Wants(deed="name", table=line.entry.table, id=line.entry.id), _how_named(turn, line))


def _how_named(turn: Turn, line: Line) -> str:
    return turn.words("{name}: write the new name. In English too, if you like: Visita / Visit.", name=_named(line))


async def ask_body(turn: Turn, line: Line) -> Decision | None:
    if line.entry.table != TEXTS:
        return None
    return _ask(turn, Wants(deed="body", table=TEXTS, id=line.entry.id), _how_said(turn, line))


def _how_said(turn: Turn, line: Line) -> str:
    names = ", ".join("{{ " + name + " }}" for name in placeholder_names(turn.words.language))
    words = turn.words
    how = words("{name}: write what it says, or send it as a text file (.txt).", name=_named(line))
    return f"{how}\n{words('Placeholders')}: {names}"


def _ask(turn: Turn, wanted: Wants, text: str, *more: Button) -> Decision:
    row = (*more, _back(turn, wanted.table))
    return Decision.saying(turn.render("draft", (row,), message={"context": Shows(wants=replace(wanted, what="entry"))}, text=text))


async def answered(turn: Turn) -> Decision | None:
    """What was written to one of these questions; what does not fit is asked for again."""
    wanted = turn.the(Answer).wants
    if not may(turn.staff.role, Deed.SET_UP, own=False) or wanted.table not in TABLES:
        return None
    line = await tables.line(turn.office, wanted.id) if wanted.id else None
    return await _ANSWERED[wanted.deed](turn, wanted, line)


async def _new(turn: Turn, wanted: Wants, _: Line | None) -> Decision | None:
    if not turn.text.strip():
        return None
    table, words = wanted.table, turn.words
    try:
        effect = await tables.new(turn.office, table, turn.text)
    except InvalidValueError as error:
        if error.field != "code taken":
            return _ask(turn, wanted, words("That does not fit.") + " " + _how_new(turn))
        taken = await tables.line(turn.office, int(error.expected))
        assert taken
        key = Button(_named(taken)[:40], encode("tab", "row", taken.entry.id))
        return _ask(turn, wanted, words("That code is taken: {name}. Another one?", name=_named(taken)), key)
    name = f"{effect.values['code']} {effect.values['labels'][DEFAULT]}"
    return _done(turn, table, effect, words("➕ {table}: {name}", table=words(TABLES[table]), name=name))


async def _name(turn: Turn, wanted: Wants, line: Line | None) -> Decision | None:
    if line is None or not turn.text.strip():
        return None
    try:
        effect = tables.renamed(line.entry, turn.text)
    except InvalidValueError:
        return _ask(turn, wanted, turn.words("That does not fit.") + " " + _how_named(turn, line))
    return _done(
        turn, line.entry.table, effect, turn.words("✅ It is called {name} now.", name=" / ".join(effect.values["labels"].values()))
    )


async def _body(turn: Turn, wanted: Wants, line: Line | None) -> Decision | None:
    """A text message, or a file of text."""
    if line is None:
        return None
    text, problem = await _written(turn)
    if problem:
        return problem
    try:
        effect = tables.standard_text_change(line.entry, text, turn.words.language)
    except DocumentError as error:
        return _ask(turn, wanted, error.sentence(turn.words))
    except InvalidValueError:
        return _ask(turn, wanted, turn.words("That does not fit.") + " " + _how_said(turn, line))
    told = turn.words("✅ {name} says that from now on. What was issued stays as it was.", name=_named(line))
    return _done(turn, TEXTS, effect, told)


async def _written(turn: Turn) -> tuple[str, Decision | None]:
    message = turn.update.message
    if message is None or file_of(message) is None:
        return turn.text, None
    fetched, problem = await incoming.fetch(turn)
    if problem or not fetched:
        return "", problem
    data = fetched[0].data or b""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace") if b"\x00" not in data else "", None


_ANSWERED: Mapping[str, Callable[[Turn, Wants, Line | None], Awaitable[Decision | None]]] = {
    "new": _new,
    "name": _name,
    "body": _body,
}
