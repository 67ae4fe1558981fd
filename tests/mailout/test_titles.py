"""What a text is about, proposed as its title; what stands behind the colon; to whom it goes."""

import pytest

from crm.kinds.email import EMAIL
from crm.kinds.memo import MEMO
from crm.kinds.task import TASK
from crm.services.mailing import outbound
from crm.services.meaning import titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("le adjunto la lista de precios", "Lista de precios"),
        ("Estimada Marta:\nAdjunto factura 4511. Saludos", "Factura 4511"),
        ("Hola Juan, ¿llegaron las cajas? Avísame", "¿Llegaron las cajas?"),
        ("junto con saludar le envío nuestra cotización", "Cotización"),
        ("Please find attached our price list.", "Price list"),
        ("Dear Marta, I'm sending you the contract; sign it", "Contract"),
        ("Here are the photos", "Photos"),
        ("Nos vemos a las 10.30 en la obra", "Nos vemos a las 10.30 en la obra"),
        ("Hola", "Hola"),
        ("Hola,", "Hola"),
        ("…", "…"),
        ("", ""),
        ("palabra " * 40, "Palabra palabra palabra palabra palabra palabra palabra…"),
        ("x" * 500, "X" + "x" * 58 + "…"),
    ],
)
def test_a_title_is_the_first_thing_said(text: str, title: str):
    assert titles.title_of(text) == title


@pytest.mark.parametrize(
    ("text", "kind", "split"),
    [
        ("correo a Marta Soto: hola", EMAIL, ("correo a Marta Soto", "Hola")),
        ("Correo a Marta: a las 10:30: va", EMAIL, ("Correo a Marta", "A las 10:30: va")),
        ("memo para Ana, Emily: ¿vienen?", MEMO, ("memo para Ana, Emily", "¿Vienen?")),
        ("correo a Marta", EMAIL, ("", "")),
        ("correo a Marta:", EMAIL, ("", "")),
        ("llamar a las 10:30 por el correo", EMAIL, ("", "")),
        ("tarea: pagar", TASK, ("tarea", "Pagar")),
        ("tarea: mandar correo: hola", EMAIL, ("", "")),
    ],
)
def test_what_stands_behind_the_colon_is_the_text(text: str, kind, split: tuple[str, str]):
    assert titles.behind_colon(text, kind) == split


@pytest.mark.parametrize(
    ("head", "ids"),
    [
        ("memo para Ana", [2]),
        ("memo para Ana y Emily", [2, 3]),
        ("memo a todos", [2, 3]),
        ("memo to everybody", [2, 3]),
        ("memo para Zoila", []),
        ("memo para Ana, Zoila", []),
        ("memo", []),
    ],
)
def test_to_whom_of_the_staff_it_goes(head: str, ids: list[int]):
    assert titles.addressees(head, {1: "Bruno Díaz", 2: "Ana Rojas", 3: "Emily Clark"}, 1) == ids


def test_a_subject_is_answered_once():
    assert outbound.answering("Factura") == outbound.answering("Re: Factura") == outbound.answering("RE: rv: Factura") == "Re: Factura"
    assert len(outbound.answering("x" * 300)) == 200
