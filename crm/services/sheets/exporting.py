"""Exporting: everything of one sort as a table, read page by page in one snapshot and written in a thread."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from crm.kinds import KINDS, Kind
from crm.kinds.tables import TABLES as TITLES
from crm.languages import LANGUAGES
from crm.model import Action, Contact, Partner, Staff, TableEntry
from crm.services.house.office import Office
from crm.services.staff import preferences
from crm.sheets import targets
from crm.sheets.actioncolumns import Seen, columns
from crm.sheets.errors import SheetError
from crm.sheets.targets import Target
from crm.sheets.writing import WRITERS, Writer
from crm.store import Tx, bulk, paging, people
from crm.text import fold
from crm.views import Names
from crm.words import Words

Pages = AsyncIterator[list[Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Export:
    """Something that can be exported: its title and headings in a language, and its rows in pages."""

    title: Callable[[Words], str]
    headings: Callable[[Words], Sequence[str]]
    pages: Callable[[Tx, Words, ZoneInfo], Pages]
    also: Callable[[Words], Sequence[str]] = lambda _: ()  # how else it is called

    def called(self, words: Words) -> set[str]:
        """Its names in a language, folded."""
        return {fold(name) for name in (self.title(words), *self.also(words))}


async def write(office: Office, what: str, form: str, words: Words, zone: ZoneInfo, out: BinaryIO, *, most: int) -> int:  # noqa: PLR0913 - what, how and for whom
    """Write a file of that form; how many lines it has besides its headings. SheetError("many") where they are more than `most`."""
    export = EXPORTS[what]
    writer = await asyncio.to_thread(WRITERS[form], out, export.headings(words))
    try:
        async with office.store.read() as tx:
            lines = await _pour(export.pages(tx, words, zone), writer, words, most)
    except BaseException:
        await asyncio.to_thread(writer.drop)
        raise
    await asyncio.to_thread(writer.done)
    return lines


async def _pour(pages: Pages, writer: Writer, words: Words, most: int) -> int:
    lines = 0
    async for rows in pages:
        lines += len(rows)
        if lines > most:
            raise SheetError("many", words.number(most))
        await asyncio.to_thread(writer.add, rows)
    return lines


def sort_called(wish: str) -> str:
    """What a person calls it in any language («cotizaciones», «quotes», «clientes»); empty where that is nothing or not one thing."""
    said = fold(wish)
    names = {what: {what} | set.union(*(export.called(Words(language)) for language in LANGUAGES)) for what, export in EXPORTS.items()}
    exact = [what for what, known in names.items() if said in known]
    within = [what for what, known in names.items() if any(word.startswith(said) for name in known for word in name.split())]
    return (exact or (within if said and len(within) == 1 else [""]))[0]


def heading(what: str, lines: int, words: Words) -> str:
    """«Clientes y proveedores · 20.000 líneas»."""
    return f"{EXPORTS[what].title(words)} · {words.plural('{many} line', '{many} lines', lines, many=words.number(lines))}"


def file_name(what: str, form: str, words: Words, today: date) -> str:
    """«clientes-y-proveedores-2026-11-24.csv»."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in fold(EXPORTS[what].title(words)))
    return f"{plain}-{today.isoformat()}.{form}"


# --- partners, contacts, staff and tables, with the columns that an import reads


def _target(target: Target, pages: Callable[[Tx], AsyncIterator[list[Any]]], cells: Mapping[str, Callable[[Any, Words], Any]]) -> Export:
    """What can be imported: a column is the value of that name, but for those that `cells` makes otherwise."""
    kept = [column for column in target.columns if column.written]

    def cell(name: str) -> Callable[[Any, Words], Any]:
        return cells.get(name) or (lambda one, words: plain(getattr(one, name), words))

    made = [cell(column.name) for column in kept]

    async def rows(tx: Tx, words: Words, _: ZoneInfo) -> Pages:
        async for page in pages(tx):
            yield [[shown(one, words) for shown in made] for one in page]

    return Export(lambda words: words(target.title), lambda words: [words(column.label) for column in kept], rows)


