"""The Bot API server against a real python-telegram-bot."""

from __future__ import annotations

import asyncio
import json
import re
from io import BytesIO

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken

from playground import METHODS
from tests.playground.playworld import TOKEN, bot_for

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def buttons(*rows):
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows])


async def refused(call, words, error=BadRequest):
    with pytest.raises(error, match="(?i)" + re.escape(words)):
        await call


async def test_a_text_with_html_and_buttons_arrives_and_is_read_back(playground, bot):
    sent = await bot.send_message(
        1001, "<b>Hola</b> & <i>tú</i> /tarea", parse_mode="HTML", reply_markup=buttons([("Sí", "y:1"), ("No", "n:1")])
    )
    assert sent.text == "Hola & tú /tarea"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 4), ("italic", 7, 2), ("bot_command", 10, 6)]
    (message,) = playground.chat("bruno")
    assert message.html == "<b>Hola</b> &amp; <i>tú</i> /tarea"
    assert message.from_bot
    assert message.button("No").data == "n:1"
    assert message.date == playground.now()
    assert sent.date == playground.now()


async def test_a_text_of_a_person_becomes_an_update_that_ptb_reads(playground, bot):
    number = await playground.say("bruno", "/start abc_123")
    (update,) = await bot.get_updates()
    assert update.message.message_id == number
    assert update.message.from_user.full_name == "Bruno Díaz"
    assert update.message.chat.type == "private"
    assert update.message.entities[0].type == "bot_command"
    await playground.edit("bruno", number, "otra cosa")
    (edited,) = await bot.get_updates(offset=update.update_id + 1)
    assert edited.edited_message.text == "otra cosa"
    assert edited.edited_message.edit_date is not None
    assert await bot.get_updates(offset=edited.update_id + 1) == ()


async def test_a_tap_becomes_a_callback_query_and_its_answer_reaches_the_phone(playground, bot):
    sent = await bot.send_message(1001, "¿Listo?", reply_markup=buttons([("✅ Hecho", "done:1")]))
    await playground.tap("bruno", sent.message_id, "✅ Hecho")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert (query.data, query.message.text, query.from_user.id) == ("done:1", "¿Listo?", 1001)
    assert await query.answer("Guardado", show_alert=True)
    answer = playground.answers[-1]
    assert (answer.person_id, answer.text, answer.alert) == ("bruno", "Guardado", True)
    await refused(bot.answer_callback_query(query.id, text="x" * 201), "MESSAGE_TOO_LONG")
    await refused(bot.answer_callback_query("999"), "query is too old and response timeout expired or query ID is invalid")


async def test_a_stale_tap_on_a_deleted_message_still_reaches_the_bot(playground, bot):
    sent = await bot.send_message(1001, "x", reply_markup=buttons([("a", "a")]))
    assert await bot.delete_message(1001, sent.message_id)
    await playground.tap("bruno", sent.message_id, "a", stale=True)
    (update,) = await bot.get_updates()
    assert update.callback_query.data == "a"
    assert not update.callback_query.message.is_accessible


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "message text is empty"),
        ("  \n ", "message text is empty"),
        ("<b></b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b>x", "can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("ñ <x>x</x>", 'can\'t parse entities: unsupported start tag "x" at byte offset 3'),
        ("a < b", 'can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("a <b", "can't parse entities: unclosed start tag at byte offset 2"),
        ("x</b>", "can't parse entities: unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'can\'t parse entities: unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'can\'t parse entities: tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<Ltda.>", 'can\'t parse entities: unsupported start tag "ltda." at byte offset 0'),
        ("<b>x</b> " * 101, "ENTITIES_TOO_LONG"),
    ],
)
async def test_a_wrong_text_is_refused_in_telegrams_words(bot, text, words):
    await refused(bot.send_message(1001, text, parse_mode="HTML"), words)


