"""Little words beside dates and times that decide whether a number is one."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

from __future__ import annotations

#: Words that call for a date in figures: «el 4/7», «before 4/7».
DATE_CALLS = frozenset(
    "el del al este para hasta desde antes despues entre proximo y o a dia viernes lunes martes miercoles jueves sabado domingo on by "
    "until from "
    "the for before after since between next this to and or due of monday tuesday wednesday thursday friday saturday sunday vence "
    "plazo".split()
)
#: Words before «16 hrs» that make it a length of time.
LENGTH_CALLS = frozenset(
    "en hace de por durante dura duro demora demoro cada unas como unos tomo tarda tardo mas in for last lasts within every took takes "
    "primeras ultimas proximas next of ago menos otras".split()
)
#: Words in -s after an hour that are no things: «a las 3 nos vemos».
NO_THINGS = frozenset(
    "hrs horas lunes martes miercoles jueves viernes nos les los las despues antes mas vamos estamos tenemos podemos menos es dias "
    "entonces pues quedamos juntos juntas nomas gracias veremos haremos iremos vemos".split()
)
#: Words after «el 2» that make it no day of the month.
NO_DAY_BEFORE = frozenset("por piso x veces vez cajas ciento metros mil pisos de y o".split())
#: Words before «mañana» that make it the morning.
MORNING_CALLS = frozenset("la las esta una cada media esa toda".split())
#: Words before which a capital Domingo or Julio at the start is somebody.
SAYS = frozenset("quiere pide dice necesita viene va no esta puede queda debe llama manda pregunta confirma acepta".split())
#: Words before a capital Domingo, Julio or Abril that make it a day or month.
DAY_CALLS = frozenset("el este proximo en mes del al desde hasta todos los cada pasado".split())
