"""Quotes as a file: new ones, changes of those that stand, what is refused, and an export that comes back unchanged."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from crm.decision import Change, Create, Decision
from crm.errors import ConflictError
from crm.languages import LANGUAGES
from crm.model import Action
from crm.services.house.office import Office
from crm.services.sheets import exporting, importing
from crm.services.sheets.importing import Plan
from crm.services.sheets.importreport import every_line, problem
from crm.services.write.commit import commit
from crm.sheets.errors import SheetError
from crm.sheets.writing import WRITERS
from crm.store import actions
from crm.words import Words
from tests.support.small_office import SANTIAGO, SmallOffice

HEAD = "N° cotización;RUT;Cliente;Contacto;Monto;Moneda;Detalle;Decidir hasta;Válida hasta;Vendedor;Estado;Fecha\n"


async def plan(office: Office, small: SmallOffice, text: str, what: str = "quotes") -> Plan:
    return await importing.plan(office, text.encode(), what, zone=SANTIAGO, by=small.emily.id)


async def put(office: Office, small: SmallOffice, text: str) -> Plan:
    made = await plan(office, small, text)
    assert made.problems == ()
    if made.effects:
        await commit(office, Decision(made.effects), by=small.emily, source="test:import")
    return made


async def stand(office: Office) -> list[Action]:
    async with office.store.read() as tx:
        return sorted(await actions.of_kind(tx, "quote"), key=lambda one: one.id)


def refused(made: Plan) -> list[str]:
    return [problem(one, Words("es")) for one in made.problems]


async def test_a_line_becomes_a_quote_with_all_that_it_says(office: Office, small_office: SmallOffice):
    text = HEAD + (
        "1187;76.123.456-0;;Juan Pérez;$1.250.000;;Cajas;30/11/2026;15-12-2026;Bruno Díaz;;\n"
        "1188;;Comercial Andes Ltda;;35,5;UF;Flete;;;;Aprobada;2026-10-05\n"
    )
    assert (await put(office, small_office, text)).counts == [2, 0, 0, 0]
    first, second = await stand(office)
    assert (first.details["quote_number"], first.partner_id, first.contact_id) == ("1187", small_office.acme.id, small_office.juan.id)
    assert (first.amount, first.currency, first.reference) == (Decimal(1_250_000), "CLP", "Cajas")
    assert (first.due_on, first.details["valid_until"]) == (date(2026, 11, 30), "2026-12-15")
    assert (first.state, first.is_open, first.responsible_id, first.requester_id) == (
        "pending",
        True,
        small_office.bruno.id,
        small_office.emily.id,
    )
    assert (second.state, second.is_open, second.amount, second.currency) == ("approved", False, Decimal("35.5"), "CLF")
    assert (second.dated, second.closed_at) == (date(2026, 10, 5), datetime(2026, 10, 5, 12, tzinfo=SANTIAGO))
    assert second.responsible_id == small_office.emily.id
    assert (await plan(office, small_office, text)).counts == [0, 0, 2, 0]


async def test_a_quote_is_changed_by_its_number_and_an_empty_cell_takes_nothing_away(office: Office, small_office: SmallOffice):
    await put(office, small_office, HEAD + "1187;;ACME S.A.;Juan Pérez;1250000;;Cajas;30-11-2026;;;;\n")
    made = await put(office, small_office, HEAD + "1187;;ACME S.A.;;1300000;;;1-12-2026;;Bruno Díaz;;\n")
    assert made.counts == [0, 1, 0, 0]
    assert every_line(made, Words("es")) == [
        "Línea 2: con cambios · 1187 · Responsable Emily Clark → Bruno Díaz",
        "Línea 2: con cambios · 1187 · Monto 1250000 → 1300000",
        "Línea 2: con cambios · 1187 · Decidir hasta 2026-11-30 → 2026-12-01",
    ]
    (quote,) = await stand(office)
    assert (quote.amount, quote.reference, quote.contact_id, quote.due_on) == (
        Decimal(1_300_000),
        "Cajas",
        small_office.juan.id,
        date(2026, 12, 1),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("9;;ACME S.A.;;mucho;;x;;;;;", "Línea 3, Monto «mucho»: se espera un monto, como 1.250.000"),
        ("9;;ACME S.A.;;0;;x;;;;;", "Línea 3, Monto «0»: se espera un monto, como 1.250.000"),
        ("9;;ACME S.A.;;5;conchas;x;;;;;", "Línea 3, Moneda «conchas»: se espera una moneda: CLP, UF, USD, EUR"),
        ("9;;ACME S.A.;;5;;x;31/02/2026;;;;", "Línea 3, Decidir hasta «31/02/2026»: se espera una fecha, como 30-11-2026 o 2026-11-30"),
        ("9;;Nadie SpA;;5;;x;;;;;", "Línea 3, Cliente «Nadie SpA»: se espera un cliente o proveedor que conozca; importa esos primero"),
        (
            "9;;ACME S.A.;Zoila;5;;x;;;;;",
            "Línea 3, Contacto «Zoila»: se espera un contacto conocido de ese cliente; importa primero los contactos",
        ),
        ("9;;ACME S.A.;;5;;x;;;Zoila;;", "Línea 3, Vendedor «Zoila»: se espera el nombre de alguien del personal"),
        ("9;;ACME S.A.;;5;;x;;;;quizás;", "Línea 3, Estado «quizás»: se espera por aprobar, aprobada, rechazada o vencida"),
        (";;ACME S.A.;;5;;;;;;;", "Línea 3, N° cotización: se espera algo: no puede quedar vacío"),
        ("1187;;ACME S.A.;;5;;x;;;;;", "Línea 3, N° cotización «1187»: se espera cada uno una vez: ya está en la línea 2"),
        ("1;;ACME S.A.;;5;;x;;;;Aprobada;", "Línea 3, Estado: se espera el estado que tiene aquí: eso se decide en el chat"),
        ("1;;Minera Norte;;5;;x;;;;;", "Línea 3, N° cotización «1»: se espera otro: este es de ACME S.A."),
    ],
)
async def test_a_bad_line_is_refused_with_what_is_expected(office: Office, small_office: SmallOffice, line: str, said: str):
    stood = Create("quote", {"partner_id": small_office.acme.id, "amount": 5, "currency": "CLP", "quote_number": "1"})
    await commit(office, Decision((stood,)), by=small_office.bruno, source="test")
    made = await plan(office, small_office, HEAD + "1187;;ACME S.A.;;1;;a;;;;;\n" + line + "\n")
    assert refused(made) == [said]
    assert made.counts[3] == 1


async def test_without_a_number_customer_and_reference_say_which(office: Office, small_office: SmallOffice):
    text = HEAD + ";;ACME S.A.;;5;;Cajas;;;;;\n;;Minera Norte;;5;;Cajas;;;;;\n"
    await put(office, small_office, text)
    assert (await plan(office, small_office, text)).counts == [0, 0, 2, 0]
    assert (await plan(office, small_office, text.replace(";5;", ";6;"))).counts == [0, 2, 0, 0]
    made = await plan(office, small_office, f"{text};;ACME S.A.;;7;;cajas;;;;;\n")
    assert refused(made) == ["Línea 4, Detalle «cajas»: se espera cada uno una vez: ya está en la línea 2"]


async def test_a_file_holds_a_thousand(office: Office, small_office: SmallOffice):
    lines = [f"{n};;ACME S.A.;;5;;x;;;;;\n" for n in range(1001)]
    assert (await plan(office, small_office, HEAD + "".join(lines[:1000]))).counts == [1000, 0, 0, 0]
    with pytest.raises(SheetError) as refusal:
        await plan(office, small_office, HEAD + "".join(lines))
    assert "1000" in refusal.value.sentence(Words("es"))


async def test_what_changed_meanwhile_is_not_overwritten(office: Office, small_office: SmallOffice):
    text = HEAD + "1187;;ACME S.A.;;1250000;;Cajas;;;;;\n"
    await put(office, small_office, text)
    made = await plan(office, small_office, text.replace("Cajas", "Pernos"))
    (quote,) = await stand(office)
    await commit(office, Decision((Change(quote.id, quote.version, {"amount": 7}, "fix"),)), by=small_office.bruno, source="test")
    with pytest.raises(ConflictError):
        await commit(office, Decision(made.effects), by=small_office.emily, source="test:import")
    assert (await stand(office))[0].reference == "Cajas"


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_export_is_imported_without_a_change(office: Office, small_office: SmallOffice, form: str, language: str):
    both: dict[str, Any] = {"partner_id": small_office.acme.id, "currency": "CLP"}
    stood = (
        Create(
            "quote",
            {**both, "amount": Decimal("1250000.5"), "quote_number": "A-1", "contact_id": small_office.juan.id, "reference": "=1+1"},
        ),
        Create("quote", {**both, "amount": 7, "due_at": datetime(2026, 11, 30, 23, 30, tzinfo=SANTIAGO), "description": "a\nb; c"}),
        Create("quote", {**both, "amount": 9, "currency": "CLF", "state": "rejected", "reason": "cara", "due_on": date(2026, 11, 1)}),
    )
    await commit(office, Decision(stood), by=small_office.bruno, source="test")
    out = io.BytesIO()
    await exporting.write(office, "quote", form, Words(language), SANTIAGO, out, most=100)
    name = exporting.file_name("quote", form, Words(language), date(2026, 11, 24))
    made = await importing.plan(office, out.getvalue(), "", zone=SANTIAGO, hint=name, by=small_office.emily.id)
    assert (made.sheet.what, refused(made)) == ("quotes", [])
    assert made.counts == [0, 0, 3, 0]
