"""Names: fetch whom a set of actions speaks of, so that views stay pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from crm.model import Action
from crm.services.house.office import Office
from crm.store import Tx, people
from crm.views import Names


async def of(office: Office, actions: Iterable[Action]) -> Names:
    """The staff, partners, contacts and table entries that these actions name."""
    async with office.store.read() as tx:
        return await read(tx, actions)


async def of_values(office: Office, rows: Iterable[Mapping[str, Any]], *actions: Action) -> Names:
    """The same for values that are about to be written, beside actions that are there."""
    items = list(rows)
    partner_ids = {row["partner_id"] for row in items if row.get("partner_id")} | {a.partner_id for a in actions if a.partner_id}
    contact_ids = {row["contact_id"] for row in items if row.get("contact_id")} | {a.contact_id for a in actions if a.contact_id}
    async with office.store.read() as tx:
        return Names(
            staff={person.id: person for person in await people.all_staff(tx)},
            partners={p.id: p for p in await people.partners_by_id(tx, partner_ids)},
            contacts={c.id: c for c in await people.contacts_by_id(tx, contact_ids)},
            entries={e.id: e for e in await people.entries(tx, gone=True)},
        )


async def read(tx: Tx, actions: Iterable[Action]) -> Names:
    """The same inside a transaction that is open already."""
    items = list(actions)
    partner_ids = {a.partner_id for a in items if a.partner_id}
    contact_ids = {a.contact_id for a in items if a.contact_id}
    wants_entries = any(a.type_id or a.event_id for a in items)
    return Names(
        staff={person.id: person for person in await people.all_staff(tx)},
        partners={p.id: p for p in await people.partners_by_id(tx, partner_ids)},
        contacts={c.id: c for c in await people.contacts_by_id(tx, contact_ids)},
        entries={e.id: e for e in await people.entries(tx, gone=True)} if wants_entries else {},
    )
