"""Staff, partners, contacts and the editable tables."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, select, true, update

from crm.errors import NotFoundError
from crm.model import Contact, Partner, Role, Staff, TableEntry
from crm.store import versions
from crm.store.engine import Tx
from crm.store.personrow import columns, person
from crm.store.tables import contacts, partners, staff, table_entries
from crm.text import fold

UNSEEN = frozenset({"next_digest_at", "telegram_language"})  # columns that no snapshot of people is asked for
DIRECTORY = "directory"  # the counter that tells every process that names changed
_PARTNER = tuple(partners.c[f.name] for f in fields(Partner))
_CONTACT = tuple(contacts.c[f.name] for f in fields(Contact))
_ENTRY = tuple(table_entries.c[f.name] for f in fields(TableEntry))


async def _with_teams(tx: Tx, people: list[Staff]) -> list[Staff]:
    """Supervisors with the ids of their teams; whoever is in no team is looked after by all of them."""
    if not any(person.role is Role.SUPERVISOR for person in people):
        return people
    rows = (await tx.execute(select(staff.c.id, staff.c.role, staff.c.supervisor_id))).all()
    loose = {row.id for row in rows if row.supervisor_id is None and row.role == Role.STAFF}
    return [
        replace(person, team=frozenset(loose | {row.id for row in rows if row.supervisor_id == person.id}))
        if person.role is Role.SUPERVISOR
        else person
        for person in people
    ]


async def add_staff(tx: Tx, **values: Any) -> int:
    """Add a staff member from columns of `Staff`; the new id."""
    await names_changed(tx)
    return int((await tx.execute(insert(staff).values(**columns(values)).returning(staff.c.id))).scalar_one())


async def set_staff(tx: Tx, staff_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a staff member; NotFoundError where there is none."""
    if (await tx.execute(update(staff).where(staff.c.id == staff_id).values(**columns(values)))).rowcount != 1:
        raise NotFoundError
    if values.keys() - UNSEEN:
        await names_changed(tx)


async def all_staff(tx: Tx, *, gone: bool = False) -> list[Staff]:
    """Everybody who is active, by id; with `gone` those too who no longer are."""
    where = true() if gone else staff.c.active
    return await _with_teams(tx, [person(row) for row in await tx.execute(select(staff).where(where).order_by(staff.c.id))])


async def get_staff(tx: Tx, staff_id: int) -> Staff:
    """The staff member of that id; NotFoundError where there is none."""
    row = (await tx.execute(select(staff).where(staff.c.id == staff_id))).first()
    if row is None:
        raise NotFoundError
    return (await _with_teams(tx, [person(row)]))[0]


async def held(tx: Tx, staff_id: int) -> Staff | None:
    """The staff member of that id, whom nobody else changes before this transaction ends.

    A weak lock: a line of history holds its author's row, and that must not wait for it.
    """
    row = (await tx.execute(select(staff).where(staff.c.id == staff_id).with_for_update(key_share=True))).first()
    return person(row) if row else None


async def by_telegram(tx: Tx, telegram_id: int) -> Staff | None:
    """The active staff member linked to that Telegram account."""
    row = (await tx.execute(select(staff).where(staff.c.telegram_id == telegram_id, staff.c.active))).first()
    return (await _with_teams(tx, [person(row)]))[0] if row else None


async def linked(tx: Tx, telegram_ids: Sequence[int]) -> set[int]:
    """Which of those Telegram accounts belong to active staff."""
    rows = await tx.execute(select(staff.c.telegram_id).where(staff.c.telegram_id.in_(telegram_ids), staff.c.active))
    return {row.telegram_id for row in rows}


async def staff_by_email(tx: Tx, email: str) -> Staff | None:
    """The active staff member with that mail address (compared in lower case)."""
    row = (await tx.execute(select(staff).where(staff.c.email == email.lower(), staff.c.active))).first()
    return (await _with_teams(tx, [person(row)]))[0] if row else None


async def digest_due(tx: Tx, now: datetime) -> list[Staff]:
    """Active staff whose next digest is due at that office time."""
    rows = await tx.execute(select(staff).where(staff.c.active, staff.c.next_digest_at <= now).order_by(staff.c.id))
    return [person(row) for row in rows]


async def digest_unscheduled(tx: Tx) -> list[Staff]:
    """Active staff who want a digest and have no next moment yet."""
    want = and_(staff.c.active, staff.c.digest_at.is_not(None), staff.c.next_digest_at.is_(None))
    return [person(row) for row in await tx.execute(select(staff).where(want))]


async def move_digest(tx: Tx, staff_id: int, *, old: datetime | None, new: datetime | None) -> bool:
    """Move a person's next digest if nobody did so since; whoever moves it owns that digest."""
    same = staff.c.next_digest_at.is_(None) if old is None else staff.c.next_digest_at == old
    return (await tx.execute(update(staff).where(staff.c.id == staff_id, same).values(next_digest_at=new))).rowcount == 1


def folded_partner(values: Mapping[str, Any]) -> str:
    return fold(" ".join(str(values[k]) for k in ("name", "trade_name", "rut") if values.get(k)))


async def add_partner(tx: Tx, **values: Any) -> int:
    """Add a partner from columns of `Partner`; the new id."""
    row = {**values, "folded": folded_partner(values), "revision": await names_changed(tx)}
    return int((await tx.execute(insert(partners).values(**row).returning(partners.c.id))).scalar_one())


