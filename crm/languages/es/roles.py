"""Spanish words of time, by the role that they play, of Chile first."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from typing import Any

_WEEKDAYS = {"lunes": 0, "martes": 1, "miercoles": 2, "jueves": 3, "viernes": 4, "sabado": 5, "domingo": 6}

ROLES: dict[str, dict[str, Any]] = {
    "month": {
        "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9,
        "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    },
    "month?": {
        "ene": 1, "jan": 1, "feb": 2, "mar": 3, "abr": 4, "apr": 4, "may": 5, "jun": 6, "jul": 7, "ago": 8, "aug": 8, "sep": 9,
        "sept": 9, "set": 9, "oct": 10, "nov": 11, "dic": 12, "dec": 12,
    },
    "weekday": _WEEKDAYS,
    "weekday?": {
        "lun": 0, "lu": 0, "mart": 1, "mar": 1, "ma": 1, "mie": 2, "mier": 2, "mierc": 2, "mi": 2, "jue": 3, "juev": 3, "ju": 3,
        "vie": 4, "vier": 4, "vi": 4, "sab": 5, "sa": 5, "dom": 6, "do": 6,
    },
    "weekdays": {
        **{day: n for day, n in _WEEKDAYS.items() if day.endswith("s")},  # «los lunes» changes nothing
        "sabados": 5, "domingos": 6, "dias habiles": "workday", "dias de semana": "workday", "fines de semana": "weekend",
        "findes": "weekend",
    },
    "day": {
        "hoy": 0, "hoy dia": 0, "hoydia": 0, "hoi": 0, "el dia de hoy": 0, "dia de hoy": 0, "manana": 1, "dia de manana": 1, "mnn": 1,
        "mnna": 1, "manana mismo": 1, "hoy mismo": 0, "pasado manana": 2, "pasao manana": 2, "pasado mnn": 2,
        "dia despues de manana": 2, "ayer": -1, "dia de ayer": -1, "anteayer": -2, "antier": -2, "antes de ayer": -2, "antes ayer": -2,
        "dia antes de ayer": -2, "trasanteayer": -3, "dia siguiente": 1, "proximo dia": 1, "siguiente dia": 1, "dia anterior": -1,
        "ultimo dia": -1, "mannana": 1, "manaana": 1,
    },
    "daypart": {"anoche": (-1, "night"), "antenoche": (-2, "night"), "anteanoche": (-2, "night")},
    "now": {
        "ahora": 0, "ahora mismo": 0, "ya mismo": 0, "al tiro": 0, "altiro": 0, "de inmediato": 0, "inmediatamente": 0,
        "tan pronto como sea posible": 0, "lo antes posible": 0, "cuanto antes": 0, "tan pronto como podamos": 0,
        "tan pronto como pueda": 0, "tan pronto como puedas": 0, "ahorita": 0, "en seguida": 0, "enseguida": 0,
    },
    "part": {
        "manana": "morning", "mananita": "morning", "tarde": "afternoon", "tardecita": "afternoon", "noche": "night",
        "madrugada": "dawn", "medianoche": "night", "mananas": "morning", "tardes": "afternoon", "noches": "night", "almuerzo": "lunch",
        "tardes noche": "evening", "tarde noche": "evening", "mnn": "morning", "mannana": "morning",
    },
    "part.in": dict.fromkeys((
        "en la", "por la", "de la", "a la", "la", "esta", "en", "al", "a", "del", "durante la", "para la", "en las", "por las", "las",
        "por el", "a primera hora de la", "hacia la", "el", "de", "este", "en el", "a la hora de", "hora de", "a la hora del", "y",
        "para el",
    ), 0),
    "part.edge": {
        "a primera hora de la": "early", "a primeras horas de la": "early", "a primera hora de": "early",
        "primeras horas de la": "early", "a ultimas horas de la": "late", "a ultima hora de la": "late", "ultimas horas de la": "late",
        "mas tarde en la": "late", "mas tarde por la": "late", "temprano en la": "early", "temprano por la": "early",
        "al final de la": "late", "a fin de la": "late", "a fin de esta": "late", "al final de esta": "late", "tarde en la": "late",
        "al inicio de la": "early", "a media": "mid", "media": "mid",
    },
    "spot": {
        "a primera hora": (9, 0), "primera hora": (9, 0), "temprano": (9, 0), "tempranito": (9, 0), "a ultima hora": (17, 30),
        "ultima hora": (17, 30), "a media manana": (10, 30), "a media tarde": (16, 30), "despues de almuerzo": (15, 0),
        "despues de almorzar": (15, 0), "despues del almuerzo": (15, 0), "antes de almuerzo": (12, 0), "antes de almorzar": (12, 0),
        "antes del almuerzo": (12, 0), "a la hora de almuerzo": (13, 0), "a la hora del almuerzo": (13, 0),
        "a la hora de colacion": (13, 0),
    },
    "noon": {"mediodia": (12, 0), "medio dia": (12, 0), "medianoche": (0, 0), "media noche": (0, 0)},
    "unit": {
        "segundo": "second", "segundos": "second", "seg": "second", "segs": "second", "minuto": "minute", "minutos": "minute",
        "min": "minute", "mins": "minute", "minutito": "minute", "minutitos": "minute", "hora": "hour", "horas": "hour", "hr": "hour",
        "hrs": "hour", "h": "hour", "horita": "hour", "dia": "day", "dias": "day", "dia habil": "workday", "dias habiles": "workday",
        "dia laboral": "workday", "dias laborales": "workday", "dia corrido": "day", "dias corridos": "day", "jornada": "day",
        "noche": "day", "noches": "day", "semana": "week", "semanas": "week", "semanita": "week", "sem": "week",
        "quincena": "fortnight", "quincenas": "fortnight", "fin de semana": "weekend", "fines de semana": "weekend", "finde": "weekend",
        "findes": "weekend", "weekend": "weekend", "mes": "month", "meses": "month", "bimestre": "bimester", "trimestre": "quarter",
        "trimestres": "quarter", "semestre": "half", "semestres": "half", "ano": "year", "anos": "year", "ano calendario": "year",
        "calendario ano": "year", "decada": "decade", "decadas": "decade", "siglo": "century", "siglos": "century",
    },
    "num": {
        "cero": 0, "zero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
        "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
        "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintiuna": 21,
        "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28,
        "veintinueve": 29,
    },
    "tens": {
        "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90,
    },
    "hundreds": {
        "cien": 100, "ciento": 100, "doscientos": 200, "trescientos": 300, "cuatrocientos": 400, "quinientos": 500, "seiscientos": 600,
        "setecientos": 700, "ochocientos": 800, "novecientos": 900,
    },
    "thousand": {"mil": 1000},
    "ordinal": {
        "primero": 1, "primer": 1, "primera": 1, "segundo": 2, "segunda": 2, "tercero": 3, "tercer": 3, "tercera": 3, "cuarto": 4,
        "cuarta": 4, "quinto": 5, "quinta": 5, "sexto": 6, "sexta": 6, "septimo": 7, "septima": 7, "octavo": 8, "octava": 8,
        "noveno": 9, "novena": 9, "decimo": 10, "decima": 10, "undecimo": 11, "duodecimo": 12, "decimotercero": 13, "decimocuarto": 14,
        "decimoquinto": 15, "decimosexto": 16, "decimoseptimo": 17, "decimoctavo": 18, "decimonoveno": 19, "vigesimo": 20,
        "trigesimo": 30, "ultimo": -1, "ultima": -1, "ultimos": -1, "ultimas": -1, "penultimo": -2, "penultima": -2, "primeros": 1,
        "primeras": 1,
    },
    "suffix": dict.fromkeys(("ero", "er", "ro", "do", "to", "mo", "vo", "no", "ra", "da", "ta", "º", "o"), 0),
    "about": dict.fromkeys(("par", "un par de", "un par"), 2),
    "some": dict.fromkeys(("unos", "unas", "algunos", "algunas", "pocos", "pocas", "unos pocos", "unas pocas"), 3),
    "half": {"media": 30, "medio": 30, "media hora": 30},
    "fraction": {"3 / 4": 45, "media": 30, "cuarto": 15, "un cuarto": 15, "tres cuartos": 45, "1 / 2": 30, "1 / 4": 15},
    "mod": {
        "proximo": "next", "proxima": "next", "proximos": "next", "proximas": "next", "prox": "next", "que viene": "next",
        "que vienen": "next", "siguiente": "next", "siguientes": "next", "entrante": "next", "q viene": "next", "k viene": "next",
        "otra": "next", "venidero": "next", "subsiguiente": "afternext", "despues de la proxima": "afternext",
        "despues del proximo": "afternext", "subsecuente": "afternext", "pasado": "last", "pasada": "last", "pasados": "last",
        "pasadas": "last", "ultimo": "last", "ultima": "last", "ultimos": "last", "ultimas": "last", "anterior": "last",
        "previo": "last", "previa": "last", "previos": "last", "previas": "last", "venideros": "next", "anteriores": "last",
        "recien pasado": "recent", "este": "this", "esta": "this", "estos": "this", "estas": "this", "mismo": "this", "misma": "this",
        "ese": "this", "esa": "this", "aquel": "this", "aquella": "this", "antepasado": "beforelast", "antepasada": "beforelast",
        "presente": "this", "en curso": "this", "actual": "this", "toda la": "this", "todo el": "this", "otro": "next",
        "este proximo": "coming", "esta proxima": "coming", "antes pasado": "beforelast", "del presente": "this",
    },
    "edge": {
        "principios": "begin", "principio": "begin", "comienzos": "begin", "comienzo": "begin", "inicios": "begin", "inicio": "begin",
        "mediados": "mid", "medianos": "mid", "media": "mid", "mitad": "mid", "fines": "end", "finales": "end", "final": "end",
        "fin": "end", "termino": "end", "finalizar": "end", "terminar": "end", "cierre": "end", "mas tarde": "later",
        "mas temprano": "earlier", "mas adelante": "later", "resto": "rest", "lo que queda": "rest", "lo que resta": "rest",
        "el resto": "rest",
    },
    "of": dict.fromkeys(("de", "del", "de la", "de el", "d", "en el", "en la", "en", "para la", "para el", "el", "la"), 0),
    "the": dict.fromkeys(("el", "la", "los", "las", "l"), 0),
    "on": dict.fromkeys(("el", "este", "del", "al", "para el"), 0),
    "at": dict.fromkeys((
        "a las", "a la", "alas", "las", "a eso de las", "como a las", "tipo", "tipo las", "cerca de las", "sobre las", "para las",
        "al las", "hacia las", "alrededor de las", "alrededor de", "a partir de las", "desde las", "la", "cerca de la", "a eso de la",
        "tipin", "a", "@", "para la", "hasta las", "hasta la", "a mas tardar a las", "aprox a las", "de las",
    ), 0),
    "at!": dict.fromkeys((
        "a las", "alas", "las", "a eso de las", "como a las", "tipo", "tipo las", "cerca de las", "sobre las", "para las", "al las",
        "hacia las", "alrededor de las", "tipin", "hasta las", "desde las", "@", "de las",
    ), 0),
    "hourmark": dict.fromkeys(("hrs", "hr", "h", "hs", "horas", "hora", "hras"), 0),
    "sharp": dict.fromkeys(("en punto", "clavadas", "aprox", "aproximadamente", "mas o menos"), 0),
    "plus": dict.fromkeys(("y", "con"), 0),
    "minus": dict.fromkeys(("menos",), 0),
    "to": dict.fromkeys(("para las", "para la", "pa las", "pa la"), 0),
    "past": dict.fromkeys(("pasadas las", "pasadas de las", "pasada de la", "pasada la", "pasado las"), 0),
    "and": dict.fromkeys(("y", "e"), 0),
    "in": dict.fromkeys((
        "en", "dentro de", "de aqui a", "en unos", "en unas", "+", "dentro de unos", "de aca a", "en como", "en cosa de",
    ), 0),
    "ago": dict.fromkeys(("hace", "hace como", "hace unos", "hace unas", "hace cerca de", "hara", "hace ya"), 0),
    "ago.post": dict.fromkeys(("atras",), 0),
    "later": dict.fromkeys(("despues", "mas tarde", "a partir de ahora", "desde ahora", "en el futuro", "a contar de hoy", "mas"), 0),
    "after.of": dict.fromkeys((
        "despues de", "despues del", "a partir de", "a partir del", "desde", "desde el", "a contar de", "a contar del", "luego de",
    ), 0),
    "before.of": dict.fromkeys(("antes de", "antes del"), 0),
    "open": {
        "antes de": "before", "antes del": "before", "antes de las": "before", "antes de la": "before", "previo a": "before",
        "despues de": "after", "despues del": "after", "despues de las": "after", "despues de la": "after", "luego de": "after",
        "pasado el": "after", "pasadas las": "after", "desde": "since", "desde el": "since", "a partir de": "since",
        "a partir del": "since", "desde las": "since", "a partir de las": "since", "a contar de": "since", "a contar del": "since",
        "comenzando": "since", "comenzando el": "since", "hasta": "until", "hasta el": "until", "hasta las": "until",
        "a mas tardar": "until", "a mas tardar el": "until", "a mas tardar a las": "until", "no mas tarde que": "until",
        "no mas tarde que el": "until", "no mas tarde de": "until", "tan tarde como": "until", "no mas tardar": "until",
        "no mas tardar a las": "until", "tan pronto como": "since", "tope": "until", "plazo": "until", "maximo": "until",
        "max": "until", "de antes de": "before", "> =": "since", "hasta la": "until", "desde la": "since", "con plazo": "until",
        "con plazo al": "until", "con plazo el": "until", "vence el": "until", "vence": "until", "> = ": "since", "< =": "until",
        "como maximo": "until", "como maximo el": "until", "como tope": "until", "a mas tardar al": "until", "mas tarde de": "after",
        "mas tarde de las": "after", "mas tarde que": "after",
    },
    "open.post": {
        "y despues": "since", "y mas tarde": "since", "y posterior": "since", "en adelante": "since", "y antes": "until",
        "o antes": "until", "a mas tardar": "until", "como maximo": "until", "como tope": "until", "o despues": "since",
        "para adelante": "since",
    },
    "from": {
        "de": "de", "desde": "from", "del": "de", "entre": "between", "desde el": "from", "entre el": "between",
        "entre las": "between!", "de las": "de!", "desde las": "from!", "entre los": "between", "de la": "de!", "desde la": "from!",
        "desde este": "from", "entre la": "between!",
    },
    "range": dict.fromkeys((
        "a", "al", "-", "hasta", "hasta el", "a las", "a la", "hasta las", "hasta la", "- las", "- el", "hasta este",
    ), "to"),
    "range.and": dict.fromkeys(("y", "y el", "y las", "y la", "e"), "and"),
    "every": dict.fromkeys(("cada", "todos los", "todas las", "todo los", "toos los"), 0),
    "every.the": dict.fromkeys(("los",), 0),
    "freq": {
        "diariamente": ("daily", 1), "a diario": ("daily", 1), "semanalmente": ("weekly", 1), "quincenalmente": ("weekly", 2),
        "mensualmente": ("monthly", 1), "anualmente": ("yearly", 1), "trimestralmente": ("monthly", 3),
        "semestralmente": ("monthly", 6), "bimensualmente": ("monthly", 2), "una vez a la semana": ("weekly", 1),
        "una vez al mes": ("monthly", 1), "una vez al ano": ("yearly", 1), "una vez al dia": ("daily", 1),
        "bimestralmente": ("monthly", 2),
    },
    "filler": dict.fromkeys((
        ",", "de", "del", "el", "la", "en", "por", "a", "para", "al", "los", "las", "-", "(", "desde", "d", "este", "como", "(el",
    ), 0),
    "quarter": {"t1": 1, "t2": 2, "t3": 3, "t4": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "half.year": {"h1": 1, "h2": 2, "s1": 1, "s2": 2},
    "eod": {
        "fin de dia": 0, "fin del dia": 0, "final del dia": 0, "finalizar el dia": 0, "el fin de dia": 0, "termino del dia": 0,
        "cierre del dia": 0,
    },
    "eod.of": dict.fromkeys((
        "al fin de", "al final de", "al finalizar", "fin de", "al fin del", "al final del", "fin del dia de", "al finalizar el",
        "al termino de", "al finalizar el dia de", "al final del dia de", "al final de este", "al fin de este",
    ), 0),
    "week.of": dict.fromkeys((
        "semana de", "semana del", "semana que inicia", "semana que comienza", "semana que va de", "semana que va del",
        "semana a partir de", "semana a partir del", "semana que empieza", "semana que parte", "semana que inicia el",
        "semana que comienza el", "semana que empieza el", "semana que parte el",
    ), 0),
    "month.of": dict.fromkeys(("mes de", "el mes de"), 0),
    "year.word": dict.fromkeys(("ano", "anos", "el ano", "del ano", "el", "los anos"), 0),
    "decade.of": dict.fromkeys(("decada de", "decada de los", "decada", "los anos", "anos", "la decada de"), 0),
    "month.call": dict.fromkeys((
        "en", "de", "del", "este", "proximo", "para", "desde", "hasta", "entre", "mes", "pasado", "fines", "durante", "todo", "ultimo",
        "cada",
    ), 0),
    "year.call": dict.fromkeys((
        "en", "de", "del", "desde", "hasta", "para", "entre", "durante", "ano", "el", "antes", "despues", "y", "hoy", "- ",
    ), 0),
    "street": dict.fromkeys((
        "avenida", "av", "avda", "calle", "pasaje", "psje", "pje", "plaza", "esquina", "esq", "camino", "villa", "poblacion", "liceo",
        "escuela", "paradero", "metro", "edificio", "colegio", "hospital", "direccion", "sucursal", "comuna",
    ), 0),
    "person": dict.fromkeys((
        "a", "con", "de", "don", "senor", "sr", "para", "senora", "sra", "dona", "y", "santo", "que", "por", "srta",
    ), 0),
}
