"""Tables: the editable lists of the office (manual 1.2.1) with their lines, as an administrator reads and changes them."""

import re
from dataclasses import dataclass

from crm import checks
from crm.decision import AddRecord, SetRecord
from crm.documents import check_text
from crm.errors import InvalidValueError
from crm.kinds.tables import LONGEST_BODY, LONGEST_CODE, LONGEST_NAME, TABLES
from crm.languages import LANGUAGES
from crm.model import TableEntry
from crm.services.house.office import Office
from crm.services.write import masterdata
from crm.store import documents, people
from crm.text import fold
from crm.words import Words

_NEW = re.compile(r"(\w[\w.-]*)[\s:·]+(\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table with what it says, where it is a text."""

    entry: TableEntry
    body: str = ""


async def lines(office: Office, table: str = "") -> list[TableEntry]:
    """The lines of a table (of all), those that are no longer used at the end."""
    async with office.store.read() as tx:
        found = await people.entries(tx, table or None, gone=True)
    return sorted(found, key=lambda entry: (not entry.active, fold(entry.code)))


async def line(office: Office, entry_id: int) -> Line | None:
    """One line by its id."""
    async with office.store.read() as tx:
        found = next((entry for entry in await people.entries(tx, gone=True) if entry.id == entry_id), None)
        return Line(found, await documents.text_of(tx, entry_id)) if found else None


def table_called(text: str, words: Words) -> str:
    """The table that a text names, by its title; empty where it names none."""
    wish = fold(text)
    return next((table for table, title in TABLES.items() if wish and wish in fold(words(title))), "")


def labels(text: str) -> dict[str, str]:
    """«Visita / Visit» as names by language; InvalidValueError where there is nothing to read, or too much."""
    first, *others = text.split("/", len(LANGUAGES) - 1)
    names = zip(LANGUAGES, [first, *(name for name in others if name.strip())], strict=False)
    return {language: checks.one_line(name, "name", LONGEST_NAME) for language, name in names}


def spoken(entry: TableEntry) -> str:
    """«Visita / Visit»: the names as `labels` reads them."""
    names = dict.fromkeys(entry.labels[language] for language in LANGUAGES if entry.labels.get(language))
    return " / ".join(names) or entry.code


async def new(office: Office, table: str, text: str) -> AddRecord:
    """«VIS Visita / Visit» as a new line; InvalidValueError ("code", "name", or "code taken" with the line that has it)."""
    found = _NEW.fullmatch(text.strip())
    if found is None or len(found[1]) > LONGEST_CODE:
        raise InvalidValueError("code", text.strip())
    code, names = found[1].upper(), labels(found[2])
    for entry in await lines(office, table):
        if fold(entry.code) == fold(code):
            raise InvalidValueError("code taken", str(entry.id))
    return AddRecord(masterdata.ENTRY, {"table": table, "code": code, "labels": names})


def renamed(entry: TableEntry, text: str) -> SetRecord:
    """The line with other names; InvalidValueError."""
    return SetRecord(masterdata.ENTRY, str(entry.id), {"labels": labels(text)})


def switched(entry: TableEntry, *, active: bool) -> SetRecord:
    """The line is offered, or no longer; what names it keeps it."""
    return SetRecord(masterdata.ENTRY, str(entry.id), {"active": active})


def standard_text_change(entry: TableEntry, body: str, language: str) -> SetRecord:
    """The standard text says that from now on; DocumentError where a placeholder is wrong, InvalidValueError where it is empty."""
    text = body.strip().replace("\r\n", "\n")
    if not text or len(text) > LONGEST_BODY or "\x00" in text:
        raise InvalidValueError("body", str(LONGEST_BODY))
    check_text(text, language)
    return SetRecord(masterdata.ENTRY, str(entry.id), {"body": text})
