"""The logo by chat: what is no picture, too large or dangerous is refused in one sentence; what fits stands on the letters of every process."""

import io
from typing import Any

import pytest
from PIL import Image

from crm.documents import Press
from crm.services.house import parameters
from tests.bot.phones import Phones
from tests.support import databases, machine
from tests.support.small_office import SmallOffice

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{}</svg>'


def png(width: int = 60, height: int = 20) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def pressed(phones: Phones, press: Press) -> Phones:
    if lack := machine.no_pdf():
        databases.missing(lack)
    phones.office.press = press
    return phones


async def sent(phones: Phones, small: SmallOffice, data: bytes, *, kind: str = "document", size: int = 0, name: str = "logo.png") -> str:
    about: dict[str, Any] = {"file_id": f"id-{len(data)}-{name}", "file_unique_id": "u", "file_size": size or len(data)}
    content = {"photo": [{**about, "width": 1, "height": 1}]} if kind == "photo" else {"document": {**about, "file_name": name}}
    await phones.send(small.emily, content, data)
    return phones.texts(small.emily)[-1]


async def test_only_a_picture_becomes_the_logo(pressed: Phones, small_office: SmallOffice):
    await pressed.say(small_office.emily, "/parameters logo")
    for data, more in (
        (b"%PDF-1.4 no picture", {}),
        (b"", {"size": 1}),
        (png()[:40], {}),
        (SVG.format('<image width="9" height="9" href="file:///etc/passwd"/>').encode(), {"name": "evil.svg"}),
        (SVG.format("<g>").encode(), {"name": "broken.svg"}),
        (b"x", {"size": 60_000_000}),
    ):
        said = await sent(pressed, small_office, data, **more)
        assert "✅" not in said, data[:20]
        assert pressed.last(small_office.emily).message.context.wants.name == "office_logo", said  # the question stays
    assert "✅" in await sent(pressed, small_office, png(), kind="photo")
    await parameters.refresh(pressed.office)
    assert pressed.office.parameters["letterhead"].logo
    await pressed.say(small_office.emily, "/parameters logo")
    assert "✅" in await sent(pressed, small_office, SVG.format("<rect width='9' height='9'/>").encode(), name="logo.svg")
