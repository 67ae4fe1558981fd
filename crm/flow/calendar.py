"""A month to tap on: seven columns, days before today greyed out, holidays marked and named."""

import calendar as months
from datetime import date, timedelta

from crm.flow import codes
from crm.flow.dates import day_label
from crm.flow.model import Choice, Choices, Step

_LAST_YEAR = 2100  # nobody plans beyond; keeps the codes at eight digits


def question(step: Step, month: str) -> tuple[str, Choices]:
    """The month as question and rows; below the title the holidays of that month."""
    first = codes.to_month(month)
    off = {day: name for day, name in sorted(step.know.holidays.items()) if (day.year, day.month) == (first.year, first.month)}
    text = step.words("Which day?")
    if off:
        text += "\n" + step.words("Holidays (•): {names}", names=", ".join(f"{day.day} {name}" for day, name in off.items()))
    return text, grid(step, first)


def grid(step: Step, first: date) -> Choices:
    """The rows: ◀ month ▶, the names of the days, the weeks, and the way back to the near days."""
    today = step.today
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    back = Choice("◀", codes.month(before)) if before >= today.replace(day=1) else Choice(" ", "")
    ahead = Choice("▶", codes.month(after)) if after.year < _LAST_YEAR else Choice(" ", "")
    title = Choice(day_label(first, step.words, "MMMM y"), "")
    names = tuple(Choice(day_label(date(2024, 1, n), step.words, "EEEEE"), "") for n in range(1, 8))  # a week that began on a Monday
    weeks = tuple(
        tuple(_cell(date(first.year, first.month, n) if n else None, step) for n in week)
        for week in months.Calendar().monthdayscalendar(first.year, first.month)
    )
    return ((back, title, ahead), names, *weeks, (Choice(step.words("Near days"), "days"),))


def _cell(day: date | None, step: Step) -> Choice:
    if day is None:
        return Choice(" ", "")
    if day < step.today:
        return Choice("·", "")
    mark = "•" if day in step.know.holidays else ""
    return Choice(f"{day.day}{mark}", codes.day(day))
