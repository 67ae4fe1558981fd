"""What lies in the office when a dialogue begins: `# office: example 6` names it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from crm.decision import Create, Decision
from crm.model import Staff
from crm.services.house.office import Office
from crm.services.write.commit import commit
from tests.support.small_office import SANTIAGO, SmallOffice

# What was made of every kind at ACME, by language: calls, tasks, mails, appointments.
SAID = {
    "es": ("Consulta por despacho", "Enviar catálogo", "Factura", "Reunión de ventas"),
    "en": ("Question about delivery", "Send the catalogue", "Invoice", "Sales meeting"),
}
CHAIN = {
    "es": ("Quiere cotización por 20 cajas", "Devolver llamado", "Preparar cotización", "Presentar cotización"),
    "en": ("Wants a quote for 20 boxes", "Call back", "Prepare the quote", "Present the quote"),
}


def at(text: str) -> datetime:
    """A moment in Santiago: «2026-11-24 15:00»."""
    return datetime.fromisoformat(text).replace(tzinfo=SANTIAGO)


async def make(office: Office, by: Staff, creates: Iterable[Create]) -> list[int]:
    done = await commit(office, Decision(tuple(creates)), by=by, source="test")
    return [item.id for item in done.actions]


def closed(kind: str, state: str, at_: datetime, **values: Any) -> Create:
    return Create(kind, {"state": state, "closed_at": at_, "dated": at_.date(), **values})


async def example_6(office: Office, small: SmallOffice, who: Staff) -> None:
    """ACME: 14 calls (one pending), 6 tasks (two), 31 mails, 3 appointments (one), 2 letters, 4 quotes (one to approve)."""
    calls, tasks, mails, meetings = SAID[who.language]
    acme = {"partner_id": small.acme.id}
    days = [at("2026-11-24 09:00") - timedelta(days=n * 5) for n in range(31)]
    both = ((small.juan, small.marta)[n % 2].id for n in range(100))
    made = [closed("call", "made", day, reference=f"{calls} {n}", contact_id=next(both), **acme) for n, day in enumerate(days[:13], 1)]
    made += [closed("task", "done", day, reference=f"{tasks} {n}", **acme) for n, day in enumerate(days[1:5], 1)]
    made += [closed("email", "received", day, reference=f"{mails} {4500 + n}", direction="in", **acme) for n, day in enumerate(days[1:], 1)]
    made += [closed("email", "sent", days[2], reference=f"{mails} 4500", direction="out", **acme)]
    for n, day in enumerate(days[3:5], 1):
        slot = {"starts_at": day, "ends_at": day + timedelta(hours=1)}
        made.append(closed("appointment", "held", day, reference=f"{meetings} {n}", **slot, **acme))
    made += [closed("letter", "sent", days[6], reference=f"{mails} {n}", **acme) for n in (4511, 4512)]
    made += [closed("quote", "approved", days[7], amount=Decimal(n), currency="CLP", **acme) for n in (250_000, 310_000, 480_000)]
    made.append(Create("quote", {"amount": Decimal(1_250_000), "currency": "CLP", "due_on": date(2026, 11, 30), **acme}))
    made.append(
        Create("call", {"reference": CHAIN[who.language][1], "contact_id": small.juan.id, "due_at": at("2026-11-27 10:00"), **acme})
    )
    made += [Create("task", {"reference": f"{tasks} {n}", "due_on": date(2026, 12, n), **acme}) for n in (5, 6)]
    slot = {"starts_at": at("2026-12-02 15:00"), "ends_at": at("2026-12-02 16:00")}
    made.append(Create("appointment", {"reference": f"{meetings} 3", **slot, **acme}))
    await make(office, who, made)


async def chain(office: Office, small: SmallOffice, who: Staff) -> None:
    """A call led to a call back and to Ana's task, the task to an appointment; and one action that stands alone."""
    first, back, quote, meeting = CHAIN[who.language]
    acme = {"partner_id": small.acme.id, "contact_id": small.juan.id}
    await make(
        office,
        who,
        (
            closed("call", "made", at("2026-11-24 09:00"), reference=first, **acme),
            Create("call", {"reference": back, "due_at": at("2026-11-27 10:00"), **acme}, follows_new=0),
            Create("task", {"reference": quote, "due_on": date(2026, 11, 26), "responsible_id": small.ana.id, **acme}, follows_new=0),
            Create(
                "appointment",
                {"reference": meeting, "starts_at": at("2026-12-01 11:00"), "ends_at": at("2026-12-01 12:00"), **acme},
                follows_new=2,
            ),
            Create("task", {"reference": SAID[who.language][1], "partner_id": small.minera.id, "due_on": date(2026, 12, 3)}),
        ),
    )


WORLDS = {"example 6": example_6, "chain": chain}
