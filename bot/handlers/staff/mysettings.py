"""What each person may set for oneself: how it is asked, tapped and written. Values are columns of `Staff` as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from bot.turn import Turn
from crm import zones
from crm.errors import InvalidValueError
from crm.flow.reading import bare
from crm.languages import LANGUAGES
from crm.model import Channel
from crm.services.house import parametervalues
from crm.services.meaning import daywords
from crm.services.staff import preferences
from crm.services.staff.preferences import CHANNELS, ZONES

Values = dict[str, Any]
_HOURS = ("07:00", "07:30", "08:00", "08:30", "09:00")
MOST_DATES = 40  # single quiet dates that are kept


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set: its columns, what is asked (a msgid), its buttons as (label, value), and what tapping and writing come to.

    `tapped` and `written` raise InvalidValueError with the sentence to say where the value does not fit.
    """

    name: str
    icon: str
    columns: tuple[str, ...]
    ask: str
    choices: Callable[[Turn], list[tuple[str, str]]]
    tapped: Callable[[Turn, str], Values]
    written: Callable[[Turn, str], Values]
    stays: bool = False  # several taps usually follow one another


def _refuse(sentence: str) -> InvalidValueError:
    return InvalidValueError("setting", sentence)


def _languages(turn: Turn) -> list[tuple[str, str]]:
    return [*((one.name, key) for key, one in LANGUAGES.items()), (turn.words("As Telegram says"), "auto")]


def _language(_: Turn, value: str) -> Values:
    return {"language": None if value == "auto" else value}


def _by_label(turn: Turn, text: str, setting: str) -> Values:
    """What is written as a button says it."""
    found = SETTING[setting]
    value = next((value for label, value in found.choices(turn) if bare(label) == bare(text)), None)
    if value is None:
        raise _refuse(turn.words("Tap one of these."))
    return found.tapped(turn, value)


def _zones(turn: Turn) -> list[tuple[str, str]]:
    return [(turn.words(said), key) for key, said in ZONES.items()]


def _zone(turn: Turn, value: str) -> Values:
    if value not in available_timezones():
        raise _refuse(turn.words("Tap one of these."))
    return {"zone": value}


def zones_meant(turn: Turn, text: str) -> list[str]:
    """The zones that a text or a place may mean."""
    message = turn.update.message
    if message and message.location:
        return list(zones.of_place(message.location.latitude, message.location.longitude))
    own = [key for key, said in ZONES.items() if bare(turn.words(said)) == bare(text)]
    return own or zones.zones_called(text, turn.words.language)


def _written_zone(turn: Turn, text: str) -> Values:
    found = zones_meant(turn, text)
    if len(found) == 1:
        return {"zone": found[0]}
    if turn.update.message and turn.update.message.location and not found:
        raise _refuse(turn.words("That place is outside Chile. Write the name of a big city near it."))
    raise _refuse(turn.words("Which one?") if found else turn.words("I know no such city. Write one near you, like Lima or Madrid."))


def _hour_choices(turn: Turn) -> list[tuple[str, str]]:
    return [*((hour, hour.replace(":", "")) for hour in _HOURS), (turn.words("No summary"), "off")]


def _hour(turn: Turn, value: str) -> Values:
    return {"digest_at": None} if value == "off" else _written_hour(turn, f"{value[:2]}:{value[2:]}")


def _written_hour(turn: Turn, text: str) -> Values:
    if bare(text) == bare(turn.words("No summary")):
        return {"digest_at": None}
    try:
        return {"digest_at": parametervalues.hour(text)}
    except InvalidValueError as error:
        raise _refuse(turn.words("Write an hour, like 7:30.")) from error


def _channel_choices(turn: Turn) -> list[tuple[str, str]]:
    icons = {"tg": "💬", "mail": "✉️", "both": "💬✉️", "none": "🚫"}
    return [(f"{icons[key]} {turn.words(said)}", key) for key, (_, said) in CHANNELS.items()]


def _channels(turn: Turn, value: str) -> Values:
    if value not in CHANNELS:
        raise _refuse(turn.words("Tap one of these."))
    ways = CHANNELS[value][0]
    if Channel.MAIL in ways and not turn.staff.email:
        raise _refuse(turn.words("I know no mail address of yours. An administrator adds it."))
    return {"digest_channels": list(ways)}


def _days(turn: Turn) -> list[tuple[str, str]]:
    """The weekdays to switch, and the dates to take off."""
    quiet = turn.staff.quiet_days
    week = [(("🔕 " if n in quiet else "") + parametervalues.day(n, turn.words), str(n)) for n in range(7)]
    dates = [day for day in sorted(turn.staff.quiet_dates) if day >= turn.today]
    return week + [(f"✖️ {turn.words.short_day(day)}", f"{day:%Y%m%d}") for day in dates[:MOST_DATES]]


def _day(turn: Turn, value: str) -> Values:
    if len(value) == 1 and value in "0123456":
        return {"quiet_days": sorted(set(turn.staff.quiet_days) ^ {int(value)})}
    kept = [day.isoformat() for day in turn.staff.quiet_dates if f"{day:%Y%m%d}" != value]
    return {"quiet_dates": kept}


def _written_day(turn: Turn, text: str) -> Values:
    try:
        days = daywords.each(daywords.span_of(turn.office, text, turn.now, turn.words))
    except InvalidValueError as error:
        raise _refuse(daywords.refusal(error, turn.words)) from error
    ahead = {day for day in turn.staff.quiet_dates if day >= turn.today} | set(days)
    if len(ahead) > MOST_DATES:
        raise _refuse(turn.words("Those are too many days. A longer time away is a handover: /handover"))
    return {"quiet_dates": [day.isoformat() for day in sorted(ahead)]}


def _empty_choices(turn: Turn) -> list[tuple[str, str]]:
    return [(turn.words("One line"), "1"), (turn.words("Nothing"), "0"), (turn.words("As the office has it"), "office")]


def _empty(_: Turn, value: str) -> Values:
    return {"digest_empty": {"1": True, "0": False}.get(value)}


SETTINGS: tuple[Setting, ...] = (
    Setting("language", "🌐", ("language",), "In which language?", _languages, _language, lambda t, s: _by_label(t, s, "language")),
    Setting("zone", "🕰", ("zone",), "Where are you? Tap it, write a city, or send me your location (📎).", _zones, _zone, _written_zone),
    Setting("hour", "☀️", ("digest_at",), "At what time? You may write it, like 7:30.", _hour_choices, _hour, _written_hour),
    Setting("by", "📨", ("digest_channels",), "How shall it come?", _channel_choices, _channels, lambda t, s: _by_label(t, s, "by")),
    Setting(
        "quiet",
        "🔕",
        ("quiet_days", "quiet_dates"),
        "On those days no summary comes, and notices make no sound. Tap a weekday, or write a date.",
        _days,
        _day,
        _written_day,
        stays=True,
    ),
    Setting(
        "empty",
        "🫙",
        ("digest_empty",),
        "What shall I say in the morning when nothing is pending?",
        _empty_choices,
        _empty,
        lambda t, s: _by_label(t, s, "empty"),
    ),
)
SETTING: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


def value_of(setting: Setting, stands: Mapping[str, Any], it: preferences.Telling) -> str:
    """What a setting stands at, as it is read: of dates those to come."""
    said = [
        preferences.value_text(name, _ahead(stands[name], it.today) if name == "quiet_dates" else stands[name], it)
        for name in setting.columns
    ]
    return "; ".join(part for part in said if part != "–") or "–"


def _ahead(days: list[str], today: date) -> list[str]:
    return [day for day in days if date.fromisoformat(day) >= today]
