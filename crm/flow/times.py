"""Due moments and slots, typed and tapped: day, hour and length may come one by one."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from crm.carried import Part
from crm.errors import InvalidValueError
from crm.flow import codes
from crm.flow.dates import day_label, due_answer, is_past, moment, month_name, said_day, said_times, slot, slot_answer, slot_of
from crm.flow.model import Answer, Choice, NotForThisField, Outcome, Partly, Refused, Said, Step
from crm.flow.slots import clash
from crm.flow.spoken import beside, hours_in, length_of
from crm.flow.steps import in_agenda
from crm.kinds import KIND, Field, FieldType
from crm.words import Words


def read_due(step: Step, _: Field, text: str) -> Outcome:
    """A typed due moment."""
    part = step.draft.extra.part or Part()
    hours = hours_in(step.know.moments, text) if part.day else None
    if hours and (at := hours[0] or hours[1]):
        return _due_at(step, part.day, at)
    said = _said(step, text)
    if isinstance(said, Refused | NotForThisField):
        return said
    start = said_times(said.value)[0]
    if part.day and start and said_day(said.value) is None:
        return _due_at(step, part.day, start)
    answer = due_answer(said.value, step.now)
    if answer is None:
        return _no_date(step)
    if part.hour and "on" in answer:
        return _day(step, codes.to_day(answer["on"]))
    return _due(step, answer)


def _due_at(step: Step, day: str, at: time) -> Outcome:
    return _due(step, {"at": moment(codes.to_day(day), at, step.now).isoformat()})


def _due(step: Step, answer: dict[str, str]) -> Outcome:
    return _passed(step) if is_past(answer, step.now) else Answer(answer)


def read_slot(step: Step, _: Field, text: str) -> Outcome:
    """A typed slot, or the part of it that is still open."""
    part = step.draft.extra.part or Part()
    rest = _rest_of_slot(step, part, text)
    if rest:
        return rest
    said = _said(step, text)
    if isinstance(said, Refused | NotForThisField):
        return said
    known = codes.to_day(part.day) if part.day else None if in_agenda(step.draft) else step.today
    vague = "part" in said.said and "hour" not in said.said  # «mañana en la tarde» names no hour to start at
    found = None if vague else slot_answer(said.value, step.now, KIND[step.draft.kind].minutes, known)
    if found:
        return book(step, *slot_of(found))
    on = said_day(said.value) or (known if vague else None)
    return _day(step, on) if on else _no_date(step)


def _rest_of_slot(step: Step, part: Part, text: str) -> Outcome | None:
    """The hours of a day that is known, or the length (or end) of a start that is known."""
    if not part.day:
        return None
    day, length, hours = codes.to_day(part.day), length_of(text), hours_in(step.know.moments, text)
    if part.start:
        begins = time.fromisoformat(part.start)
        until = hours[1] or hours[0] if hours else None
        if length and not (until and until > begins):
            return _slot_part(step, part, length)
        return book(step, moment(day, begins, step.now), moment(day, until, step.now)) if until and until > begins else None
    if not hours or not (starts := hours[0] or hours[1]):
        return None
    if hours[0] and hours[1] and hours[1] > starts:
        return book(step, moment(day, starts, step.now), moment(day, hours[1], step.now))
    return Partly(Part(day=part.day, start=f"{starts:%H:%M}"))


def _said(step: Step, text: str) -> Said | Refused | NotForThisField:
    """The moment of a text, or why it is none."""
    found = step.know.moments(text)
    if not found:
        return _no_date(step)
    said = max(found, key=lambda one: one.end - one.start)
    if said.impossible:
        return _impossible(step, said)
    return said if len(beside(said, text)) <= 1 else _no_date(step)


def _no_date(step: Step) -> NotForThisField:
    part = step.draft.extra.part or Part()
    if part.start:
        return NotForThisField(step.words("For how long? For example 45 min, 1 h 30, until 11:30."))
    if part.day:
        return NotForThisField(step.words("Write the hour, for example 7:45."))
    item = KIND[step.draft.kind].field(step.draft.asked or KIND[step.draft.kind].moment)
    return NotForThisField(_EXAMPLES[item.type](step.words))


_EXAMPLES: Mapping[FieldType, Callable[[Words], str]] = {
    FieldType.DUE: lambda words: words("I do not understand that date. For example: tomorrow, friday at 10, 15/12."),
    FieldType.DATE: lambda words: words("I do not understand that date. For example: tomorrow, friday, 15/12."),
    FieldType.SLOT: lambda words: words("I do not understand that date. For example: tomorrow at 10, friday from 10 to 11."),
}


def _impossible(step: Step, said: Said) -> Refused:
    """«El 31 de febrero no existe. ¿Otra fecha?», with the days on both sides of the end of that month."""
    after = said_day(said.value)
    assert after
    before = after - timedelta(days=1)
    number = next((int(n) for n in re.findall(r"\d+", said.text) if before.day < int(n) <= 99), None)
    month = month_name(before.month, step.words)
    if number is None:
        text = step.words("That day does not exist. Another date?")
    else:
        text = step.words("{month} {day} does not exist. Another date?", day=number, month=month)
    days = tuple(Choice(day_label(d, step.words, "EEE d MMM"), codes.day(d)) for d in (before, after) if d >= step.today)
    return Refused(text, ((*days, Choice("📅", codes.month(max(before, step.today)))),))


# --- tapped


def tap_due(step: Step, _: Field, value: str) -> Outcome:
    """A day, an hour, another month."""
    part = step.draft.extra.part or Part()
    if value == "hour":
        return Partly(Part(hour=True))
    if value.startswith("t") and part.day:
        return _due_at(step, part.day, codes.to_hour(value))
    shown = _moving(step, value, Part(hour=part.hour))
    if shown:
        return shown
    day = codes.to_day(value)
    return _day(step, day) if part.hour else _due(step, {"on": day.isoformat()})


def tap_slot(step: Step, item: Field, value: str) -> Outcome:
    """A day, an hour, a length, a free span, another month or day, or «book anyway»."""
    part = step.draft.extra.part or Part()
    if value == "force":
        return _forced(step, item)
    if value.startswith("s"):
        return book(step, *codes.to_span(value))
    if value.startswith("t") and part.day:
        return Partly(Part(day=part.day, start=f"{codes.to_hour(value):%H:%M}"))
    if re.fullmatch(r"d\d{1,4}", value) and part.start:
        return _slot_part(step, part, int(value[1:]))
    return _moving(step, value, Part()) or _day(step, codes.to_day(value))


def _moving(step: Step, value: str, kept: Part) -> Outcome | None:
    """What every picker of days knows: another month, back to the near days, an hour to be typed."""
    if value == "days":
        return Partly(kept if kept.hour else None)
    if value == "other":
        return Refused(step.words("Write the hour, for example 7:45."))
    if re.fullmatch(r"m\d{6}", value):
        return Partly(replace(kept, month=value[1:]))
    return None


def read_date(step: Step, item: Field, text: str) -> Outcome:
    """A typed day."""
    said = _said(step, text)
    if isinstance(said, Refused | NotForThisField):
        return said
    day = said_day(said.value)
    return _date(step, item, day) if day else _no_date(step)


def tap_date(step: Step, item: Field, value: str) -> Outcome:
    """A day, or another month."""
    return _moving(step, value, Part()) or _date(step, item, codes.to_day(value))


def _date(step: Step, item: Field, day: date) -> Outcome:
    return _passed(step) if item.ahead and day < step.today else Answer(day.isoformat())


def _passed(step: Step) -> Refused:
    return Refused(step.words("That has already passed. Another date?"))


def _day(step: Step, day: date) -> Outcome:
    hour = bool(step.draft.extra.part and step.draft.extra.part.hour)
    if day < step.today and (in_agenda(step.draft) or hour):
        return _passed(step)
    return Partly(Part(hour=hour, day=day.isoformat()))


def _slot_part(step: Step, part: Part, minutes: int) -> Outcome:
    begins = moment(codes.to_day(part.day), time.fromisoformat(part.start), step.now)
    return book(step, begins, begins + timedelta(minutes=minutes))


def book(step: Step, start: datetime, end: datetime) -> Outcome:
    """The slot where it is free and still to come; a taken one becomes the wish that example 4 asks about."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if not in_agenda(step.draft):
        if end > step.now:
            return Refused(step.words("That is still to come. From what time to what time was it?"))
    elif start < step.now:
        return _passed(step)
    if clash(step.know.taken, start, end):
        return Partly(wish=slot(start, end))
    return Answer(slot(start, end))


def _forced(step: Step, item: Field) -> Outcome:
    wish = step.draft.extra.wish
    if not wish or not (step.know.may_force or not in_agenda(step.draft)):
        raise InvalidValueError(item.name, "a slot that may be forced")
    return Answer(dict(wish), forced=True)
