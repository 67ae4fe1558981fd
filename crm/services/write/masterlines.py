"""What became of a record, in a line: «Minutos para deshacer: 10 → 20», with who did it and when."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from crm.decision import Record
from crm.kinds.tables import TABLES
from crm.model import HandoverState, TableEntry
from crm.services.house import parameters, parametervalues, tables
from crm.services.house.office import Office
from crm.services.house.parameters import PARAMETER
from crm.services.partners import entry as partners
from crm.services.partners.entry import Piece
from crm.services.sheets import importing
from crm.services.staff import handovers, lookup, preferences
from crm.services.write import masterdata
from crm.words import Words

SHORT = 60  # characters of a value in a line


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change as it is read."""

    when: str
    who: str
    what: str


async def history(office: Office, subjects: tuple[str, ...], words: Words, now: datetime, key: str = "") -> list[HistoryLine]:
    """The last changes, the newest first; `now` is local to the person."""
    found, everybody = await masterdata.history(office, subjects, key)
    told = await describe(office, [line for _, line in found], words)
    return [
        HistoryLine(
            when=words.moment(row.at.astimezone(now.tzinfo), now.date()),
            who=everybody[row.staff_id].name if row.staff_id in everybody else "–",
            what=" ".join(filter(None, (what, _imported(row.source, words)))),
        )
        for (row, _), what in zip(found, told, strict=True)
    ]


def _imported(source: str, words: Words) -> str:
    name = importing.file_of(source)
    return words("(imported from {file})", file=name) if name else ""


async def describe(office: Office, lines: Iterable[Record], words: Words) -> list[str]:
    """What became of each, in a line."""
    return [await _TOLD[line.subject](office, line, words) for line in lines]


async def _parameter(office: Office, line: Record, words: Words) -> str:
    parameter = PARAMETER.get(line.key)
    if parameter is None:
        return line.key
    given = parameters.installed(office, line.key)
    before, after = (given if side.get("value") is None else side["value"] for side in (line.before, line.after))
    return f"{parametervalues.label(parameter, words)}: {moved(*(parametervalues.shown(parameter, v, words) for v in (before, after)))}"


async def _entry(office: Office, line: Record, words: Words) -> str:
    """«Eventos, VIS Visita: desactivada»."""
    found = await tables.line(office, int(line.key))
    if found is None:
        return line.key
    entry = found.entry
    name = f"{words(TABLES.get(entry.table, entry.table))}, {entry.code} {entry.label(words.language)}"
    if line.verb == masterdata.ADD:
        return words("{name}: new", name=name)
    if "active" in line.after:
        return words("{name}: offered again", name=name) if line.after["active"] else words("{name}: no longer offered", name=name)
    if "body" in line.after:
        return words("{name}: another text", name=name)
    before, after = (TableEntry(0, "", "", side.get("labels") or {}).label(words.language) for side in (line.before, line.after))
    return f"{words(TABLES.get(entry.table, entry.table))}, {entry.code}: {moved(before, after)}"


async def _partner(office: Office, line: Record, words: Words) -> str:
    name = await _called(office, line.key)
    if line.verb == masterdata.JOIN:
        return words("joining of {gone} with {kept}", gone=name, kept=await _called(office, line.after[masterdata.INTO]))
    return _data(name, partners.PARTNER, line, words)


async def _called(office: Office, partner_id: str | int) -> str:
    found = await partners.partner(office, int(partner_id))
    return found[0].name if found else str(partner_id)


async def _contact(office: Office, line: Record, words: Words) -> str:
    found = await partners.contact(office, int(line.key))
    return _data(found.name if found else line.key, partners.CONTACT, line, words)


def _data(name: str, pieces: Mapping[str, Piece], line: Record, words: Words) -> str:
    """«ACME S.A.: Teléfono – → +56 2 …»."""
    if line.verb == masterdata.ADD:
        return words("{name}: new", name=name)
    said = [
        f"{words(pieces[key].label)} {moved(str(line.before[key] or ''), str(line.after[key] or ''))}"
        for key in line.after
        if key in pieces
    ]
    if "active" in line.after:
        said.insert(0, words("in use again") if line.after["active"] else words("no longer in use"))
    if line.after.keys() & {"is_customer", "is_supplier"}:
        said.append(words("customer or supplier"))
    if "partner_id" in line.after:
        said.append(words("at another partner"))
    return f"{name}: {', '.join(said)}"


async def _person(office: Office, line: Record, words: Words) -> str:
    """«Bruno Díaz: Zona horaria Chile continental → Aysén»."""
    everybody = await lookup.everybody(office)
    it = preferences.Telling(words, office.now().date(), everybody)
    name = everybody[int(line.key)].name if int(line.key) in everybody else line.key
    if line.verb == masterdata.ADD:
        return words("{name}: new", name=name)
    sides = {column: [preferences.value_text(column, side[column], it) for side in (line.before, line.after)] for column in line.after}
    said = [f"{preferences.label(column, words)} {moved(*values)}" for column, values in sides.items()]
    return f"{name}: {', '.join(said)}"


async def _handover(office: Office, line: Record, words: Words) -> str:
    """«Traspaso de Bruno Díaz a Ana Rojas»."""
    everybody, found = await lookup.everybody(office), await handovers.by_id(office, int(line.key))
    if found is None:
        return line.key
    if line.after.get("state") == HandoverState.OVER:
        return words("return of the work of {who}", who=everybody[found.from_id].name)
    return words("handover from {who} to {whom}", who=everybody[found.from_id].name, whom=everybody[found.to_id].name)


def moved(before: str, after: str) -> str:
    """«10 → 20»."""
    return f"{_cut(before)} → {_cut(after)}"


def _cut(text: str) -> str:
    line = " ".join(text.split()) or "–"
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"


_TOLD: Mapping[str, Callable[[Office, Record, Words], Awaitable[str]]] = {
    masterdata.PARAMETER: _parameter,
    masterdata.ENTRY: _entry,
    masterdata.PARTNER: _partner,
    masterdata.CONTACT: _contact,
    masterdata.PERSON: _person,
    masterdata.HANDOVER: _handover,
}
