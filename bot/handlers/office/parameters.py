"""/parametros: what an administrator decides for the whole office; tapped, asked, changed, undone."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.handlers.office import parameterscreens, parameterwords, testmail
from bot.handlers.office.parameterchoices import choices, chosen
from bot.heard import Answer
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, KeepFiles, SetRecord
from crm.errors import InvalidValueError
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import NewAttachment
from crm.permissions import Deed, may
from crm.services.house import parameters, parametervalues
from crm.services.house.parameters import EMPTY, NOTHING, PARAMETER, Parameter, Type
from crm.services.house.parametervalues import Asked
from crm.services.papers import series
from crm.services.write import masterdata, masterlines

COMMANDS = {"parametros", "parámetros", "parameters"}


async def show(turn: Turn) -> Decision | None:
    """/parametros, /parametros feriados, /parametros correo."""
    if not may(turn.staff.role, Deed.SET_UP, own=False):
        return _said(turn, turn.words("Only an administrator decides that."))
    if not turn.args.strip():
        return parameterscreens.sections(turn)
    found = parameterwords.parameters_called(turn.args, turn.words)
    return _see(turn, found[0], "") if len(found) == 1 else parameterscreens.found(turn, found)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `par:<deed>:<parameter>:<value>`."""
    press = turn.press
    if not press.args or not may(turn.staff.role, Deed.SET_UP, own=False):
        return None
    deed, name, value = (*press.args, "", "")[:3]
    if deed in ("list", "group"):
        return parameterscreens.section(turn, name) if name else parameterscreens.sections(turn)
    if deed == "log":
        return await _history(turn)
    parameter = PARAMETER.get(name)
    if parameter is None or deed not in _DO:
        return None
    if parameter.type is Type.FIXED:
        return testmail.ask(turn, parameter) if deed == "see" else testmail.send(turn, parameter)
    return _DO[deed](turn, parameter, value)


def _see(turn: Turn, parameter: Parameter, _: str) -> Decision:
    """What it stands at, what it is for, and how to write another value."""
    return testmail.ask(turn, parameter) if parameter.type is Type.FIXED else _ask(turn, parameter)


def _ask(turn: Turn, parameter: Parameter, refused: str = "") -> Decision:
    now = parameters.values(turn.office)[parameter.name]
    said = turn.render(
        "parameter",
        _rows(turn, parameter, now),
        message={"context": Shows(wants=Wants(what="parameter", name=parameter.name))},
        label=parametervalues.label(parameter, turn.words),
        value=parametervalues.shown(parameter, now, turn.words),
        note=turn.words(parameter.note) if parameter.note else "",
        ask=refused or parameterwords.ask(parameter, turn.words),
    )
    return Decision.saying(said)


def _rows(turn: Turn, parameter: Parameter, now: Any) -> Rows:
    words, name = turn.words, parameter.name
    keys = [Button(text, encode("par", "set", name, value)) for text, value in choices(turn, parameter, now)]
    across = 2 if parameter.type is Type.OFF_DAYS else 4
    rows: Rows = tuple(tuple(keys[at : at + across]) for at in range(0, len(keys), across))
    more = []
    if parameter.optional and now not in NOTHING:
        more.append(Button(words("Leave empty"), encode("par", "clear", name)))
    default = parameters.installed(turn.office, name)
    if turn.office.given is not None and now != default and not (parameter.optional and default in NOTHING):
        told = parametervalues.shown(parameter, default, words)
        more.append(Button(words("As installed: {value}", value=told)[:48], encode("par", "reset", name)))
    return (*rows, *((tuple(more),) if more else ()), (parameterscreens.back(turn, parameter),))


def _set(turn: Turn, parameter: Parameter, value: str) -> Decision | None:
    """A tapped value; a day is switched."""
    new = chosen(turn, parameter, value, parameters.values(turn.office)[parameter.name])
    if new is None:
        return None  # an old button
    if parameter.type is Type.DAYS and not new:
        return _ask(turn, parameter, turn.words("One working day at least."))
    return _put(turn, parameter, new)


