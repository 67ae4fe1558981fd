"""Spanish words of questions, and of orders about what stands on a list."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from crm.languages.base import Orders, Questions
from crm.languages.lists import set_of

QUESTIONS = Questions(
    commands={
        "agenda": (
            "que tengo", "que hay", "mi agenda", "agenda de", "agenda", "la agenda", "que reuniones tengo", "que citas tengo",
            "ver agenda", "muestrame la agenda", "horas libres", "cuando estoy libre", "que me toca", "que hora tengo libre",
            "que horas tengo libres", "a que hora estoy libre",
        ),
        "pending": (
            "pendientes", "que hay que hacer", "que hay por hacer", "que tengo que hacer", "que tenemos que hacer", "que debo hacer",
            "que me queda por hacer", "mis pendientes", "que tengo pendiente", "asuntos pendientes", "que me falta",
            "lista de pendientes", "ver pendientes", "que hay pendiente", "que queda pendiente", "muestrame los pendientes",
        ),
        "overdue": (
            "atrasados", "atrasadas", "que tengo atrasado", "que tengo atrasao", "acciones atrasadas", "que esta atrasado", "vencidos",
            "que esta vencido", "mis atrasados", "que hay atrasado",
        ),
        "card": (
            "ficha de", "ficha", "la ficha de", "ver ficha de", "ver ficha", "muestrame la ficha de", "mostrar ficha de", "datos de",
            "historial de", "telefono de", "fono de", "correo de", "dame la ficha de", "quien es", "cual es el telefono de",
            "cuando fue la ultima vez que hablamos con", "cuando fue la ultima vez que hable con", "cuando hablamos con",
            "cuando hable con", "direccion de", "contactos de",
        ),
        "spent": (
            "actividades", "mis actividades", "las actividades", "que actividades tuve", "ver actividades", "ver mis actividades",
            "muestrame las actividades", "muestrame mis actividades",
        ),
        "done": (
            "que hice", "que he hecho", "lo que hice", "que termine", "que hizo", "que ha hecho", "lo que hizo", "cuanto hice",
        ),
        "search": ("buscar", "busca", "encuentra", "donde esta"),
        "help": ("ayuda", "que puedes hacer", "como funciona", "ayudame", "que sabes hacer", "como se usa"),
    },
    leads=set_of("oye hola"),
    words=set_of(
        "que cual cuales cuando cuanto cuanta cuantos cuantas donde quien quienes como hay tengo tenemos tienes sabes"
    ),
    prepositions=set_of("en de a con por para desde hasta y"),
    inverted=("quien", "quienes", "cuanto", "cuanta", "cuantos", "cuantas", "cual", "cuales", "tienes"),
    list_leads=set_of("mi mis los las que cuales cuantos cuantas ver muestrame dame todos todas"),
    list_mine=set_of("mis"),
    list_links=set_of("que tengo tiene hay estan de del los las mis"),
    list_states={
        "pending": ("pendientes", "pendiente", "abiertos", "abiertas"),
        "overdue": ("atrasados", "atrasadas", "atrasado", "atrasada", "vencidos", "vencidas"),
    },
    list_done=set_of("hice hizo hechos hechas realizados realizadas realice terminados terminadas termine"),
)

ORDERS = Orders(
    words={
        "done": (
            "listo", "lista", "listos", "listas", "hecho", "hecha", "hechos", "hechas", "terminado", "terminada", "terminados",
            "terminadas", "realizado", "realizada", "realizados", "realizadas", "ok", "cumplido", "cumplida", "cumplidos", "ya",
            "ya esta", "ya estan", "ya lo hice", "esta listo", "esta lista", "estan listos", "estan listas", "cerrar", "cerrado",
            "cerrada", "marcar listo", "quedo listo", "quedaron listos", "completado", "completados", "finalizado", "finalizados",
        ),
        "drop": (
            "eliminar", "borrar", "descartar", "anular", "cancelar", "elimina", "borra", "descarta", "anula", "cancela", "no va",
            "ya no va", "descartado", "anulado", "cancelado", "se cancela", "se cancelo", "se suspende", "se suspendio", "suspendida",
            "suspendido", "suspendieron", "cancelada", "cancelaron", "anulada", "se cayo", "suspende", "suspender", "cancelala",
            "cancelalo", "anulala", "borrala",
        ),
        "postpone": (
            "mover", "mueve", "pasar", "pasa", "posponer", "pospon", "postergar", "posterga", "aplazar", "cambiar", "cambia", "dejar",
            "deja", "reagendar", "reagenda", "reagendala", "se pasa", "se paso", "se cambia", "se cambio", "se mueve", "se movio",
            "se posterga", "se postergo", "se corrio", "se corre", "corrieron", "movieron", "cambiaron", "pasaron", "postergaron",
            "se atrasa", "se atraso", "pasala", "pasalo", "muevela", "muevelo", "cambiala", "cambialo", "queda", "correr", "corre",
        ),
        "hand": (
            "traspasar", "traspasa", "asignar", "asigna", "derivar", "deriva", "entregar", "dar", "pasarselo", "pasaselo", "pasasela",
            "daselo", "dasela", "encargaselo", "encargasela", "asignaselo", "asignasela", "que lo haga", "que los haga", "lo hace",
            "la hace", "los hace", "lo ve",
        ),
        "approve": (
            "aprobar", "aprobado", "aprobada", "apruebo", "aprobados", "aprobadas", "aprueba", "aprobaron", "aprobo", "se aprobo",
            "aceptaron", "acepto", "aceptada", "me aprobaron", "nos aprobaron", "me aceptaron", "nos aceptaron",
        ),
        "reject": (
            "rechazar", "rechazado", "rechazada", "rechazo", "rechaza", "rechazaron", "se rechazo", "me rechazaron", "nos rechazaron",
        ),
        "no_answer": ("no contesto", "no contesta", "no contestaron", "no respondio", "no responde", "sin respuesta"),
    },
    fillers=(
        "el", "la", "los", "las", "n º", "nº", "numero", "numeros", "#", "por favor", "porfa", "gracias", "para", "a", "al", "y", ",",
        ";", ".", "!", ":", "-", "item", "punto", "linea", "de", "del", "lo", "es", "tambien", "hasta", "con", "a la misma hora",
        "misma hora", "mejor", "porfis",
    ),
    articles=set_of("el la los las del de # numero n º nº"),
    correcting=set_of("no mejor perdon digo ups sorry uy noo era oye mas bien"),
    all=("todos", "todas", "todo"),
    ands=("y", "e"),
    to=("a", "al", "-", "hasta"),
    of_whom=set_of("de por del con a al en"),
    says_which=set_of("de del hoy manana"),
    before_noun=set_of("el la los mi mis se lo le fue ha sido"),
)
