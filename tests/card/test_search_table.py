"""Search as a table: what somebody writes and what is found, in order; `ACCIONES_REGENERATE=1` writes the files anew; read the diff."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from crm.decision import Create
from crm.model import Staff
from crm.services.house.office import Office
from crm.services.look import search
from crm.services.look.search import Hit
from crm.store import people
from tests.card.world import at, make
from tests.support.small_office import SmallOffice

GOLDEN = Path(__file__).parent / "golden"
SHOWN = 6  # hits of a query that the table shows

REFERENCES = {
    "es": (
        "Enviar catálogo de pernos",
        "Devolver llamado por despacho",
        "Reunión de ventas",
        "Cobrar factura 4511",
        "Descuento 100%_especial",
    ),
    "en": ("Send the bolt catalogue", "Call back about the delivery", "Sales meeting", "Collect invoice 4511", "Discount 100%_special"),
}


async def world(office: Office, small: SmallOffice, who: Staff) -> None:
    """Two more partners with trade names and a quote in theirs, and an action of several kinds."""
    async with office.store.begin() as tx:
        await people.add_partner(
            tx, name="Importadora O'Higgins y Cía. Ltda.", trade_name="La Casa del Perno", rut="77.111.222-1", city="Rancagua"
        )
        await people.add_partner(tx, name="Ñuble Foods SpA", trade_name='Sabor "Chillán"', phone="+56 42 221 1122", city="Chillán")
    send, back, meeting, collect, discount = REFERENCES[who.language]
    slot = {"starts_at": at("2026-11-27 15:00"), "ends_at": at("2026-11-27 16:00")}
    await make(
        office,
        who,
        [
            *(Create("task", {"reference": f"{send} {n}", "partner_id": small.acme.id, "due_on": date(2026, 12, n)}) for n in range(1, 13)),
            Create("call", {"reference": back, "partner_id": small.andes.id, "contact_id": small.juan.id}),
            Create("appointment", {"reference": meeting, "partner_id": small.maule.id, **slot}),
            Create("task", {"reference": collect, "partner_id": small.minera.id}),
            Create("task", {"reference": discount}),
            Create("quote", {"quote_number": "A-2099", "partner_id": small.sur.id}),
        ],
    )


def shown(hit: Hit) -> str:
    if hit.action:
        return f"{hit.action.kind} {hit.action.number}: {hit.action.reference}"
    assert hit.partner
    return f"contact {hit.contact.name}" if hit.contact else f"partner {hit.partner.name}"


@pytest.mark.parametrize("language", ["es", "en"])
async def test_what_is_written_finds_what_the_table_says(office: Office, small_office: SmallOffice, language: str):
    who = small_office.ana if language == "es" else small_office.emily
    await world(office, small_office, who)
    path = GOLDEN / f"search-{language}.jsonl"
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    made = []
    for case in cases:
        hits = await search.search(office, who, case["query"] * case.get("times", 1))
        found = {"hits": [shown(hit) for hit in hits[:SHOWN]]} | ({"of": len(hits)} if len(hits) > SHOWN else {})
        made.append({name: case[name] for name in ("query", "times") if name in case} | found)
    if os.environ.get("ACCIONES_REGENERATE"):
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), encoding="utf-8")
    assert made == cases
