"""What an administrator sets for somebody: role, team, hours, days and leave, each with its buttons and its words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.turn import Turn
from crm.decision import Effect, SetStaff
from crm.errors import InvalidValueError
from crm.flow.model import MONDAY_TO_FRIDAY
from crm.flow.reading import bare
from crm.model import Role, Staff
from crm.permissions import Deed, may_of
from crm.services.house import parametervalues
from crm.services.look import agenda
from crm.services.meaning import daywords
from crm.services.staff import lookup, preferences
from crm.words import words_for

Values = dict[str, Any]
People = Mapping[int, Staff]
Choice = tuple[str, str]
OFFICE = "office"


@dataclass(frozen=True, slots=True)
class About:
    """Whom it is about, among whom, and who sets it."""

    turn: Turn
    person: Staff
    people: People


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to set: its columns, the label of its button and what is asked (msgids), and what tapping and writing come to.

    `written` is None where it is tapped only; both raise InvalidValueError with the sentence to say. `tells` is what the person hears
    of it (msgid), `tells_none` where nothing is set any more.
    """

    name: str
    icon: str
    label: str
    columns: tuple[str, ...]
    ask: str
    choices: Callable[[About], list[Choice]]
    tapped: Callable[[About, str], Values]
    written: Callable[[About, str], Values] | None = None
    stays: bool = False  # several taps usually follow one another
    needs: Deed = Deed.ARRANGE
    tells: str = ""
    tells_none: str = ""


def _refuse(sentence: str) -> InvalidValueError:
    return InvalidValueError("person", sentence)


def _roles(it: About) -> list[Choice]:
    return [(preferences.role(role, it.turn.words), role) for role in Role]


def _role(it: About, value: str) -> Values:
    others = [p for p in it.people.values() if p.active and p.role is Role.ADMINISTRATOR and p.id != it.person.id]
    if value != Role.ADMINISTRATOR and it.person.role is Role.ADMINISTRATOR and not others:
        raise _refuse(it.turn.words("Nobody else is an administrator. Make somebody one first."))
    return {"role": value}


def _teams(it: About) -> list[Choice]:
    lead = [p for p in it.people.values() if p.active and p.role is Role.SUPERVISOR and p.id != it.person.id]
    return [*((p.name, str(p.id)) for p in lead[:20]), (it.turn.words("Any supervisor"), "0")]


def _team(_: About, value: str) -> Values:
    return {"supervisor_id": int(value) or None}


def _office(it: About) -> Choice:
    return it.turn.words("As the office has it"), OFFICE


def _hours(it: About, text: str) -> Values:
    try:
        return {"working_hours": parametervalues.hours(text)}
    except InvalidValueError as error:
        raise _refuse(it.turn.words("Write from when to when, like 9:00-18:00.")) from error


def _days(it: About) -> list[Choice]:
    works = _works(it)
    return [*((("✅ " if n in works else "") + parametervalues.day(n, it.turn.words), str(n)) for n in range(7)), _office(it)]


def _works(it: About) -> set[int]:
    own = it.person.working_days
    return set(own if own is not None else it.turn.office.parameters.get("working_days", MONDAY_TO_FRIDAY))


def _day(it: About, value: str) -> Values:
    if value == OFFICE:
        return {"working_days": None}
    days = _works(it) ^ {int(value)}
    if not days:
        raise _refuse(it.turn.words("One working day at least."))
    return {"working_days": sorted(days)}


def _leaves(it: About) -> list[Choice]:
    return [(it.turn.words("Not away"), "none")] if it.person.away_from else []


def _here(_: About, __: str) -> Values:
    return {"away_from": None, "away_until": None, "substitute_id": None}


def _away(it: About, text: str) -> Values:
    turn = it.turn
    try:
        first, last = daywords.span_of(turn.office, text, turn.now, turn.words)
    except InvalidValueError as error:
        raise _refuse(daywords.refusal(error, turn.words)) from error
    return {"away_from": (first or turn.today).isoformat(), "away_until": last.isoformat()}


