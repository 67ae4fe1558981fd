"""The help: what this person may say and do, in one message."""

from collections import Counter
from collections.abc import Sequence

from bot.menu import COMMANDS, about, keyboard
from bot.turn import Turn
from crm.kinds import KINDS, Kind
from crm.model import NewParcel
from crm.permissions import Deed, may_of
from crm.services.write import notes

EXAMPLES = 4  # sentences in the help


async def helping(turn: Turn, *, first: int = 0) -> list[NewParcel]:
    """The help and the keyboard, as parcels from number `first` on: examples of what this person does, commands of this role."""
    language = turn.words.language
    mine = [command for command in COMMANDS if command.is_for(turn.staff.role)]
    kinds = await _own_kinds(turn)
    return turn.render(
        "help",
        first=first,
        message={"menu": keyboard(turn.words)},
        examples=examples(turn, kinds)[:EXAMPLES],
        other=await _somebody_else(turn),
        pending=COMMANDS[0].names[language],
        commands=[(c.names[language], about(c, turn.words)) for c in mine if not c.kind and not c.needs],
        steps=[c.names[language] for c in mine if c.kind],
        role=[(c.names[language], about(c, turn.words)) for c in mine if c.needs],
    )


async def _somebody_else(turn: Turn) -> str:
    """Whose list this person may see besides the own one, by first name; empty where it is nobody's."""
    everybody = turn.situation.people.staff.values()
    return next((p.first_name for p in everybody if p.id != turn.staff.id and may_of(turn.staff, Deed.SEE, p.id)), "")


async def _own_kinds(turn: Turn) -> list[Kind]:
    """The kinds that the person used last, the most used first, then the others."""
    used = Counter(item.kind for item in await notes.recent(turn.office, turn.staff, limit=50))
    return sorted(KINDS, key=lambda kind: -used[kind.name])


def examples(turn: Turn, kinds: Sequence[Kind]) -> list[tuple[str, str]]:
    """Icon and example sentence of every kind that has one."""
    return [(kind.icon, turn.words.of(kind.name, kind.example)) for kind in kinds if kind.by_chat and kind.example]
