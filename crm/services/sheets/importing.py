"""Importing: a file becomes a plan against who is there, and the plan one change, whole or not at all."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from crm.decision import AddRecord, AddStaff, Change, Create, Effect, PutPeople, SetRecord, SetStaff
from crm.kinds.quote import QUOTE
from crm.model import Channel, Role
from crm.services.house.office import Office
from crm.services.sheets.comparison import Changed, Standing, Told
from crm.services.sheets.peoplerows import match
from crm.services.staff.membership import DIGEST_AT
from crm.sheets import apart
from crm.sheets.problems import Problem
from crm.sheets.reading import Sheet
from crm.store import actions, blobs, bulk, changes
from crm.store.records import ENTRY

SUBJECTS = {"partners": "partner", "contacts": "contact"}  # of records, by what is imported
_SOURCE = "import"
# What becomes of somebody new, and of (key, before, after), where no batch is written.
_EFFECTS: Mapping[str, tuple[Callable[[Mapping[str, Any]], Effect], Callable[[int, Mapping[str, Any], Mapping[str, Any]], Effect]]] = {
    "staff": (AddStaff, lambda key, _, after: SetStaff(key, after)),
    "quotes": (partial(Create, QUOTE.name), lambda key, before, after: Change(key, before["version"], after, _SOURCE)),
    "tables": (partial(AddRecord, ENTRY), lambda key, before, after: SetRecord(ENTRY, str(key), after, where=before)),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing a file would do. `problems` are in the order of the lines; the good lines are all others."""

    sheet: Sheet
    version: int
    new: tuple[Mapping[str, Any], ...]
    changed: tuple[Changed, ...]
    same: int
    problems: tuple[Problem, ...]
    told: tuple[Told, ...] = ()  # what each good line comes to
    batch: bulk.Batch | None = None  # of partners and contacts, what is written

    @property
    def bad(self) -> int:
        """How many lines have a problem."""
        return len({problem.line for problem in self.problems})

    @property
    def writes(self) -> int:
        """How many people or partners would be written."""
        return len(self.new) + len(self.changed)

    @property
    def counts(self) -> list[int]:
        """New, changed, the same, bad."""
        return [len(self.new), len(self.changed), self.same, self.bad]

    @property
    def effects(self) -> tuple[Effect, ...]:
        """The good lines as effects; none where all of it stands already. ConflictError from them where anybody changed since."""
        if not self.writes:
            return ()
        if self.batch:
            return (PutPeople(self.version, self.batch),)
        add, put = _EFFECTS[self.sheet.what]
        return (*(add(values) for values in self.new), *(put(*one) for one in self.changed))

    @property
    def undoable(self) -> bool:
        """Whether all of it may be taken back: whoever came to work here is not."""
        return self.sheet.what != "staff"


async def plan(  # noqa: PLR0913 - a file, and all that may be said of it
    office: Office,
    data: bytes,
    what: str,
    *,
    zone: ZoneInfo,
    wishes: Mapping[str, str] | None = None,
    hint: str = "",
    sheet: str = "",
    by: int | None = None,
) -> Plan:
    """Read a file and compare it with who is there; `zone` is that of new staff, `by` who imports. SheetError where it cannot be read.

    Where `what` is empty, the file itself and `hint` (its name, the words with it) say what it is about;
    `sheet` names that of a workbook which is meant.
    """
    read = await apart.sheet(data, what, wishes, hint, sheet)
    async with office.store.read() as tx:
        quotes = await actions.of_kind(tx, QUOTE.name) if read.what == "quotes" else ()
        standing = Standing(*await bulk.everybody(tx), await bulk.all_entries(tx), quotes)
    defaults = _NEW[read.what](standing, zone, by) if read.what in _NEW else {}
    return await asyncio.to_thread(_plan, read, standing, defaults)  # a second for 20,000 lines: the others go on meanwhile


def _staff(_: Standing, zone: ZoneInfo, __: int | None) -> dict[str, Any]:
    return {"role": Role.STAFF, "zone": zone, "digest_at": DIGEST_AT, "digest_channels": [Channel.TELEGRAM]}


def _quote(standing: Standing, zone: ZoneInfo, by: int | None) -> dict[str, Any]:
    """Whoever imports follows up what names nobody; from the command line that is the first administrator."""
    first = next((one.id for one in standing.staff if one.active and one.role is Role.ADMINISTRATOR), None)
    return {"zone": zone, "responsible_id": by or first}


# What something new has besides what its line says.
_NEW: Mapping[str, Callable[[Standing, ZoneInfo, int | None], dict[str, Any]]] = {"staff": _staff, "quotes": _quote}


def _plan(sheet: Sheet, standing: Standing, defaults: Mapping[str, Any]) -> Plan:
    found = match(sheet, standing, defaults)
    problems = sorted((*sheet.problems, *found.problems), key=lambda problem: problem.line)
    batch = None
    if sheet.what in SUBJECTS:
        people = standing.partners if sheet.what == "partners" else standing.contacts
        batch = bulk.prepared(SUBJECTS[sheet.what], found.new, found.changed, {one.id: one for one in people}, standing.version)
    return Plan(sheet, standing.version, tuple(found.new), tuple(found.changed), found.same, tuple(problems), tuple(found.told), batch)


def source(by: str, name: str) -> str:
    """What the change of an import goes back to: the command line or a message («cli», «tg-1001-17»), and the file's name."""
    return f"{_SOURCE}:{by}:{name}"[:200]


def file_of(source: str) -> str:
    """The name of the file that a change was imported from; empty where it was not."""
    kind, _, rest = source.partition(":")
    return rest.partition(":")[2] if kind == _SOURCE else ""


async def done(office: Office, by: str, name: str) -> bool:
    """Whether that was imported already: a button is tapped twice."""
    async with office.store.read() as tx:
        return await changes.by_source(tx, source(by, name)) is not None


async def kept(office: Office, sha256: str) -> bytes | None:
    """The bytes of a file that waits to be imported."""
    async with office.store.read() as tx:
        return await blobs.get(tx, sha256)
