"""Spanish words by which a sentence is cut into clauses and understood."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from crm.languages.base import Sentences
from crm.languages.lists import set_of

SENTENCES = Sentences(
    before_todo=(
        "hay que", "tengo que", "tenemos que", "debo", "debemos", "necesito", "necesitamos", "falta", "me falta", "quiero", "queria",
        "voy a", "vamos a", "por favor", "porfa", "porfavor", "favor", "favor de", "recordar", "recordarme", "recuerdame", "recuerda",
        "recuerdenme", "acordarme de", "acuerdame de", "acuerdame", "no olvidar", "que no se me olvide", "anotar", "anota", "anotame",
        "apuntar", "apunta", "agregar tarea", "agrega", "pendiente", "queda pendiente", "quedo pendiente", "quede de", "quedamos de",
        "quede en", "quedamos en", "luego", "despues", "y luego", "ademas", "tambien", "me toca", "nos toca", "toca", "habria que",
        "hay", "pidio que", "me pidio que", "pide que", "piden que", "pidieron que", "avisame", "dice que", "dicen que", "dijo que",
        "dijeron que", "me dijo que", "me dijeron que", "avisarme", "hazme acordar de", "quiere que", "necesita que", "podrias",
        "puedes", "me recuerdas", "te acuerdas de", "acuerdate de", "recuerdate de", "me ayudas a", "me avisas para", "y", "entonces",
        "pls", "plis", "ojala", "proximo paso", "siguiente paso", "recordatorio", "importante", "urgente", "ok", "listo", "ojo", "ya",
        "bueno", "hola", "oye", "buenas", "buenos dias", "para", "antes", "tengo", "tenemos", "hay una", "hay un", "que alguien",
        "crear tarea", "nueva tarea", "agregar tarea", "anotar tarea", "crea una tarea", "crear una tarea", "crea tarea",
        "que no se olvide", "recordatorio para", "tengo pendiente", "y hay que", "pero hay que", "pero", "asi que", "por lo que",
        "ponme un recordatorio", "ponme recordatorio", "hazme un recordatorio", "acordarse de", "hay que acordarse de", "en",
        "oye y si", "y si",
    ),
    before_did=(
        "ya", "recien", "hoy", "acabo de", "acabamos de", "y", "luego", "despues", "tambien", "ademas", "pero", "se", "le", "les", "lo",
        "la", "los", "nos", "me", "te", "bueno", "ok", "hola", "oye", "buenas", "buenos dias", "fijate que", "te cuento que", "yo",
        "finalmente", "al final", "cuando",
    ),
    just_done=("acabo de", "acabamos de", "termine de", "alcance a", "logre", "pude", "ya pude"),
    not_yet=("no pude", "no alcance a", "no logre", "me falto", "no he podido", "no", "todavia no", "aun no", "tampoco"),
    negations=set_of("no tampoco"),
    no="no",
    subordinate=set_of(
        "quiere quieren necesita necesitan pide piden pidio pidieron puede pueden debe deben prefiere prefieren desea desean espera "
        "solicita solicito solicitan va van piensa piensan queria querian quisiera dijo dice interesa tiene tienen ofrecio ofrece "
        "dispuesto dispuestos quedo quedaron queda consulta consulto decide deciden resuelve resuelven define definen eligen pregunta "
        "pregunto aviso avisa confirma confirmo acepto acepta reclama reclamo llega viene vienen pagara paga manda mandara manda "
        "envia enviara necesitaba requiere requieren"
    ),
    governors=set_of("para por sin al de a que"),
    splitters=("y", "e", "luego", "despues", "pero", "ademas", "tambien", "entonces"),
    ands=set_of("y e"),
    ors=set_of("o u"),
    urgent=(
        "urgente", "urgentisimo", "con urgencia", "prioridad alta", "alta prioridad", "muy importante", "es urgente", "de urgencia",
        "lo antes posible", "cuanto antes", "a la brevedad", "asap", "al tiro",
    ),
    no_answer=(
        "no contesto", "no contesta", "no me contesto", "no contestaron", "no responde", "no respondio", "no me respondio",
        "no atendio", "no atiende", "sin respuesta", "buzon de voz", "no estaba", "no se encontraba", "ocupado", "sonaba ocupado",
        "fuera de servicio", "apagado", "no hubo respuesta", "no contestan", "no lo ubique", "no la ubique", "no pude ubicarlo",
        "no pude hablar", "no pude ubicar", "no pude ubicarla", "no logre ubicar", "no logre ubicarlo", "no logre hablar",
        "no pude contactar", "no pude comunicarme", "no logre comunicarme", "no me atendio", "no me atendieron", "no me contestaron",
        "no hubo caso", "sin exito", "sin suerte", "veces y nada",
    ),
    inbound=(
        "me llamo", "llamo", "llamaron", "me llamaron", "nos llamo", "recibi llamado de", "recibi llamada de", "recibi un llamado de",
        "recibi una llamada de", "conteste", "nos llamaron",
    ),
    inbound_mail=(
        "recibi correo de", "recibi un correo de", "recibi mail de", "recibi un mail de", "me escribio", "escribio",
        "me mando un correo", "nos escribio", "llego correo de", "llego un correo de", "me respondio el correo",
    ),
    inbound_noun=("de",),
    called="llame",
    mail="correo",
    wants=("a", "con"),
    task_nouns=set_of(
        "seguimiento cobranza revision envio entrega despacho compra retiro instalacion mantencion mantenimiento capacitacion "
        "inventario curso tramite deposito transferencia renovacion vencimiento cierre pago presentacion feria taller arriendo firma "
        "muestra muestras traslado"
    ),
    again=("de nuevo", "otra vez", "nuevamente", "una vez mas", "aun", "todavia"),
    appositions=set_of("cliente proveedor empresa rut senores sres contacto"),
    light=set_of(
        "ponme ponle pon programame coordiname reserva reservar reservame fijame anotame hacer realizar agendar coordinar programar "
        "fijar poner tener organizar ingresar registrar crear agenda programa coordina nueva nuevo agendame anota generar emitir crea "
        "creame agrega agregame agregar pone ponenos apuntame"
    ),
    light_did=set_of("hice hicimos realice realizamos tuve tuvimos hubo tuvo"),
    sending={
        "enviar": ("correo", "mail", "email", "e-mail", "carta", "fax", "memo"),
        "mandar": ("correo", "mail", "email", "e-mail", "carta", "fax", "memo"),
        "escribir": ("correo", "mail", "email", "e-mail", "carta", "memo"), "redactar": ("correo", "mail", "carta", "contrato", "memo"),
        "responder": ("correo", "mail", "email"),
    },
    sent_did={
        "envie": ("correo", "mail", "email", "e-mail", "carta", "fax", "memo"),
        "mande": ("correo", "mail", "email", "e-mail", "carta", "fax", "memo"), "enviamos": ("correo", "mail", "carta"),
        "mandamos": ("correo", "mail", "carta"), "escribi": ("correo", "mail", "carta"), "respondi": ("correo", "mail"),
    },
    scheduled=set_of(
        "agende agendamos coordine coordinamos programe programamos fije fijamos confirme acorde acordamos reagende"
    ),
    booking=(
        "agendar", "agenda", "agendo", "agendame", "agendemos", "agende", "coordinar", "coordine", "fijar", "fija", "programar",
        "reservar", "ponme", "crea", "creame", "agrega", "agregame", "pone",
    ),
    implied_noun={"escribir": "correo"},
    object_decides={
        "devolver": set_of("llamado llamada el la llamados llamadas"), "ubicar": frozenset(),
        "reintentar": set_of("llamado llamada el la"),
    },
    no_object=set_of("por sobre manana hoy"),
    trailing=("con", "a", "de", "al", "para", "por", "en", "y", "que", "el", "la"),
    noun_aliases={
        "reu": "reunion", "desayuno": "almuerzo", "cena": "almuerzo", "cafe": "almuerzo", "videoconferencia": "videollamada",
        "zoom": "videollamada", "teams": "videollamada", "reunioncita": "reunion", "llamadita": "llamada", "cafecito": "almuerzo",
        "almuercito": "almuerzo", "correito": "correo",
    },
    happened=set_of(
        "enviado enviada hecho hecha realizado realizada mandado mandada terminado terminada efectuado efectuada firmado firmada"
    ),
    decided=set_of(
        "aprobado aprobada aceptado aceptada rechazado rechazada anulado anulada cancelado cancelada suspendido suspendida"
    ),
    came_in=set_of("recibido recibida entrante"),
    articles=set_of("el la los las un una unos unas su sus mi nuevo nueva otro otra al del este esta"),
    noun_leads=set_of("la el su"),
    people_prepositions=set_of("a con de para en al del donde por desde"),
    addressed=set_of("a con para al"),
    towards=set_of("a con al"),
    of_things=set_of("de en desde por"),
    of=set_of("de del"),
    of_plain="de",
    for_what="para",
    name_articles=set_of("el la"),
    name_article_leads=set_of("a con donde"),
    leads_on=set_of("a que de para"),
    to_someone=set_of("a al"),
    impersonal="se",
    text_leads=(
        "o", "por", "para", "sobre", "acerca de", "respecto a", "respecto de", "por el tema de", "que", "y", "de", "con", "a", "e",
        "pero", "al", "del", "la", "el", "por lo de", "es", "lo de", "mismo", "pendiente", "pendiente con", "pendiente a",
    ),
    not_text=set_of("no que"),
    same_day=("ese mismo dia", "el mismo dia", "ese dia"),
    moment_leads=(
        "para", "el", "a", "en", "de", "al", "del", "antes", "desde", "hasta", "por", "la", "los", "las", "este", "esta", "con plazo",
        "plazo", "vence", "con plazo al", "sin falta", "para el", "a mas tardar", "con fecha", "fecha", "con vencimiento",
        "plazo hasta", "de aqui a", "de aca a", "de aqui al", "de aca al",
    ),
    for_staff=(
        "para", "a", "asignar a", "asignada a", "asignado a", "a cargo de", "responsable", "encargar a", "encargado", "que lo haga",
        "que la haga", "le toca a", "de",
    ),
    to_staff=set_of("para a"),
    given_by=set_of("de"),
    responsible=set_of("responsable encargado"),
    tell=(
        "dile a", "decirle a", "pidele a", "pedirle a", "pide a", "pedir a", "avisale a", "avisarle a", "encargale a", "recuerdale a",
        "recordarle a", "puede", "podria", "podra", "me puede", "me podria", "que le", "asignale a", "asignarle a", "solicitar a",
        "avisar a", "recordar a",
    ),
    subject_verbs=("tiene que", "debe", "debera", "va a", "tendra que", "puede", "podria", "necesita", "ha de"),
    that=("que",),
    told_to=set_of("que"),
    saying=set_of("diciendo diciendole avisando avisandole que"),
    run_on=("hay que", "tengo que", "tenemos que", "habria que"),
    typed={
        "q": "que", "k": "que", "pa": "para", "pal": "para", "xa": "para", "xq": "porque", "pq": "porque", "tb": "tambien",
        "tmb": "tambien", "dsp": "despues", "dps": "despues", "desp": "despues", "xfa": "porfa", "xfavor": "porfavor",
        "porfis": "porfa", "plis": "porfa",
    },
    spent=set_of("estuve estuvimos estuvo"),
    no_length_before=set_of("hace en dentro cada tras las esas"),
    no_length_behind=set_of("despues antes mas atras extra extras libres tarde"),
    abbreviated=set_of(
        "sr sra srta dr dra av avda ltda cia nro no hrs hr etc aprox tel ing prof depto of pje psje min max s a e i r l st vs ej p "
        "spa"
    ),
    titled=set_of("sr sra srta dr dra av avda ing nro"),
    not_things=set_of("hrs horas dias semanas meses anos minutos las los pesos lucas"),
)
