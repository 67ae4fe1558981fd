"""Orders about an action that is described: what is ordered, of which, and what is no order."""

import pytest

from crm.parsing.described import described
from tests.parsing.regenerate import NOW, directory

PEOPLE = directory()


@pytest.mark.parametrize(
    ("lang", "text", "do", "kind", "who"),
    [
        ("es", "cancela la reunión con ACME", "drop", "appointment", "acme"),
        ("es", "cancelar la visita a ACME del jueves", "drop", "appointment", "acme"),
        ("es", "se suspendió la reunión con ACME", "drop", "appointment", "acme"),
        ("es", "la reunión con ACME se cambió para el jueves a las 11", "postpone", "appointment", "acme"),
        ("es", "la cita con Juan Pérez pásala al viernes a las 10", "postpone", "appointment", "juan"),
        ("es", "anula el llamado a ACME", "drop", "call", "acme"),
        ("es", "pasa la reunión de las 17 a las 18", "postpone", "appointment", None),
        ("en", "the meeting with ACME was cancelled", "drop", "appointment", "acme"),
        ("en", "move the meeting with ACME to Friday at 9", "postpone", "appointment", "acme"),
        ("en", "postpone the call to Juan Pérez until Monday", "postpone", "call", "juan"),
    ],
)
def test_an_order_says_which_action_it_means(lang, text, do, kind, who):
    found = described(text, NOW, lang, PEOPLE)
    assert found is not None
    assert (found.order.do, found.kind, found.partner or found.contact) == (do, kind, who)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "reunión con ACME el viernes a las 9"),
        ("es", "la reunión con ACME es el viernes a las 9"),
        ("es", "cancelar reunión"),
        ("es", "cancela la factura de ACME"),
        ("es", "llamar a ACME para mover la reunión del jueves al viernes"),
        ("es", "llamé a ACME, cancela la reunión del lunes y quiere otra fecha"),
        ("en", "call ACME to move the meeting to Friday"),
        ("en", "meeting with ACME moved me"),
        ("en", ""),
    ],
)
def test_what_tells_or_plans_something_is_no_order(lang, text):
    assert described(text, NOW, lang, PEOPLE) is None