async def test_the_limit_counts_utf16_units_after_the_tags(bot):
    assert await bot.send_message(1001, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    assert await bot.send_message(1001, "&lt;" * 4096, parse_mode="HTML")


async def test_every_tag_of_the_subset_becomes_its_entity(bot):
    text = (
        "<b>1</b><strong>2</strong><i>3</i><em>4</em><u>5</u><ins>6</ins><s>7</s><strike>8</strike><del>9</del>"
        '<tg-spoiler>0</tg-spoiler><span class="tg-spoiler">1</span><code>2</code><pre>3</pre>'
        '<pre><code class="language-python">4</code></pre><a href="https://example.org/?a=1&amp;b=2">5</a>'
        "<blockquote>6</blockquote><blockquote expandable>7</blockquote>"
        '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>&lt;&gt;&amp;&quot;&#241;&#xf1;&nbsp;'
    )
    sent = await bot.send_message(1001, text, parse_mode="HTML")
    assert sent.text == '12345678901234567👍<>&"ññ&nbsp;'
    kinds = [entity.type for entity in sent.entities]
    assert kinds == [
        *["bold"] * 2, *["italic"] * 2, *["underline"] * 2, *["strikethrough"] * 3, *["spoiler"] * 2,
        "code", "pre", "pre", "text_link", "blockquote", "expandable_blockquote", "custom_emoji",
    ]  # fmt: skip
    assert sent.entities[13].language == "python"
    assert sent.entities[14].url == "https://example.org/?a=1&b=2"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"text": "a", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": "ñ" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        ({"text": "a"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "a", "url": "http://localhost:80/x"}, "inline keyboard button URL 'http://localhost:80/x' is invalid: Wrong HTTP URL"),
        ({"text": "a", "url": "foo://pair"}, "is invalid: Unsupported URL protocol"),
        ("a", "InlineKeyboardButton must be an Object"),
    ],
)
async def test_a_wrong_button_is_refused(bot, button, words):
    markup = {"inline_keyboard": [[button]]}
    await refused(bot.send_message(1001, "x", api_kwargs={"reply_markup": markup}), words)


async def test_more_than_a_hundred_buttons_are_refused(bot):
    rows = [[(str(n), str(n))] for n in range(101)]
    await refused(bot.send_message(1001, "x", reply_markup=buttons(*rows)), "REPLY_MARKUP_TOO_LONG")


async def test_only_known_and_started_chats_can_be_written_to(playground, bot):
    await refused(bot.send_message(99, "x"), "chat not found")
    await refused(bot.send_message(1003, "x"), "bot can't initiate conversation with a user", Forbidden)
    await playground.say("xeno", "hola")
    assert await bot.send_message(1003, "x")
    await playground.block("xeno")
    await refused(bot.send_message(1003, "x"), "bot was blocked by the user", Forbidden)
    updates = await bot.get_updates()
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"
    await playground.unblock("xeno")
    assert await bot.send_message(1003, "x")


async def test_edits_change_the_message_or_say_why_not(playground, bot):
    sent = await bot.send_message(1001, "uno", reply_markup=buttons([("a", "a")]))
    await refused(
        bot.edit_message_text("uno", 1001, sent.message_id, reply_markup=buttons([("a", "a")])), "message is not modified: specified new"
    )
    assert (await bot.edit_message_text("dos", 1001, sent.message_id)).text == "dos"
    (message,) = playground.chat("bruno")
    assert (message.text, message.buttons, message.edited) == ("dos", (), True)
    await refused(bot.edit_message_text("dos", 1001, sent.message_id), "message is not modified")
    assert await bot.edit_message_reply_markup(1001, sent.message_id, reply_markup=buttons([("b", "b")]))
    await refused(bot.edit_message_text("x", 1001, 999), "message to edit not found")
    await refused(bot.edit_message_caption(1001, sent.message_id, caption="x"), "there is no caption in the message to edit")
    own = await playground.say("bruno", "mío")
    await refused(bot.edit_message_text("x", 1001, own), "message can't be edited")
    assert await bot.delete_message(1001, sent.message_id)
    await refused(bot.delete_message(1001, sent.message_id), "message to delete not found")


