"""What runs in a worker process: limits first, then one job after the other.

Jobs return their errors and never raise: a foreign exception that cannot be rebuilt on the other side would break the whole pool.
"""

import io
import os
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from types import ModuleType
from typing import Final

from crm import limits
from crm.documents.errors import DocumentError
from crm.documents.letter import Letter, Paper
from crm.documents.libraries import missing
from crm.model import DEFAULT_LANGUAGE


def begin(megabytes: int) -> None:
    """Put this process under its limits; `megabytes` is what jobs may take above what the idle worker has."""
    limits.courteous()
    with suppress(DocumentError):  # told with the first job that needs it
        engine()
    limits.confine(megabytes)


def engine() -> ModuleType:
    """The module that makes PDFs; a library that is missing becomes an error of ours."""
    try:
        with redirect_stdout(io.StringIO()):  # WeasyPrint prints a banner where Pango is missing
            from crm.documents import engine as loaded  # noqa: PLC0415 - only here, only in workers
    except OSError as error:
        packages = " ".join(missing(faster=False)) or "libpango-1.0-0 libpangoft2-1.0-0"
        raise DocumentError("missing", name=packages, detail=str(error)[:200]) from None
    return loaded


def run(job: str, arguments: tuple[object, ...]) -> bytes | str | DocumentError:
    """One job by its name; its result or its error, as a value."""
    try:
        return _JOBS[job](*arguments)
    except DocumentError as error:
        return error
    except MemoryError:
        # What is left of this process is not to be trusted; the pool starts another one.
        os._exit(limits.OUT_OF_MEMORY)
    except RecursionError:
        return DocumentError("template", detail="nested too deeply")
    except Exception as error:  # noqa: BLE001 - see the module's docstring
        return DocumentError("failed", detail=f"{type(error).__name__}: {error}"[:300])


def _letter(letter: Letter) -> bytes:
    from crm.documents.pages import letter_page  # noqa: PLC0415 - brings Pillow

    return _pdf(letter_page(letter), letter.language, letter.paper)


def _pdf(markup: str, language: str, paper: Paper) -> bytes:
    made: bytes = engine().pdf(markup, language, paper)
    return made


def _fill(template: str, values: Mapping[str, str], language: str) -> str:
    from crm.documents.placeholders import fill  # noqa: PLC0415 - as the others

    return fill(template, values, language)


def _blanks(template: str, values: Mapping[str, str], language: str) -> str:
    from crm.documents.placeholders import blanks  # noqa: PLC0415 - as the others

    return " ".join(blanks(template, values, language))


def _logo(data: bytes) -> bytes:
    from crm.documents.logo import data_uri, is_svg, prepared  # noqa: PLC0415 - brings Pillow

    made = prepared(data)
    if is_svg(made):  # drawn once: what asks for files, or cannot be drawn, is refused here and not on a letter
        _pdf(f'<img src="{data_uri(made)}">', DEFAULT_LANGUAGE, Paper.LETTER)
    return made


_JOBS: Final[Mapping[str, Callable[..., bytes | str]]] = {
    "letter": _letter,
    "html": _pdf,
    "fill": _fill,
    "blanks": _blanks,
    "logo": _logo,
}
