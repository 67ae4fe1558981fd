"""The date of a letter, written out."""

from datetime import date

from babel.dates import format_date

from crm.languages import language as spoken


def long_date(day: date, language: str) -> str:
    """«24 de noviembre de 2026», «24 November 2026»."""
    return format_date(day, "long", locale=spoken(language).locale)
