"""Texts, pages and logos that loop, swell or reach out: each is stopped, told, and harms no other job."""

import asyncio
import io
import threading
import zlib
from base64 import b64encode
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, TypeVar

import pytest

from crm.documents import DocumentError, Press, values_of
from crm.resources import folder
from crm.words import Words
from tests.documents.letters import LETTER, OFFICE, logo, text

T = TypeVar("T")
LOOP = "{% for a in 'x' * 9999 %}{% for b in 'x' * 9999 %}{% for c in 'x' * 9999 %}{% endfor %}{% endfor %}{% endfor %}"
CHEWING = "{{ 7 ** (7 ** 9) }}"  # inside C, where no Python signal handler would ever run
MEMORY = "{% set big = 'x' * 90000000 %}{% for a in 'xxxxxxxx' %}{% set big = big ~ big %}{% endfor %}{{ big }}"
FOLDED = "{{ 'a' * 10 ** 10 }}"  # computed while it is compiled


async def hurried(press: Press, seconds: float, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
    """A job with a patience of its own, in the queue: the press's own patience is more than a busy machine needs."""
    patience, press._seconds = press._seconds, seconds
    task = asyncio.create_task(work)
    await asyncio.sleep(0)
    press._seconds = patience
    return task


async def refusal(job: object) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        await job  # type: ignore[misc]
    error = caught.value
    for language in ("es", "en"):
        sentence = error.sentence(Words(language))
        assert sentence
        assert "{" not in sentence.replace("{{", "").replace("{%", "")
    return error


@pytest.mark.parametrize("template", [LOOP, CHEWING])
async def test_a_text_that_loops_for_ever_is_stopped_and_told(press: Press, template: str):
    await press._started()
    error = await refusal(await hurried(press, 1, press.fill(template, {})))
    assert error.code == "timeout"
    assert await press.fill("{{ cliente }}", {"customer": "ACME"}) == "ACME"


@pytest.mark.parametrize("template", [MEMORY, FOLDED])
async def test_a_text_that_takes_all_memory_is_stopped_and_told(press: Press, template: str):
    assert (await refusal(press.fill(template, {}))).code == "memory"
    assert await press.fill("{{ cliente }}", {"customer": "ACME"}) == "ACME"


async def test_others_in_the_queue_finish_while_hostile_ones_are_stopped(press: Press):
    bad = [replace(LETTER, body=body) for body in (LOOP, MEMORY, "{{ nadie }}", CHEWING, FOLDED)]
    letters = [bad[n // 3] if n % 3 == 1 else replace(LETTER, number=f"2026-{n:04}") for n in range(15)]
    await press._started()
    jobs = [await hurried(press, 1 if letter.body in {LOOP, CHEWING} else 60, press.letter(letter)) for letter in letters]
    done = await asyncio.gather(*jobs, return_exceptions=True)
    codes = [item.code for item in done if isinstance(item, DocumentError)]
    assert codes == ["timeout", "memory", "placeholder", "timeout", "memory"]
    for n, item in enumerate(done):
        if n % 3 != 1:
            assert isinstance(item, bytes)
            assert f"2026-{n:04}" in text(item)[0]


@pytest.mark.parametrize(
    ("template", "name", "line"),
    [
        ("Estimada {{ contcto }}:", "contcto", 1),
        ("uno\ndos {% if false %}{{ nadie }}{% endif %}", "nadie", 2),
        ("{{ contacto.nombre }}", "contacto.nombre", 1),
        ("{{ cliente.__class__.__mro__ }}", "cliente.__class__", 1),
        ("{{ lipsum() }}", "lipsum", 1),
        ("{{ range(10) }}", "range", 1),
        ("{{ self._TemplateReference__context }}", "self._TemplateReference__context", 1),
    ],
)
async def test_a_wrong_placeholder_is_named_with_those_that_exist(press: Press, template: str, name: str, line: int):
    error = await refusal(press.fill(template, {}))
    assert (error.code, error.name, error.line) == ("placeholder", name, line)
    assert "contacto" in error.existing
    assert "customer" in (await refusal(press.fill(template, {}, language="en"))).existing
    assert f"«{name}» (línea {line})" in error.sentence(Words("es"))


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("{{ ''.__class__ }}", "forbidden", 1),
        ("{{ ''['__class__'] }}", "forbidden", 1),
        ("{{ ''|attr('__class__') }}", "forbidden", 1),
        ("{{ '{0.__class__}'.format(1) }}", "forbidden", 1),
        ("hola\n{% include 'file:///etc/passwd' %}", "forbidden", 2),
        ("{% import 'http://example.org/x' as x %}", "forbidden", 1),
        ("{% extends '../base.html' %}", "forbidden", 1),
        ("uno\ndos\n{{ cliente", "template", 3),
        ("{% if cliente %}", "template", 1),
        ("uno\n{{ cliente | nofilter }}", "template", 2),
        ("uno\n{{ 1 // 0 }}", "template", 0),
        ("uno\n{{ cliente - 1 }}", "template", 2),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "template", 1),
        ("{% for a in 'x' * 9999 %}{% for b in 'x' * 99 %}y{% endfor %}{% endfor %}", "size", 0),
    ],
)
async def test_what_a_text_must_not_do_is_refused(press: Press, template: str, code: str, line: int):
    error = await refusal(press.fill(template, {"customer": "ACME"}))
    assert error.code == code, error
    assert error.line == line or not line


