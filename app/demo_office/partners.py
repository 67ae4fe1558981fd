"""Sixty customers and suppliers with valid RUTs, and two contacts each."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from stdnum.cl import rut

from crm.text import fold

# name, city, street, what they are («c» customer, «p» supplier); the first six are those of conversations.md.
_NAMED = """
ACME S.A.|Santiago|Av. Providencia 1234|c|76.123.456-0|acme
Comercial Andes|Santiago|San Martín 45|c|76.200.300-7|andes
Ferretería Sur Ltda.|Temuco|Av. Alemania 520|c|76.400.100-1|ferreteriasur
Ferretería del Sur SpA|Osorno|Bulnes 830|c|76.400.200-8|ferreteriadelsur
Maderas del Maule|Talca|Ruta 5 Sur km 250|cp|76.543.210-3|maderasmaule
Minera Norte|Antofagasta|Av. Grecia 1200|c|76.800.900-7|mineranorte
"""
_OTHERS = """
Constructora Pehuén Ltda.|Concepción|c
Agrícola Santa Elisa|Curicó|c
Viña Los Aromos S.A.|San Fernando|c
Transportes Lonquimay SpA|Temuco|p
Panadería El Trigal|Valdivia|c
Clínica Cordillera S.A.|Santiago|c
Imprenta Bellavista|Santiago|p
Pesquera Quellón S.A.|Quellón|c
Hotel Lago Ranco|Futrono|c
Colegio San Mateo|Osorno|c
Distribuidora El Faro|La Serena|c
Lácteos Puyehue Ltda.|Osorno|c
Aserradero Nahuelbuta|Angol|p
Muebles Alerce SpA|Puerto Montt|c
Ferretería O'Higgins|Rancagua|c
Comercial Aconcagua Ltda.|Los Andes|c
Molinos Itata S.A.|Chillán|p
Textiles Bío Bío S.A.|Concepción|p
Envases del Pacífico SpA|Valparaíso|p
Plásticos Maipú Ltda.|Santiago|p
Servicios Mineros Loa|Calama|c
Exportadora Frutos del Valle|San Felipe|c
Supermercado La Espiga|Linares|c
Farmacia Santa Lucía|Talca|c
Automotriz Ñuñoa Ltda.|Santiago|c
Pinturas Arcoíris S.A.|Santiago|p
Vidrios y Aluminios Quilpué|Quilpué|c
Cementos Polpaico Norte|Til Til|p
Eléctrica Los Lagos SpA|Puerto Montt|c
Salmones Reloncaví S.A.|Puerto Varas|c
Turismo Patagonia Sur|Punta Arenas|c
Ganadera Tierra del Fuego|Porvenir|c
Frigorífico Magallanes Ltda.|Punta Arenas|c
Astilleros Río Cruces|Valdivia|c
Cervecería Calle Calle|Valdivia|c
Bodegas San Antonio S.A.|San Antonio|p
Seguridad Centinela SpA|Santiago|p
Aseo Brillante Ltda.|Santiago|p
Informática Tres Puntos|Santiago|p
Papelera Carampangue|Arauco|p
Inmobiliaria Los Olivos|Viña del Mar|c
Arquitectura Quinta Norte|Viña del Mar|c
Riego Tecnificado Limarí|Ovalle|c
Pisquera Valle del Elqui|Vicuña|c
Minerales Atacama SpA|Copiapó|c
Comercial Tarapacá Ltda.|Iquique|c
Importadora Zofri Sur|Iquique|p
Agroinsumos Ñuble|Chillán|c
Apícola Flor de Ulmo|Ancud|c
Constructora Baquedano S.A.|Coyhaique|c
Almacenes Aysén Ltda.|Puerto Aysén|c
Repuestos El Pistón|Los Ángeles|c
Maquinarias Laja S.A.|Los Ángeles|p
A & B <Asesorías> Ltda.|Santiago|c
"""
_STREETS = ("Arturo Prat", "O'Higgins", "Balmaceda", "Los Carrera", "Manuel Montt", "Caupolicán", "21 de Mayo", "Esmeralda", "Freire")
_FIRST = (
    *("Rosa", "Pedro", "Camila", "Jorge", "Valentina", "Luis", "Francisca", "Héctor", "Daniela", "Sergio", "Paula", "Ricardo"),
    *("Isabel", "Cristián", "Lorena", "Matías", "Verónica", "Andrés", "Gloria", "Tomás", "Ximena", "Raúl", "Pilar", "Óscar"),
)
_LAST = (
    *("González", "Muñoz", "Silva", "Contreras", "Sepúlveda", "Martínez", "Castro", "Herrera", "Núñez", "Araya", "Vergara"),
    *("Cárdenas", "Espinoza", "Bravo", "Fuenzalida", "Pizarro", "Valdés", "Peña", "Saavedra", "Lagos", "Riquelme", "Ibáñez", "Ojeda"),
)
_POSITIONS = ("compras", "pagos", "gerencia", "bodega", "administración", "ventas", "operaciones", "contabilidad")
_LEGAL = (" S.A.", " SpA", " Ltda.")


@dataclass(frozen=True, slots=True)
class Company:
    """A partner's row and its contacts' rows, as the store takes them."""

    values: dict[str, object]
    contacts: tuple[dict[str, object], ...]


def companies(dice: Random) -> Iterator[Company]:
    """All sixty, the named ones first."""
    taken = {line.split("|")[4] for line in _NAMED.strip().splitlines()}
    for line in _NAMED.strip().splitlines():
        name, city, street, kind, number, domain = line.split("|")
        yield _company(dice, (name, city, street, kind), number, domain)
    for line in _OTHERS.strip().splitlines():
        name, city, kind = line.split("|")
        street = f"{dice.choice(_STREETS)} {dice.randrange(100, 3900)}"
        yield _company(dice, (name, city, street, kind), _new_rut(dice, taken), _domain(name))


def _company(dice: Random, what: tuple[str, str, str, str], number: str, domain: str) -> Company:
    name, city, street, kind = what
    values: dict[str, object] = {
        "name": name,
        "city": city,
        "address": street,
        "rut": number,
        "is_customer": "c" in kind,
        "is_supplier": "p" in kind,
        "phone": "+56 2 2345 6789" if domain == "acme" else f"+56 2 2{dice.randrange(200, 999)} {dice.randrange(1000, 9999)}",
        "email": f"contacto@{domain}.cl",
    }
    people = [("Juan Pérez", "compras"), ("Marta Soto", "pagos")] if domain == "acme" else _people(dice)
    return Company(values, tuple(_contact(dice, person, position, domain) for person, position in people))


def _people(dice: Random) -> list[tuple[str, str]]:
    firsts, lasts, positions = dice.sample(_FIRST, 2), dice.sample(_LAST, 2), dice.sample(_POSITIONS, 2)
    return [(f"{first} {last}", position) for first, last, position in zip(firsts, lasts, positions, strict=True)]


def _contact(dice: Random, name: str, position: str, domain: str) -> dict[str, object]:
    phone = f"+56 9 {dice.randrange(6000, 9999)} {dice.randrange(1000, 9999)}"
    known = {"Juan Pérez": "+56 9 8765 4321", "Marta Soto": "+56 9 8765 4322"}
    email = f"{fold(name).replace(' ', '.')}@{domain}.cl"
    return {"name": name, "position": position, "phone": known.get(name, phone), "email": email}


def _domain(name: str) -> str:
    for suffix in _LEGAL:
        name = name.removesuffix(suffix)
    return "".join(letter for letter in fold(name) if letter.isalnum())


def _new_rut(dice: Random, taken: set[str]) -> str:
    while True:
        digits = str(dice.randrange(76_000_000, 77_999_999))
        number = str(rut.format(digits + rut.calc_check_digit(digits)))
        if number not in taken:
            taken.add(number)
            return number
