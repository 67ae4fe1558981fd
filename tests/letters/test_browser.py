"""A person at a phone-sized page: a letter from the sentence to the PDF in the chat, in the mailbox and in the printer tray."""

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.test_browser import page_of
from tests.letters.walk import letters_world

pytestmark = pytest.mark.browser


async def test_a_letter_goes_from_the_sentence_to_mailbox_and_tray(tmp_path: Path, sqlite_template: Path):
    database = tmp_path / "a.db"
    shutil.copyfile(sqlite_template, database)
    async with letters_world(f"sqlite:///{database}", tmp_path / "tray") as it, page_of(it, "bruno") as page:
        await page.get_by_test_id("composer").fill("carta a Marta Soto de ACME por la factura 4511")
        await page.get_by_test_id("send").click()
        await page.get_by_role("button", name="COB1 Cobranza amable").click()
        preview = page.locator("[data-testid^=message-]", has_text="Borrador.pdf")
        await preview.get_by_role("button", name="✅ Emitir").click()
        letter = page.locator("[data-testid^=message-]", has_text="Carta 2026-0001 Distribuidora Los Robles.pdf")
        await letter.get_by_role("button", name="✉️ marta.soto@acme.cl").click()
        await letter.get_by_text("✉️ enviada 09:30").wait_for()
        await letter.get_by_role("button", name="🖨 Imprimir").click()
        await letter.get_by_role("button", name="Sí").click()
        await letter.get_by_text("🖨 Oficina 09:30").wait_for()
        if picture := os.environ.get("ACCIONES_TEST_PICTURE"):
            await page.screenshot(path=picture)
        await page.get_by_test_id("view-mail").click()
        await page.get_by_text("Carta N° 2026-0001 · Factura 4511").first.wait_for()
        await page.get_by_test_id("view-tray").click()
        await page.get_by_text("Carta 2026-0001 Distribuidora Los Robles (").wait_for()
        (sheet,) = (path for path in (tmp_path / "tray").iterdir() if not path.name.startswith("."))
        assert it.playground.mails[-1].attachments[0].data == sheet.read_bytes()
        if folder := os.environ.get("ACCIONES_TEST_LETTER"):
            shutil.copyfile(sheet, folder)