def plain(value: Any, words: Words) -> Any:
    """A value of the store as a cell that an import reads: yes and no in words, a zone by its name."""
    if isinstance(value, bool):
        return words("yes") if value else words("no")
    return value.key if isinstance(value, ZoneInfo) else value


async def _turned(read: Callable[[int], Awaitable[list[Any]]]) -> AsyncIterator[list[Any]]:
    """Page after page, from the id of the last one on."""
    after = 0
    while page := await read(after):
        yield page
        after = page[-1].id


def _partners(tx: Tx) -> AsyncIterator[list[Partner]]:
    return _turned(partial(paging.partners_after, tx))


async def _contacts(tx: Tx) -> AsyncIterator[list[tuple[Contact, Partner]]]:
    async for page in _turned(partial(paging.contacts_after, tx)):
        whose = {one.id: one for one in await people.partners_by_id(tx, {contact.partner_id for contact in page})}
        yield [(contact, whose[contact.partner_id]) for contact in page]


async def _staff(tx: Tx) -> AsyncIterator[list[Staff]]:
    yield await people.all_staff(tx)


async def _entries(tx: Tx) -> AsyncIterator[list[tuple[TableEntry, str]]]:
    yield await bulk.all_entries(tx)


def _of(part: int, name: str) -> Callable[[Any, Words], Any]:
    """The value of that name of one part of a pair."""
    return lambda pair, words: plain(getattr(pair[part], name), words)


def _label(language: str) -> Callable[[Any, Words], Any]:
    return lambda pair, _: pair[0].labels.get(language)


_CONTACT = {name: _of(0, name) for name in ("name", "position", "phone", "email", "active")}
_ENTRY: Mapping[str, Callable[[Any, Words], Any]] = {
    "table": lambda pair, words: words(TITLES.get(pair[0].table, pair[0].table)),
    "code": _of(0, "code"),
    **{code: _label(code) for code in LANGUAGES},
    "body": lambda pair, _: pair[1],
    "active": _of(0, "active"),
}


# --- the kinds of action


def of_kind(kind: Kind) -> Export:
    """A kind by its own declaration."""

    async def rows(tx: Tx, words: Words, zone: ZoneInfo) -> Pages:
        cells = [cell for _, cell in columns(kind, words)]
        staff = {one.id: one for one in await people.all_staff(tx, gone=True)}
        entries = {one.id: one for one in await people.entries(tx, gone=True)}
        async for page in _turned(partial(paging.actions_after, tx, kind.name)):
            seen = Seen(await _whom(tx, page, staff, entries), words, zone)
            yield [[cell(action, seen) for cell in cells] for action in page]

    return Export(
        lambda words: words.of(kind.name, kind.plural),
        lambda words: [heading for heading, _ in columns(kind, words)],
        rows,
        lambda words: (words.of(kind.name, kind.title), *kind.commands.values()),
    )


async def _whom(tx: Tx, page: Sequence[Action], staff: Mapping[int, Staff], entries: Mapping[int, TableEntry]) -> Names:
    partners = await people.partners_by_id(tx, {one.partner_id for one in page if one.partner_id})
    contacts = await people.contacts_by_id(tx, {one.contact_id for one in page if one.contact_id})
    return Names(staff, {one.id: one for one in partners}, {one.id: one for one in contacts}, entries)


EXPORTS: Mapping[str, Export] = {
    "partners": _target(targets.PARTNERS, _partners, {}),
    "contacts": _target(targets.CONTACTS, _contacts, {**_CONTACT, "partner_rut": _of(1, "rut"), "partner": _of(1, "name")}),
    "staff": _target(targets.STAFF, _staff, {"role": lambda one, words: preferences.role(one.role, words)}),
    "tables": _target(targets.TABLES, _entries, _ENTRY),
    **{kind.name: of_kind(kind) for kind in KINDS},
}