@pytest.mark.parametrize(
    "deep", ["{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "{% if 1 %}" * 3000 + "{% endif %}" * 3000, "{{ " + "-" * 20000 + "1 }}"]
)
async def test_deep_nesting_is_an_error_and_no_harm(press: Press, deep: str):
    assert (await refusal(press.fill(deep, {}))).code in {"template", "memory", "died"}
    assert await press.fill("{{ customer }}", {"customer": "ACME"}) == "ACME"


class _Hits(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.hits.append(self.path)  # type: ignore[attr-defined]
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[HTTPServer]:
    """A web server on loopback that notes who comes."""
    server = HTTPServer(("127.0.0.1", 0), _Hits)
    server.hits = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


REACHING = [
    "<img src='{}'>",
    "<link rel=stylesheet href='{}'>",
    "<link rel=attachment href='{}'>",
    "<style>@import url({});</style>",
    "<p style='background: url({})'>x",
    "<object data='{}'></object>",
    "<embed src='{}'>",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='{}' width='9' height='9'/></svg>",
    '<base href="{}"><img src="x.png">',
]


@pytest.mark.parametrize("page", REACHING)
async def test_a_page_that_fetches_a_file_or_the_network_is_refused_and_told(press: Press, web: HTTPServer, tmp_path: Path, page: str):
    (tmp_path / "secret.png").write_bytes(logo())
    for address in ((tmp_path / "secret.png").as_uri(), f"http://127.0.0.1:{web.server_port}/x.png"):
        error = await refusal(press.html(page.format(address)))
        assert error.code == "forbidden"
        assert error.name.startswith(address[:16])
    assert web.hits == []  # type: ignore[attr-defined]


async def test_a_relative_address_is_a_file_and_refused(press: Press):
    error = await refusal(press.html("<img src='etc/passwd'>"))
    assert (error.code, error.name) == ("forbidden", "file:///etc/passwd")


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:9/x", "FILE:///etc/passwd", "//127.0.0.1/x", "ftp://127.0.0.1/x", "x.png"]
)
async def test_a_logo_that_fetches_something_is_refused_and_told(press: Press, address: str):
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'><image href='{address}' width='90' height='30'/></svg>"
    error = await refusal(press.letter(replace(LETTER, office=replace(OFFICE, logo=drawing.encode()))))
    assert error.code == "forbidden"


async def test_a_font_that_a_document_brings_is_left_alone_and_reaches_no_later_one(web: HTTPServer):
    press = Press(workers=1)
    try:
        before = await press.letter(LETTER)
        font = b64encode((folder("templates") / "paper" / "fonts" / "AccionesSerif-Bold.ttf").read_bytes()).decode()
        for address in (f"data:font/ttf;base64,{font}", f"http://127.0.0.1:{web.server_port}/x.ttf", "file:///etc/passwd"):
            face = f"@font-face {{ font-family: 'Acciones Serif'; src: url({address}) }}"
            await press.html(f"<style>{face}</style><p>Hola")
            drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><style>{face}</style></svg>"
            await press.letter(replace(LETTER, office=replace(OFFICE, logo=drawing.encode())))
        assert await press.letter(LETTER) == before
        assert web.hits == []  # type: ignore[attr-defined]
    finally:
        await press.close()


def _bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 20000 × 20000 pixels."""
    raw = logo("RGB")
    head = raw[:16] + (20000).to_bytes(4, "big") * 2 + raw[24:29]
    return head + zlib.crc32(head[12:]).to_bytes(4, "big") + raw[33:]


@pytest.mark.parametrize("data", [b"GIF89a broken", b"hello", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, logo()[:400], _bomb()])
async def test_a_broken_logo_is_refused_with_its_reason(press: Press, data: bytes):
    assert (await refusal(press.logo(data))).code == "logo"
    assert (await refusal(press.letter(replace(LETTER, office=replace(OFFICE, logo=data))))).code == "logo"
    without = await press.letter(replace(LETTER, with_logo=False, office=replace(OFFICE, logo=data)))
    assert "Carta N° 2026-0034" in text(without)[0]


@pytest.mark.parametrize("drawing", [b"<svg xmlns='http://www.w3.org/2000/svg'><g>", b"<svg width='9'>&a;</svg>"])
async def test_a_broken_drawing_is_refused_with_its_reason(press: Press, drawing: bytes):
    assert (await refusal(press.letter(replace(LETTER, office=replace(OFFICE, logo=drawing))))).code == "logo"
    assert "2026-0034" in text(await press.letter(LETTER))[0]


async def test_a_logo_that_was_refused_is_refused_again_by_the_same_worker(press: Press):
    broken = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><g></svg>'
    for _ in range(4):  # more often than there are workers
        with pytest.raises(DocumentError) as refused:
            await press.logo(broken)
        assert refused.value.code == "logo"


async def test_a_missing_logo_is_replaced_by_the_name_of_the_office(press: Press):
    assert text(await press.letter(replace(LETTER, office=OFFICE)))[0].startswith("Distribuidora del Sur SpA\nSantiago, 24")


async def test_an_uploaded_logo_is_kept_opaque_and_small(press: Press):
    from PIL import Image

    kept = Image.open(io.BytesIO(await press.logo(logo())))
    assert kept.mode == "RGB"
    assert kept.width <= 1000
    assert kept.getpixel((0, 0)) == (255, 255, 255)
    drawing = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"
    assert await press.logo(drawing) == drawing


async def test_values_are_never_read_as_templates(press: Press):
    values = {**values_of(LETTER), "customer": "{{ 7 * 7 }} {% raise %}"}
    assert await press.fill("{{ cliente }}/{{ customer }}", values) == "{{ 7 * 7 }} {% raise %}/{{ 7 * 7 }} {% raise %}"


async def test_placeholders_that_leave_a_hole_are_named(press: Press):
    body = (
        "Estimada {{ contacto }}: {{ cliente }} {% if rut %}{{ rut }}{% endif %}{{ ciudad if ciudad else 'Chile' }} {{ correo_remitente }}"
    )
    bare = replace(LETTER, to=replace(LETTER.to, contact="", rut="", city=""), body=body)
    assert await press.blanks(bare) == ["contacto"]
