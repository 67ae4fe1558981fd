"""The directory: everybody whom a sentence may name, as one snapshot per process that is read anew when a name changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from crm.model import Contact, Partner, Staff
from crm.services.house.office import Office
from crm.store import Store, Tx, people


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Active staff, partners and contacts by id, as they stood at `version`."""

    version: int = -1
    staff: Mapping[int, Staff] = field(default_factory=dict)
    partners: Mapping[int, Partner] = field(default_factory=dict)
    contacts: Mapping[int, Contact] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[Store, Snapshot] = WeakKeyDictionary()


async def snapshot(office: Office) -> Snapshot:
    """The directory as it stands now; one small query where nothing changed."""
    async with office.store.read() as tx:
        return await read(tx, office)


async def read(tx: Tx, office: Office) -> Snapshot:
    """The same inside a transaction that is open already."""
    kept = _KEPT.get(office.store, Snapshot())
    version = await people.directory_version(tx)
    if version == kept.version:
        return kept
    fresh = Snapshot(
        version,
        {person.id: person for person in await people.all_staff(tx)},
        {partner.id: partner for partner in await people.all_partners(tx)},
        {contact.id: contact for contact in await people.all_contacts(tx)},
    )
    _KEPT[office.store] = fresh
    return fresh
