"""Letters as they come out: what stands on them, page by page, in both languages."""

import io
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from pypdf import PdfReader

from crm.documents import Addressee, Letter, Letterhead, Paper, Press, Signature, values_of
from tests.documents.letters import DRAFT, ENGLISH, LETTER, LONG, OFFICE, text

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "letter.es": LETTER,
    "letter.en": ENGLISH,
    "draft.es": DRAFT,
    "no_address.es": replace(
        LETTER, to=Addressee("Comercial Andes Ltda."), reference="", body="Señores:\n\nAdjuntamos la lista de precios."
    ),
    "no_logo_no_signature.es": replace(LETTER, with_logo=False, with_signature=False),
    "own_foot.en": replace(
        ENGLISH, office=replace(OFFICE, footer="Casa fundada en 1961\nLunes a viernes, 9 a 18 h"), sender=Signature("Ana Rojas")
    ),
}


def golden(name: str, got: str) -> str:
    """The golden text of a case; `GOLDEN=write` writes it anew, and the diff is read."""
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(got + "\n", "utf-8")
    return path.read_text("utf-8").rstrip("\n")


@pytest.mark.parametrize("name", CASES)
async def test_a_letter_says_what_its_golden_file_says(press: Press, name: str):
    got = "\n---\n".join(text(await press.letter(CASES[name])))
    assert got == golden(name, got)


@pytest.mark.parametrize(("language", "mark"), [("es", "BORRADOR"), ("en", "DRAFT")])
async def test_a_draft_is_marked_on_every_page_and_an_issued_letter_on_none(press: Press, language: str, mark: str):
    draft = text(await press.letter(replace(LONG, number=None, language=language)))
    assert len(draft) > 2
    assert all(mark in page for page in draft)
    assert not any(mark in page for page in text(await press.letter(replace(LONG, language=language))))


async def test_a_long_letter_flows_numbered_over_pages_and_its_signature_never_stands_alone(press: Press):
    for lines in range(20, 60, 4):
        body = "\n\n".join(f"Punto {n} de lo conversado." for n in range(lines))
        pages = text(await press.letter(replace(LETTER, body=body)))
        assert "Punto" in pages[-1], f"{lines} lines: the signature is alone on its page"
        assert "Ana Rojas Fuentes" in pages[-1]
        if len(pages) > 1:
            assert all(f"Página {n} de {len(pages)}" in page for n, page in enumerate(pages, 1))
        else:
            assert "Página" not in pages[0]
        assert all("Distribuidora del Sur SpA · RUT 77.654.321-K" in page for page in pages)


async def test_no_line_of_a_paragraph_stands_alone_at_a_page_end(press: Press):
    sentence = "En relación con lo conversado dejamos constancia de los acuerdos tomados en la reunión. "
    body = "\n\n".join(f"Inicio{n}. " + sentence * 4 + f"Final{n}." for n in range(24))
    pages = text(await press.letter(replace(LETTER, body=body)))
    for page in pages[:-1]:
        last = [line for line in page.splitlines() if "Distribuidora" not in line and "Página" not in line and "+56 2" not in line][-1]
        assert "Inicio" not in last


async def test_the_same_letter_gives_the_same_bytes_from_another_press(press: Press):
    first = await press.letter(LETTER)
    assert await press.letter(LETTER) == first
    assert await press.letter(replace(LETTER, reference="factura 4512")) != first
    other = Press(workers=1)
    try:
        await other.letter(LONG)
        assert await other.letter(LETTER) == first
    finally:
        await other.close()


async def test_a_pdf_says_its_title_author_language_and_date_and_is_tagged(press: Press):
    reader = PdfReader(io.BytesIO(await press.letter(LETTER)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Carta N° 2026-0034 · factura 4511"
    assert reader.metadata.author == "Distribuidora del Sur SpA"
    assert reader.metadata.subject == "factura 4511"
    assert "20261124" in str(reader.metadata.get("/CreationDate"))
    assert reader.trailer["/Root"]["/Lang"] == "es"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


async def test_only_the_fonts_of_the_package_are_used(press: Press):
    fonts = set()
    for page in PdfReader(io.BytesIO(await press.letter(DRAFT))).pages:
        fonts |= {str(font.get_object()["/BaseFont"]).split("+")[-1] for font in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all(font.startswith("Acciones-Serif") for font in fonts), fonts


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (612, 792)), (Paper.A4, (595, 842)), (Paper.OFICIO, (612, 935))])
async def test_the_paper_can_be_chosen(press: Press, paper: Paper, size: tuple[int, int]):
    box = PdfReader(io.BytesIO(await press.letter(replace(LETTER, paper=paper)))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


async def test_what_people_write_is_printed_as_it_is_and_never_read_as_html(press: Press):
    name = "A & B <Ltda> «Ñuñoa» 'x'"
    body = "<b>No</b> & <img src='file:///etc/passwd'>\n\x00\x07raro \ud83d fin\n\n\n" + "W" * 400
    printed = text(await press.letter(replace(LETTER, fill=False, to=Addressee(name), reference="<script>", body=body)))[0]
    assert name in printed
    assert "<b>No</b> & <img src='file:///etc/passwd'>\nraro fin" in printed
    assert "Ref.: <script>" in printed
    assert printed.replace("\n", "").count("W") == 400


async def test_an_empty_letter_and_foreign_scripts_come_out(press: Press):
    bare = Letter(None, date(2026, 1, 1), "", Letterhead(""), Addressee(""), Signature(""))
    assert "BORRADOR" in text(await press.letter(bare))[0]
    greek = replace(LETTER, fill=False, to=Addressee("Ελλάς Α.Ε. 🏭 ООО «Мир»"))
    assert "Ελλάς" in text(await press.letter(greek))[0]


def test_all_that_paper_says_is_in_the_spanish_catalogue():
    from crm.documents import PLACEHOLDERS
    from crm.documents.errors import _SENTENCES
    from crm.resources import folder

    with (folder("locale") / "es" / "LC_MESSAGES" / "paper.po").open("rb") as file:
        spanish = {message.id for message in read_po(file) if message.string}
    sources = "".join(path.read_text("utf-8") for path in (folder("templates") / "paper").glob("*.html"))
    sources += "".join(path.read_text("utf-8") for name in ("pages", "engine") for path in [ROOT / "crm" / "documents" / f"{name}.py"])
    said = {*_SENTENCES.values(), *(item.meaning for item in PLACEHOLDERS), *re.findall(r'(?:\b_|\bwords|\))\("([^"]+)"', sources)}
    assert len(said) > 35
    assert said - spanish == set()


def test_every_placeholder_has_a_value_in_a_letter():
    from crm.documents import PLACEHOLDERS

    assert set(values_of(LETTER)) == {item.name for item in PLACEHOLDERS}
    assert len({name for item in PLACEHOLDERS for name in item.names}) == 2 * len(PLACEHOLDERS)
