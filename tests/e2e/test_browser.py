"""A person at a phone-sized page: the sentence of example 1 is sent, recorded, and taken back by «Deshacer»."""

import os
import shutil
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.databases import missing
from tests.support.world import World, world

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
# Without these flags Chromium asks the outside world for things at every start.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
SENTENCE = "Llamé a Juan Pérez de ACME, quiere cotización por 20 cajas. Devolver el viernes a las 10"


def chromium() -> str:
    """Debian's browser, or another one of its family; skips where there is none."""
    found = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
    if found is None:
        missing("browser tests need Chromium")
    return found or ""


@asynccontextmanager
async def page_of(it: World, person: str):
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        context = await browser.new_context(viewport=PHONE, locale="es-CL", device_scale_factor=2)
        page = await context.new_page()
        page.set_default_timeout(20_000)
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        await page.goto(f"http://127.0.0.1:{it.playground.port}/#lang=es")
        await page.locator("html[data-live]").wait_for()
        await page.get_by_test_id(f"person-{person}").click()
        yield page
        assert problems == []
        await browser.close()


async def test_example_1_is_sent_and_undone_at_phone_size(tmp_path: Path, sqlite_template: Path):
    database = tmp_path / "a.db"
    shutil.copyfile(sqlite_template, database)
    async with world(f"sqlite:///{database}") as it, page_of(it, "bruno") as page:
        await page.get_by_test_id("composer").fill(SENTENCE)
        await page.get_by_test_id("send").click()
        answer = page.locator("[data-testid^=message-]", has_text="Llamado realizado 1")
        await answer.get_by_text("viernes 27 nov, 10:00").wait_for()
        assert len([action for action in await it.actions() if not action.removed]) == 2
        if picture := os.environ.get("ACCIONES_TEST_PICTURE"):
            await page.screenshot(path=picture)
        await answer.get_by_role("button", name="Deshacer").click()
        await page.wait_for_function("() => !document.body.innerText.includes('Corregir')")
        assert all(action.removed for action in await it.actions())
