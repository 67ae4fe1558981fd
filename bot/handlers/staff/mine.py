"""/mi: language, time zone, morning summary and quiet days of the person who writes; each change at once, with its way back."""

from collections.abc import Mapping
from typing import Any

from bot.handlers.staff import mysettings
from bot.handlers.staff.mysettings import SETTING, SETTINGS, Setting, Values
from bot.heard import Answer
from bot.menu import keyboard
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, SetStaff
from crm.errors import InvalidValueError
from crm.languages import language_of
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.services.staff import lookup, preferences
from crm.services.write import masterdata, masterlines
from crm.words import Words

COMMANDS = {"mi", "me", "settings", "ajustes"}
_SENTENCE = 4  # words from which on a text that does not fit is taken for a sentence of its own


async def show(turn: Turn) -> Decision | None:
    """/mi."""
    return await _screen(turn)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `me:<deed>:<setting>:<value>`."""
    press = turn.press
    if not press.args:
        return None
    deed, name, value = (*press.args, "", "")[:3]
    if deed == "list":
        return await _screen(turn)
    if deed == "log":
        lines = await masterlines.history(turn.office, (masterdata.PERSON,), turn.words, turn.now, key=str(turn.staff.id))
        return Decision.saying(turn.render("record_history", ((_back(turn.words),),), lines=lines))
    setting = SETTING.get(name)
    if setting is None or deed not in ("see", "set"):
        return None
    return await _ask(turn, setting) if deed == "see" else await _set(turn, setting, value)


async def _set(turn: Turn, setting: Setting, value: str) -> Decision | None:
    """A tapped value; of a zone any, since those of a city are offered too."""
    if setting.name != "zone" and value not in [offered for _, offered in setting.choices(turn)]:
        return None  # an old button
    try:
        return await _put(turn, setting, setting.tapped(turn, value))
    except InvalidValueError as error:
        return await _ask(turn, setting, error.expected)


async def answered(turn: Turn) -> Decision | None:
    """A written value or a shared place; what does not fit is asked for again, a sentence of its own goes its way."""
    wanted = turn.the(Answer).wants
    message = turn.update.message
    setting = SETTING.get(wanted.name or "")
    if setting is None or message is None or not (message.text or (message.location and setting.name == "zone")):
        return None
    try:
        return await _put(turn, setting, setting.written(turn, turn.text.strip()))
    except InvalidValueError as error:
        if len(turn.text.split()) > _SENTENCE:
            return None
        more = mysettings.zones_meant(turn, turn.text.strip()) if setting.name == "zone" else []
        return await _ask(turn, setting, error.expected, more)


async def _stands(turn: Turn) -> tuple[dict[str, Any], preferences.Telling]:
    everybody = await lookup.everybody(turn.office)
    return lookup.as_json(turn.staff), preferences.Telling(turn.words, turn.today, everybody)


async def _screen(turn: Turn) -> Decision:
    """Everything that this person has set."""
    now, it = await _stands(turn)
    lines = [(setting.icon, _label(setting, turn.words), _value(turn, setting, now, it)) for setting in SETTINGS]
    keys = [Button(f"{setting.icon} {_label(setting, turn.words)}", encode("me", "see", setting.name)) for setting in SETTINGS]
    rows: Rows = tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
    log = (Button(turn.words("🕓 History"), encode("me", "log")),)
    return Decision.saying(turn.render("mine", (*rows, log), name=turn.staff.name, lines=lines, away=preferences.away(turn.staff, it)))


def _label(setting: Setting, words: Words) -> str:
    return preferences.label(setting.columns[0], words)


def _value(turn: Turn, setting: Setting, now: Mapping[str, Any], it: preferences.Telling) -> str:
    said = mysettings.value_of(setting, now, it)
    return it.words("{zone} (now {hour})", zone=said, hour=it.words.hour(turn.now)) if setting.name == "zone" else said


async def _ask(turn: Turn, setting: Setting, refused: str = "", zones: list[str] | None = None) -> Decision:
    """What it stands at, and how to have it otherwise."""
    now, it = await _stands(turn)
    said = turn.render(
        "parameter",
        (*_choices(turn, setting, zones or []), (_back(turn.words),)),
        message={"context": Shows(wants=Wants(what="mine", name=setting.name))},
        label=_label(setting, turn.words),
        value=_value(turn, setting, now, it),
        note="",
        ask=refused or turn.words(setting.ask),
    )
    return Decision.saying(said)


def _choices(turn: Turn, setting: Setting, zones: list[str]) -> Rows:
    offered = [(preferences.zone(key, turn.words), key) for key in zones] or setting.choices(turn)
    keys = [Button(label, encode("me", "set", setting.name, value)) for label, value in offered]
    across = 4 if setting.stays else 2
    return tuple(tuple(keys[at : at + across]) for at in range(0, len(keys), across))


async def _put(turn: Turn, setting: Setting, values: Values) -> Decision:
    """The change, said in the language that it leaves."""
    now, it = await _stands(turn)
    after = {**now, **values}
    if after == now:
        return await _ask(turn, setting, turn.words("It is that already."))
    words = turn.words
    if "language" in values:
        words = Words(language_of(values["language"], turn.staff.telegram_language))
    it = preferences.Telling(words, it.today, it.staff)
    said = (mysettings.value_of(setting, after, it), mysettings.value_of(setting, now, it))
    text = words("✅ {label}: {value} (it was {before})", label=_label(setting, words), value=said[0], before=said[1])
    more = (Button(f"◀️ {_label(setting, words)}", encode("me", "see", setting.name)),)

    def rows(change_id: int) -> Rows:
        undo = Button(words("↩️ Undo"), encode("undo", change_id))
        return ((undo, _back(words)), *((more,) if setting.stays else ()))

    greeting = turn.say(words("From now on I write to you in English."), first=1, edit=None, menu=keyboard(words))
    told = greeting if words.language != turn.words.language else []
    effect = SetStaff(turn.staff.id, values)
    return Decision((effect,), lambda done: [*turn.render("draft", rows(done.change_id), text=text), *told])


def _back(words: Words) -> Button:
    return Button(words("◀️ My settings"), encode("me", "list"))
