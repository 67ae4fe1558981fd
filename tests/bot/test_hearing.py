"""What an update may mean where it was said, first reading first: the precedence of the conversation as one table."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Update

from bot.hearing import PRECEDENCE, Utterance, hear
from bot.routes import merged
from bot.turn import Routes
from crm.kinds import KINDS
from crm.memory import Shows, Wants
from crm.message import Button, ChatMessage
from crm.services.house.office import Office
from crm.services.look.situation import Situation, Standing
from crm.services.meaning.understand import Understood
from crm.services.write import drafts
from crm.words import Words
from tests.support.small_office import SmallOffice

WHO = {"id": 7, "is_bot": False, "first_name": "Bruno"}
CHAT = {"id": 7, "type": "private"}
ROW = ((Button("✅ Emitir", "letter:1:1:issue"),),)
PLAIN = Standing(10, ChatMessage("hola"))
ACTION = Standing(11, ChatMessage("Carta 1", ROW, context=Shows(action=1)))
LIST = Standing(12, ChatMessage("1 …", context=Shows(list=(1, 2), what="pending", person=1)))
ASKS = Standing(13, ChatMessage("¿Valor?", context=Shows(wants=Wants("parameter", name="undo_minutes"))))
TALKS = Standing(14, ChatMessage("¿Qué le digo?", context=Shows(action=1, talk=True)))
PREVIEW = Standing(15, ChatMessage("Para marta", context=Shows(compose=5)))
DOCUMENT = {"file_id": "f", "file_unique_id": "u"}

# name: (what the message holds, where it is said, what is heard until something certain)
TABLE: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a sentence": ({"text": "tarea: enviar el catálogo"}, {}, "Sentence Unkept"),
    "a sentence below a message": ({"text": "tarea: enviar el catálogo"}, {"newest": PLAIN}, "Label Sentence Unkept"),
    "a button in words": ({"text": "emitir"}, {"newest": ACTION}, "Label Sentence Unkept"),
    "a number is for the list": ({"text": "2"}, {"newest": LIST, "listed": LIST}, "ListLine Sentence Unkept"),
    "lines of a list": ({"text": "1 listo, 2 para el lunes"}, {"newest": LIST, "listed": LIST}, "Label ListLine Sentence Unkept"),
    "done, of what?": ({"text": "listo"}, {}, "ListLine Sentence Unkept"),
    "an action by its number": ({"text": "tarea 113 lista"}, {}, "NumberedOrder Sentence Unkept"),
    "thanks": ({"text": "gracias"}, {"newest": PLAIN}, "Label SmallTalk Sentence Unkept"),
    "a question": ({"text": "¿qué tengo pendiente?"}, {}, "Question Sentence Unkept"),
    "an arrival": ({"text": "llegué a Comercial Andes"}, {}, "Visit Sentence Unkept"),
    "a command": ({"text": "/tarea acme"}, {"newest": ASKS}, "Command"),
    "cancel in a word": ({"text": "cancelar"}, {}, "Command"),
    "an invitation": ({"text": "/start abcdefghijklmnopqrstuvwx"}, {}, "Arrival Command"),
    "an answer": ({"text": "20"}, {"newest": ASKS}, "Answer ListLine Sentence Unkept"),
    "a question in between": ({"text": "¿qué tengo pendiente?"}, {"newest": ASKS}, "Label Question Sentence Unkept"),
    "an answer as a reply": ({"text": "veinte", "reply_to_message": 13}, {"replied": ASKS}, "Label Answer Sentence Unkept"),
    "a reply is a note": ({"text": "va firmada", "reply_to_message": 11}, {"replied": ACTION}, "Label Addition Sentence Unkept"),
    "a text to a list is no note": ({"text": "1 listo", "reply_to_message": 12}, {"replied": LIST}, "Label ListLine Sentence Unkept"),
    "a photo to a list is one": (
        {"photo": [DOCUMENT | {"width": 1, "height": 1}], "reply_to_message": 12},
        {"replied": LIST},
        "Addition Content Unkept",
    ),
    "after [Responder]": ({"text": "ya va"}, {"newest": TALKS}, "Label Addition Sentence Unkept"),
    "while a question is open": ({"text": "mañana"}, {"draft": True, "newest": PLAIN}, "ToDraft Sentence Unkept"),
    "a command while a question is open": ({"text": "/hoy"}, {"draft": True}, "ToDraft Command"),
    "cancel while a question is open": ({"text": "/cancelar"}, {"draft": True}, "Command"),
    "a file for the mail above": ({"document": DOCUMENT | {"file_name": "a.pdf"}}, {"newest": PREVIEW}, "ForMail Content Unkept"),
    "a table": ({"document": DOCUMENT | {"file_name": "a.xlsx"}}, {}, "Sheet Content Unkept"),
    "a table while a question is open": ({"document": DOCUMENT | {"file_name": "a.xlsx"}}, {"draft": True}, "Content Unkept"),
    "a part of an album": (
        {"photo": [DOCUMENT | {"width": 1, "height": 1}], "media_group_id": "9", "caption": "obra"},
        {},
        "AlbumPart Content Sentence Unkept",
    ),
    "a shared contact": ({"contact": {"phone_number": "+56 9 1", "first_name": "Ana"}}, {}, "SharedContact Content Unkept"),
    "a sticker": ({}, {"newest": ASKS}, "Answer Unkept"),
}


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 11, 24, 12, 30, tzinfo=UTC)


def heard(office: Office, small: SmallOffice, said: dict[str, Any], here: dict[str, Any], at: datetime) -> list[str]:
    """The names of what is heard, in order."""
    raw = {"message_id": 99, "date": int(at.timestamp()), "chat": CHAT, "from": WHO, **said}
    if "reply_to_message" in raw:
        raw["reply_to_message"] = {"message_id": raw["reply_to_message"], "date": raw["date"], "chat": CHAT}
    situation = Situation(small.bruno, **{name: value for name, value in here.items() if name != "draft"})
    if here.get("draft"):
        situation = replace(situation, draft=replace(drafts.new(small.bruno, KINDS[0], at), asked="due", message_id=10))
    update = Update.de_json({"update_id": 1, "message": raw}, None)
    understood = Understood(office, situation.people, said.get("text", ""), at.astimezone(small.bruno.zone), "es", small.bruno.id)
    return [type(one).__name__ for one in hear(Utterance(update, situation, Words("es"), understood))]


@pytest.mark.parametrize("name", TABLE)
async def test_what_is_heard_in_which_order(name: str, office: Office, small_office: SmallOffice, at: datetime):
    said, here, expected = TABLE[name]
    assert " ".join(heard(office, small_office, said, here, at)) == expected


async def test_an_edit_and_a_tap_are_nothing_else(office: Office, small_office: SmallOffice, at: datetime):
    message = {"message_id": 9, "date": int(at.timestamp()), "chat": CHAT, "from": WHO, "text": "hola"}
    tap = {"id": "1", "from": WHO, "chat_instance": "1", "data": "undo:1", "message": message}
    for raw, name in (({"edited_message": message}, "Correction"), ({"callback_query": tap}, "Tap")):
        understood = Understood(office, Situation().people, "", at, "es")
        said = Utterance(Update.de_json({"update_id": 1, **raw}, None), Situation(), Words("es"), understood)
        assert [type(one).__name__ for one in hear(said)] == [name]


def test_every_reading_stands_once_in_the_table_of_precedence():
    assert len(set(PRECEDENCE)) == len(PRECEDENCE)


def test_two_owners_of_one_thing_are_refused():
    async def nobody(_: Any) -> None: ...

    with pytest.raises(ValueError, match="two features own presses"):
        merged([Routes(presses={"undo": nobody}), Routes(presses={"undo": nobody})])
