"""What Telegram is sent, and what its refusals mean."""

import logging

import pytest
from telegram import Bot
from telegram.error import InvalidToken, NetworkError, RetryAfter, TimedOut

from crm.errors import DeliveryError
from crm.message import Button
from scheduler.couriers.telegram import TelegramCourier
from scheduler.couriers.telegram_errors import as_delivery_error
from tests.scheduler.conftest import blob
from tests.scheduler.world import TOKEN, chat, parcel

ROWS = ((Button("Deshacer", "undo:1", style="danger"), Button("Web", url="https://robles.example/")),)


async def refused(courier, payload, **more) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        await courier.deliver(parcel(payload, **more))
    return caught.value


async def test_a_text_arrives_with_html_and_buttons(world, telegram):
    receipt = await telegram.deliver(parcel(chat("<b>ACME</b> &amp; Cía", buttons=ROWS)))
    shown = world.last("bruno")
    assert (str(shown.message_id), shown.text) == (receipt.ref, "ACME & Cía")
    assert [button.text for row in shown.buttons for button in row] == ["Deshacer", "Web"]
    sent = world.calls("sendMessage")[0].params
    assert sent["reply_markup"]["inline_keyboard"][0][0]["style"] == "danger"
    assert sent["link_preview_options"] == {"is_disabled": True}


async def test_a_silent_message_makes_no_noise(world, telegram):
    await telegram.deliver(parcel(chat(silent=True)))
    assert world.calls("sendMessage")[0].params["disable_notification"] in (True, "true", "True")


async def test_the_menu_stays_below_the_chat(world, telegram):
    await telegram.deliver(parcel(chat(menu=(("Pendientes", "Agenda"),))))
    keyboard = world.keyboard("bruno")
    assert keyboard["is_persistent"]
    assert [button["text"] for button in keyboard["keyboard"][0]] == ["Pendientes", "Agenda"]


async def test_the_commands_of_one_chat_are_set_for_that_chat_alone(world, telegram):
    receipt = await telegram.deliver(parcel({"commands": [["tablas", "Tablas"]]}))
    sent = world.calls("setMyCommands")[0].params
    assert sent["scope"] == {"type": "chat", "chat_id": 1001}
    assert [command["command"] for command in sent["commands"]] == ["tablas"]
    assert receipt.ref == "commands"
    assert (await refused(telegram, {"commands": [["tablas", "Tablas"]]}, address="4711")).permanent


async def test_an_answer_to_a_message_that_is_gone_is_sent_all_the_same(world, telegram):
    await telegram.deliver(parcel(chat("respuesta", reply_to=4711)))
    assert world.last("bruno").text == "respuesta"


async def test_an_edit_replaces_text_and_buttons(world, telegram):
    first = await telegram.deliver(parcel(chat("uno", buttons=ROWS)))
    again = await telegram.deliver(parcel(chat("dos", edit=int(first.ref))))
    assert again == first
    assert (world.last("bruno").text, world.last("bruno").buttons) == ("dos", ())


async def test_an_edit_without_text_takes_the_buttons_away(world, telegram):
    first = await telegram.deliver(parcel(chat("uno", buttons=ROWS)))
    await telegram.deliver(parcel(chat("", edit=int(first.ref))))
    assert (world.last("bruno").text, world.last("bruno").buttons) == ("uno", ())


async def test_an_edit_that_changes_nothing_counts_as_delivered(world, telegram):
    first = await telegram.deliver(parcel(chat("uno")))
    assert await telegram.deliver(parcel(chat("uno", edit=int(first.ref)))) == first


async def test_an_edit_of_a_message_that_is_gone_is_sent_as_a_new_one(world, telegram):
    receipt = await telegram.deliver(parcel(chat("nuevo", edit=4711)))
    assert receipt.ref == str(world.last("bruno").message_id) != "4711"


async def test_buttons_of_a_message_that_is_gone_are_gone_with_it(world, telegram):
    assert (await telegram.deliver(parcel(chat("", edit=4711)))).ref == "4711"
    assert world.last("bruno") is None


