"""What people send: sentences of real days in both languages, and what no product should be sent."""

from typing import Any

ORDINARY = """
Llamé a Juan Pérez de ACME, quiere cotización por 20 cajas. Devolver el viernes a las 10
I called Juan at ACME, he wants a quote for 20 boxes; call back Friday at 10
tarea para Ana: enviar catálogo a Comercial Andes mañana
task for Bruno: send the drawings to Ferretería Sur tomorrow
tarea: pintar el muro el viernes
llamar a ACME, Comercial Andes y Minera Norte el lunes
llamé a Pedro de ACME
reunión con ACME mañana de 15:30 a 16:30
reunión con Comercial Andes mañana de 15:30 a 16:30
meeting with Minera Norte tomorrow
visité Minera Norte ayer a las 10, todo bien; enviar lista de precios el lunes
llegué a ferretería sur
Llegué donde Andes
salí de andes, no había nadie, llamar mañana a las 10
/llegue maderas del maule
/sali todo bien
Cotización 1187 para Comercial Andes por $1.250.000, decidir antes del viernes
quote 1187 to Comercial Andes for $1.250.000, decide before Friday
/cotizacion para ACME por 35 UF
correo a marta soto: le adjunto la lista de precios
mail to juan perez of acme: hello, did the boxes arrive?
correo a ana rojas: reunión a las 5
carta a Ferretería Sur
/carta acme
fax a Comercial Andes: confirmamos despacho del viernes
contrato con Minera Norte por arriendo de grúa, se renueva el 15 de marzo de 2027
signed a contract with ACME for maintenance
memo para Ana y Emily: el lunes se cuenta el stock. Todos ayudan, de 9 a 11.
procedimiento REC-01: recepción de mercadería
cada lunes enviar informe a Comercial Andes
1 listo, 2 para el lunes
1 done, 2 to monday
1 listo
2 a Ana, 3 descartar
2 ayer
3
todos listos
mañana
ayer
el viernes a las 10
de 9 a 9:40
31/02
25:00
acme
ferretería
andes
juan
sin cliente
nobody at all
saltar
atrás
cancelar
ana
yo
$350.000
1190
media hora
pedro@nuevo.cl
Revisar la guía, contar los bultos y firmar.
Estimada {{ contacto }}:
lo de las cajas azules
gracias 🙏
hola
¿qué tengo mañana?
what do I have pending?
agenda de Ana
ficha de ACME
who is Marta Soto?
¿cómo va el llamado 1?
/start
/ayuda
/pendientes
/pendientes Ana
/hoy
/week
/atrasadas
/ficha acme
/ficha zzzzzz
/buscar acme
/find quote
/cliente nuevo
/partner new Otra, 76.123.456-0
/tarea
/llamado
/cita
/quote
/contrato
/memo
/correo
/fax
/letter
/actividad
/procedimientos
/borradores
/cancelar
/traspasar bruno
/mi
/personal
/parametros
/tablas
/importar
/tares
☀️ Hoy
""".strip().splitlines()

HOSTILE = [
    "",
    " \n\t ",
    "/",
    "/" + "x" * 5000,
    "/tarea@otro_bot " + "y" * 300,
    "/llegue " + "z" * 300,
    "/cliente nuevo " + "Ñ" * 400,
    "tarea: " + "caja azul " * 400,
    "correo a marta soto: " + "línea\n" * 700,
    "🎉" * 2000,
    "👩‍👩‍👧‍👦🇨🇱",
    "مرحبا، اتصل بـ ACME غدا",
    "\u202etarea: enviar planos\u202c a ACME mañana",
    "tarea: nulo\x00 y medio \ud83d sustituto \x1b[31m",
    "tarea: enviar <b>A & B</b> </a> &nbsp; a ACME",
    "{{ 7 * 7 }} {% for %}",
    "'; DROP TABLE actions; --",
    "999999999999999999999999 listo",
    "tarea: x el 31/12/9999",
    "reunión con ACME el 1/1/0001 de 0:00 a 24:00",
    "cotización para ACME por $99999999999999999999999999",
    "1e999",
    "-1",
    "٣",
    "/semana 99999999999999999999",
    "/pendientes " + "a" * 100,
    "/buscar %_\\",
    "/ficha \U0010ffff",
]


def _file(name: str, **more: Any) -> dict[str, Any]:
    return {"file_id": f"id-{name}"[:60], "file_unique_id": "u", "file_size": 9, **more}


THINGS: list[dict[str, Any]] = [
    {"photo": [_file("foto.jpg", width=800, height=600)]},
    {"photo": [_file("foto.jpg", width=800, height=600)], "caption": "así quedó"},
    {"document": _file("plano.pdf", file_name="plano.pdf", mime_type="application/pdf"), "caption": "tarea: revisar el plano mañana"},
    {"document": _file("odd", file_name="a/../b\x00<&>\u202e" + "n" * 300 + ".pdf", mime_type="x" * 300)},
    {"document": _file("clientes.csv", file_name="clientes.csv", mime_type="text/csv")},
    {"document": _file("nameless")},
    {"voice": _file("voz.ogg", duration=7, mime_type="audio/ogg")},
    {"video": {**_file("huge.mp4", width=1, height=1, duration=1), "file_size": 60_000_000}},
    {"sticker": _file("risa.webp", width=8, height=8, is_animated=False, is_video=False, type="regular")},
    {"location": {"latitude": -33.437, "longitude": -70.65}},
    {"location": {"latitude": 0, "longitude": 0}, "venue": {"location": {"latitude": 0, "longitude": 0}, "title": "\x00", "address": ""}},
    {"contact": {"phone_number": "+56911112222", "first_name": "Pedro", "last_name": "Lira"}},
    {"contact": {"phone_number": "\x00" * 5, "first_name": "\u202e<b>\x00"}},
    {"dice": {"emoji": "🎲", "value": 3}},
    {"text": "necesito 20 cajas", "forward_origin": {"type": "hidden_user", "sender_user_name": "Pedro\x00 Lira", "date": 1790000000}},
    {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 99}]},
]
