"""The invitation over real HTTP: the administrator's picture with a QR code arrives, the link is opened on another phone."""

import re

import pytest

from crm.model import Channel, Role
from crm.store import people
from tests.support.small_office import SANTIAGO
from tests.support.world import world

SAID = {"es": ("/personal Pedro Soto", "Invitar", "Hola, Rodrigo"), "en": ("/staff Pedro Soto", "Invite", "Hello Rodrigo")}


@pytest.mark.parametrize("language", ["es", "en"])
async def test_an_invitation_goes_from_phone_to_phone(engine_url: str, language: str):
    async with world(engine_url) as it:
        async with it.office.store.begin() as tx:
            await people.set_staff(tx, it.people.emily.id, {"language": language})
            new = await people.add_staff(
                tx,
                name="Rodrigo Vidal",
                role=Role.STAFF,
                language=language,
                zone=SANTIAGO,
                digest_at=None,
                digest_channels=[Channel.TELEGRAM],
            )
        command, invite, hello = SAID[language]
        card = await it.say("emily", command.replace("Pedro Soto", "Rodrigo Vidal"))
        await it.tap("emily", card, invite)
        picture = await it.until(lambda: next((m for m in it.playground.chat("emily") if m.from_bot and "start=" in m.text), None))
        token = re.search(r"start=([\w-]+)", picture.text)
        assert token
        await it.playground.start("extrano", token.group(1))
        welcome = await it.until(lambda: next((m for m in it.playground.chat("extrano") if m.from_bot), None))
        assert welcome.text.startswith(hello)
        told = await it.until(lambda: next((m for m in it.playground.chat("emily") if m.from_bot and m.text.startswith("✅")), None))
        assert "Rodrigo Vidal" in told.text
        async with it.office.store.read() as tx:
            assert (await people.get_staff(tx, new)).telegram_id == 9009
