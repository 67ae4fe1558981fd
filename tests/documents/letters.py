"""Letters for tests: that of conversations.md, example 8, and variations; and how a PDF is read back.

To look at them: `python -m tests.documents.letters FOLDER` writes PDFs (`pdftoppm -png` makes pictures).
"""

import asyncio
import io
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from PIL import Image, ImageDraw
from pypdf import PdfReader

from crm.documents import Addressee, Letter, Letterhead, Press, Signature

BODY = """\
Estimada {{ contacto }}:

Junto con saludar, le recordamos que la {{ referencia }}, emitida el 12 de octubre pasado a nombre de {{ cliente }}, RUT {{ rut }}, por un total de $1.250.000, venció el 11 de noviembre y a la fecha no registra pago.

Entendemos que puede tratarse de una omisión involuntaria. Si el pago ya fue hecho, le rogamos enviarnos el comprobante a {{ correo_remitente }} y no considerar esta carta. De lo contrario, agradeceremos regularizarlo antes del viernes 4 de diciembre, por transferencia a:

Banco de Chile, cuenta corriente 00-123-45678-90
{{ empresa }}, RUT {{ rut_empresa }}

Quedamos a su disposición para cualquier aclaración."""

ENGLISH_BODY = """\
Dear {{ contact }},

We write about {{ reference }}, issued on 12 October to {{ customer }} (RUT {{ tax_number }}) for a total of $1,250,000. It fell due on 11 November and, according to our books, has not been paid.

If payment is already on its way, please send us the receipt at {{ sender_mail }} and disregard this letter. Otherwise we should be grateful to receive it by Friday 4 December.

Thank you for your attention."""


def logo(mode: str = "RGBA") -> bytes:
    """A drawn logo, transparent around."""
    image = Image.new(mode, (900, 260), (0, 0, 0, 0) if mode == "RGBA" else "white")
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((10, 30, 210, 230), 40, fill=(23, 78, 122, 255))
    draw.polygon([(60, 180), (110, 70), (160, 180)], fill=(255, 255, 255, 255))
    draw.rectangle((250, 70, 860, 120), fill=(23, 78, 122, 255))
    draw.rectangle((250, 150, 680, 175), fill=(140, 160, 180, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


OFFICE = Letterhead(
    name="Distribuidora del Sur SpA",
    rut="77.654.321-K",
    address="Av. Apoquindo 4500, of. 1201, Las Condes",
    phone="+56 2 2765 4321",
    mail="contacto@delsur.cl",
    web="www.delsur.cl",
)

LETTER = Letter(
    number="2026-0034",
    dated=date(2026, 11, 24),
    place="Santiago",
    office=replace(OFFICE, logo=logo()),
    to=Addressee(
        name="ACME S.A.",
        address=("Av. Providencia 1234", "Providencia, Santiago"),
        rut="76.123.456-0",
        contact="Marta Soto",
        position="Pagos",
    ),
    sender=Signature("Ana Rojas Fuentes", "Ejecutiva de Cobranza", "+56 9 8765 4321", "ana.rojas@delsur.cl"),
    reference="factura 4511",
    body=BODY,
    fill=True,
)

ENGLISH = replace(LETTER, language="en", reference="invoice 4511", body=ENGLISH_BODY, to=replace(LETTER.to, position="Accounts Payable"))

DRAFT = replace(LETTER, number=None)

LONG = replace(
    LETTER,
    body="\n\n".join(
        f"{n}. " + "En relación con lo conversado, dejamos constancia de los acuerdos tomados. " * (3 + n % 5) for n in range(1, 26)
    ),
)


def text(pdf: bytes) -> list[str]:
    """The text of each page, without blank lines and with single spaces."""
    return [
        "\n".join(" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip())
        for page in PdfReader(io.BytesIO(pdf)).pages
    ]


async def _write(folder: Path) -> None:
    press = Press()
    for name, letter in {"carta": LETTER, "letter": ENGLISH, "borrador": DRAFT, "larga": LONG}.items():
        (folder / f"{name}.pdf").write_bytes(await press.letter(letter))
    await press.close()


if __name__ == "__main__":
    asyncio.run(_write(Path(sys.argv[1])))
