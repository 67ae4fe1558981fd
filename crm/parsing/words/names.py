"""How people and companies are called: nicknames, titles, words that make no company, places that are no people."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

from __future__ import annotations

#: Nickname → first names that it may stand for.
NICKNAMES: dict[str, tuple[str, ...]] = {
    "pepe": ("jose",), "pepito": ("jose",), "pancho": ("francisco",), "panchito": ("francisco",), "paco": ("francisco",),
    "fran": ("francisca", "francisco"),
    "pancha": ("francisca",), "nacho": ("ignacio",), "lalo": ("eduardo",), "edu": ("eduardo",), "quique": ("enrique",),
    "kike": ("enrique",), "tono": ("antonio",),
    "beto": ("alberto", "roberto", "humberto"), "memo": ("guillermo",), "willy": ("guillermo",), "cata": ("catalina",), "pili": ("pilar",),
    "lucho": ("luis",),
    "luchito": ("luis",), "chelo": ("marcelo", "marcela"), "cote": ("maria", "jose"), "paty": ("patricia",), "pati": ("patricia",),
    "pato": ("patricio",), "caro": ("carolina",),
    "javi": ("javiera", "javier"), "seba": ("sebastian",), "rodri": ("rodrigo",), "nico": ("nicolas",), "charly": ("carlos",),
    "carlitos": ("carlos",), "manolo": ("manuel",),
    "maca": ("macarena",), "vale": ("valentina", "valeria"), "dani": ("daniela", "daniel"), "fena": ("fernanda", "fernando"),
    "nando": ("fernando",), "gabi": ("gabriela", "gabriel"),
    "gaby": ("gabriela",), "mati": ("matias",), "tomi": ("tomas",), "benja": ("benjamin",), "cris": ("cristian", "cristina"),
    "anita": ("ana",), "martita": ("marta",),
    "rosita": ("rosa",), "juanito": ("juan",), "jorgito": ("jorge",), "pedrito": ("pedro",), "pablito": ("pablo",),
    "miguelito": ("miguel",), "andy": ("andres", "andrea"),
    "ale": ("alejandra", "alejandro"), "jano": ("alejandro",), "isa": ("isabel",), "mane": ("manuel",), "manu": ("manuel", "manuela"),
    "rafa": ("rafael",), "santi": ("santiago",),
    "tere": ("teresa",), "susi": ("susana",), "chabela": ("isabel",), "lola": ("dolores",), "mari": ("maria",), "marce": ("marcela",
    "marcelo"), "conni": ("constanza",), "cony": ("constanza",),
    "coni": ("constanza",), "kata": ("katherine",), "claudito": ("claudio",), "hernan": ("hernan",), "bea": ("beatriz",),
    "vero": ("veronica",), "moni": ("monica",), "angie": ("angela",),
    "joe": ("joseph", "jose"), "bob": ("robert",), "bill": ("william",), "mike": ("michael", "miguel"), "tom": ("thomas", "tomas"),
    "jim": ("james",), "kate": ("katherine",), "liz": ("elizabeth",),
    "tony": ("antonio", "anthony"), "alex": ("alejandro", "alexander"), "sam": ("samuel", "samantha"), "dan": ("daniel",),
    "chris": ("christopher", "cristian"), "johnny": ("john", "juan"),
}

TITLES = frozenset("don dona senor senora sr sra srta senorita mr mrs ms miss ingeniero ing doctor dr doctora dra profesor prof jefe "
    "jefa".split())

#: First names that are also words: lower case counts only after a preposition.
COMMON_NAMES = frozenset(
    "rosa sol paz luz mercedes consuelo pilar angel franco blanca clara marina victoria julio abril domingo agosto mayo junio estrella "
    "margarita "
    "alba aurora esperanza gracia nieves rocio salvador leon max may june april grace faith hope will mark bill rob drew grant frank art "
    "flor iris violeta perla celeste soledad milagros dolores cruz rey santos cortes rojas blanco bravo campos castillo flores fuentes "
    "guerra "
    "leiva luna mora moreno parra paredes pino plaza prado reyes rio rios rosas salas sierra soto torres valle vera viejo costa "
    "lagos".split()
)

#: Of those the ones that an English sentence has as words; «rosa» is somebody there.
COMMON_NAMES_EN = COMMON_NAMES & frozenset(
    "angel marina iris leon max may june april grace faith hope will mark bill rob drew grant frank art plaza sierra costa".split()
)

PLACES = frozenset(
    "santiago temuco osorno concepcion valparaiso valdivia antofagasta iquique arica copiapo serena coquimbo rancagua talca chillan "
    "curico linares angeles puerto montt varas castro coyhaique punta arenas calama vina mar quilpue melipilla colina maipu providencia "
    "condes florida nunoa reina vitacura quilicura renca pudahuel lampa buin paine chile peru argentina bolivia maule biobio chiloe "
    "magallanes tarapaca atacama ohiggins araucania alameda apoquindo kennedy costanera sii oc iva uf pdf rut excel word whatsapp "
    "telegram zoom teams meet "
    "google skype correos chilexpress starken fonasa isapre banco congreso".split()
)

#: Words after «a» or «con» that are somebody, but nobody of the directory.
ANYBODY = frozenset(
    "cliente clientes proveedor proveedores bodega oficina banco todos todas contador contadora abogado secretaria jefe gerente vendedor "
    "cobrador "
    "tecnico maestro equipo personal alguien nadie casa ella el ellos ellas usted ustedes mi me nosotros customer supplier office bank "
    "team "
    "everybody everyone guys people folks lads girls chap lady gentleman "
    "accountant lawyer him her them us me somebody someone boss transporte transportista notaria sii "
    "municipalidad".split()
)

#: Words that begin an address and no name.
STREETS = frozenset("av avda avenida calle pasaje psje pje camino ruta km plaza street st avenue ave road rd".split())
