"""Whatever people (or programs in their name) send gets a clear answer or a kept, visible failure, and the process lives."""

from typing import Any

import pytest

from crm.model import InputState
from crm.render import visible_length
from crm.services.house.office import Office
from crm.store import inbox
from tests.bot.phones import Phones
from tests.support.small_office import SmallOffice

pytestmark = pytest.mark.one_engine

ORIGIN = {"type": "hidden_user", "sender_user_name": "Pedro Lira", "date": 1790000000}
MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown command": ({"text": "/tares"}, "¿Quisiste decir /tarea?"),
    "a command that is none": ({"text": "/"}, "No conozco"),
    "a command of five thousand characters": ({"text": "/" + "x" * 5000}, "No conozco"),
    "a command for another bot": ({"text": "/ayuda@otro_bot"}, "Escríbeme como a un colega"),
    "an empty text": ({"text": ""}, "solo puedo guardar"),
    "blanks": ({"text": " \n\t "}, "solo puedo guardar"),
    "five thousand characters": ({"text": "caja azul " * 500}, "¿Qué es?"),
    "five thousand characters of a task": ({"text": "tarea: enviar " + "caja azul " * 500}, "Tarea 145"),
    "tags and entities": ({"text": "tarea: enviar <b>A & B</b> </a> &nbsp;"}, "&lt;b&gt;"),
    "a NUL and half a surrogate": ({"text": "tarea: enviar cajas\x00 \ud83d ya"}, "Tarea 145"),
    "a sticker": (
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "s",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
                "type": "regular",
            }
        },
        "solo puedo guardar",
    ),
    "a dice": ({"dice": {"emoji": "🎲", "value": 3}}, "solo puedo guardar"),
    "a poll": (
        {
            "poll": {
                "id": "1",
                "question": "?",
                "options": [],
                "total_voter_count": 0,
                "is_closed": False,
                "is_anonymous": True,
                "type": "regular",
                "allows_multiple_answers": False,
                "allows_revoting": False,
                "members_only": False,
            }
        },
        "solo puedo guardar",
    ),
    "a forwarded text": ({"text": "necesito 20 cajas", "forward_origin": ORIGIN}, "Reenviado de Pedro Lira"),
    "a file of 60 MB": (
        {"video": {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1, "file_size": 60_000_000}},
        "pesa 60 MB",
    ),
    "a reply to a message that nobody knows": ({"text": "lo de ayer", "reply_to": 999_999}, "¿Qué es?"),
}


@pytest.mark.parametrize("case", MESSAGES)
async def test_a_bad_message_is_answered(case: str, phones: Phones, small_office: SmallOffice):
    content, expected = MESSAGES[case]
    await phones.send(small_office.bruno, dict(content))
    assert any(expected in text for text in phones.texts(small_office.bruno)), phones.texts(small_office.bruno)
    for shown in phones.chats[small_office.bruno.telegram_id]:
        assert not shown.mine or 0 < visible_length(shown.message.text) <= 4096
    assert await failures(phones.office) == []


BUTTONS = [
    "nothing", "undo", "undo:abc", "undo:999999", "undo:99999999999999999999999", "fix:1", "fix:x:partner", "when:77", "do:1:done",
    "do:1", "draft:1:1:x", "draft:1", "list:9:9", "reply:5", "to:1:2", "to:1", "as:1:task", "as:1", ":::", "é" * 20, "open:12345",
]  # fmt: skip


@pytest.mark.parametrize("data", BUTTONS)
async def test_a_button_of_nothing_is_answered(data: str, phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/start")
    before = len(phones.log)
    await phones.tap(small_office.bruno, "", data=data)
    assert len(phones.log) > before, "no answer"
    assert phones.bot.acknowledged
    assert await failures(phones.office) == []


async def test_a_button_of_a_draft_that_is_gone(phones: Phones, small_office: SmallOffice):
    await phones.say(small_office.bruno, "/tarea")
    question = phones.last(small_office.bruno)
    data = question.message.buttons[-1][-1].data
    assert data.startswith("draft:")
    await phones.say(small_office.bruno, "/cancelar")
    await phones.tap(small_office.bruno, "", data=data, message_id=question.id)
    assert "ya no vale" in phones.log[-1][1].message.text


async def test_an_edited_command_and_an_edited_nothing(phones: Phones, small_office: SmallOffice):
    first = await phones.say(small_office.bruno, "/ayuda")
    await phones.edit(small_office.bruno, first, "/start")
    assert "Editar un comando" in phones.texts(small_office.bruno)[-1]
    await phones.edit(small_office.bruno, 777_777, "Llamé a Juan Pérez de ACME")
    assert "no anoté nada" in phones.texts(small_office.bruno)[-1]


async def test_a_pinned_message_is_no_message(phones: Phones, small_office: SmallOffice):
    await phones.deliver({"my_chat_member": _membership(small_office)})
    assert phones.log == []


def _membership(small: SmallOffice) -> dict[str, Any]:
    user = {"id": small.bruno.telegram_id, "is_bot": False, "first_name": "Bruno"}
    bot = {"id": 42, "is_bot": True, "first_name": "bot"}
    chat = {"id": small.bruno.telegram_id, "type": "private", "first_name": "Bruno"}
    return {
        "chat": chat,
        "from": user,
        "date": 1790000000,
        "old_chat_member": {"user": bot, "status": "member"},
        "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0},
    }


async def failures(office: Office) -> list[Any]:
    async with office.store.read() as tx:
        return [
            await inbox.by_state(tx, state)
            for state in (InputState.FAILED, InputState.KEPT, InputState.WORKING)
            if await inbox.by_state(tx, state)
        ]
