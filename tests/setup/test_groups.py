"""Groups: left where they are not allowed; where they are, staff are answered in their own chat, and nobody else is heard."""

from typing import Any

from crm.decision import Decision, SetRecord
from crm.model import Staff
from crm.services.write import commit, masterdata
from crm.store import actions
from tests.bot.phones import BOT, Phones
from tests.support.small_office import SmallOffice

GROUP = -500


async def allow(phones: Phones, small: SmallOffice) -> None:
    effect = SetRecord(masterdata.PARAMETER, "groups_allowed", {"value": True})
    await commit.commit(phones.office, Decision((effect,)), by=small.emily, source="test")


async def in_group(phones: Phones, who: Staff | None, text: str, *, kind: str = "group", **more: Any) -> None:
    sender = {"id": who.telegram_id if who else 99, "is_bot": False, "first_name": "x", "language_code": "es"}
    chat = {"id": GROUP, "type": kind, "title": "Ventas y amigos"}
    body = {"message_id": 77, "from": sender, "chat": chat, "date": phones._stamp(), "text": text}
    await phones.deliver({"message": {**body, **more}})


def heard(phones: Phones) -> list[str]:
    return [shown.message.text for shown in phones.chats.get(GROUP, [])]


async def test_a_group_is_left_at_once_and_nothing_in_it_is_read(phones: Phones, small_office: SmallOffice):
    await in_group(phones, small_office.bruno, "/pendientes@acciones_bot")
    assert phones.bot.left == [GROUP]
    assert not phones.chats


async def test_an_answer_to_what_was_said_in_a_group_goes_to_the_persons_own_chat(phones: Phones, small_office: SmallOffice):
    await allow(phones, small_office)
    await in_group(phones, small_office.bruno, "/pendientes@acciones_bot")
    await in_group(phones, small_office.bruno, "@Acciones_Bot tarea: llamar a ACME mañana")
    await in_group(phones, small_office.bruno, "qué tengo pendiente", reply_to_message=_from_bot(phones))
    assert heard(phones) == [
        "💬 Bruno, te respondo en tu chat conmigo.",
        "✅ Anotado, Bruno. El detalle está en tu chat conmigo.",
        "💬 Bruno, te respondo en tu chat conmigo.",
    ]
    own = phones.texts(small_office.bruno)
    assert "Nada pendiente" in own[0]
    assert "ACME" in own[1]
    assert "ACME" in own[2]
    assert not phones.bot.left


def _from_bot(phones: Phones) -> dict[str, Any]:
    chat = {"id": GROUP, "type": "group", "title": "x"}
    sender = {"id": BOT, "is_bot": True, "first_name": "Acciones"}
    return {"message_id": 70, "from": sender, "chat": chat, "date": phones._stamp(), "text": "…"}


async def test_nobody_is_heard_who_does_not_speak_to_the_bot_or_is_no_staff(phones: Phones, small_office: SmallOffice):
    await allow(phones, small_office)
    for who, text in (
        (small_office.bruno, "llamé a Juan de ACME, devolver mañana"),
        (small_office.bruno, "/pendientes@other_bot"),
        (small_office.bruno, "@acciones_bother tarea: x"),
        (small_office.bruno, "escríbele a x@acciones_bot.cl"),
        (None, "/pendientes@acciones_bot"),
    ):
        await in_group(phones, who, text)
    await in_group(phones, small_office.bruno, "/pendientes", kind="channel")
    assert not phones.chats
    assert phones.bot.left == [GROUP]  # the channel alone
    async with phones.office.store.read() as tx:
        assert not await actions.open_of(tx, small_office.bruno.id)


async def test_whatever_is_sent_in_a_group_is_answered_without_harm(phones: Phones, small_office: SmallOffice):
    await allow(phones, small_office)
    for text in (
        "@acciones_bot",
        "/",
        "/nada@acciones_bot",
        "@acciones_bot " + "x" * 4000,
        "/cliente@acciones_bot nuevo",
        "@acciones_bot <b>",
    ):
        await in_group(phones, small_office.emily, text)
    edited = {
        "message_id": 77,
        "chat": {"id": GROUP, "type": "group", "title": "x"},
        "date": 1,
        "edit_date": 2,
        "text": "@acciones_bot otra",
    }
    await phones.deliver({"edited_message": {**edited, "from": {"id": small_office.emily.telegram_id, "is_bot": False, "first_name": "x"}}})
    assert all("tu chat conmigo" in text or "your own chat" in text for text in heard(phones))


async def test_a_message_of_a_group_is_no_message_of_the_persons_own_chat(phones: Phones, small_office: SmallOffice):
    await allow(phones, small_office)
    await phones.say(small_office.bruno, "tarea: enviar planos a ACME mañana")
    own = phones.last(small_office.bruno).id
    replied = {**_from_bot(phones), "message_id": own}
    await in_group(phones, small_office.bruno, "@acciones_bot deshacer")
    await in_group(phones, small_office.bruno, "llamar a Comercial Andes el viernes", reply_to_message=replied)
    async with phones.office.store.read() as tx:
        found = await actions.open_of(tx, small_office.bruno.id)
    assert next(item.reference for item in found if item.kind == "task") == "Enviar planos"
    assert [item.kind for item in found].count("call") == 1
