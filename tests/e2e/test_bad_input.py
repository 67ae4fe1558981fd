"""Bad input over the real doors: each gets a clear answer or a kept, visible failure, and the product lives."""

import ast
from pathlib import Path

import pytest
import telegram

from playground import METHODS
from tests.support.world import DOMAIN, STRANGER, world

ROOT = Path(__file__).parents[2]


async def test_the_chat_answers_whatever_is_sent_and_lives(engine_url: str):
    async with world(engine_url) as it:
        for text in ("/nosé", "\u2063", "¿?", "a" * 5000, "🙈" * 2048, "<b>&lt;", "/tarea " + "x" * 3000):
            answer = await it.say("bruno", text)
            assert answer.text, text
        await it.say("bruno", "/cancelar")
        await it.playground.send_file("bruno", "sticker", "hola.webp", b"RIFF....WEBP")
        await it.until(lambda: any("fotos, notas de voz" in m.text for m in it.playground.chat("bruno")))
        await it.playground.forward_text("bruno", "Llamar a Juan de ACME mañana", "Otra persona")
        await it.playground.say("bruno", "tarea: enviar planos a Minera Norte mañana")
        await it.until(lambda: any(m.from_bot and "Minera Norte" in m.text for m in it.playground.chat("bruno")))


async def test_a_stranger_gets_one_sentence_and_is_not_kept(engine_url: str):
    async with world(engine_url) as it:
        await it.playground.start(STRANGER.id)
        answer = await it.until(lambda: it.playground.last(STRANGER.id))
        assert "Distribuidora Los Robles" in answer.text
        await it.playground.say(STRANGER.id, "Llamé a Juan de ACME")
        await it.say("bruno", "/ayuda")
        assert len([m for m in it.playground.chat(STRANGER.id) if m.from_bot]) == 1
        assert await it.actions() == []


BROKEN = {
    "an unknown charset": b"From: marta.soto@acme.cl\r\nSubject: hola\r\nContent-Type: text/plain; charset=klingon\r\n\r\nqap\xff\r\n",
    "8-bit headers": "From: marta.soto@acme.cl\r\nSubject: Cotización ñandú\r\n\r\nhola\r\n".encode("latin-1"),
    "no From": b"Subject: sin remitente\r\n\r\nhola\r\n",
    "nothing at all": b"\r\n",
    "3,000 nested parts": b"From: marta.soto@acme.cl\r\nSubject: nested\r\n"
    + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3000))
    + b"\r\nhola\r\n",
}


@pytest.mark.parametrize("what", BROKEN)
async def test_the_mail_door_takes_whatever_comes_and_lives(engine_url: str, what: str):
    async with world(engine_url) as it:
        reply = await it.playground.write_raw_mail("marta.soto@acme.cl", [f"archivo@{DOMAIN}"], BROKEN[what])
        assert reply.startswith("250")
        await it.playground.write_mail("marta.soto@acme.cl", f"archivo@{DOMAIN}", "después", "sigue vivo")
        made = await it.until_made(1)
        assert made
        import asyncio

        async with asyncio.timeout(10):
            while not any(action.reference == "después" for action in await it.actions()):  # noqa: ASYNC110 - the store has no event
                await asyncio.sleep(0.05)


def test_every_bot_api_method_that_the_product_calls_is_in_the_playground():
    shortcuts = {"answer": "answerCallbackQuery", "initialize": "getMe"}
    known = {
        name: telegram.Bot.__dict__.get(_camel(name)) and _camel(name)
        for name in dir(telegram.Bot)
        if "_" in name.strip("_") and not name.startswith("_")
    }
    called = set()
    for folder in ("app", "bot", "scheduler/couriers"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    name = node.func.attr
                    called |= {method for method in (known.get(name), shortcuts.get(name)) if method}
    assert {"sendMessage", "getUpdates", "editMessageText", "answerCallbackQuery"} <= called
    assert called <= set(METHODS), called - set(METHODS)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
