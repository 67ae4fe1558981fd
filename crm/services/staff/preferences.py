"""What stands about a person, as everybody reads it: settings, role, team, hours and leave, by the columns of `Staff` as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm import zones
from crm.languages import LANGUAGES
from crm.model import Channel, Role, Staff
from crm.services.house import parametervalues
from crm.words import Words

# The four zones of Chile by what people call them (msgids).
ZONES: Mapping[str, str] = {
    zones.SANTIAGO: "Continental Chile",
    zones.PUNTA_ARENAS: "Magallanes",
    zones.COYHAIQUE: "Aysén",
    zones.EASTER: "Easter Island",
}
# What is set for somebody by whoever looks after that person, by what notices and buttons call it (msgids).
LABELS: Mapping[str, str] = {"role": "Role", "team": "Team", "hours": "Hours", "days": "Days", "away": "Leave"}
# The channels of the digest that may be chosen, by a short name: what they are, and a msgid.
CHANNELS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "tg": ((Channel.TELEGRAM,), "Telegram"),
    "mail": ((Channel.MAIL,), "mail"),
    "both": ((Channel.TELEGRAM, Channel.MAIL), "Telegram and mail"),
    "none": ((), "nowhere"),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """In which words, on which day, and who is meant by an id."""

    words: Words
    today: date
    staff: Mapping[int, Staff] = field(default_factory=dict)


Told = Callable[[Any, Telling], str]


def zone(key: str, words: Words) -> str:
    """«Magallanes», «Lima»."""
    return words(ZONES[key]) if key in ZONES else zones.city_of(key, words.language)


def _language(value: Any, it: Telling) -> str:
    return LANGUAGES[value].name if value in LANGUAGES else it.words("as Telegram says")


def _channels(value: Any, it: Telling) -> str:
    wanted = set(value)
    return next((it.words(said) for ways, said in CHANNELS.values() if set(ways) == wanted), ", ".join(sorted(wanted)))


def _dates(value: Any, it: Telling) -> str:
    return ", ".join(_day(day, it) for day in sorted(value)) or "–"


def _day(value: Any, it: Telling) -> str:
    return it.words.day(date.fromisoformat(value), it.today) if value else "–"


def _empty(value: Any, it: Telling) -> str:
    said = {None: it.words("as the office has it"), True: it.words("one line"), False: it.words("nothing")}
    return said[value]


def _name(value: Any, it: Telling) -> str:
    return it.staff[value].name if value in it.staff else "–"


def role(value: Any, words: Words) -> str:
    """«supervisión»."""
    said = {Role.STAFF: words("field staff"), Role.SUPERVISOR: words("supervision"), Role.ADMINISTRATOR: words("administration")}
    return said[Role(value)]


def _active(value: Any, it: Telling) -> str:
    return it.words("works here") if value else it.words("works here no longer")


# What is told of each column: label (msgid) and value. Others (a Telegram account) are told by their label alone.
TOLD: Mapping[str, tuple[str, Told]] = {
    "language": ("Language", _language),
    "zone": ("Time zone", lambda value, it: zone(value, it.words)),
    "digest_at": ("Morning summary", lambda value, it: value or it.words("none")),
    "digest_channels": ("It comes by", _channels),
    "quiet_days": ("Quiet days", lambda value, it: parametervalues.days(value, it.words) or "–"),
    "quiet_dates": ("Quiet dates", _dates),
    "digest_empty": ("With nothing pending", _empty),
    "role": ("Role", lambda value, it: role(value, it.words)),
    "supervisor_id": ("Team of", _name),
    "working_days": (
        "Working days",
        lambda value, it: it.words("as the office has it") if value is None else parametervalues.days(value, it.words),
    ),
    "working_hours": ("Working hours", lambda value, it: "–".join(value) if value else it.words("as the office has it")),
    "away_from": ("Away from", _day),
    "away_until": ("Away until", _day),
    "substitute_id": ("In place of that person", _name),
    "name": ("Name", lambda value, _: value),
    "email": ("Mail", lambda value, _: value or "–"),
    "active": ("Standing", _active),
}


def label(name: str, words: Words) -> str:
    """«Zona horaria» of `zone`."""
    return words(TOLD[name][0]) if name in TOLD else words("Telegram account")


def value_text(name: str, value: Any, it: Telling) -> str:
    """«Magallanes» of the zone America/Punta_Arenas."""
    return TOLD[name][1](value, it) if name in TOLD else "…"


def away(person: Staff, it: Telling) -> str:
    """«fuera hasta el viernes 4 dic; en su lugar: Ana Rojas», of a leave that is not over."""
    if person.away_from is None or (person.away_until is not None and person.away_until < it.today):
        return ""
    words, instead = it.words, it.staff.get(person.substitute_id or 0)
    first, last = words.day(person.away_from, it.today), words.day(person.away_until, it.today) if person.away_until else ""
    began = person.away_from <= it.today
    if last:
        said = words("away until {last}", last=last) if began else words("away from {first} to {last}", first=first, last=last)
    else:
        said = words("away for good") if began else words("away for good from {first}", first=first)
    return said + (words("; instead: {name}", name=instead.name) if instead else "")
