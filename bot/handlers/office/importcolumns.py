"""The columns of a table, corrected by buttons: each heading with what it is taken for, then the fields that it may be."""

from dataclasses import replace

from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.errors import InvalidValueError
from crm.memory import Sheet, Shows
from crm.message import Button
from crm.sheets.columns import NOT_USED
from crm.sheets.problems import cut
from crm.sheets.targets import TARGETS

PAGE = 10  # columns a page


async def columns(turn: Turn, kept: Sheet, _: bytes) -> Decision:
    """Every column with what it is taken for."""
    page = max(0, min(turn.press.number(1), (len(kept.headings) - 1) // PAGE))
    here = range(page * PAGE, min((page + 1) * PAGE, len(kept.headings)))
    rows = [(Button(_said(turn, kept, at), encode("imp", "col", at)),) for at in here]
    turns = [Button("◀️", encode("imp", "cols", page - 1))] if page else []
    turns += [Button("▶️", encode("imp", "cols", page + 1))] if here.stop < len(kept.headings) else []
    back = Button(turn.words("◀️ Back"), encode("imp", "see"))
    return _asked(turn, kept, turn.words("Which column is not what I took it for?"), (*rows, (*turns, back)))


def _said(turn: Turn, kept: Sheet, at: int) -> str:
    """«Glosa → Nombre»."""
    name = kept.fields.get(at)
    label = turn.words(TARGETS[kept.what].column(name).label) if name else turn.words("not used")
    return f"{cut(kept.headings[at] or str(at + 1), 28)} → {label}"


async def fields(turn: Turn, kept: Sheet, _: bytes) -> Decision:
    """What one column may be."""
    at = _column(turn, kept)
    every = [
        Button(_marked(kept, at, one.name, turn.words(one.label)), encode("imp", "set", at, one.name)) for one in TARGETS[kept.what].columns
    ]
    none = Button(_marked(kept, at, None, turn.words("not used")), encode("imp", "set", at, NOT_USED))
    rows = tuple(tuple(every[n : n + 2]) for n in range(0, len(every), 2))
    back = Button(turn.words("◀️ Back"), encode("imp", "cols", at // PAGE))
    return _asked(turn, kept, turn.words("«{heading}» is:", heading=cut(kept.headings[at] or str(at + 1), 40)), (*rows, (none, back)))


def _marked(kept: Sheet, at: int, name: str | None, label: str) -> str:
    return f"✓ {label}" if kept.fields.get(at) == name else label


def _column(turn: Turn, kept: Sheet) -> int:
    at = turn.press.number(1)
    if not 0 <= at < len(kept.headings):
        raise InvalidValueError("button", "a column")
    return at


def corrected(turn: Turn, kept: Sheet) -> Sheet:
    """One column said to be a field (or none); another that was said to be the same one is free again."""
    at = _column(turn, kept)
    name = (*turn.press.args, "")[2]
    if name != NOT_USED and name not in {one.name for one in TARGETS[kept.what].columns}:
        raise InvalidValueError("button", "a field")
    others = {wish: said for wish, said in kept.map.items() if said != name or name == NOT_USED}
    return replace(kept, map={**others, f"#{at + 1}": name})


def _asked(turn: Turn, kept: Sheet, text: str, rows: tuple[tuple[Button, ...], ...]) -> Decision:
    return Decision.saying(turn.render("draft", rows, message={"context": Shows(sheet=kept)}, text=text))
