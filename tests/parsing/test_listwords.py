"""Orders about numbered lines, as people write them in chat and mail."""

from datetime import date, datetime

import pytest

from crm.parsing.listwords import read_list
from tests.parsing.regenerate import NOW, directory

PEOPLE = directory()
MONDAY, TOMORROW = date(2026, 11, 30), date(2026, 11, 25)

SPANISH = {
    "1 y 3 listos, el 2 al lunes": [("done", (1, 3), None), ("postpone", (2,), MONDAY)],
    "1 listo, 2 para el lunes": [("done", (1,), None), ("postpone", (2,), MONDAY)],
    "1 listo, 3 mañana": [("done", (1,), None), ("postpone", (3,), TOMORROW)],
    "1-3 listos": [("done", (1, 2, 3), None)],
    "1 a 3 listos": [("done", (1, 2, 3), None)],
    "del 1 al 3 listos": [("done", (1, 2, 3), None)],
    "1, 2 y 5 hechas": [("done", (1, 2, 5), None)],
    "listos 1, 2 y 3": [("done", (1, 2, 3), None)],
    "2 al lunes, 4 mañana a las 10": [("postpone", (2,), MONDAY), ("postpone", (4,), datetime(2026, 11, 25, 10, tzinfo=NOW.tzinfo))],
    "posponer 1 y 2 a mañana": [("postpone", (1, 2), TOMORROW)],
    "2 para el 15": [("postpone", (2,), date(2026, 12, 15))],
    "borrar 5": [("drop", (5,), None)],
    "1. listo": [("done", (1,), None)],
    "1 listo\n2 mañana": [("done", (1,), None), ("postpone", (2,), TOMORROW)],
    "3": [("show", (3,), None)],
    "todos listos": [("done", (), None)],
    "1 31/02": [("postpone", (1,), None)],
}
ENGLISH = {
    "1 done, 2 to monday": [("done", (1,), None), ("postpone", (2,), MONDAY)],
    "1 and 3 done, move 2 to Friday at 10": [("done", (1, 3), None), ("postpone", (2,), datetime(2026, 11, 27, 10, tzinfo=NOW.tzinfo))],
    "1-3 done": [("done", (1, 2, 3), None)],
    "2 tomorrow": [("postpone", (2,), TOMORROW)],
    "drop 4": [("drop", (4,), None)],
    "all done": [("done", (), None)],
}
NO_ORDERS = [
    "1 caja para Juan",
    "llamar a Juan a las 3",
    "20 cajas",
    "los 2 primeros listos",
    "hola",
    "",
    "15/12",
    "a las 10",
    "1.5 listo",
    "1:30 listo",
]


@pytest.mark.parametrize(
    ("lang", "text", "orders"), [(lang, *case) for lang, table in (("es", SPANISH), ("en", ENGLISH)) for case in table.items()]
)
def test_orders_about_lines(lang, text, orders):
    assert [(o.do, o.numbers, o.when) for o in read_list(text, NOW, lang, PEOPLE)] == orders


@pytest.mark.parametrize("text", NO_ORDERS)
def test_what_says_anything_else_is_no_order(text):
    assert read_list(text, NOW, "es", PEOPLE) == ()


def test_lines_are_handed_over_by_first_name_or_username():
    assert [(o.do, o.numbers, o.staff) for o in read_list("3 a Ana, 4 para @pedro", NOW, "es", PEOPLE)] == [
        ("hand", (3,), ("ana",)),
        ("hand", (4,), ("pedro",)),
    ]


def test_an_impossible_date_says_so():
    (order,) = read_list("1 31/02", NOW, "es", PEOPLE)
    assert order.moment is not None
    assert order.moment.impossible