async def test_messages_older_than_two_days_cannot_be_deleted(playground, bot):
    sent = await bot.send_message(1001, "uno")
    await playground.move_clock(playground.now().replace(day=28))
    await refused(bot.delete_message(1001, sent.message_id), "message can't be deleted for everyone")


async def test_a_reply_quotes_and_a_missing_target_is_refused(playground, bot):
    number = await playground.say("bruno", "hola")
    sent = await bot.send_message(1001, "chao", reply_parameters=ReplyParameters(number))
    assert sent.reply_to_message.text == "hola"
    await refused(bot.send_message(1001, "x", reply_parameters=ReplyParameters(999)), "message to be replied not found")
    assert await bot.send_message(1001, "x", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True))
    await playground.say("bruno", "respondo", reply_to=sent.message_id)
    assert (await bot.get_updates())[-1].message.reply_to_message.text == "chao"


async def test_files_go_both_ways(playground, bot):
    number = await playground.send_file("bruno", "document", "../plano.pdf", b"%PDF-1.4 abc", "aquí")
    (update,) = await bot.get_updates()
    assert (update.message.document.file_name, update.message.caption) == ("plano.pdf", "aquí")
    file = await bot.get_file(update.message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.4 abc"
    sent = await bot.send_document(1001, b"%PDF-1.4 xyz", filename="carta.pdf", caption="<b>Carta</b>", parse_mode="HTML")
    assert sent.document.mime_type == "application/pdf"
    again = await bot.send_document(1001, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    assert playground.chat("bruno")[1].html == "<b>Carta</b>"
    photo = await bot.send_photo(1001, PNG, caption="foto")
    assert (photo.photo[0].width, photo.photo[0].height) == (1, 1)
    changed = await bot.edit_message_media(InputMediaDocument(b"nuevo", filename="n.txt", caption="otra"), 1001, sent.message_id)
    assert (changed.document.file_name, changed.caption) == ("n.txt", "otra")
    assert (await bot.edit_message_caption(1001, sent.message_id, caption="tres")).caption == "tres"
    copied = await bot.copy_message(1001, 1001, number)
    assert playground.chat("bruno")[-1].message_id == copied.message_id
    album = await bot.send_media_group(1001, [InputMediaPhoto(PNG), InputMediaPhoto(PNG, caption="dos")])
    assert len({message.media_group_id for message in album}) == 1


async def test_files_over_the_limits_are_refused(playground, bot):
    await refused(bot.send_photo(1001, b"no picture"), "IMAGE_PROCESS_FAILED")
    await refused(bot.send_photo(1001, PNG + b"\0" * (10 * 1024 * 1024)), "is too big for a photo; the maximum size is 10485760 bytes")
    await refused(bot.send_document(1001, BytesIO(b"")), "file must be non-empty")
    await refused(bot.send_document(1001, "nada"), "wrong file identifier/HTTP URL specified")
    await refused(bot.send_photo(1001, PNG, caption="x" * 1025), "message caption is too long")
    await playground.send_file("bruno", "video", "v.mp4", b"x", pretend_size=60 * 1024 * 1024)
    (update,) = await bot.get_updates()
    assert update.message.video.file_size == 60 * 1024 * 1024
    await refused(bot.get_file(update.message.video.file_id), "file is too big")
    await refused(bot.get_file("nada"), "wrong file_id or the file is temporarily unavailable")


async def test_an_upload_over_fifty_megabytes_is_413(playground):
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{playground.port}/bot{TOKEN}/", timeout=60) as http:
        answer = await http.post("sendDocument", data={"chat_id": "1001"}, files={"document": ("a.bin", b"\0" * (53 * 1024 * 1024))})
    assert answer.status_code == 413
    assert answer.json() == {"ok": False, "error_code": 413, "description": "Request Entity Too Large"}


async def test_the_other_media_and_verbs_reach_ptb_whole(playground, bot):
    await playground.send_file("bruno", "voice", "", b"OggS", duration=3)
    await playground.send_file("bruno", "sticker", "", b"RIFF")
    await playground.send_location("bruno", -33.45, -70.66)
    await playground.send_contact("bruno", "+56 9 8765 4321", "Juan Pérez", own=True)
    await playground.send_album("bruno", [("photo", "a.png", PNG), ("photo", "b.png", PNG)], "dos fotos")
    await playground.forward_text("bruno", "de afuera", "Doña Rosa")
    updates = await bot.get_updates()
    voice, sticker, location, contact, one, two, forwarded = [update.message for update in updates]
    assert voice.to_dict()["voice"]["duration"] == 3
    assert sticker.sticker.emoji == "👍"
    assert location.location.latitude == -33.45
    assert (contact.contact.user_id, contact.contact.last_name) == (1001, "Pérez")
    assert one.media_group_id == two.media_group_id
    assert (one.caption, two.caption) == ("dos fotos", None)
    assert forwarded.forward_origin.sender_user_name == "Doña Rosa"


async def test_reply_keyboards_appear_and_go(playground, bot):
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Mi número", request_contact=True), "Otro"]], resize_keyboard=True)
    await bot.send_message(1001, "x", reply_markup=keyboard)
    assert playground.keyboard("bruno")["keyboard"][0][1] == {"text": "Otro"}
    await bot.send_message(1001, "x", reply_markup=ReplyKeyboardRemove())
    assert playground.keyboard("bruno") is None
    await bot.send_message(1001, "x", reply_markup=ForceReply(input_field_placeholder="RUT"))
    await playground.say("bruno", "1-9")
    assert playground.keyboard("bruno") is None


async def test_profile_methods_keep_what_they_are_told(bot):
    assert (await bot.get_me()).username == "robles_bot"
    await bot.set_my_commands([BotCommand("tarea", "Tarea nueva")])
    await bot.set_my_commands([BotCommand("task", "New task")], language_code="en")
    await bot.set_my_commands([BotCommand("solo", "Solo")], scope=BotCommandScopeChat(1001))
    assert [c.command for c in await bot.get_my_commands()] == ["tarea"]
    assert [c.command for c in await bot.get_my_commands(language_code="en")] == ["task"]
    await bot.delete_my_commands(language_code="en")
    assert await bot.get_my_commands(language_code="en") == ()
    await refused(bot.set_my_commands([BotCommand("Tarea!", "x")]), "BOT_COMMAND_INVALID")
    await refused(bot.set_my_commands([BotCommand("solo", "Solo")], scope=BotCommandScopeChat(4711)), "chat not found")
    assert await bot.set_my_description("Hola", language_code="es")
    assert (await bot.get_my_description("es")).description == "Hola"
    assert await bot.set_my_short_description("corto")
    assert await bot.set_my_name("Otro")
    assert await bot.set_chat_menu_button(1001, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(1001)).type == "commands"
    assert (await bot.get_chat(1001)).first_name == "Bruno"
    assert await bot.send_chat_action(1001, "typing")
    assert await bot.set_message_reaction(1001, (await bot.send_message(1001, "x")).message_id, "👍")
    assert (await bot.send_location(1001, -33.0, -70.0)).location.longitude == -70.0
    assert (await bot.send_contact(1001, "+56987654321", "Juan")).contact.first_name == "Juan"


async def test_groups_exist_and_can_be_left(playground, bot):
    group = await playground.add_to_group("bruno", "Equipo")
    member, service = await bot.get_updates()
    assert member.my_chat_member.chat.type == "group"
    assert service.message.new_chat_members[0].username == "robles_bot"
    assert await bot.leave_chat(group)
    await refused(bot.send_message(group, "x"), "bot is not a member of the group chat", Forbidden)


async def test_inline_queries_are_answered(playground, bot):
    from telegram import InlineQueryResultArticle, InputTextMessageContent

    query = await playground.ask_inline("bruno", "acme")
    (update,) = await bot.get_updates()
    assert update.inline_query.query == "acme"
    await bot.answer_inline_query(update.inline_query.id, [InlineQueryResultArticle("1", "ACME", InputTextMessageContent("ACME S.A."))])
    assert playground.cloud.inline_answers[query]["results"][0]["title"] == "ACME"


async def test_a_wrong_token_and_a_wrong_method_are_told_apart(playground, bot):
    with pytest.raises(InvalidToken):
        async with bot_for(playground, "1:wrong"):
            pass
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{playground.port}/bot{TOKEN}/") as http:
        assert (await http.get("noSuchThing")).json() == {"ok": False, "error_code": 404, "description": "Not Found"}
        assert (await http.get("GETME")).json()["result"]["is_bot"] is True
        assert (await http.post("sendMessage", json={"chat_id": 1001, "text": "por JSON"})).json()["ok"] is True
    assert "sendMessage" in METHODS


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b'{"chat_id": 1001, "text": "\\ud800"}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"a", "multipart/form-data"),
        (b"%ff%fe=\xff", "application/x-www-form-urlencoded"),
        (b"chat_id=abc&text=x", "application/x-www-form-urlencoded"),
        (b"chat_id=1001&text=x&reply_markup=[[[", "application/x-www-form-urlencoded"),
        (b"chat_id=1001&text=x&reply_markup=%22x%22", "application/x-www-form-urlencoded"),
        (b"chat_id=1001&text=x&entities=[1,2]", "application/x-www-form-urlencoded"),
        (b"chat_id=99999999999999999999999&text=x", "application/x-www-form-urlencoded"),
        (b"\0\0\0", "text/plain"),
    ],
)
async def test_hostile_requests_get_a_400_and_the_server_lives(playground, bot, content, kind):
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{playground.port}/bot{TOKEN}/") as http:
        answer = await http.post("sendMessage", content=content, headers={"content-type": kind})
    assert answer.status_code == 400, answer.text
    assert answer.json()["ok"] is False
    assert await bot.get_me()


