"""What a turn costs: how often it reads the store, and how often its text is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from crm.services.meaning import understand
from crm.store import Store
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

SENTENCE = "Llamé a Juan Pérez de ACME, quiere cotización por 20 cajas. Devolver el viernes a las 10"


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How many read transactions begin, and how many texts are read, from update to answer; the door's own read is one of them."""
    found = {"reads": 0, "texts": 0}
    begin, reading = Store.read, understand.read

    def read(self: Store) -> Any:
        found["reads"] += 1
        return begin(self)

    def of_text(*args: Any, **more: Any) -> Any:
        found["texts"] += 1
        return reading(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "read", read)
        patch.setattr(understand, "read", of_text)
        yield found


async def test_a_sentence_reads_three_times_at_most_and_its_text_once(
    phones: Phones, small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch
):
    with counted(monkeypatch) as found:
        await phones.say(small_office.bruno, SENTENCE)
    assert "313" in phones.texts(small_office.bruno)[-1]
    assert found["reads"] <= 3
    assert found["texts"] == 1


async def test_a_tap_reads_three_times_at_most(phones: Phones, small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch):
    await phones.say(small_office.bruno, SENTENCE)
    with counted(monkeypatch) as found:
        await phones.tap(small_office.bruno, "↩️ Deshacer")
    assert "Deshecho" in phones.texts(small_office.bruno)[-1]
    assert found["reads"] <= 3
    assert found["texts"] == 0


@pytest.mark.parametrize("said", ["gracias", "hola", "👍"])
async def test_thanks_read_twice_and_no_text(phones: Phones, small_office: SmallOffice, monkeypatch: pytest.MonkeyPatch, said: str):
    with counted(monkeypatch) as found:
        await phones.say(small_office.bruno, said)
    assert found["reads"] <= 2
    assert found["texts"] == 0