async def test_a_file_arrives_with_its_caption(world, telegram):
    await telegram.deliver(parcel(chat("Carta", file="f" * 64, file_name="carta.pdf")))
    call = world.calls("sendDocument")[0]
    assert (call.params["caption"], list(call.files.values())) == ("Carta", [9])


async def test_a_caption_too_long_follows_as_a_message(world, telegram):
    receipt = await telegram.deliver(parcel(chat("línea\n" * 300, file="f" * 64, file_name="carta.pdf", buttons=ROWS)))
    assert receipt.ref == str(world.last("bruno").message_id)
    assert world.last("bruno").buttons
    assert "caption" not in world.calls("sendDocument")[0].params


async def test_a_text_too_long_is_several_messages_and_the_last_has_the_buttons(world, telegram):
    receipt = await telegram.deliver(parcel(chat("<b>" + "una línea 🙂\n" * 900 + "</b>", buttons=ROWS)))
    texts = [message.text for message in world.chat("bruno")]
    assert len(texts) > 2
    assert "".join(texts).count("una línea 🙂") == 900
    assert [bool(message.buttons) for message in world.chat("bruno")] == [False] * (len(texts) - 1) + [True]
    assert receipt.ref == str(world.last("bruno").message_id)


async def test_a_flood_asks_for_patience(world, telegram):
    world.trouble("flood", seconds=7)
    error = await refused(telegram, chat())
    assert (error.retry_after, error.permanent) == (7.0, False)


@pytest.mark.parametrize("kind", ["blocked", "deactivated"])
async def test_a_person_who_is_gone_is_gone_for_good(world, telegram, kind):
    world.trouble(kind)
    assert (await refused(telegram, chat())).permanent


async def test_an_unknown_chat_is_gone_for_good(telegram):
    assert (await refused(telegram, chat(), address="424242")).permanent


async def test_a_group_that_became_another_one_says_where_it_is(world, telegram):
    world.trouble("migrated", new_chat_id=-100777)
    assert (await refused(telegram, chat())).moved_to == "-100777"


async def test_a_server_in_trouble_is_tried_later(world, telegram):
    world.trouble("error", code=502)
    error = await refused(telegram, chat())
    assert (error.permanent, error.sure, error.retry_after) == (False, True, None)


async def test_an_answer_that_never_came_leaves_doubt(world, telegram):
    world.trouble("hang", work=True)
    error = await refused(telegram, chat("¿llegó?"))
    assert (error.permanent, error.sure) == (False, False)
    assert world.last("bruno").text == "¿llegó?"


async def test_no_connection_leaves_no_doubt():
    async with Offline() as bot:
        error = await refused(TelegramCourier(bot, blob), chat())
    assert (error.permanent, error.sure) == (False, True)


class Offline:
    """A bot without its opening getMe, whose Telegram is a closed port."""

    async def __aenter__(self) -> Bot:
        self.bot = Bot(TOKEN, base_url="http://127.0.0.1:1/bot")
        await self.bot.request.initialize()
        return self.bot

    async def __aexit__(self, *_) -> None:
        await self.bot.request.shutdown()


async def test_what_telegram_cannot_read_is_our_mistake_and_said_loudly(telegram, caplog):
    error = await refused(telegram, chat("<b>sin cerrar"))
    assert error.permanent
    assert any(record.levelno == logging.ERROR and "Can't parse entities" in record.message for record in caplog.records)


def test_a_wrong_token_loses_nobodys_message_and_is_not_told():
    error = as_delivery_error(InvalidToken(f"The token `{TOKEN}` was rejected by the server."), TOKEN)
    assert not error.permanent
    assert error.retry_after
    assert TOKEN not in str(error)


@pytest.mark.parametrize("error", [NetworkError(f"httpx.X: https://api/bot{TOKEN}/m"), TimedOut(f"bot{TOKEN}")])
def test_no_error_tells_the_token(error):
    assert TOKEN not in str(as_delivery_error(error, TOKEN))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("setting", ["0", "1"])
def test_seconds_are_understood_in_both_of_ptbs_forms(monkeypatch, setting):
    monkeypatch.setenv("PTB_TIMEDELTA", setting)
    assert as_delivery_error(RetryAfter(3), TOKEN).retry_after == 3.0
