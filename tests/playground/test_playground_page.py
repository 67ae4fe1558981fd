"""The page in a real browser: at phone size and on a desk."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager

import pytest

from tests.playground.playworld import bot_for, make, running
from tests.playground.test_playground_world import Gateway, send

pytestmark = pytest.mark.browser

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def chromium():
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("ACCIONES_TEST_REQUIRE_ALL"):
            pytest.fail("browser tests need Chromium, and ACCIONES_TEST_REQUIRE_ALL is set")
        pytest.skip("browser tests need Chromium")
    return found


@asynccontextmanager
async def browsing(world, width, height, fragment="lang=es"):
    from playwright.async_api import async_playwright

    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        context = await browser.new_context(viewport={"width": width, "height": height}, locale="es-CL")
        page = await context.new_page()
        page.set_default_timeout(15_000)
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        # What a mail tries in its sealed frame is refused there, and the browser says so.
        page.on(
            "console",
            lambda said: problems.append(said.text) if said.type == "error" and "/api/mails/" not in said.location["url"] else None,
        )
        await page.goto(f"http://127.0.0.1:{world.port}/#{fragment}")
        await page.locator("html[data-live]").wait_for()
        yield page
        assert problems == []
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        await browser.close()


def markup(*buttons):
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in buttons]]}


async def test_a_chat_at_phone_size():
    async with running(make()) as world, bot_for(world) as bot, browsing(world, 390, 844) as page:
        await page.get_by_test_id("composer").fill("Llamé a Juan, devolver el viernes")
        await page.get_by_test_id("send").click()
        await page.get_by_test_id("message-1").get_by_text("Llamé a Juan").wait_for()
        (update,) = await bot.get_updates()
        assert update.message.text == "Llamé a Juan, devolver el viernes"
        sent = await bot.send_message(
            1001,
            "<b>Llamado 312</b> &lt;img src=x onerror=alert(1)&gt;",
            parse_mode="HTML",
            api_kwargs={"reply_markup": markup(("Deshacer", "u:1"))},
        )
        bubble = page.get_by_test_id(f"message-{sent.message_id}")
        await bubble.get_by_text("<img src=x onerror=alert(1)>").wait_for()
        assert await bubble.locator("img").count() == 0
        assert await bubble.locator("b").inner_text() == "Llamado 312"
        await bubble.locator("[data-callback='u:1']").click()
        tap = (await bot.get_updates(offset=update.update_id + 1, timeout=5))[0]
        assert tap.callback_query.data == "u:1"
        await tap.callback_query.answer("Deshecho")
        await page.get_by_text("Deshecho").wait_for()
        await tap.callback_query.edit_message_text("Nada quedó")
        await bubble.get_by_text("Nada quedó").wait_for()
        assert await page.locator("[data-callback]").count() == 0
        own = page.get_by_test_id("message-1")
        await own.hover()
        await own.get_by_role("button", name="Acciones del mensaje").click()
        await own.get_by_role("button", name="Editar").click()
        await page.get_by_test_id("composer").fill("el lunes")
        await page.get_by_test_id("send").click()
        await own.get_by_text("editado").wait_for()
        assert world.chat("bruno")[0].text == "el lunes"


async def test_another_person_gets_a_badge_and_the_language_changes():
    async with running(make()) as world, bot_for(world) as bot, browsing(world, 390, 844) as page:
        await page.get_by_test_id("composer").wait_for()
        await bot.send_message(1002, "Ana, te pidieron algo")
        assert await page.get_by_test_id("unread-ana").inner_text() == "1"
        await page.get_by_test_id("person-ana").click()
        await page.get_by_text("te pidieron algo").wait_for()
        assert await page.get_by_test_id("unread-ana").count() == 0
        await page.get_by_test_id("person-xeno").click()
        await page.get_by_test_id("start").click()
        await page.get_by_test_id("composer").wait_for()
        assert world.chat("xeno")[0].text == "/start"
        await page.get_by_test_id("language").click()
        await page.get_by_placeholder("Message").wait_for()
        await page.get_by_test_id("clock").click()
        await page.get_by_test_id("clock-tomorrow").click()
        await page.get_by_test_id("clock").get_by_text("08:00").wait_for()
        assert world.now().isoformat() == "2026-11-25T11:00:00+00:00"


async def test_files_and_keyboards_from_the_page():
    async with running(make()) as world, bot_for(world) as bot, browsing(world, 390, 844) as page:
        await page.get_by_test_id("composer").wait_for()
        await page.get_by_test_id("attach-document").set_input_files(
            {"name": "plano.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
        )
        await page.get_by_test_id("caption").fill("el plano")
        await page.get_by_test_id("dialog-ok").click()
        await page.get_by_text("plano.pdf").wait_for()
        await page.get_by_test_id("attach").click()
        await page.get_by_test_id("attach-location-button").click()
        await page.get_by_test_id("dialog-ok").click()
        await page.get_by_test_id("message-2").wait_for()
        await bot.send_message(
            1001,
            "¿Tu número?",
            api_kwargs={"reply_markup": {"keyboard": [[{"text": "Compartir", "request_contact": True}, "No"]], "one_time_keyboard": True}},
        )
        await page.get_by_test_id("key").first.click()
        await page.get_by_test_id("dialog-ok").click()
        await page.get_by_test_id("message-4").wait_for()
        document, location, contact = [update.message for update in await bot.get_updates()]
        assert (document.document.file_name, document.caption) == ("plano.pdf", "el plano")
        assert location.location is not None
        assert contact.contact.user_id == 1001
        assert await page.get_by_test_id("key").count() == 0


async def test_the_mailbox_on_a_desk():
    async with Gateway() as gateway, running(make(gateway=gateway.address)) as world, browsing(world, 1440, 900) as page:
        assert await page.locator("[data-testid^=phone-]").count() == 2
        await send(world)
        await page.get_by_test_id("mail-1").click()
        frame = page.frame_locator("iframe")
        await frame.get_by_text("Hola Bruno").wait_for()
        await page.get_by_test_id("mail-reply").click()
        assert await page.get_by_test_id("mail-subject").input_value() == "Re: Aviso ñandú"
        await page.get_by_test_id("mail-to").fill("nadie@gw.example")
        await page.get_by_test_id("mail-send").click()
        await page.get_by_test_id("smtp-reply").get_by_text("550 5.1.1 unknown here").wait_for()
        await page.get_by_test_id("mail-to").fill("tareas@gw.example")
        await page.get_by_test_id("mail-send").click()
        await page.get_by_text("250 2.0.0 kept").first.wait_for()
        assert gateway.taken[0][0] == "bruno@robles.example"
        await page.get_by_test_id("view-trouble").click()
        await page.get_by_test_id("trouble-add").click()
        await page.get_by_text("429 · espera · Todos · ×1").wait_for()
        await page.get_by_test_id("calm").click()
        await page.get_by_text("Telegram se porta bien.").wait_for()


async def test_an_invitation_opens_on_the_phone_that_one_chooses():
    async with running(make()) as world, bot_for(world) as bot, browsing(world, 390, 844) as page:
        await page.get_by_test_id("composer").wait_for()
        await bot.send_message(1001, "Invitación: https://t.me/robles_bot?start=abc_1")
        await page.get_by_text("https://t.me/robles_bot?start=abc_1").click()
        await page.get_by_test_id("open-xeno").click()
        await page.get_by_test_id("phone-xeno").get_by_text("abc_1").wait_for()
        assert world.chat("xeno")[0].text == "/start abc_1"


async def test_nothing_is_lost_while_a_phone_loads():
    async with running(make()) as world, bot_for(world) as bot, browsing(world, 390, 844) as page:
        await page.get_by_test_id("composer").wait_for()

        async def late(route):
            answer = await route.fetch()
            await bot.send_message(1002, "uno", api_kwargs={"reply_markup": markup(("Sí", "y"))})
            await page.wait_for_timeout(300)
            await route.fulfill(response=answer)

        await page.route("**/api/chats/ana", late)
        async with page.expect_request_finished(lambda request: request.url.endswith("/api/chats/ana")):
            await page.get_by_test_id("person-ana").click()
        await page.wait_for_timeout(200)
        await page.locator("[data-callback=y]").click(timeout=5000)
        (update,) = await bot.get_updates(timeout=5)
        assert update.callback_query.data == "y"
