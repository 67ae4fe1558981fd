"""Forms of Spanish verbs that the rules do not give, and words that only look like infinitives."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

from __future__ import annotations

#: infinitive → (preterite I, subjunctive, imperative, present I)
IRREGULAR: dict[str, tuple[str, str, str, str]] = {
    "hacer": ("hice", "haga", "haz", "hago"), "pedir": ("pedi", "pida", "pide", "pido"), "traer": ("traje", "traiga", "trae", "traigo"),
    "poner": ("puse", "ponga", "pon", "pongo"), "ir": ("fui", "vaya", "anda", "voy"), "dar": ("di", "de", "da", "doy"), "ver": ("vi", "vea",
    "ve", "veo"),
    "decir": ("dije", "diga", "di", "digo"), "conseguir": ("consegui", "consiga", "consigue", "consigo"), "devolver": ("devolvi",
    "devuelva", "devuelve", "devuelvo"),
    "volver": ("volvi", "vuelva", "vuelve", "vuelvo"), "resolver": ("resolvi", "resuelva", "resuelve", "resuelvo"), "mostrar": ("mostre",
    "muestre", "muestra", "muestro"),
    "recordar": ("recorde", "recuerde", "recuerda", "recuerdo"), "cerrar": ("cerre", "cierre", "cierra", "cierro"), "probar": ("probe",
    "pruebe", "prueba", "pruebo"),
    "tener": ("tuve", "tenga", "ten", "tengo"), "venir": ("vine", "venga", "ven", "vengo"), "salir": ("sali", "salga", "sal", "salgo"),
    "reunir": ("reuni", "reuna", "reune", "reuno"),
    "reunirme": ("me reuni", "me reuna", "reunete", "me reuno"), "reunirse": ("se reunio", "se reuna", "reunete", "se reune"),
    "juntarme": ("me junte", "me junte", "juntate", "me junto"),
    "leer": ("lei", "lea", "lee", "leo"), "seguir": ("segui", "siga", "sigue", "sigo"), "medir": ("medi", "mida", "mide", "mido"),
    "almorzar": ("almorce", "almuerce", "almuerza", "almuerzo"),
    "rellamar": ("rellame", "rellame", "rellama", "rellamo"), "entender": ("entendi", "entienda", "entiende", "entiendo"),
    "contar": ("conte", "cuente", "cuenta", "cuento"),
    "despedir": ("despedi", "despida", "despide", "despido"), "elegir": ("elegi", "elija", "elige", "elijo"), "corregir": ("corregi",
    "corrija", "corrige", "corrijo"),
    "imprimir": ("imprimi", "imprima", "imprime", "imprimo"), "subir": ("subi", "suba", "sube", "subo"), "recibir": ("recibi", "reciba",
    "recibe", "recibo"),
}

#: Words in -ar, -er, -ir that are no verbs.
NO_VERBS = frozenset(
    "lugar hogar mujer ayer taller bar par mar placer auxiliar particular familiar similar popular regular singular celular dolar azucar "
    "cualquier "
    "primer tercer alquiler titular militar escolar solar pilar oscar cesar omar javier walter esther ester elvir vladimir emir edgar "
    "gaspar cancer chofer "
    "lider super hiper poster master router server laser alfiler container flyer altar collar ejemplar pulgar exterior interior bienestar "
    "malestar "
    "anteayer antier maicillar escobar salazar villar aguilar guajardo andwandter scanner banner partner manager center power water super "
    "buffer".split()
)
#: First persons in é or í that tell of no work done.
NOT_WORK = frozenset("aqui alli asi tambien equivoque quede olvide pense llegue entendi crei sabia ahi jamas porque".split())
CLITICS = ("selos", "selas", "selo", "sela", "melo", "mela", "telo", "tela", "los", "las", "les", "nos", "lo", "la", "le", "me", "se", "te")
