"""What can go wrong between data and paper, told so that a person knows what to do next."""

from typing import Final, Literal

from crm.errors import AccionesError
from crm.words import Words

Code = Literal["timeout", "memory", "died", "forbidden", "placeholder", "template", "size", "logo", "missing", "closed", "failed"]

_SENTENCES: Final[dict[str, str]] = {
    "timeout": "The document took longer than {detail} seconds and was stopped. Does its text repeat something without end?",
    "memory": "The document needed more memory than it may take and was stopped. Is its text, or what it repeats, too large?",
    "died": "The program that makes the PDF broke off ({detail}). Nothing else was harmed; try again.",
    "forbidden": "The document wants something that is not allowed: {name}.",
    "placeholder": "«{name}» (line {line}) is no placeholder. There are: {existing}.",
    "template": "The text cannot be read as a template, line {line}: {detail}",
    "size": "The text would have {detail} characters, which is more than a document may have.",
    "logo": "The logo cannot be used: {detail}. Send another one (PNG, JPEG or SVG), or leave it out.",
    "missing": "PDFs need parts of the system that are not installed: {name}. To install: sudo apt-get install {name}",
    "closed": "The program is being shut down; the document can be made after the next start.",
    "failed": "The document could not be made ({detail}).",
}


class DocumentError(AccionesError):
    """A document could not be made; `code` says why.

    name: the wrong placeholder, the address refused, the packages missing. existing: the placeholders that there are.
    line: where in the template, 0 if unknown. detail: technical, English.
    """

    def __init__(self, code: Code, *, name: str = "", existing: tuple[str, ...] = (), line: int = 0, detail: str = "") -> None:
        self.code: Code = code
        self.name = name
        self.existing = existing
        self.line = line
        self.detail = detail
        super().__init__(self._filled(_SENTENCES[code]))

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross a process border, and the default calls __init__ with the message alone.
        return _rebuilt, (self.code, self.name, self.existing, self.line, self.detail)

    def sentence(self, words: Words) -> str:
        """What a person is told, in the language of `words`; plain text."""
        return self._filled(words(_SENTENCES[self.code]))

    def _filled(self, sentence: str) -> str:
        return sentence.format(name=self.name, existing=", ".join(self.existing), line=self.line, detail=self.detail)


def _rebuilt(code: Code, name: str, existing: tuple[str, ...], line: int, detail: str) -> DocumentError:
    return DocumentError(code, name=name, existing=existing, line=line, detail=detail)
