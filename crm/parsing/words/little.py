"""Little words that several rules look at, whatever their part of speech."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

from __future__ import annotations

#: A point behind these ends no sentence.
ABBREVIATED = frozenset(
    "sr sra srta dr dra av avda ltda cia nro no hrs hr mr mrs ms jr etc aprox tel ing prof depto of pje psje min max s a e i r l st vs ej "
    "p spa".split()
)
#: A point behind these never ends a sentence: a name follows.
TITLED = frozenset("sr sra srta dr dra av avda mr mrs ms ing nro st".split())
#: What may stand between a list's line number and what goes before it.
LINE_ARTICLES = frozenset("el la los las del de the # numero number no n º nº".split())
#: Legal forms of companies, as single words.
LEGAL = frozenset("sa spa ltda limitada eirl sac srl inc llc ltd cia".split())
#: Units of time and other words after a number that are no things to count.
NOT_THINGS = frozenset(
    "hrs horas hora dias dia semanas semana meses mes anos ano minutos minuto min por con para del las los que hoy manana pesos lucas "
    "ene feb mar abr may jun jul ago sep oct nov dic enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre "
    "hours hour days day weeks week months month years year minutes and the for with from january february march april june july august "
    "september october november december".split()
)
