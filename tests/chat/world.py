"""What lies in the office when a dialogue begins: `# office: example 5` names it."""

from datetime import date, datetime
from typing import Any

from crm.decision import Create, Decision
from crm.model import Staff
from crm.services.house.office import Office
from crm.services.write.commit import commit
from tests.support.small_office import SANTIAGO, SmallOffice


def at(text: str) -> datetime:
    """A moment in Santiago: «2026-11-24 15:00»."""
    return datetime.fromisoformat(text).replace(tzinfo=SANTIAGO)


async def add(office: Office, by: Staff, kind: str, **values: Any) -> int:
    done = await commit(office, Decision((Create(kind, values),)), by=by, source="test")
    return done.actions[0].id


async def example_5(office: Office, small: SmallOffice) -> None:
    """Bruno's nine pending items: two late, two for today, five for later; one appointment is not pending yet."""
    bruno = small.bruno
    await add(
        office,
        bruno,
        "call",
        reference="Devolver llamado por cotización",
        partner_id=small.acme.id,
        contact_id=small.juan.id,
        due_at=at("2026-11-21 12:00"),
    )
    await add(office, bruno, "task", reference="Cobrar factura 4511", partner_id=small.andes.id, due_on=date(2026, 11, 23))
    await add(
        office,
        bruno,
        "appointment",
        reference="Visita",
        partner_id=small.maule.id,
        starts_at=at("2026-11-24 15:00"),
        ends_at=at("2026-11-24 16:00"),
    )
    await add(
        office, small.ana, "task", reference="Enviar planos", partner_id=small.minera.id, due_on=date(2026, 11, 24), responsible_id=bruno.id
    )
    await add(office, bruno, "task", reference="Pedir muestras", partner_id=small.sur.id, due_on=date(2026, 11, 25))
    await add(office, bruno, "call", reference="Confirmar despacho", partner_id=small.del_sur.id, due_at=at("2026-11-26 10:00"))
    for n in range(1, 3):
        await add(office, bruno, "task", reference=f"Revisar contrato {n}", due_on=date(2026, 12, n))
    await add(office, bruno, "task", reference="Ordenar la bodega", urgent=True)
    await add(
        office,
        bruno,
        "appointment",
        reference="Reunión",
        partner_id=small.andes.id,
        starts_at=at("2026-11-27 11:00"),
        ends_at=at("2026-11-27 12:00"),
    )


async def example_4(office: Office, small: SmallOffice) -> None:
    """Bruno's Wednesday: taken from 9 to 12 and from 13 to 16."""
    for hours, reference, partner in (
        ((9, 12), "Inventario", None),
        ((13, 15), "Capacitación", None),
        ((15, 16), "Visita", small.maule.id),
    ):
        first, last = (at(f"2026-11-25 {hour:02}:00") for hour in hours)
        await add(office, small.bruno, "appointment", reference=reference, partner_id=partner, starts_at=first, ends_at=last)


async def emilys_day(office: Office, small: SmallOffice) -> None:
    """The same for the one who reads English: two late, one for today, one for later; Wednesday afternoon is taken."""
    emily = small.emily
    await add(
        office,
        emily,
        "call",
        reference="Call back about the quote",
        partner_id=small.acme.id,
        contact_id=small.juan.id,
        due_at=at("2026-11-21 12:00"),
    )
    await add(office, emily, "task", reference="Collect invoice 4511", partner_id=small.andes.id, due_on=date(2026, 11, 23))
    await add(
        office,
        emily,
        "appointment",
        reference="Visit",
        partner_id=small.maule.id,
        starts_at=at("2026-11-24 15:00"),
        ends_at=at("2026-11-24 16:00"),
    )
    await add(
        office, small.ana, "task", reference="Send the plans", partner_id=small.minera.id, due_on=date(2026, 12, 1), responsible_id=emily.id
    )
    await add(
        office,
        emily,
        "appointment",
        reference="Visit",
        partner_id=small.maule.id,
        starts_at=at("2026-11-25 15:00"),
        ends_at=at("2026-11-25 16:00"),
    )


WORLDS = {"example 4": example_4, "example 5": example_5, "Emily's day": emilys_day}
