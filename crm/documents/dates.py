"""The date of a letter, written out."""

from datetime import date

from babel.dates import format_date

from crm.words import language_of

_LOCALE = {"es": "es_CL", "en": "en_GB"}


def long_date(day: date, language: str) -> str:
    """«24 de noviembre de 2026», «24 November 2026»."""
    return format_date(day, "long", locale=_LOCALE[language_of(language)])
