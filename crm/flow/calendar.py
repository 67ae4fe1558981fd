"""A month to tap on: seven columns, days before today greyed out, holidays marked and named."""

import calendar as months
from collections.abc import Mapping
from datetime import date, timedelta

from crm.flow import codes
from crm.flow.dates import day_label
from crm.flow.model import Choice, Choices, Step
from crm.kinds import KIND
from crm.words import Words

_BLANK = Choice("·", "")  # Telegram refuses a button without visible text
_LAST_YEAR = 2100  # nobody plans beyond; keeps the codes at eight digits


def question(step: Step, code: str) -> tuple[str, Choices]:
    """The month of a draft's picker as question and rows."""
    first = codes.to_month(code)
    behind = KIND[step.draft.kind].measures and step.draft.asked == KIND[step.draft.kind].moment
    since = first - timedelta(days=31) if behind else step.today  # of what is over, every day may be meant
    return month(first, since, step.know.holidays, step.words)


def month(first: date, today: date, holidays: Mapping[date, str], words: Words) -> tuple[str, Choices]:
    """«¿Qué día?» with the holidays of that month that can be tapped, and its rows."""
    named = holidays_of(first, {day: name for day, name in holidays.items() if day >= today})
    text = words("Which day?") + (f"\n{words('Holidays (•): {names}', names=named)}" if named else "")
    return text, grid(first, today, holidays, words)


def holidays_of(first: date, holidays: Mapping[date, str]) -> str:
    """«8 La Inmaculada Concepción, 25 Navidad»: the holidays of a month."""
    return ", ".join(f"{day.day} {name}" for day, name in sorted(holidays.items()) if (day.year, day.month) == (first.year, first.month))


def grid(first: date, today: date, holidays: Mapping[date, str], words: Words) -> Choices:
    """The rows: ◀ month ▶, the names of the days, the weeks, and the way back to the near days."""
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    back = Choice("◀", codes.month(before)) if before >= today.replace(day=1) else _BLANK
    ahead = Choice("▶", codes.month(after)) if after.year < _LAST_YEAR else _BLANK
    title = Choice(day_label(first, words, "MMMM y"), "")
    names = tuple(Choice(day_label(date(2024, 1, n), words, "EEE")[:2], "") for n in range(1, 8))  # a week that began on a Monday
    weeks = tuple(
        tuple(_cell(date(first.year, first.month, n) if n else None, today, holidays) for n in week)
        for week in months.Calendar().monthdayscalendar(first.year, first.month)
        if date(first.year, first.month, max(week)) >= today
    )
    return ((back, title, ahead), names, *weeks, (Choice(words("Near days"), "days"),))


def _cell(day: date | None, today: date, holidays: Mapping[date, str]) -> Choice:
    if day is None or day < today:
        return _BLANK
    return Choice(f"{day.day}{'•' if day in holidays else ''}", codes.day(day))
