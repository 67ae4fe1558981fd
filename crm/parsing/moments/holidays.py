"""Holidays by name: the days that people mean when they name them, in Chile first."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from crm.parsing.moments import civil

Rule = Callable[[int], dt.date | None]


def _fixed(month: int, day: int) -> Rule:
    return lambda year: civil.make(year, month, day)


def _after_easter(days: int) -> Rule:
    return lambda year: civil.add_days(civil.easter(year), days)


def _nth(month: int, weekday: int, n: int, shift: int = 0) -> Rule:
    def rule(year: int) -> dt.date | None:
        start = civil.make(year, month, 1)
        if start is None:
            return None
        day = civil.nth_weekday(start, civil.add_months(start, 1), weekday, n)
        return civil.add_days(day, shift) if day else None

    return rule


#: holiday → (its day in a year, its Spanish names, its English names); names are folded.
_TABLE: tuple[tuple[Rule, tuple[str, ...], tuple[str, ...]], ...] = (
    (_fixed(1, 1), ("ano nuevo", "dia de ano nuevo", "el ano nuevo", "dia ano nuevo"), ("new year", "new year's", "new year's day",
        "new years day", "new years", "new year day")),
    (_fixed(1, 6), ("dia de reyes", "reyes magos", "epifania", "los reyes magos"), ("epiphany", "three kings day")),
    (_fixed(2, 14), ("san valentin", "dia de los enamorados", "dia de san valentin", "dia del amor"), ("valentine's day", "valentines day",
        "valentine day", "valentine's", "st valentine's day")),
    (_fixed(3, 8), ("dia de la mujer", "dia internacional de la mujer"), ("women's day", "international women's day", "womens day")),
    (_fixed(3, 17), ("san patricio", "dia de san patricio"), ("st patrick's day", "saint patrick's day", "st patricks day",
        "st . patrick's day", "st paddy's day")),
    (_fixed(4, 1), ("dia de las bromas", "dia de las bromas de abril", "dia de los tontos"), ("april fool's day", "april fools day",
        "april fools", "april fools'", "april fool's")),
    (_fixed(4, 22), ("dia de la tierra",), ("earth day",)),
    (_after_easter(-48), ("lunes de carnaval",), ("rosenmontag",)),
    (_after_easter(-47), ("martes de carnaval", "carnaval", "mardi gras"), ("mardi gras", "shrove tuesday", "pancake day")),
    (_after_easter(-46), ("miercoles de ceniza",), ("ash wednesday",)),
    (_after_easter(-7), ("domingo de ramos",), ("palm sunday",)),
    (_after_easter(-3), ("jueves santo",), ("maundy thursday", "holy thursday")),
    (_after_easter(-2), ("viernes santo",), ("good friday",)),
    (_after_easter(-1), ("sabado santo", "sabado de gloria"), ("holy saturday",)),
    (_after_easter(0), ("pascua", "pascuas", "domingo de pascua", "domingo de resurreccion", "pascua de resurreccion", "dia de pascua"),
        ("easter", "easter sunday", "easter day")),
    (_after_easter(1), ("lunes de pascua",), ("easter monday",)),
    (_after_easter(39), ("ascension", "dia de la ascension"), ("ascension day", "ascension thursday")),
    (_after_easter(49), ("pentecostes",), ("pentecost", "whit sunday", "white sunday")),
    (_after_easter(50), ("lunes de pentecostes",), ("whit monday", "pentecost monday")),
    (_after_easter(56), ("domingo de la trinidad",), ("trinity sunday",)),
    (_after_easter(60), ("corpus christi",), ("corpus christi", "feast of corpus christi")),
    (_fixed(5, 1), ("dia del trabajo", "dia del trabajador", "dia de los trabajadores", "dia internacional del trabajo",
        "dia internacional de los trabajadores", "fiesta del trabajo"),
     ("may day", "labour day", "labor day", "workers' day", "international workers' day")),
    (_nth(5, 6, 2), ("dia de la madre", "dia de las madres", "dia de la mama"), ("mother's day", "mothers day", "mothers' day")),
    (_fixed(5, 21), ("glorias navales", "dia de las glorias navales", "combate naval"), ("navy day",)),
    (_nth(6, 6, 3), ("dia del padre", "dia de los padres", "dia del papa"), ("father's day", "fathers day", "fathers' day")),
    (_fixed(6, 29), ("san pedro y san pablo",), ("saint peter and saint paul",)),
    (_fixed(7, 4), ("dia de la independencia de estados unidos",), ("independence day", "fourth of july", "4th of july",
        "july 4th holiday")),
    (_fixed(7, 16), ("virgen del carmen", "dia de la virgen del carmen"), ("our lady of mount carmel",)),
    (_nth(7, 5, 1), ("dia internacional de las cooperativas",), ("international day of cooperatives",)),
    (_nth(8, 6, 2), ("dia del nino", "dia de los ninos", "dia de la ninez"), ("children's day",)),
    (_fixed(8, 15), ("asuncion de la virgen", "dia de la asuncion"), ("assumption day", "assumption of mary")),
    (_fixed(9, 18), ("fiestas patrias", "dia de la independencia", "independencia nacional", "las fiestas patrias"), ("fiestas patrias",)),
    (_fixed(9, 19), ("glorias del ejercito", "dia de las glorias del ejercito"), ("army day",)),
    (_fixed(10, 12), ("dia de la raza", "encuentro de dos mundos", "descubrimiento de america", "dia de la hispanidad",
        "dia del encuentro de dos mundos"), ("columbus day",)),
    (_fixed(10, 31), ("halloween", "noche de brujas", "dia de las iglesias evangelicas"), ("halloween", "hallowe'en", "halloween day",
        "reformation day")),
    (_fixed(11, 1), ("dia de todos los santos", "todos los santos", "todos santos"), ("all saints' day", "all saints day",
        "all saint's day", "all hallows day")),
    (_fixed(11, 2), ("dia de los muertos", "dia de los difuntos", "dia de muertos"), ("all souls' day", "all souls day",
        "day of the dead")),
    (_fixed(11, 17), ("dia de la prematuridad mundial", "dia mundial del prematuro"), ("world prematurity day",)),
    (_nth(11, 3, 4), ("dia de accion de gracias", "accion de gracias", "dia de gracias"), ("thanksgiving", "thanksgiving day",
        "thanks giving", "thanks giving day")),
    (_nth(11, 3, 4, 1), ("black friday", "viernes negro"), ("black friday",)),
    (_nth(11, 3, 4, 4), ("cyber monday", "ciberlunes", "cyber lunes"), ("cyber monday",)),
    (_fixed(12, 8), ("inmaculada concepcion", "dia de la inmaculada", "dia de la inmaculada concepcion", "la inmaculada"),
        ("immaculate conception",)),
    (_fixed(12, 24), ("nochebuena", "noche buena", "vispera de navidad"), ("christmas eve", "xmas eve")),
    (_fixed(12, 25), ("navidad", "dia de navidad", "pascua de navidad"), ("christmas", "christmas day", "xmas", "xmas day", "x-mas")),
    (_fixed(12, 26), ("san esteban",), ("boxing day", "st stephen's day")),
    (_fixed(12, 28), ("dia de los inocentes", "santos inocentes"), ("holy innocents",)),
    (_fixed(12, 31), ("nochevieja", "noche vieja", "ano viejo", "vispera de ano nuevo", "fin de ano nuevo"), ("new year's eve",
        "new years eve", "nye", "silvester")),
    (_nth(1, 0, 3), ("dia de martin luther king",), ("mlk day", "martin luther king day", "martin luther king jr day",
        "martin luther king's day", "mlk jr . day", "civil rights day")),
    (_nth(2, 0, 3), ("dia de los presidentes",), ("presidents day", "presidents' day", "washington's birthday", "president's day")),
    (_nth(5, 0, -1), (), ("memorial day",)),
    (_fixed(11, 11), (), ("veterans day", "veteran's day", "remembrance day", "martinmas")),
    (_fixed(2, 2), (), ("groundhog day", "candlemas")),
    (_fixed(6, 14), (), ("flag day",)),
    (_fixed(4, 23), ("dia del libro",), ("st george's day", "world book day")),
    (_fixed(4, 7), ("dia mundial de la salud",), ("world health day",)),
    (_fixed(6, 5), ("dia mundial del medio ambiente", "dia del medio ambiente"), ("world environment day",)),
    (_fixed(6, 24), ("dia de los pueblos indigenas", "noche de san juan", "dia nacional de los pueblos indigenas"), ("midsummer day",)),
)


def names(lang: str) -> Mapping[str, Rule]:
    """Folded names of holidays in a language → the day in a year."""
    return {name: row[0] for row in _TABLE for name in (row[1] if lang == "es" else row[2])}
