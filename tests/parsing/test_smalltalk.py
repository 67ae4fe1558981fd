"""What keeps company only, and what only begins like it."""

import pytest

from crm.parsing.smalltalk import Talk, talk_of


@pytest.mark.parametrize("text", ["hola", "Hola!", "buenos días", "Hola, ¿qué tal?", "hi there", "Good morning!!"])
def test_a_greeting_is_a_greeting(text: str):
    assert talk_of(text) is Talk.GREETING


@pytest.mark.parametrize("text", ["gracias", "ok gracias!", "👍", "Perfecto, muchas gracias 🙏", "thanks", "ok", "jajaja"])
def test_thanks_are_thanks(text: str):
    assert talk_of(text) is Talk.THANKS


@pytest.mark.parametrize(
    "text", ["hola llamé a Juan", "gracias a Marta por el pago", "ok lista", "ya llamé", "", "?", "ok " * 40, "buenas noches hotel"]
)
def test_what_says_more_is_something_to_keep(text: str):
    assert talk_of(text) is None
