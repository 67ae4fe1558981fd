"""Letters to HTML: the templates of `templates/paper`, in a sandbox, strict and escaped."""

import re
from functools import cache
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from crm.documents.dates import long_date
from crm.documents.errors import DocumentError
from crm.documents.letter import Letter, Letterhead
from crm.documents.logo import data_uri
from crm.documents.placeholders import fill, values_of
from crm.resources import folder
from crm.words import Words

# Control characters and halves of surrogate pairs are in no font and in no XML; chat and mail deliver them all the same.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@cache
def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=FileSystemLoader(folder("templates") / "paper"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )


def _printable(value: Any) -> Any:
    return type(value)(_UNPRINTABLE.sub("", value)) if isinstance(value, str) else value


def paragraphs(text: str) -> list[list[str]]:
    """Plain text as paragraphs of lines: a blank line parts them."""
    lines = [_UNPRINTABLE.sub("", line).rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


def letter_page(letter: Letter) -> str:
    """A letter as HTML."""
    words = Words(letter.language)
    body = fill(letter.body, values_of(letter), letter.language) if letter.fill else letter.body
    title = words("Letter No. {number}", number=letter.number) if letter.number else words("Letter without number (draft)")
    context = {
        "letter": letter,
        "dated": long_date(letter.dated, letter.language),
        "paragraphs": paragraphs(body),
        "heading": title,
        "subject": letter.reference,
    }
    return _page("letter.html", title, letter, context)


def _page(template: str, title: str, paper: Letter, context: dict[str, Any]) -> str:
    words, office = Words(paper.language), paper.office
    try:
        return (
            _environment()
            .get_template(template)
            .render(
                {
                    **context,
                    "_": words,
                    "title": title,
                    "iso_date": paper.dated.isoformat(),
                    "draft": paper.draft,
                    "office": office,
                    "logo": data_uri(office.logo) if paper.with_logo and office.logo else "",
                    "with_head": paper.with_logo,
                    "foot": foot(office, words),
                }
            )
        )
    except TemplateError as error:
        raise DocumentError("template", name=template, line=getattr(error, "lineno", 0), detail=f"{template}: {error.message}") from None


def foot(office: Letterhead, words: Words) -> list[str]:
    """The lines at the bottom of every page: those of the office, else made of what is known about it."""
    if office.footer.strip():
        return [line for group in paragraphs(office.footer) for line in group]
    who = [office.name, words("RUT {rut}", rut=office.rut) if office.rut else "", office.address]
    reach = [office.phone, office.mail, office.web]
    return [line for line in (" · ".join(filter(None, who)), " · ".join(filter(None, reach))) if line]
