"""Walk 1 of architecture.md over real HTTP: a sentence becomes two actions, and is taken back."""

import pytest

from crm.clock import local_to_utc
from tests.support.small_office import SANTIAGO
from tests.support.world import world

SAID = {
    "es": "Llamé a Juan Pérez de ACME, quiere cotización por 20 cajas. Devolver el viernes a las 10",
    "en": "Called Juan Pérez of ACME, he wants a quote for 20 boxes. Call back on Friday at 10",
}
SHOWN = {
    "es": ("Llamado realizado 1", "Llamado pendiente 2", "viernes 27 nov, 10:00", "Deshacer"),
    "en": ("Call made 1", "Call to make 2", "Friday 27 Nov, 10:00", "Undo"),
}


@pytest.mark.parametrize("language", ["es", "en"])
async def test_a_sentence_becomes_two_actions_and_is_taken_back(engine_url: str, language: str):
    person = {"es": "bruno", "en": "emily"}[language]
    async with world(engine_url) as it:
        answer = await it.say(person, SAID[language])
        made, to_make, when, undo = SHOWN[language]
        for part in (made, to_make, when, "ACME S.A.", "Juan Pérez"):
            assert part in answer.text
        first, second = await it.actions()
        assert (first.kind, first.state, first.contact_id) == ("call", "made", it.people.juan.id)
        assert (second.kind, second.state, second.follows_id) == ("call", "pending", first.id)
        assert second.contact_id == it.people.juan.id
        from datetime import date, time

        assert second.due_at == local_to_utc(date(2026, 11, 27), time(10), SANTIAGO)
        await it.tap(person, answer, undo)
        assert all(action.removed for action in await it.actions())
