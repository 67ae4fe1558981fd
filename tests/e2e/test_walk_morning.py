"""Walk 3 of architecture.md: the morning digest, once a person, date and channel, whatever was down."""

from datetime import date, datetime, time

import pytest

from crm.clock import local_to_utc
from crm.model import Channel
from crm.store import people
from crm.store.tables import outbox
from tests.support.small_office import SANTIAGO
from tests.support.world import World, world


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return local_to_utc(day, time(hour, minute), SANTIAGO)


async def _digests(it: World) -> list[str]:
    async with it.office.store.read() as tx:
        rows = await tx.execute(outbox.select().where(outbox.c.dedupe_key.like("digest:%")).order_by(outbox.c.id))
        return [row.dedupe_key for row in rows]


async def _settled(it: World, person: int) -> None:
    """Wait until the clock has given that person a next digest."""

    async def planned() -> bool:
        async with it.office.store.read() as tx:
            return (await people.get_staff(tx, person)).next_digest_at is not None

    import asyncio

    async with asyncio.timeout(10):
        while not await planned():  # noqa: ASYNC110 - the store has no event
            await asyncio.sleep(0.02)


GREETING = {
    "es": ("bruno", "tarea: enviar planos a Minera Norte para hoy", "Buenos días, Bruno", "nviar planos"),
    "en": ("emily", "task: send plans to Minera Norte today", "Good morning, Emily", "end plans"),
}


@pytest.mark.parametrize("language", ["es", "en"])
async def test_the_digest_comes_at_its_hour_by_both_channels_and_can_be_acted_on(engine_url: str, language: str):
    person, said, greeting, what = GREETING[language]
    async with world(engine_url) as it:
        staff = getattr(it.people, person)
        async with it.office.store.begin() as tx:
            await people.set_staff(tx, staff.id, {"digest_channels": [Channel.TELEGRAM, Channel.MAIL]})
        await it.say(person, said)
        await _settled(it, staff.id)
        it.move(_at(date(2026, 11, 25), 8))
        digest = await it.until(lambda: next((m for m in it.playground.chat(person) if greeting in m.text), None))
        assert what in digest.text
        mail = await it.until(lambda: next((m for m in it.playground.mails if staff.email in m.recipients), None))
        assert what in mail.text
        assert mail.header("Auto-Submitted") == "auto-generated"
        assert [key for key in await _digests(it) if key.startswith(f"digest:{staff.id}:")] == [
            f"digest:{staff.id}:2026-11-25:telegram",
            f"digest:{staff.id}:2026-11-25:mail",
        ]
        opened = await it.tap(person, digest, "1")
        assert what in opened.text


async def test_down_at_eight_and_up_at_ten_is_one_digest_at_ten(engine_url: str):
    async with world(engine_url) as it:
        await _settled(it, it.people.bruno.id)
        it.move(_at(date(2026, 11, 26), 10))
        it.move(_at(date(2026, 11, 26), 10, 1))
        await it.until(lambda: it.playground.last("bruno"))
        assert [key for key in await _digests(it) if key.startswith(f"digest:{it.people.bruno.id}:")] == [
            f"digest:{it.people.bruno.id}:2026-11-26:telegram"
        ]
