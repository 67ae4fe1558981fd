"""Standard texts: the fixed list of placeholders, and a sandbox that fills them. Runs in a worker: a sandbox stops no endless loop."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import extract_tb
from typing import Final

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from crm.documents.dates import long_date
from crm.documents.errors import DocumentError
from crm.documents.letter import Letter
from crm.languages import DEFAULT, LANGUAGES
from crm.languages import language as spoken

MAX_TEXT: Final = 100_000  # characters of a filled text: some forty pages


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A name that a standard text may use, in any language; `meaning` is a message id."""

    name: str
    meaning: str

    @property
    def names(self) -> frozenset[str]:
        """How it is written in the languages that we speak."""
        return frozenset({self.name, *(one.placeholders.get(self.name, self.name) for one in LANGUAGES.values())})


PLACEHOLDERS: Final = (
    Placeholder("customer", "the company or person written to"),
    Placeholder("trade_name", "its trade name"),
    Placeholder("tax_number", "its RUT"),
    Placeholder("address", "its address"),
    Placeholder("city", "its city"),
    Placeholder("contact", "the person at «Atención a»"),
    Placeholder("position", "that person's position"),
    Placeholder("reference", "the line «Ref.»"),
    Placeholder("date", "the date of the letter, written out"),
    Placeholder("place", "the place of the letter"),
    Placeholder("number", "the number of the letter; empty in a draft"),
    Placeholder("sender", "who signs"),
    Placeholder("sender_position", "the signer's position"),
    Placeholder("sender_phone", "the signer's phone"),
    Placeholder("sender_mail", "the signer's mail"),
    Placeholder("company", "our office"),
    Placeholder("company_tax_number", "our RUT"),
    Placeholder("company_address", "our address"),
    Placeholder("company_phone", "our phone"),
)

_ENGLISH: Final = {called: item.name for item in PLACEHOLDERS for called in item.names}


def names(language: str) -> tuple[str, ...]:
    """The placeholders as a person of this language writes them; the other language's work too."""
    return tuple(spoken(language).placeholders.get(item.name, item.name) for item in PLACEHOLDERS)


def values_of(letter: Letter) -> dict[str, str]:
    """What each placeholder stands for in this letter, by its English name."""
    to, sender, office = letter.to, letter.sender, letter.office
    return {
        "customer": to.name,
        "trade_name": to.trade_name or to.name,
        "tax_number": to.rut,
        "address": ", ".join(to.address),
        "city": to.city,
        "contact": to.contact,
        "position": to.position,
        "reference": letter.reference,
        "date": long_date(letter.dated, letter.language),
        "place": letter.place,
        "number": letter.number or "",
        "sender": sender.name,
        "sender_position": sender.position,
        "sender_phone": sender.phone,
        "sender_mail": sender.mail,
        "company": office.name,
        "company_tax_number": office.rut,
        "company_address": office.address,
        "company_phone": office.phone,
    }


def _sandbox() -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True
    )  # plain text; the page escapes it
    made.globals.clear()  # a letter needs neither `range` nor `lipsum`, and a loop needs something to loop over
    return made


def fill(template: str, values: Mapping[str, str], language: str = DEFAULT) -> str:
    """The text with its placeholders filled; `values` by English name, one that is left out is empty.

    Raises:
        DocumentError: placeholder, template, forbidden or size.
    """
    known = {called: values.get(name, "") for called, name in _ENGLISH.items()}
    with _told():
        _parsed(template, language)
        filled = _sandbox().from_string(template).render(known)
    if len(filled) > MAX_TEXT:
        raise DocumentError("size", detail=str(len(filled)))
    return filled


def check(template: str, language: str = DEFAULT) -> None:
    """Read a standard text without running it: every name in it is a placeholder, and it fetches nothing.

    Raises:
        DocumentError: placeholder, template, forbidden.
    """
    with _told():
        _parsed(template, language)


def blanks(template: str, values: Mapping[str, str], language: str = DEFAULT) -> list[str]:
    """The placeholders that would leave a hole in the text: empty, and nowhere asked for by an «if»."""
    with _told():
        tree = _parsed(template, language)
        tests = nodes.Output(
            [*(branch.test for branch in tree.find_all(nodes.If)), *(choice.test for choice in tree.find_all(nodes.CondExpr))]
        )  # one node that holds them all
        asked = {_ENGLISH.get(name.name) for name in tests.find_all(nodes.Name)}
        used = dict.fromkeys(name.name for name in tree.find_all(nodes.Name))
    return [name for name in used if name in _ENGLISH and _ENGLISH[name] not in asked and not values.get(_ENGLISH[name])]


def _parsed(template: str, language: str) -> nodes.Template:
    """The template as a tree, every name in it checked before anything runs."""
    tree = _sandbox().parse(template)
    _refuse_foreign(tree)
    _refuse_unknown(tree, names(language))
    return tree


@contextmanager
def _told() -> Iterator[None]:
    """What jinja2 and Python say about a template, as errors of ours."""
    try:
        yield
    except TemplateSyntaxError as error:
        raise DocumentError("template", line=error.lineno, detail=error.message or "") from None
    except SecurityError as error:
        raise DocumentError("forbidden", name=error.message or "", line=_line(error)) from None
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, RecursionError, SyntaxError) as error:
        # SyntaxError and RecursionError: what nests too deeply breaks Python's own compiler.
        raise DocumentError("template", line=_line(error), detail=_said(error)) from None


def _refuse_foreign(tree: nodes.Template) -> None:
    """A standard text is one text: it fetches nothing from elsewhere."""
    for node in tree.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        target = getattr(node, "template", None)
        name = str(target.value) if isinstance(target, nodes.Const) else type(node).__name__.lower()
        raise DocumentError("forbidden", name=name, line=node.lineno)


def _refuse_unknown(tree: nodes.Template, existing: tuple[str, ...]) -> None:
    """All names, not only those that this letter needs: a branch that is rarely taken hides no mistake."""
    for attribute in tree.find_all(nodes.Getattr):
        if isinstance(attribute.node, nodes.Name):  # «contacto.nombre»: placeholders have no parts
            name = f"{attribute.node.name}.{attribute.attr}"
            raise DocumentError("placeholder", name=name, existing=existing, line=attribute.lineno)
    unknown = find_undeclared_variables(tree) - set(_ENGLISH)
    for used in tree.find_all(nodes.Name):
        if used.name in unknown:
            raise DocumentError("placeholder", name=used.name, existing=existing, line=used.lineno)


def _line(error: BaseException) -> int:
    """The line of the template where it happened: jinja2 names its frames «<template>»."""
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.filename == "<template>"]
    return (lines[-1] or 0) if lines else 0


def _said(error: BaseException) -> str:
    if isinstance(error, UndefinedError | TemplateError):
        return re.sub(r"\s+", " ", error.message or "")[:200]
    return f"{type(error).__name__}: {error}"[:200]
