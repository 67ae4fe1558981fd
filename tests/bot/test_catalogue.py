"""Every sentence of code, kinds and templates has its Spanish, with the same {names} in it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from crm.kinds import KINDS
from crm.languages import LANGUAGES
from crm.resources import folder

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "crm", "mailgw", "scheduler", "app")
SPEAKERS = {"words", "_words", "_", "say_in"}  # what is called with a msgid: `words("…")`, `turn.words("…")`, `_("…")`
CALL = re.compile(r"""_(?:\.(plural|of))?\(\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w.]+)(?:\s*,\s*"(?:[^"\\]|\\.)*")?)""")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')

TRANSLATED = [code for code in LANGUAGES if code != "en"]  # what is said is English where no catalogue has it
Found = tuple[str, str, str]  # where, context, msgid


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _texts(node: ast.expr) -> list[str]:
    """The strings that an argument may be: a constant, or either side of a conditional."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _texts(node.body) + _texts(node.orelse)
    return []


def in_code() -> Iterator[Found]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            where = str(path.relative_to(ROOT))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                func = node.func
                if _name(func) in SPEAKERS:
                    yield from ((where, "", text) for text in _texts(node.args[0]))
                elif isinstance(func, ast.Attribute) and func.attr == "plural" and _name(func.value) in SPEAKERS:
                    yield from ((where, "", text) for text in _texts(node.args[0]) + _texts(node.args[1]))
                elif isinstance(func, ast.Attribute) and func.attr == "of" and _name(func.value) in SPEAKERS and len(node.args) > 1:
                    yield from ((where, "", text) for text in _texts(node.args[1]))


def in_templates() -> Iterator[Found]:
    for path in sorted(p for p in (ROOT / "templates").rglob("*.*") if p.suffix in (".html", ".txt")):
        for how, arguments in CALL.findall(path.read_text(encoding="utf-8")):
            texts = STRING.findall(arguments)
            yield from ((str(path.relative_to(ROOT)), "", text) for text in (texts[-1:] if how == "of" else texts))


def in_kinds() -> Iterator[Found]:
    for kind in KINDS:
        where = f"kind {kind.name}"
        yield from ((where, kind.name, text) for text in (kind.title, kind.plural))
        if kind.example:
            yield where, kind.name, kind.example
        for field in kind.fields:
            yield from ((where, kind.name, text) for text in (field.label, field.ask, field.skip, field.says, *field.choices) if text)
        for state in kind.states:
            yield from ((where, kind.name, text) for text in (state.word, state.heading))
        for verb in kind.verbs:
            yield from ((where, kind.name, text) for text in (verb.label, verb.said))


def constants() -> Iterator[Found]:
    """Msgids that stand in tables of values and are said later."""
    from bot.handlers.staff import mysettings, staffpieces
    from bot.menu import COMMANDS, KEYBOARD
    from crm.services.staff import preferences

    for command in COMMANDS:
        if command.about not in {kind.title for kind in KINDS}:
            yield "bot.menu", "", command.about
    yield from (("crm.services.staff.preferences", "", label) for label, _ in preferences.TOLD.values())
    yield from (
        ("crm.services.staff.preferences", "", said)
        for said in (*preferences.ZONES.values(), *(s for _, s in preferences.CHANNELS.values()))
    )
    yield from (("bot.handlers.staff.mysettings", "", setting.ask) for setting in mysettings.SETTINGS)
    yield from (("bot.handlers.staff.staffpieces", "", text) for piece in staffpieces.PIECES for text in (piece.label, piece.ask))
    for row in KEYBOARD:
        yield from (("bot.menu", "", label) for label, _ in row)


def translated(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted((folder("locale") / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                said = message.string if isinstance(message.string, tuple | list) else (message.string,)
                for msgid in message.id if isinstance(message.id, tuple | list) else (message.id,):
                    if msgid and all(said):
                        known[message.context or "", msgid] = tuple(said)
    return known


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("source", [in_code, in_templates, in_kinds, constants], ids=lambda source: source.__name__)
def test_everything_that_is_said_has_its_words_in_each_language(source, language: str):
    known = translated(language)
    missing = sorted(
        {(where, context, text) for where, context, text in source() if (context, text) not in known and ("", text) not in known}
    )
    assert not missing, "\n".join(f"{where}: [{context}] {text}" for where, context, text in missing)


def test_a_translation_has_the_same_names_to_fill():
    for (_, msgid), said in (one for language in TRANSLATED for one in translated(language).items()):
        for text in said:
            assert set(re.findall(r"\{(\w+)", text)) <= set(re.findall(r"\{(\w+)", msgid)) | {"n"}, (msgid, text)
