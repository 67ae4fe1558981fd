"""/start, /ayuda and /cancelar."""

from collections import Counter
from collections.abc import Sequence

from bot.dialog import Turn
from bot.menu import COMMANDS, about, keyboard
from bot.pieces.pickers import without_buttons
from crm.decision import Decision, DropDraft
from crm.flow.reading import bare
from crm.kinds import KINDS, Kind
from crm.model import NewParcel
from crm.parsing.phrase import Command
from crm.permissions import Deed, may_of
from crm.services.meaning import directory
from crm.services.write import drafts, notes

START = {"start"}
HELP = {"ayuda", "help"}
CANCEL = {"cancelar", "cancel"}
EXAMPLES = 4  # sentences in the help


async def start(turn: Turn) -> Decision | None:
    """/start: who this is, one sentence to try, and the keyboard."""
    if turn.command not in START:
        return None
    said = turn.render(
        "welcome",
        message={"menu": keyboard(turn.words)},
        name=turn.staff.first_name,
        office=turn.office.name,
        example=_examples(turn, KINDS)[0][1],
    )
    return Decision(parcels=lambda _: said)


async def help_(turn: Turn) -> Decision | None:
    """/ayuda: a sentence a kind to say, and the commands."""
    return None if turn.command not in HELP else await _help(turn)


async def asked(turn: Turn, _: Command) -> Decision:
    """«¿qué puedes hacer?» is /ayuda."""
    return await _help(turn)


async def _help(turn: Turn) -> Decision:
    said = await helping(turn)
    return Decision(parcels=lambda _: said)


async def helping(turn: Turn, *, first: int = 0) -> list[NewParcel]:
    """The help and the keyboard, as parcels from number `first` on: examples of what this person does, commands of this role."""
    language = turn.words.language
    mine = [command for command in COMMANDS if command.is_for(turn.staff.role)]
    kinds = await _own_kinds(turn)
    return turn.render(
        "help",
        first=first,
        message={"menu": keyboard(turn.words)},
        examples=_examples(turn, kinds)[:EXAMPLES],
        other=await _somebody_else(turn),
        pending=COMMANDS[0].names[language],
        commands=[(c.names[language], about(c, turn.words)) for c in mine if not c.kind and not c.needs],
        steps=[c.names[language] for c in mine if c.kind],
        role=[(c.names[language], about(c, turn.words)) for c in mine if c.needs],
    )


async def _somebody_else(turn: Turn) -> str:
    """Whose list this person may see besides the own one, by first name; empty where it is nobody's."""
    everybody = (await directory.snapshot(turn.office)).staff.values()
    return next((p.first_name for p in everybody if p.id != turn.staff.id and may_of(turn.staff, Deed.SEE, p.id)), "")


async def _own_kinds(turn: Turn) -> list[Kind]:
    """The kinds that the person used last, the most used first, then the others."""
    used = Counter(item.kind for item in await notes.recent(turn.office, turn.staff, limit=50))
    return sorted(KINDS, key=lambda kind: -used[kind.name])


def _examples(turn: Turn, kinds: Sequence[Kind]) -> list[tuple[str, str]]:
    """Icon and example sentence of every kind that has one."""
    return [(kind.icon, turn.words.of(kind.name, kind.example)) for kind in kinds if kind.by_chat and kind.example]


async def cancel(turn: Turn) -> Decision | None:
    """/cancelar always works: the open question goes, with its buttons."""
    if turn.command not in CANCEL and (turn.update.message is None or bare(turn.text) != bare(turn.words("✖️ Cancel"))):
        return None
    draft = await drafts.active(turn.office, turn.staff)
    if draft is None:
        said = turn.say(turn.words("Nothing is open. Write to me whenever you like."))
        return Decision(parcels=lambda _: said)
    said = turn.say(turn.words("✖️ Cancelled."))
    if draft.message_id:
        said += without_buttons(turn, draft.message_id, len(said))
    return Decision((DropDraft(draft.id),), lambda _: said)
