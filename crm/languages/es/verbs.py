"""How Spanish verbs change, the irregular ones, and words that only look like verbs."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

import re
from collections.abc import Iterator

from crm.languages.base import Form, Grammar
from crm.languages.lists import listed, set_of

#: infinitive → (preterite I, subjunctive, imperative, present I)
_IRREGULAR: dict[str, tuple[str, str, str, str]] = {
    "hacer": ("hice", "haga", "haz", "hago"), "pedir": ("pedi", "pida", "pide", "pido"), "traer": ("traje", "traiga", "trae", "traigo"),
    "poner": ("puse", "ponga", "pon", "pongo"), "ir": ("fui", "vaya", "anda", "voy"), "dar": ("di", "de", "da", "doy"),
    "ver": ("vi", "vea", "ve", "veo"), "decir": ("dije", "diga", "di", "digo"),
    "conseguir": ("consegui", "consiga", "consigue", "consigo"), "devolver": ("devolvi", "devuelva", "devuelve", "devuelvo"),
    "volver": ("volvi", "vuelva", "vuelve", "vuelvo"), "resolver": ("resolvi", "resuelva", "resuelve", "resuelvo"),
    "mostrar": ("mostre", "muestre", "muestra", "muestro"), "recordar": ("recorde", "recuerde", "recuerda", "recuerdo"),
    "cerrar": ("cerre", "cierre", "cierra", "cierro"), "probar": ("probe", "pruebe", "prueba", "pruebo"),
    "tener": ("tuve", "tenga", "ten", "tengo"), "venir": ("vine", "venga", "ven", "vengo"), "salir": ("sali", "salga", "sal", "salgo"),
    "reunir": ("reuni", "reuna", "reune", "reuno"), "reunirme": ("me reuni", "me reuna", "reunete", "me reuno"),
    "reunirse": ("se reunio", "se reuna", "reunete", "se reune"), "juntarme": ("me junte", "me junte", "juntate", "me junto"),
    "leer": ("lei", "lea", "lee", "leo"), "seguir": ("segui", "siga", "sigue", "sigo"), "medir": ("medi", "mida", "mide", "mido"),
    "almorzar": ("almorce", "almuerce", "almuerza", "almuerzo"), "rellamar": ("rellame", "rellame", "rellama", "rellamo"),
    "entender": ("entendi", "entienda", "entiende", "entiendo"), "contar": ("conte", "cuente", "cuenta", "cuento"),
    "despedir": ("despedi", "despida", "despide", "despido"), "elegir": ("elegi", "elija", "elige", "elijo"),
    "corregir": ("corregi", "corrija", "corrige", "corrijo"), "imprimir": ("imprimi", "imprima", "imprime", "imprimo"),
    "subir": ("subi", "suba", "sube", "subo"), "recibir": ("recibi", "reciba", "recibe", "recibo"),
}

#: Words in -ar, -er, -ir that are no verbs.
_NO_VERBS = set_of(
    "lugar hogar mujer ayer taller bar par mar placer auxiliar particular familiar similar popular regular singular celular dolar "
    "azucar cualquier primer tercer alquiler titular militar escolar solar pilar oscar cesar omar javier walter esther ester elvir "
    "vladimir emir edgar gaspar cancer chofer lider super hiper poster master router server laser alfiler container flyer altar "
    "collar ejemplar pulgar exterior interior bienestar malestar anteayer antier maicillar escobar salazar villar aguilar guajardo "
    "andwandter scanner banner partner manager center power water super buffer"
)
_CLITICS = listed("selos selas selo sela melo mela telo tela los las les nos lo la le me se te")
_INFINITIVE = re.compile(r"[a-z]{2,20}[aei]r")


def infinitive(word: str) -> str | None:
    """The infinitive of a word in -ar, -er, -ir or with pronouns after it; None where it is no verb."""
    if word in _NO_VERBS:
        return None
    if word in ("ver", "dar", "ir") or _INFINITIVE.fullmatch(word):
        return word
    for clitic in _CLITICS:
        base = word.removesuffix(clitic)
        if base != word and len(base) > 3 and _INFINITIVE.fullmatch(base) and base not in _NO_VERBS:
            return base
    return None


def of_order(subjunctive: str) -> tuple[str, ...]:
    """The infinitives that a subjunctive may come from: «coordine» coordinar, «busque» buscar, «venda» vender or vendir."""
    word = subjunctive.removesuffix("n")
    if len(word) < 4 or not word.isalpha():
        return ()
    stem = word[:-1]
    if word.endswith("e"):
        return (_hard(stem) + "ar", stem + "ar")
    return (stem + "er", stem + "ir") if word.endswith("a") else ()


def _hard(stem: str) -> str:
    """The stem before a: busqu- is busc-, pagu- is pag-, almorc- is almorz-."""
    if stem.endswith("qu"):
        return stem[:-2] + "c"
    if stem.endswith("gu"):
        return stem[:-1]
    return stem[:-1] + "z" if stem.endswith("c") else stem


def _soft(stem: str) -> str:
    """The stem before e: busc- is busqu-, pag- is pagu-, almorz- is almorc-."""
    if stem.endswith("c"):
        return stem[:-1] + "qu"
    if stem.endswith("g"):
        return stem + "u"
    return stem[:-1] + "c" if stem.endswith("z") else stem


def _we(did: str) -> tuple[str, ...]:
    """«We» of a first person: llamé llamamos, busqué buscamos, pedí pedimos."""
    if len(did) <= 3 or did[-1] not in "ei":
        return ()
    if did.endswith("i"):
        return (did + "mos",)
    return tuple(base[:-2] + "amos" for base in of_order(did)[:1])


def _bases(did: str) -> tuple[str, ...]:
    return of_order(did)[:1] if did.endswith("e") else ()


def _forms(verb: str) -> Iterator[Form]:
    return (Form(said, done, weak, verb) for said, done, weak in _conjugated(verb))


def _conjugated(verb: str) -> Iterator[tuple[str, bool, str]]:
    stem, ending = verb[:-2], verb[-2:]
    if verb in _IRREGULAR:
        preterite, subjunctive, imperative, present = _IRREGULAR[verb]
        yield preterite, True, ""
    elif ending in ("ar", "er", "ir"):
        preterite = _soft(stem) + "e" if ending == "ar" else stem + "i"
        subjunctive = _soft(stem) + "e" if ending == "ar" else stem + "a"
        imperative = stem + ("a" if ending == "ar" else "e")
        present = stem + "o"
        yield preterite, True, ""
        yield stem + ("amos" if ending == "ar" else "imos"), True, ""
    else:
        return
    yield subjunctive, False, "order"
    yield subjunctive + "n", False, "order"
    yield subjunctive + "mos", False, "order"
    yield imperative, False, "order"
    yield imperative + "le", False, "order"
    yield imperative + "me", False, "order"
    yield present, False, "present"
    yield verb + "e", False, ""
    yield verb + "a", False, "third"
    yield verb + "emos", False, ""


GRAMMAR = Grammar(
    forms=_forms,
    bases=_bases,
    infinitive=infinitive,
    of_order=of_order,
    we=_we,
    plurals=lambda noun: (f"{noun}s", f"{noun}es"),
    open_verbs=True,
    did_ends="éí",
    not_work=set_of("aqui alli asi tambien equivoque quede olvide pense llegue entendi crei sabia ahi jamas porque"),
    no_subject=set_of("me que"),
    third_ends="óÓ",
    third_plain="o",
    wish_ends="ea",
    clitics=_CLITICS,
)