async def test_a_long_poll_wakes_at_once_and_a_second_reader_ends_the_first(playground, bot):
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await playground.say("bruno", "hola")
    (update,) = await asyncio.wait_for(poll, 1)
    async with bot_for(playground) as other:  # PTB keeps one connection for polling, so two readers are two bots
        first = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=20))
        await asyncio.sleep(0.1)
        second = asyncio.create_task(other.get_updates(offset=update.update_id + 1, timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance is running"):
            await asyncio.wait_for(first, 1)
        await playground.say("bruno", "chao")
        assert len(await asyncio.wait_for(second, 1)) == 1


async def test_updates_are_kept_until_the_offset_confirms_them(playground, bot):
    for number in range(5):
        await playground.say("bruno", str(number))
    assert len(await bot.get_updates(limit=2)) == 2
    last = await bot.get_updates(offset=-2)
    assert [update.message.text for update in last] == ["3", "4"]
    assert [update.message.text for update in await bot.get_updates()] == ["3", "4"]
    assert await bot.get_updates(offset=last[-1].update_id + 1) == ()


async def test_allowed_updates_are_remembered(playground, bot):
    await bot.get_updates(allowed_updates=["edited_message"])
    number = await playground.say("bruno", "no")
    await playground.edit("bruno", number, "sí")
    (update,) = await bot.get_updates()
    assert update.edited_message.text == "sí"


async def test_every_call_is_remembered_with_its_result_or_error(playground, bot):
    await bot.send_message(1001, "uno")
    await refused(bot.send_message(1001, ""), "empty")
    good, bad = playground.calls("sendMessage")
    assert (good.params["text"], good.result["message_id"], good.ok) == ("uno", 1, True)
    assert bad.error == {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"}
    assert json.dumps(good.result)


async def test_the_list_of_bot_methods_is_the_one_ptb_can_call():
    for name in METHODS:
        assert hasattr(Bot, name), name
