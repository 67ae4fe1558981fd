"""HTML to PDF bytes. The only module that imports WeasyPrint; only workers import it (half a second, and it needs Pango)."""

import logging
import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from typing import Any

from crm.model import DEFAULT_LANGUAGE
from crm.resources import folder

_PAPER = folder("templates") / "paper"
os.environ["FONTCONFIG_FILE"] = str(_PAPER / "fonts" / "fonts.conf")  # read when Pango is loaded, one line below

from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: E402

from crm.documents.errors import DocumentError  # noqa: E402
from crm.documents.letter import Paper  # noqa: E402
from crm.words import Words  # noqa: E402

_IMAGES_KEPT = 16


class _RefusedError(FatalURLFetchingError):  # type: ignore[misc]  # WeasyPrint is untyped
    """Something other than data in the address was asked for. A BaseException: WeasyPrint prints on after any other error."""


class _DataOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Fetches what stands in the address itself (`data:`); refuses files and every network, and remembers what it refused."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url[:5].lower() != "data:":
            self.refused.append(url)
            raise _RefusedError(url)
        return super().fetch(url, headers)


class _Fonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint is untyped
    """The fonts of `fonts.conf` and no others: a font that one document brings would stay for all later ones of this worker."""

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
        """Leave the font of a document alone."""


class _Complaints(logging.Handler):
    """Pictures that could not be drawn: WeasyPrint only logs them and leaves a hole."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.pictures = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.pictures += "image" in str(record.msg)


# Made once a worker, never before the fork: newer Pangos start a thread with it.
@cache
def _fonts() -> _Fonts:
    return _Fonts()


@cache
def _fetcher() -> _DataOnly:
    return _DataOnly()


@cache
def _complaints() -> _Complaints:
    made = _Complaints()
    logging.getLogger("weasyprint").addHandler(made)
    return made


@cache
def _images() -> dict[str, Any]:
    return {}


@cache
def _style(name: str) -> CSS:
    return _css((_PAPER / f"{name}.css").read_text("utf-8"))


@cache
def _size(paper: Paper) -> CSS:
    return _css(f"@page {{ size: {paper.value} }}")


@cache
def _numbered(language: str) -> CSS:
    """«Página 2 de 3» below the foot of every page: CSS has no way to ask whether there is more than one."""
    text = Words(language)("Page {page} of {pages}", page='" counter(page) "', pages='" counter(pages) "')
    return _css(f'.foot::after {{ display: block; content: "{text}" }}')


def _css(text: str) -> CSS:
    return CSS(string=text, base_url="file:///", url_fetcher=_fetcher(), font_config=_fonts())


def pdf(markup: str, language: str = DEFAULT_LANGUAGE, paper: Paper = Paper.LETTER) -> bytes:
    """The PDF of a page of HTML; the same page gives the same bytes.

    Raises:
        DocumentError: forbidden, where it asks for a file or for the network; logo, where a picture cannot be drawn.
    """
    if len(_images()) > _IMAGES_KEPT:
        _images().clear()
    _fetcher().refused.clear()
    _complaints().pictures = 0
    made = b""
    with suppress(_RefusedError):
        # A relative address would be dropped without a word: against this base it is a file, and refused as one.
        page = HTML(string=markup, base_url="file:///", url_fetcher=_fetcher())
        document = _laid_out(page, [_style("paper"), _size(paper)], language)
        made = document.write_pdf(pdf_identifier=sha256(markup.encode()).hexdigest()[:32].encode(), pdf_tags=True)
    if _fetcher().refused or _complaints().pictures:
        _images().clear()  # WeasyPrint remembers a picture that it refused, and says nothing about it the next time
    if _fetcher().refused:  # asked here and not caught above: the drawing of an SVG swallows every exception
        raise DocumentError("forbidden", name=_fetcher().refused[0][:200])
    if _complaints().pictures:
        raise DocumentError("logo", detail="it cannot be drawn")
    return made


def _laid_out(page: HTML, style: list[CSS], language: str) -> Any:
    """The pages: one where a tighter style makes it one, else numbered."""
    document = _render(page, style)
    if len(document.pages) == 2:
        tight = _render(page, [*style, _style("compact")])
        if len(tight.pages) == 1:
            return tight
    return document if len(document.pages) == 1 else _render(page, [*style, _numbered(language)])


def _render(page: HTML, style: list[CSS]) -> Any:
    return page.render(font_config=_fonts(), stylesheets=style, cache=_images(), pdf_tags=True)
