"""The small office of shared/spec/conversations.md: two staff and an administrator, six partners, two contacts."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from crm.model import Channel, Contact, Partner, Role, Staff
from crm.store import Store, people

SANTIAGO = ZoneInfo("America/Santiago")
# «Today» of conversations.md: Tuesday 24 November 2026, 09:30 in Santiago.
START = datetime(2026, 11, 24, 9, 30, tzinfo=SANTIAGO).astimezone(UTC)


@dataclass(frozen=True)
class SmallOffice:
    """Everybody and everything in it, by name."""

    bruno: Staff  # staff, Spanish
    ana: Staff  # supervisor, Spanish
    emily: Staff  # administrator, prefers English
    acme: Partner
    juan: Contact
    marta: Contact
    sur: Partner  # Ferretería Sur Ltda., Temuco
    del_sur: Partner  # Ferretería del Sur SpA, Osorno
    andes: Partner
    maule: Partner
    minera: Partner


STAFF = {
    "bruno": ("Bruno Díaz", Role.STAFF, "bruno.diaz@losrobles.cl", 1001, "es"),
    "ana": ("Ana Rojas", Role.SUPERVISOR, "ana.rojas@losrobles.cl", 1002, "es"),
    "emily": ("Emily Clark", Role.ADMINISTRATOR, "emily.clark@losrobles.cl", 1003, "en"),
}
PARTNERS = {
    "acme": ("ACME S.A.", "76.123.456-0", "Av. Providencia 1234", "Santiago", "+56 2 2345 6789", "contacto@acme.cl"),
    "sur": ("Ferretería Sur Ltda.", "76.400.100-1", "Av. Alemania 520", "Temuco", "+56 45 221 3344", "ventas@ferreteriasur.cl"),
    "del_sur": ("Ferretería del Sur SpA", "76.400.200-8", "Bulnes 830", "Osorno", "+56 64 223 4455", "ventas@ferreteriadelsur.cl"),
    "andes": ("Comercial Andes", "76.200.300-7", "San Martín 45", "Santiago", "+56 2 2233 4455", "compras@andes.cl"),
    "maule": ("Maderas del Maule", "76.543.210-3", "Ruta 5 Sur km 250", "Talca", "+56 71 223 3445", "pedidos@maderasmaule.cl"),
    "minera": ("Minera Norte", "76.800.900-7", "Av. Grecia 1200", "Antofagasta", "+56 55 223 3445", "abastecimiento@mineranorte.cl"),
}
CONTACTS = {
    "juan": ("Juan Pérez", "compras", "+56 9 8765 4321", "juan.perez@acme.cl"),
    "marta": ("Marta Soto", "pagos", "+56 9 8765 4322", "marta.soto@acme.cl"),
}


async def seed(store: Store) -> SmallOffice:
    """Fill an empty database with the small office."""
    async with store.begin() as tx:
        staff = {}
        for name, (full, role, email, telegram_id, language) in STAFF.items():
            new = await people.add_staff(
                tx,
                name=full,
                role=role,
                email=email,
                telegram_id=telegram_id,
                language=language,
                zone=SANTIAGO,
                digest_at=time(8),
                digest_channels=[Channel.TELEGRAM],
            )
            staff[name] = await people.get_staff(tx, new)
        partners = {}
        for key, (name, rut, address, city, phone, email) in PARTNERS.items():
            new = await people.add_partner(tx, name=name, rut=rut, address=address, city=city, phone=phone, email=email)
            partners[key] = await people.get_partner(tx, new)
        contacts = {}
        for key, (name, position, phone, email) in CONTACTS.items():
            values = {"name": name, "position": position, "phone": phone, "email": email}
            new = await people.add_contact(tx, partner_id=partners["acme"].id, **values)
            contacts[key] = await people.get_contact(tx, new)
    return SmallOffice(**staff, **partners, **contacts)
