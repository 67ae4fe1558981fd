"""Undo: whose, how long, once, and never over somebody else's change."""

from datetime import timedelta

from crm.decision import Change, Decision
from crm.services.write.commit import commit
from crm.store import actions
from tests.bot.phones import Phones
from tests.support.small_office import START, SmallOffice

SENTENCE = "tarea para Ana: enviar catálogo a Comercial Andes mañana"


async def _button(phones: Phones, small: SmallOffice) -> tuple[int, str]:
    await phones.say(small.bruno, SENTENCE)
    shown = phones.last(small.bruno)
    return shown.id, shown.message.buttons[0][0].data


async def test_undo_after_ten_minutes_says_so_and_changes_nothing(phones: Phones, small_office: SmallOffice):
    message_id, data = await _button(phones, small_office)
    phones.office.clock.move_to(START + timedelta(minutes=10, seconds=1))
    await phones.tap(small_office.bruno, "", data=data, message_id=message_id)
    assert "durante 10 minutos" in phones.texts(small_office.bruno)[-1]
    assert not await _removed(phones)


async def test_undo_by_a_colleague_is_refused_and_by_an_administrator_done(phones: Phones, small_office: SmallOffice):
    message_id, data = await _button(phones, small_office)
    await phones.tap(small_office.ana, "", data=data, message_id=message_id)
    assert "Solo quien lo hizo" in phones.texts(small_office.ana)[-1]
    await phones.tap(small_office.emily, "", data=data, message_id=message_id)
    assert phones.texts(small_office.emily)[-1] == "↩️ Undone: task 145"
    assert await _removed(phones)
    assert "Anulado por Emily Clark" in phones.texts(small_office.ana)[0]


async def test_undo_twice_takes_back_once(phones: Phones, small_office: SmallOffice):
    message_id, data = await _button(phones, small_office)
    for _ in range(2):
        await phones.tap(small_office.bruno, "", data=data, message_id=message_id)
    assert phones.texts(small_office.bruno)[-1] == "Eso ya estaba deshecho."


async def test_undo_of_what_somebody_changed_since_changes_nothing(phones: Phones, small_office: SmallOffice):
    message_id, data = await _button(phones, small_office)
    await commit(phones.office, Decision((Change(1, 1, {"urgent": True}, "urgent"),)), by=small_office.ana, source="test")
    await phones.tap(small_office.bruno, "", data=data, message_id=message_id)
    assert "Alguien lo cambió después" in phones.texts(small_office.bruno)[-1]
    assert not await _removed(phones)


async def _removed(phones: Phones) -> bool:
    async with phones.office.store.read() as tx:
        return (await actions.get(tx, 1)).removed
