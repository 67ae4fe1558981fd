"""Lists narrowed to a kind, and lists of nothing, of one and of more than a message can remember; on both engines."""

from datetime import date

import pytest

from crm.decision import Create, Decision
from crm.flow import codes
from crm.services.house.office import Office
from crm.services.look.lists import MOST
from crm.services.write.commit import commit
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice


async def pile(office: Office, small: SmallOffice, tasks: int, calls: int = 0) -> None:
    made = [Create("task", {"reference": f"Tarea {n}", "due_on": date(2026, 12, 1)}) for n in range(tasks)]
    made += [Create("call", {"reference": f"Llamado {n}", "due_on": date(2026, 12, 2)}) for n in range(calls)]
    await commit(office, Decision(tuple(made)), by=small.bruno, source="test")


def shown(phones: Phones, small: SmallOffice) -> tuple[str, list[str]]:
    message = phones.last(small.bruno).message
    return message.text.splitlines()[0].replace("<b>", "").replace("</b>", ""), [b.text for row in message.buttons for b in row]


@pytest.mark.parametrize(("tasks", "said", "keys"), [(0, "Nada pendiente. 👌", []), (1, "Tarea 0", ["1"])])
async def test_nothing_is_told_kindly_and_one_needs_no_filter(
    phones: Phones, office: Office, small_office: SmallOffice, tasks: int, said: str, keys: list[str]
):
    await pile(office, small_office, tasks)
    await phones.say(small_office.bruno, "/pendientes")
    assert shown(phones, small_office) == (f"Asuntos pendientes · Bruno Díaz · {tasks}", keys)
    assert said in phones.last(small_office.bruno).message.text


async def test_five_hundred_are_counted_and_the_title_says_how_many_are_shown(phones: Phones, office: Office, small_office: SmallOffice):
    bruno = small_office.bruno
    await pile(office, small_office, 470, 30)
    await phones.say(bruno, "/pendientes")
    assert shown(phones, small_office)[0] == f"Asuntos pendientes · Bruno Díaz · 500 (los primeros {MOST})"
    for last in (MOST // 8 - 1, 10**6):
        await phones.tap(bruno, "", data=f"list:pending:{bruno.id}:{last}")
        assert shown(phones, small_office)[1][:8] == [str(n) for n in range(MOST - 7, MOST + 1)]
    await phones.tap(bruno, "☎️ 30")
    assert shown(phones, small_office)[0] == "Asuntos pendientes · ☎️ Llamados · Bruno Díaz · 30"


async def test_pages_and_typed_lines_keep_the_filter(phones: Phones, office: Office, small_office: SmallOffice):
    bruno = small_office.bruno
    await pile(office, small_office, 20, 10)
    await phones.say(bruno, "/pendientes llamados")
    await phones.tap(bruno, "Siguiente ▶")
    title, keys = shown(phones, small_office)
    assert title == "Asuntos pendientes · ☎️ Llamados · Bruno Díaz · 10"
    assert keys == ["9", "10", "📌 20", "• ☎️ 10", "Todo 30", "◀ Anterior"]
    await phones.say(bruno, "9 y 10 listos")
    text = phones.last(bruno).message.text
    assert "Llamado 8" in text
    assert "Llamado 9" in text
    await phones.say(bruno, "/pendientes llamados")
    assert shown(phones, small_office)[0] == "Asuntos pendientes · ☎️ Llamados · Bruno Díaz · 8"


@pytest.mark.parametrize("data", ["list:pending.zzz:{id}:0", "list:.call:{id}:0", "who:pending.zzz", "list:d20261301x1.call:{id}:0"])
async def test_a_button_of_no_list_is_an_old_one(phones: Phones, small_office: SmallOffice, data: str):
    await phones.say(small_office.bruno, "/pendientes")
    await phones.tap(small_office.bruno, "", data=data.format(id=small_office.bruno.id))
    assert "Ese botón ya no vale." in phones.last(small_office.bruno).message.text


async def test_what_was_done_is_turned_page_by_page_and_numbers_go_on(phones: Phones, office: Office, small_office: SmallOffice):
    bruno = small_office.bruno
    await pile(office, small_office, 60)
    await phones.say(bruno, "/pendientes")
    await phones.say(bruno, "todo listo")
    await phones.say(bruno, "/hecho tareas")
    title, keys = shown(phones, small_office)
    assert title == "Hecho · 📌 Tareas · Bruno Díaz · 60"
    assert keys == [*map(str, range(1, 25)), "Siguiente ▶"]
    await phones.tap(bruno, "Siguiente ▶")
    await phones.tap(bruno, "Siguiente ▶")
    assert shown(phones, small_office) == (title, [*map(str, range(49, 61)), "◀ Anterior"])
    await phones.tap(bruno, "60")
    await phones.tap(bruno, "◀ Lista")
    assert shown(phones, small_office)[1][0] == "49"
    await phones.tap(bruno, "◀ Anterior")
    assert shown(phones, small_office)[1] == [*map(str, range(25, 49)), "◀ Anterior", "Siguiente ▶"]
    today = codes.day(date(2026, 11, 24))
    await phones.tap(bruno, "", data=f"list:done:{bruno.id}:1:{today}:task:999999")
    assert shown(phones, small_office)[1][0] == "49"
    await phones.tap(bruno, "", data=f"list:done:{bruno.id}:1:no-day:task:0")  # no button of ours
    assert phones.last(bruno).message.text == "Ese botón ya no vale."
