"""The screens of /parametros: the groups with what stands there, and the lines of one group."""

from collections.abc import Sequence

from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.message import Button, Rows
from crm.services.house import parameters, parametervalues
from crm.services.house.parameters import GROUPS, PARAMETERS, Parameter

ACROSS = 6  # numbers a row


def sections(turn: Turn, note: str = "") -> Decision:
    """Every group with a line on what stands there, and its button."""
    now, words = parameters.values(turn.office), turn.words
    lines = [(words(title), parametervalues.summary(_of(group), now, words)) for group, title in GROUPS.items()]
    keys = [Button(words(title), encode("par", "group", group)) for group, title in GROUPS.items()]
    keys.append(Button(words("🕓 History"), encode("par", "log")))
    return Decision.saying(
        turn.render("parameters", tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2)), lines=lines, note=note)
    )


def section(turn: Turn, group: str) -> Decision | None:
    """The parameters of a group, each with its number and what it stands at."""
    return _lines(turn, turn.words(GROUPS[group]), _of(group)) if group in GROUPS else None


def found(turn: Turn, several: Sequence[Parameter]) -> Decision:
    """What was written behind the command: a group, several parameters of any group, or nothing that is known."""
    said = turn.args.strip()[:60]
    if several:
        groups = {parameter.group for parameter in several}
        whole = len(groups) == 1 and list(several) == _of(several[0].group)
        return _lines(turn, turn.words(GROUPS[several[0].group]) if whole else f"«{said}»", several)
    return sections(turn, turn.words("I know no parameter «{name}».", name=said))


def back(turn: Turn, parameter: Parameter) -> Button:
    """[◀️ 🏢 Empresa], from a parameter."""
    return Button(turn.words("◀️ {label}", label=turn.words(GROUPS[parameter.group])), encode("par", "group", parameter.group))


def top(turn: Turn) -> Button:
    """[◀️ Parámetros]."""
    return Button(turn.words("◀️ Parameters"), encode("par", "list"))


def _of(group: str) -> list[Parameter]:
    return [parameter for parameter in PARAMETERS if parameter.group == group]


def _lines(turn: Turn, title: str, shown: Sequence[Parameter]) -> Decision:
    now, words = parameters.values(turn.office), turn.words
    lines = [(parametervalues.label(p, words), parametervalues.shown(p, now[p.name], words)) for p in shown]
    keys = [Button(str(n), encode("par", "see", p.name)) for n, p in enumerate(shown, 1)]
    rows: Rows = tuple(tuple(keys[at : at + ACROSS]) for at in range(0, len(keys), ACROSS))
    return Decision.saying(turn.render("parameters_group", (*rows, (top(turn),)), title=title, lines=lines))