PIECES: tuple[Piece, ...] = (
    Piece(
        "role",
        "🎖",
        preferences.LABELS["role"],
        ("role",),
        "Which role?",
        _roles,
        _role,
        needs=Deed.MANAGE,
        tells="{who} gave you another role: {value}.",
    ),
    Piece(
        "team",
        "👥",
        preferences.LABELS["team"],
        ("supervisor_id",),
        "Who looks after this person's work?",
        _teams,
        _team,
        needs=Deed.MANAGE,
    ),
    Piece(
        "hours",
        "🕘",
        preferences.LABELS["hours"],
        ("working_hours",),
        "From when to when? Write it, like 9:00-18:00.",
        lambda it: [_office(it)],
        lambda _, __: {"working_hours": None},
        _hours,
        tells="{who} set your working hours: {value}.",
    ),
    Piece(
        "days",
        "📆",
        preferences.LABELS["days"],
        ("working_days",),
        "Tap a day to switch it.",
        _days,
        _day,
        stays=True,
        tells="{who} set your working days: {value}.",
    ),
    Piece(
        "away",
        "🏖",
        preferences.LABELS["away"],
        ("away_from", "away_until"),
        "From when to when? Write it: from 1 to 15 December. What is open stays; to give it to somebody, hand it over.",
        _leaves,
        _here,
        _away,
        tells="{who} put down your leave: {value}.",
        tells_none="{who} took your leave out: you are not away.",
    ),
)
PIECE: Mapping[str, Piece] = {piece.name: piece for piece in PIECES}


def settable(person: Staff, whose: int) -> tuple[Piece, ...]:
    """What that person may set for the one of that id."""
    return tuple(piece for piece in PIECES if may_of(person, piece.needs, whose))


def worktime(it: About) -> str:
    """«lun–vie, 09:00–18:00 (como la oficina)»."""
    person, words = it.person, it.turn.words
    start, end = agenda.working_hours(it.turn.office, person)
    said = f"{parametervalues.days(_works(it), words)}, {start:%H:%M}–{end:%H:%M}"
    own = person.working_days is not None or person.working_hours is not None
    return said if own else f"{said} ({words('as the office has it')})"


def written(piece: Piece, it: About, text: str) -> Values:
    """What is written: a button's words, else as the piece reads it."""
    value = next((value for label, value in piece.choices(it) if bare(label).removeprefix("✅ ") == bare(text)), None)
    if value is not None:
        return piece.tapped(it, value)
    if piece.written is None:
        raise _refuse(it.turn.words("Tap one of these."))
    return piece.written(it, text)


def value_text(piece: Piece, stands: Mapping[str, Any], telling: preferences.Telling) -> str:
    """What a piece stands at, as it is read."""
    said = [preferences.value_text(name, stands[name], telling) for name in piece.columns]
    if piece.name == "team" and not stands["supervisor_id"]:
        return telling.words("any supervisor")
    return " – ".join(part for part in said if part != "–") or "–"


def heard(piece: Piece, it: About, values: Values) -> str:
    """What whoever it is about hears of it, in the own words; empty where nothing needs to be said."""
    words = words_for(it.person)
    value = value_text(piece, {**lookup.as_json(it.person), **values}, preferences.Telling(words, it.turn.today, it.people))
    said = piece.tells_none if value == "–" else piece.tells
    return f"{piece.icon} {words(said, who=it.turn.staff.name, value=value)}" if said and it.person.id != it.turn.staff.id else ""


def effects(it: About, values: Values) -> tuple[Effect, ...]:
    """The change, with what it means to others: who is no supervisor any more has no team."""
    made: list[Effect] = [SetStaff(it.person.id, values)]
    if it.person.role is Role.SUPERVISOR and values.get("role", Role.SUPERVISOR) != Role.SUPERVISOR:
        made += [SetStaff(p.id, {"supervisor_id": None}) for p in it.people.values() if p.supervisor_id == it.person.id]
    return tuple(made)
