"""Money, RUTs, telephones, addresses: exact things in a text."""

import pytest

from crm.parsing.amounts import figures, phone

CASES = {
    "son $1.250.000": ("money", "1250000", "CLP"),
    "20 lucas": ("money", "20000", "CLP"),
    "2 palos": ("money", "2000000", "CLP"),
    "UF 35": ("money", "35", "CLF"),
    "35,5 UF": ("money", "35.5", "CLF"),
    "USD 1,200": ("money", "1200", "USD"),
    "US$ 1.200,50": ("money", "1200.5", "USD"),
    "300 dólares": ("money", "300", "USD"),
    "3 millones de pesos": ("money", "3000000", "CLP"),
    "$20 mil": ("money", "20000", "CLP"),
    "1,5 millones": ("money", "1500000", "CLP"),
    "20 cajas": ("quantity", "20", "cajas"),
    "RUT 76.543.210-3": ("rut", "76.543.210-3", ""),
    "76543210-3": ("rut", "76.543.210-3", ""),
    "fono 09 8765 4321": ("phone", "+56987654321", ""),
    "+56 9 8765 4321": ("phone", "+56987654321", ""),
    "9 8765 4321": ("phone", "+56987654321", ""),
    "2 2345 6789": ("phone", "+56223456789", ""),
    "https://acme.cl/Pedido/5.": ("url", "https://acme.cl/Pedido/5", ""),
    "Ventas@acme.cl": ("mail", "Ventas@acme.cl", ""),
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_an_exact_thing_is_found_in_its_normal_form(text, expected):
    (figure,) = figures(text)
    assert (figure.sort, figure.value, figure.unit) == expected
    assert text[figure.start : figure.end] == figure.text


def test_a_rut_with_a_wrong_check_digit_is_told_as_invalid():
    (figure,) = figures("RUT 76.543.210-9")
    assert not figure.valid


@pytest.mark.parametrize("text", ["$1.250.000", "$ 987.654.321", "factura 4511", "2026-11-24", "a las 10"])
def test_prices_and_numbers_are_no_phones(text):
    assert all(f.sort != "phone" for f in figures(text))


def test_a_number_that_is_none_is_none():
    assert phone("123") is None
