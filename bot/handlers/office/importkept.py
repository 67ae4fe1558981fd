"""What the message about a table remembers: the file, what it is taken for, what was said of its columns; and its buttons."""

from dataclasses import replace

from bot.turn import Turn
from crm.buttons import Press, encode
from crm.decision import Decision
from crm.errors import InvalidValueError
from crm.memory import Sheet, Shows
from crm.message import Button, Rows
from crm.model import NewAttachment
from crm.sheets.errors import SheetError
from crm.sheets.problems import cut
from crm.sheets.targets import TARGETS

SHEETS = 9  # that are offered


def kept_of(file: NewAttachment, note: str) -> Sheet:
    """A file that has just come."""
    return Sheet(file.sha256 or "", file.name, file.media_type, note)


def target(press: Press) -> str:
    """What a button says that the file is; InvalidValueError where it says nothing of ours."""
    if len(press.args) < 2 or press.args[1] not in TARGETS:
        raise InvalidValueError("button", "something that is imported")
    return press.args[1]


def keys(turn: Turn, kept: Sheet, *, ready: bool = False, told: bool = False) -> Rows:
    """[✅ Importar], what may be corrected, and the ways out."""
    words = turn.words
    first = [Button(words("✅ Import"), encode("imp", "go"), style="success")] if ready else []
    first += [Button(words("🔧 Columns"), encode("imp", "cols", 0))] if kept.headings else []
    first += [Button(words("📄 Report"), encode("imp", "all"))] if told else []
    others = [
        Button(words("It is: {what}", what=words(one.title)), encode("imp", "what", name))
        for name, one in TARGETS.items()
        if name != kept.what
    ]
    either = (tuple(others[at : at + 2]) for at in range(0, len(others), 2))
    sheets = tuple(
        Button(f"📑 {cut(name, 24)}", encode("imp", "sheet", at)) for at, name in enumerate(kept.sheets[:SHEETS]) if name != kept.sheet
    )
    last = (Button(words("📎 An attachment"), encode("imp", "file")), Button(words("✖️ Cancel"), encode("imp", "no")))
    return tuple(row for row in (tuple(first), *either, sheets[:4], sheets[4:], last) if row)


def unreadable(turn: Turn, kept: Sheet, error: SheetError) -> Decision:
    """Why it cannot be read; where only its columns are in doubt, somebody may say what they are."""
    kept = replace(kept, what=kept.what or error.what, headings=error.headings, fields={}, counts=())
    rows = keys(turn, kept) if error.headings else keys(turn, kept)[-1:]
    said = turn.render(
        "import_unread",
        rows,
        message={"context": Shows(sheet=kept)},
        name=kept.name,
        text=error.sentence(turn.words),
        what=turn.words(TARGETS[kept.what].title) if error.headings else "",
    )
    return Decision.saying(said)
