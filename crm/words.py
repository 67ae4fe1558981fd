"""The words of a language: gettext catalogues with English message ids, and how days, spans and money are said.

The `.po` files are read as they are (no compiled copies that could be stale); English needs one only where an id is no word of people.
"""

import io
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from gettext import NullTranslations
from typing import Any

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal
from babel.support import Translations

from crm.languages import LANGUAGES, language_of
from crm.model import Staff
from crm.resources import folder

_SIGN = {"CLP": "$", "CLF": "UF "}  # what people write here, not what CLDR knows


def words_for(staff: Staff) -> "Words":
    """The words of a person: the language chosen, then Telegram's, then Spanish."""
    return Words(language_of(staff.language, staff.telegram_language))


@cache
def _catalogue(language: str) -> NullTranslations:
    merged = Catalog(locale=language)
    for path in sorted((folder("locale") / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    merged[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


class Words:
    """One language. Call it with a message id: `words("Done")`; `{names}` in the text are filled from keyword arguments."""

    def __init__(self, language: str) -> None:
        self.language = language_of(language)
        self.spoken = LANGUAGES[self.language]
        self._locale = self.spoken.locale
        self._catalogue = _catalogue(self.language)

    def __call__(self, msgid: str, /, **values: object) -> str:
        return _filled(self._catalogue.gettext(msgid), values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> str:
        """«{n} overdue» in the number that `n` needs."""
        return _filled(self._catalogue.ngettext(one, many, n), {"n": n, **values})

    def of(self, context: str, msgid: str, /, **values: object) -> str:
        """A message whose wording depends on what it is said of: «terminada» of a task, «realizado» of a call.

        Where the context has no wording of its own, the one without context is said.
        """
        found = self._catalogue.pgettext(context, msgid)
        return _filled(self._catalogue.gettext(msgid) if found == msgid else found, values)

    # --- days and hours; everything local, the caller has chosen the zone

    def day(self, day: date, today: date) -> str:
        """«viernes 27 nov»; with the year where it is not this one."""
        pattern = "EEEE d MMM" if day.year == today.year else "EEEE d MMM y"
        return format_date(day, pattern, locale=self._locale).replace(".", "")

    def short_day(self, day: date) -> str:
        """«vie 27», for buttons."""
        return format_date(day, "EEE d", locale=self._locale).replace(".", "").capitalize()

    def hour(self, at: datetime) -> str:
        """«10:00»."""
        return f"{at:%H:%M}"

    def moment(self, at: datetime | date, today: date) -> str:
        """«viernes 27 nov, 10:00»; a date has no hour."""
        if isinstance(at, datetime):
            return f"{self.day(at.date(), today)}, {self.hour(at)}"
        return self.day(at, today)

    def stamp(self, at: datetime, today: date) -> str:
        """«12-11 09:40», «12 Nov 09:40»: as chats write it; with the year where it is not this one."""
        pattern = self.spoken.stamp[at.year != today.year]
        return f"{format_date(at.date(), pattern, locale=self._locale).replace('.', '')} {self.hour(at)}"

    def span(self, start: datetime, end: datetime, today: date) -> str:
        """«miércoles 25 nov, 16:00–17:00»."""
        if start.date() == end.date() or (end - start < timedelta(days=1) and end.hour == end.minute == 0):
            return f"{self.moment(start, today)}–{self.hour(end)}"
        return f"{self.moment(start, today)} – {self.moment(end, today)}"

    def near_day(self, day: date, today: date) -> str:
        """«hoy», «mañana», «ayer», else the day spelled out."""
        near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((day - today).days)
        return self(near) if near else self.day(day, today)

    def number(self, number: int) -> str:
        """«20.000»."""
        return format_decimal(number, format="#,##0", locale=self._locale)

    def megabytes(self, size: int) -> str:
        """«3,1» of a number of bytes."""
        return format_decimal(size / 1_000_000, format="#,##0.#", locale=self._locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """«$1.250.000», «UF 35», «US$20,50»: pesos have no decimals."""
        sign = _SIGN.get(currency)
        if sign is None:
            return format_currency(amount, currency, locale=self._locale)
        return sign + format_decimal(amount, format="#,##0.##", locale=self._locale)


def _filled(text: str, values: Mapping[str, Any]) -> str:
    return text.format_map(values) if values else text
