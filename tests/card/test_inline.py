"""Inline mode over real HTTP: linked staff get what they may see, strangers get nothing, and nothing is kept in the inbox."""

from sqlalchemy import func, select

from crm.store.tables import inbox
from tests.support.world import world


async def test_linked_staff_are_offered_what_they_look_for(engine_url: str):
    async with world(engine_url) as it:
        query = await it.playground.ask_inline("bruno", "acmé")
        answer = await it.until(lambda: it.playground.cloud.inline_answers.get(query))
        assert [result["title"] for result in answer["results"]] == ["🗂 ACME S.A."]
        assert "76.123.456-0" in answer["results"][0]["description"]
        call = it.playground.calls("answerInlineQuery")[0].params
        assert (str(call["is_personal"]).lower(), int(call["cache_time"])) == ("true", 5)
        query = await it.playground.ask_inline("emily", "juan")
        answer = await it.until(lambda: it.playground.cloud.inline_answers.get(query))
        assert [result["title"] for result in answer["results"]] == ["👤 Juan Pérez"]
        async with it.office.store.read() as tx:
            assert (await tx.execute(select(func.count()).select_from(inbox))).scalar_one() == 0


async def test_strangers_get_nothing(engine_url: str):
    async with world(engine_url) as it:
        query = await it.playground.ask_inline("extrano", "acme")
        answer = await it.until(lambda: it.playground.cloud.inline_answers.get(query))
        assert not answer["results"]
        assert it.playground.chat("extrano") == []
