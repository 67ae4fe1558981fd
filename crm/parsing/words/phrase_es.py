"""Spanish words of the phrase grammar: what stands before a verb, what ends a clause, what makes it urgent, questions."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

from __future__ import annotations

from crm.parsing.words.names import COMMON_NAMES  # noqa: F401 - one of this language's words

#: Said before a verb without changing what is to be done; longest first is decided by the reader.
BEFORE_TODO = (
    "hay que", "tengo que", "tenemos que", "debo", "debemos", "necesito", "necesitamos", "falta", "me falta", "quiero", "queria", "voy a",
    "vamos a", "por favor", "porfa", "porfavor", "favor",
    "favor de", "recordar", "recordarme", "recuerdame", "recuerda", "recuerdenme", "acordarme de", "acuerdame de", "acuerdame",
    "no olvidar", "que no se me olvide", "anotar", "anota", "anotame", "apuntar",
    "apunta", "agregar tarea", "agrega", "pendiente", "queda pendiente", "quedo pendiente", "quede de", "quedamos de", "quede en",
    "quedamos en", "luego", "despues", "y luego", "ademas", "tambien",
    "me toca", "nos toca", "toca", "habria que", "hay", "pidio que", "me pidio que", "pide que", "piden que", "pidieron que", "avisame",
    "dice que", "dicen que", "dijo que", "dijeron que", "me dijo que", "me dijeron que",
    "avisarme", "hazme acordar de", "quiere que", "necesita que", "podrias", "puedes", "me recuerdas", "te acuerdas de",
    "acuerdate de", "recuerdate de", "me ayudas a", "me avisas para", "y",
    "entonces", "pls", "plis", "ojala", "proximo paso", "siguiente paso", "recordatorio", "importante", "urgente", "ok", "listo", "ojo",
    "ya", "bueno", "hola", "oye", "buenas", "buenos dias",
    "para", "antes", "tengo", "tenemos", "hay una", "hay un", "que alguien", "crear tarea", "nueva tarea", "agregar tarea", "anotar tarea",
    "crea una tarea", "crear una tarea", "crea tarea", "que no se olvide", "recordatorio para", "tengo pendiente", "y hay que",
    "pero hay que", "pero", "asi que", "por lo que", "ponme un recordatorio", "ponme recordatorio", "hazme un recordatorio",
    "acordarse de", "hay que acordarse de", "en", "oye y si", "y si",
)
BEFORE_DID = ("ya", "recien", "hoy", "acabo de", "acabamos de", "y", "luego", "despues", "tambien", "ademas", "pero", "se", "le", "les",
    "lo", "la", "los", "nos", "me", "te", "bueno", "ok", "hola", "oye", "buenas", "buenos dias", "fijate que", "te cuento que", "yo",
    "finalmente", "al final", "cuando")
ADVERBS = ("hoy", "ya", "recien", "tambien", "luego", "despues")
#: «Acabo de llamar»: an infinitive that has happened.
JUST_DONE = ("acabo de", "acabamos de", "termine de", "alcance a", "logre", "pude", "ya pude")
NOT_YET = ("no pude", "no alcance a", "no logre", "me falto", "no he podido", "no", "todavia no", "aun no", "tampoco")
#: Words that put an infinitive under another verb: it starts no clause of its own.
SUBORDINATE = frozenset(
    "quiere quieren necesita necesitan pide piden pidio pidieron puede pueden debe deben prefiere prefieren desea desean espera solicita "
    "solicito solicitan "
    "va van piensa piensan queria querian quisiera dijo dice interesa tiene tienen ofrecio ofrece dispuesto dispuestos quedo quedaron "
    "queda consulta consulto decide deciden resuelve resuelven define definen eligen "
    "pregunta pregunto aviso avisa confirma confirmo acepto acepta reclama reclamo llega viene vienen pagara paga manda mandara manda "
    "envia enviara necesitaba requiere requieren".split()
)
#: Little words that put an infinitive under what stands before them.
GOVERNORS = frozenset("para por sin al de a que".split())
SPLITTERS = ("y", "e", "luego", "despues", "pero", "ademas", "tambien", "entonces")
URGENT = ("urgente", "urgentisimo", "con urgencia", "prioridad alta", "alta prioridad", "muy importante", "es urgente", "de urgencia",
    "lo antes posible", "cuanto antes", "a la brevedad", "asap", "al tiro")
NO_ANSWER = (
    "no contesto", "no contesta", "no me contesto", "no contestaron", "no responde", "no respondio", "no me respondio", "no atendio",
    "no atiende", "sin respuesta", "buzon de voz", "no estaba", "no se encontraba",
    "ocupado", "sonaba ocupado", "fuera de servicio", "apagado", "no hubo respuesta", "no contestan", "no lo ubique", "no la ubique",
    "no pude ubicarlo", "no pude hablar", "no pude ubicar", "no pude ubicarla", "no logre ubicar", "no logre ubicarlo", "no logre hablar",
    "no pude contactar", "no pude comunicarme", "no logre comunicarme", "no me atendio", "no me atendieron", "no me contestaron",
    "no hubo caso", "sin exito", "sin suerte", "veces y nada",
)
INBOUND = ("me llamo", "llamo", "llamaron", "me llamaron", "nos llamo", "recibi llamado de", "recibi llamada de", "recibi un llamado de",
    "recibi una llamada de", "conteste", "nos llamaron")
WANTS = ("a", "con")
INBOUND_NOUN = ("de",)
INBOUND_MAIL = ("recibi correo de", "recibi un correo de", "recibi mail de", "recibi un mail de", "me escribio", "escribio",
    "me mando un correo", "nos escribio", "llego correo de", "llego un correo de", "me respondio el correo")
#: Verbs that only carry the noun of a kind: «hacer un llamado», «agendar reunión», «enviar correo».
#: Nouns of work: with a moment they are a thing to do («seguimiento a Andes el miércoles»).
TASK_NOUNS = frozenset(
    "seguimiento cobranza revision envio entrega despacho compra retiro instalacion mantencion mantenimiento capacitacion inventario "
    "curso tramite "
    "deposito transferencia renovacion vencimiento cierre pago presentacion feria taller arriendo firma muestra muestras traslado".split()
)
#: Words that say only that it happens once more.
AGAIN = ("de nuevo", "otra vez", "nuevamente", "una vez mas", "aun", "todavia")
#: Words for a customer that may stand before the name.
APPOSITIONS = frozenset("cliente proveedor empresa rut senores sres contacto".split())
LIGHT = frozenset("ponme ponle pon programame coordiname reserva reservar reservame fijame anotame hacer realizar agendar coordinar "
    "programar fijar poner tener organizar ingresar registrar crear agenda programa "
    "coordina nueva nuevo agendame anota generar emitir crea creame agrega agregame agregar pone ponenos apuntame".split())
SENDING = {"enviar": ("correo", "mail", "email", "e-mail", "carta", "fax", "memo"), "mandar": ("correo", "mail", "email", "e-mail", "carta",
    "fax", "memo"),
           "escribir": ("correo", "mail", "email", "e-mail", "carta", "memo"), "redactar": ("correo", "mail", "carta", "contrato", "memo"),
           "responder": ("correo", "mail", "email")}
#: «Agendé reunión el jueves»: what was fixed lies ahead.
SCHEDULED = frozenset("agende agendamos coordine coordinamos programe programamos fije fijamos confirme acorde acordamos reagende".split())
LIGHT_DID = frozenset("hice hicimos realice realizamos tuve tuvimos hubo tuvo".split())
SENT_DID = {"envie": ("correo", "mail", "email", "e-mail", "carta", "fax", "memo"), "mande": ("correo", "mail", "email", "e-mail", "carta",
    "fax", "memo"),
            "enviamos": ("correo", "mail", "carta"), "mandamos": ("correo", "mail", "carta"), "escribi": ("correo", "mail", "carta"),
            "respondi": ("correo", "mail")}
#: A verb that needs no noun to say its kind: «escribirle a Rosa» is a mail.
IMPLIED_NOUN = {"escribir": "correo"}
TRAILING = ("con", "a", "de", "al", "para", "por", "en", "y", "que", "el", "la")
#: Other words for a noun that a kind declares.
NOUN_ALIASES = {"reu": "reunion", "desayuno": "almuerzo", "cena": "almuerzo", "cafe": "almuerzo", "videoconferencia": "videollamada",
    "zoom": "videollamada", "teams": "videollamada", "reunioncita": "reunion", "llamadita": "llamada", "cafecito": "almuerzo",
    "almuercito": "almuerzo", "correito": "correo"}
#: A participle behind a noun that says it has happened; the second set, that it came in.
HAPPENED = frozenset("enviado enviada hecho hecha realizado realizada mandado mandada terminado terminada efectuado efectuada "
    "firmado firmada".split())
#: A participle behind a noun that says how it ended: nothing new that is to be done.
DECIDED = frozenset("aprobado aprobada aceptado aceptada rechazado rechazada anulado anulada cancelado cancelada suspendido "
    "suspendida".split())
CAME_IN = frozenset("recibido recibida entrante".split())
ARTICLES = frozenset("el la los las un una unos unas su sus mi nuevo nueva otro otra al del este esta".split())
#: Verbs of a kind that become a task when an object follows: «devolver las cajas».
OBJECT_DECIDES = {"devolver": frozenset("llamado llamada el la llamados llamadas".split()), "ubicar": frozenset(),
    "reintentar": frozenset("llamado llamada el la".split())}
PEOPLE_PREPOSITIONS = frozenset("a con de para en al del donde por desde".split())
TEXT_LEADS = ("o", "por", "para", "sobre", "acerca de", "respecto a", "respecto de", "por el tema de", "que", "y", "de", "con", "a", "e",
    "pero",
    "al", "del", "la", "el", "por lo de", "es", "lo de", "mismo", "pendiente", "pendiente con", "pendiente a")
SAME_DAY = ("ese mismo dia", "el mismo dia", "ese dia")
MOMENT_LEADS = ("para", "el", "a", "en", "de", "al", "del", "antes", "desde", "hasta", "por", "la", "los", "las", "este", "esta",
    "con plazo", "plazo", "vence", "con plazo al", "sin falta", "para el", "a mas tardar", "con fecha", "fecha", "con vencimiento",
    "plazo hasta", "de aqui a", "de aca a", "de aqui al", "de aca al")
FOR_STAFF = ("para", "a", "asignar a", "asignada a", "asignado a", "a cargo de", "responsable", "encargar a", "encargado", "que lo haga",
    "que la haga", "le toca a", "de")
TELL = ("dile a", "decirle a", "pidele a", "pedirle a", "pide a", "pedir a", "avisale a", "avisarle a", "encargale a", "recuerdale a",
    "recordarle a", "puede", "podria", "podra", "me puede", "me podria",
    "que le", "asignale a", "asignarle a", "solicitar a", "avisar a", "recordar a")
SUBJECT_VERBS = ("tiene que", "debe", "debera", "va a", "tendra que", "puede", "podria", "necesita", "ha de")
THAT = ("que",)
FIRST_PERSON = frozenset("yo mi me".split())
#: «agendar reunión» is on a list the meeting.
BOOKING = ("agendar", "agenda", "agendo", "agendame", "agendemos", "agende", "coordinar", "coordine", "fijar", "fija",
    "programar", "reservar", "ponme", "crea", "creame", "agrega", "agregame", "pone")
SAYING = frozenset("diciendo diciendole avisando avisandole que".split())
#: Only English needs these; Spanish marks the verb itself.
SELF: tuple[str, ...] = ()
#: What starts something to do in the middle of a sentence without marks.
RUN_ON = ("hay que", "tengo que", "tenemos que", "habria que")
#: Words as they are typed on a phone.
TYPED = {
    "q": "que", "k": "que", "pa": "para", "pal": "para", "xa": "para", "xq": "porque", "pq": "porque", "tb": "tambien", "tmb": "tambien",
    "dsp": "despues", "dps": "despues", "desp": "despues", "xfa": "porfa", "xfavor": "porfavor", "porfis": "porfa", "plis": "porfa",
}
SUBJECTS: frozenset[str] = frozenset()
#: Only English says whose it is with an s.
OWNED: frozenset[str] = frozenset()
COMMANDS = {
    "agenda": ("que tengo", "que hay", "mi agenda", "agenda de", "agenda", "la agenda", "que reuniones tengo", "que citas tengo",
    "ver agenda", "muestrame la agenda", "horas libres", "cuando estoy libre", "que me toca", "que hora tengo libre",
    "que horas tengo libres", "a que hora estoy libre"),
    "pending": ("pendientes", "que hay que hacer", "que hay por hacer", "que tengo que hacer", "que tenemos que hacer",
    "que debo hacer", "que me queda por hacer", "mis pendientes", "que tengo pendiente",
    "asuntos pendientes", "que me falta", "lista de pendientes",
    "ver pendientes", "que hay pendiente", "que queda pendiente",
    "muestrame los pendientes"),
    "overdue": ("atrasados", "atrasadas", "que tengo atrasado",
    "que tengo atrasao", "acciones atrasadas", "que esta atrasado", "vencidos", "que esta vencido",
    "mis atrasados", "que hay atrasado"),
    "card": ("ficha de", "ficha", "la ficha de", "ver ficha de", "ver ficha", "muestrame la ficha de", "mostrar ficha de", "datos de",
    "historial de", "telefono de", "fono de", "correo de", "dame la ficha de", "quien es", "cual es el telefono de",
    "cuando fue la ultima vez que hablamos con", "cuando fue la ultima vez que hable con",
    "cuando hablamos con", "cuando hable con", "direccion de",
    "contactos de"),
    "spent": ("actividades", "mis actividades", "las actividades", "que actividades tuve", "ver actividades", "ver mis actividades",
    "muestrame las actividades", "muestrame mis actividades"),
    "done": ("que hice", "que he hecho", "lo que hice", "que termine", "que hizo", "que ha hecho", "lo que hizo", "cuanto hice"),
    "search": ("buscar", "busca", "encuentra", "donde esta"),
    "help": ("ayuda", "que puedes hacer", "como funciona", "ayudame", "que sabes hacer", "como se usa"),
}
#: «hace 2 horas», «en 2 horas», «2 horas después» say when, not how long.
SPENT = frozenset("estuve estuvimos estuvo".split())
NO_LENGTH_BEFORE = frozenset("hace en dentro cada tras las esas".split())
NO_LENGTH_BEHIND = frozenset("despues antes mas atras extra extras libres tarde".split())
#: «mis llamados pendientes», «¿qué tareas tengo atrasadas?»: what stands before the kind, between it and the list, and which list it is.
LIST_LEADS = frozenset("mi mis los las que cuales cuantos cuantas ver muestrame dame todos todas".split())
LIST_MINE = frozenset(("mis",))
LIST_LINKS = frozenset("que tengo tiene hay estan de del los las mis".split())
LIST_STATES = {
    "pending": ("pendientes", "pendiente", "abiertos", "abiertas"),
    "overdue": ("atrasados", "atrasadas", "atrasado", "atrasada", "vencidos", "vencidas"),
}
#: «cuántas llamadas hice hoy», «tareas terminadas ayer»: behind the kind only, what was finished is asked for.
LIST_DONE = frozenset("hice hizo hechos hechas realizados realizadas realice terminados terminadas termine".split())
QUESTION_WORDS = frozenset(
    "que cual cuales cuando cuanto cuanta cuantos cuantas donde quien quienes como hay tengo tenemos tienes sabes".split()
)
#: What asks even where nobody typed the mark: «quién tiene que llamar a ACME».
INVERTED = ("quien", "quienes", "cuanto", "cuanta", "cuantos", "cuantas", "cual", "cuales", "tienes")
QUESTION_PREPOSITIONS = frozenset("en de a con por para desde hasta y".split())
#: What is done with the numbered lines of a list: order → its words.
LIST_WORDS = {
    "done": ("listo", "lista", "listos", "listas", "hecho", "hecha", "hechos", "hechas", "terminado", "terminada", "terminados",
    "terminadas", "realizado", "realizada", "realizados", "realizadas", "ok",
             "cumplido", "cumplida", "cumplidos", "ya", "ya esta", "ya estan", "ya lo hice", "esta listo", "esta lista", "estan listos",
             "estan listas", "cerrar", "cerrado", "cerrada", "marcar listo", "quedo listo", "quedaron listos", "completado", "completados",
             "finalizado", "finalizados"),
    "drop": ("eliminar", "borrar", "descartar", "anular", "cancelar", "elimina", "borra", "descarta", "anula", "cancela", "no va",
    "ya no va", "descartado", "anulado", "cancelado", "se cancela", "se cancelo", "se suspende", "se suspendio",
    "suspendida", "suspendido", "suspendieron", "cancelada", "cancelaron", "anulada", "se cayo",
    "suspende", "suspender", "cancelala", "cancelalo", "anulala", "borrala"),
    "postpone": ("mover", "mueve", "pasar", "pasa", "posponer", "pospon", "postergar", "posterga", "aplazar", "cambiar", "cambia", "dejar",
    "deja", "reagendar", "reagenda", "reagendala", "se pasa", "se paso", "se cambia", "se cambio", "se mueve", "se movio", "se posterga",
    "se postergo", "se corrio", "se corre", "corrieron", "movieron", "cambiaron", "pasaron", "postergaron", "se atrasa", "se atraso",
    "pasala", "pasalo", "muevela", "muevelo", "cambiala", "cambialo", "queda", "correr", "corre"),
    "hand": ("traspasar", "traspasa", "asignar", "asigna", "derivar", "deriva", "entregar", "dar", "pasarselo", "pasaselo",
    "pasasela", "daselo", "dasela", "encargaselo", "encargasela", "asignaselo", "asignasela", "que lo haga", "que los haga",
    "lo hace", "la hace", "los hace", "lo ve"),
    "approve": ("aprobar", "aprobado", "aprobada", "apruebo", "aprobados", "aprobadas", "aprueba", "aprobaron", "aprobo",
    "se aprobo", "aceptaron", "acepto", "aceptada", "me aprobaron", "nos aprobaron", "me aceptaron", "nos aceptaron"),
    "reject": ("rechazar", "rechazado", "rechazada", "rechazo", "rechaza", "rechazaron", "se rechazo", "me rechazaron", "nos rechazaron"),
    "no_answer": ("no contesto", "no contesta", "no contestaron", "no respondio", "no responde", "sin respuesta"),
}
LIST_FILLERS = ("el", "la", "los", "las", "n º", "nº", "numero", "numeros", "#", "por favor", "porfa", "gracias", "para", "a", "al", "y",
    ",", ";", ".", "!", ":", "-", "item", "punto", "linea", "de", "del", "lo", "es", "tambien", "hasta", "con", "a la misma hora",
    "misma hora", "mejor", "porfis")
#: Said before a correction of what was just recorded: «no, a las 11», «mejor el viernes».
CORRECTING = frozenset("no mejor perdon digo ups sorry uy noo era oye mas bien".split())
LIST_ALL = ("todos", "todas", "todo")
LIST_AND = ("y", "e")
LIST_TO = ("a", "al", "-", "hasta")
