"""Names as they are given here, in whatever language a text is: nicknames, places, legal forms of companies."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from crm.languages.lists import set_of

#: Nickname → first names that it may stand for.
NICKNAMES: dict[str, tuple[str, ...]] = {
    "pepe": ("jose",), "pepito": ("jose",), "pancho": ("francisco",), "panchito": ("francisco",), "paco": ("francisco",),
    "fran": ("francisca", "francisco"), "pancha": ("francisca",), "nacho": ("ignacio",), "lalo": ("eduardo",), "edu": ("eduardo",),
    "quique": ("enrique",), "kike": ("enrique",), "tono": ("antonio",), "beto": ("alberto", "roberto", "humberto"),
    "memo": ("guillermo",), "willy": ("guillermo",), "cata": ("catalina",), "pili": ("pilar",), "lucho": ("luis",),
    "luchito": ("luis",), "chelo": ("marcelo", "marcela"), "cote": ("maria", "jose"), "paty": ("patricia",), "pati": ("patricia",),
    "pato": ("patricio",), "caro": ("carolina",), "javi": ("javiera", "javier"), "seba": ("sebastian",), "rodri": ("rodrigo",),
    "nico": ("nicolas",), "charly": ("carlos",), "carlitos": ("carlos",), "manolo": ("manuel",), "maca": ("macarena",),
    "vale": ("valentina", "valeria"), "dani": ("daniela", "daniel"), "fena": ("fernanda", "fernando"), "nando": ("fernando",),
    "gabi": ("gabriela", "gabriel"), "gaby": ("gabriela",), "mati": ("matias",), "tomi": ("tomas",), "benja": ("benjamin",),
    "cris": ("cristian", "cristina"), "anita": ("ana",), "martita": ("marta",), "rosita": ("rosa",), "juanito": ("juan",),
    "jorgito": ("jorge",), "pedrito": ("pedro",), "pablito": ("pablo",), "miguelito": ("miguel",), "andy": ("andres", "andrea"),
    "ale": ("alejandra", "alejandro"), "jano": ("alejandro",), "isa": ("isabel",), "mane": ("manuel",), "manu": ("manuel", "manuela"),
    "rafa": ("rafael",), "santi": ("santiago",), "tere": ("teresa",), "susi": ("susana",), "chabela": ("isabel",), "lola": ("dolores",),
    "mari": ("maria",), "marce": ("marcela", "marcelo"), "conni": ("constanza",), "cony": ("constanza",), "coni": ("constanza",),
    "kata": ("katherine",), "claudito": ("claudio",), "hernan": ("hernan",), "bea": ("beatriz",), "vero": ("veronica",),
    "moni": ("monica",), "angie": ("angela",), "joe": ("joseph", "jose"), "bob": ("robert",), "bill": ("william",),
    "mike": ("michael", "miguel"), "tom": ("thomas", "tomas"), "jim": ("james",), "kate": ("katherine",), "liz": ("elizabeth",),
    "tony": ("antonio", "anthony"), "alex": ("alejandro", "alexander"), "sam": ("samuel", "samantha"), "dan": ("daniel",),
    "chris": ("christopher", "cristian"), "johnny": ("john", "juan"),
}

#: Places, offices and programs that are no people.
PLACES = set_of(
    "santiago temuco osorno concepcion valparaiso valdivia antofagasta iquique arica copiapo serena coquimbo rancagua talca chillan "
    "curico linares angeles puerto montt varas castro coyhaique punta arenas calama vina mar quilpue melipilla colina maipu "
    "providencia condes florida nunoa reina vitacura quilicura renca pudahuel lampa buin paine chile peru argentina bolivia maule "
    "biobio chiloe magallanes tarapaca atacama ohiggins araucania alameda apoquindo kennedy costanera sii oc iva uf pdf rut excel "
    "word whatsapp telegram zoom teams meet google skype correos chilexpress starken fonasa isapre banco congreso"
)

#: Legal forms of companies, as single words.
LEGAL = set_of("sa spa ltda limitada eirl sac srl inc llc ltd cia")