def _clear(turn: Turn, parameter: Parameter, _: str) -> Decision | None:
    return _put(turn, parameter, EMPTY) if parameter.optional else None


def _reset(turn: Turn, parameter: Parameter, _: str) -> Decision:
    return _put(turn, parameter, None)


_DO: Mapping[str, Callable[[Turn, Parameter, str], Decision | None]] = {
    "see": _see,
    "set": _set,
    "clear": _clear,
    "reset": _reset,
    "mail": _see,
}


async def answered(turn: Turn) -> Decision | None:
    """A written value, or a picture for the logo; what does not fit is asked for again."""
    wanted = turn.the(Answer).wants
    parameter = PARAMETER.get(wanted.name or "")
    if parameter is None or not may(turn.staff.role, Deed.SET_UP, own=False):
        return None
    if parameter.type is Type.PICTURE:
        return await _picture(turn, parameter)
    if not turn.text.strip() or turn.update.message is None or turn.update.message.text is None:
        return None
    return await _written(turn, parameter)


async def _written(turn: Turn, parameter: Parameter) -> Decision | None:
    stands = parameters.values(turn.office)[parameter.name]
    said = next((value for text, value in choices(turn, parameter, stands) if text.lower() == turn.text.strip().lower()), None)
    if said is not None:
        return _set(turn, parameter, said)
    try:
        value = parametervalues.read(parameter, turn.text, Asked(turn.now, turn.words.language, stands))
    except InvalidValueError as error:
        return _ask(turn, parameter, parameterwords.refusal(parameter, turn.text, error, turn.words))
    given = await series.last_given(turn.office, parameter.of, value, turn.today.year) if parameter.type is Type.SERIES else ""
    if given:
        return _ask(turn, parameter, turn.words("{number} was given already. Write a later one.", number=given))
    return _put(turn, parameter, value)


async def _picture(turn: Turn, parameter: Parameter) -> Decision | None:
    """A picture that came, looked at by the press before it is kept."""
    found, problem = await parameterwords.picture(turn)
    return _put(turn, parameter, found.sha256, found) if found else _ask(turn, parameter, problem)


def _put(turn: Turn, parameter: Parameter, value: Any, file: NewAttachment | None = None) -> Decision:
    """The change with its way back; None is the installation's own value."""
    keep = (KeepFiles((file,)),) if file else ()
    before = parameters.values(turn.office)[parameter.name]
    after = parameters.installed(turn.office, parameter.name) if value is None else value
    words = turn.words
    if after == before and not file:
        return _ask(turn, parameter, words("It is that already."))
    text = words(
        "✅ {label}: {value} (it was {before})",
        label=parametervalues.label(parameter, turn.words),
        value=parametervalues.shown(parameter, after, words),
        before=parametervalues.shown(parameter, before, words),
    )
    back = parameterscreens.back(turn, parameter)

    def rows(change_id: int) -> Rows:
        more = (Button(words("◀️ {label}", label=parametervalues.label(parameter, turn.words)), encode("par", "see", parameter.name)),)
        return (
            (Button(words("↩️ Undo"), encode("undo", change_id)), back),
            *((more,) if parameter.type in (Type.DAYS, Type.OFF_DAYS) else ()),
        )

    effect = SetRecord(masterdata.PARAMETER, parameter.name, {"value": value})
    return Decision((*keep, effect), lambda done: turn.render("draft", rows(done.change_id), text=text))


async def _history(turn: Turn) -> Decision:
    """The last changes, with who made them."""
    lines = await masterlines.history(turn.office, (masterdata.PARAMETER,), turn.words, turn.now)
    return Decision.saying(turn.render("record_history", ((parameterscreens.top(turn),),), lines=lines))


def _said(turn: Turn, text: str) -> Decision:
    return Decision.saying(turn.say(text))