async def add_contact(tx: Tx, **values: Any) -> int:
    """Add a contact from columns of `Contact`; the new id."""
    row = {**values, "folded": fold(values["name"]), "revision": await names_changed(tx)}
    return int((await tx.execute(insert(contacts).values(**row).returning(contacts.c.id))).scalar_one())


async def get_partner(tx: Tx, partner_id: int) -> Partner:
    """The partner of that id; NotFoundError where there is none."""
    row = (await tx.execute(select(*_PARTNER).where(partners.c.id == partner_id))).first()
    if row is None:
        raise NotFoundError
    return Partner(*row)


async def get_contact(tx: Tx, contact_id: int) -> Contact:
    """The contact of that id; NotFoundError where there is none."""
    row = (await tx.execute(select(*_CONTACT).where(contacts.c.id == contact_id))).first()
    if row is None:
        raise NotFoundError
    return Contact(*row)


async def all_partners(tx: Tx, *, gone: bool = False) -> list[Partner]:
    """Every active partner, by id; with `gone` those too who no longer are."""
    where = true() if gone else partners.c.active
    return [Partner(*row) for row in await tx.execute(select(*_PARTNER).where(where).order_by(partners.c.id))]


async def all_contacts(tx: Tx, *, gone: bool = False) -> list[Contact]:
    """Every active contact, by id; with `gone` those too who no longer are."""
    where = true() if gone else contacts.c.active
    return [Contact(*row) for row in await tx.execute(select(*_CONTACT).where(where).order_by(contacts.c.id))]


async def partners_by_id(tx: Tx, ids: Collection[int]) -> list[Partner]:
    """The partners of those ids, active or not: history names them for ever."""
    return [Partner(*row) for row in await tx.execute(select(*_PARTNER).where(partners.c.id.in_(ids)))] if ids else []


async def contacts_by_id(tx: Tx, ids: Collection[int]) -> list[Contact]:
    """The contacts of those ids, active or not."""
    return [Contact(*row) for row in await tx.execute(select(*_CONTACT).where(contacts.c.id.in_(ids)))] if ids else []


async def contacts_of(tx: Tx, partner_id: int, *, gone: bool = False) -> list[Contact]:
    """A partner's active contacts, by name; with `gone` those too who left."""
    where = and_(contacts.c.partner_id == partner_id, true() if gone else contacts.c.active)
    return [Contact(*row) for row in await tx.execute(select(*_CONTACT).where(where).order_by(contacts.c.name))]


async def partner_by_rut(tx: Tx, rut: str) -> Partner | None:
    """The partner of that RUT, active or not."""
    row = (await tx.execute(select(*_PARTNER).where(partners.c.rut == rut))).first()
    return Partner(*row) if row else None


async def known_address(tx: Tx, email: str) -> tuple[Partner, Contact | None] | None:
    """Whose mail address that is: a contact's before a partner's own."""
    email = email.lower()
    row = (await tx.execute(select(*_CONTACT).where(contacts.c.email == email, contacts.c.active).order_by(contacts.c.id).limit(1))).first()
    if row:
        contact = Contact(*row)
        return await get_partner(tx, contact.partner_id), contact
    row = (await tx.execute(select(*_PARTNER).where(partners.c.email == email, partners.c.active).order_by(partners.c.id).limit(1))).first()
    return (Partner(*row), None) if row else None


async def known_addresses(tx: Tx, emails: Sequence[str]) -> set[str]:
    """Which of those addresses belong to partners, contacts or staff."""
    lowered = [email.lower() for email in emails]
    found: set[str] = set()
    for table in (staff, partners, contacts):
        rows = await tx.execute(select(table.c.email).where(table.c.email.in_(lowered), table.c.active))
        found |= {row.email for row in rows}
    return found


async def add_entry(tx: Tx, table: str, code: str, labels: Mapping[str, str], *, active: bool = True) -> int:
    """Add a line to an editable table; the new id."""
    row = {"table": table, "code": code, "labels": dict(labels), "active": active}
    return int((await tx.execute(insert(table_entries).values(**row).returning(table_entries.c.id))).scalar_one())


async def entries(tx: Tx, table: str | None = None, *, gone: bool = False) -> list[TableEntry]:
    """The lines of one editable table, or of all of them; with `gone` those too that are no longer offered."""
    where = and_(table_entries.c.table == table if table else true(), true() if gone else table_entries.c.active)
    rows = await tx.execute(select(*_ENTRY).where(where).order_by(table_entries.c.table, table_entries.c.code))
    return [TableEntry(*row) for row in rows]


async def partners_since(tx: Tx, revision: int, *, after: int, limit: int) -> list[Partner]:
    """Partners written since that version of the directory, those too who left: by id, a part of them at a time."""
    new = and_(partners.c.revision > revision, partners.c.id > after)
    return [Partner(*row) for row in await tx.execute(select(*_PARTNER).where(new).order_by(partners.c.id).limit(limit))]


async def contacts_since(tx: Tx, revision: int, *, after: int, limit: int) -> list[Contact]:
    """The same of contacts."""
    new = and_(contacts.c.revision > revision, contacts.c.id > after)
    return [Contact(*row) for row in await tx.execute(select(*_CONTACT).where(new).order_by(contacts.c.id).limit(limit))]


async def names_changed(tx: Tx) -> int:
    """Tell every process that names changed; the directory's new version, which whoever changed bears as `revision`.

    Its counter stays locked until the transaction ends, so that versions become visible in their order.
    """
    await versions.grow(tx, DIRECTORY)
    return await directory_version(tx)


async def directory_version(tx: Tx) -> int:
    """Grows whenever a name changes, in any process."""
    return await versions.of(tx, DIRECTORY)
