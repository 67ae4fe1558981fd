"""Spanish."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

import re

from crm.languages.base import Answers, Language, Naming, Talk, Visits
from crm.languages.es.questions import ORDERS, QUESTIONS
from crm.languages.es.sentences import SENTENCES
from crm.languages.es.times import TIMES
from crm.languages.es.verbs import GRAMMAR
from crm.languages.lists import set_of

SPANISH = Language(
    code="es",
    name="Español",
    english="Spanish",
    called=set_of("espanol castellano spanish"),
    locale="es_CL",
    stamp=("dd-MM", "dd-MM-y"),
    calendar="es",
    unnamed_holiday="feriado interno",
    to_whom=" a",
    for_whom=" para",
    commands={
        "pending": "pendientes", "today": "hoy", "week": "semana", "overdue": "atrasadas", "card": "ficha", "partner": "cliente",
        "find": "buscar", "procedures": "procedimientos", "arrived": "llegue", "left": "sali", "activities": "actividades",
        "done": "hecho", "drafts": "borradores", "cancel": "cancelar", "handover": "traspasar", "me": "mi", "help": "ayuda",
        "staff": "personal", "parameters": "parametros", "tables": "tablas", "import": "importar", "export": "exportar",
        "start": "start",
    },
    placeholders={
        "customer": "cliente", "trade_name": "nombre_fantasia", "tax_number": "rut", "address": "direccion", "city": "ciudad",
        "contact": "contacto", "position": "cargo", "reference": "referencia", "date": "fecha", "place": "lugar", "number": "numero",
        "sender": "remitente", "sender_position": "cargo_remitente", "sender_phone": "telefono_remitente",
        "sender_mail": "correo_remitente", "company": "empresa", "company_tax_number": "rut_empresa",
        "company_address": "direccion_empresa", "company_phone": "telefono_empresa",
    },
    label_titles=("espanol", "nombre espanol", "nombre", "descripcion", "spanish", "name spanish", "name"),
    grammar=GRAMMAR,
    sentences=SENTENCES,
    questions=QUESTIONS,
    orders=ORDERS,
    times=TIMES,
    visits=Visits(
        # Nobody arrives at an agreement, and who goes out for lunch has not left a customer.
        arrived=re.compile(
            r"^\s*(?:(?:ya|recien|recién|acabo de)\s+)*(?:llegu[eé]|llegamos|llegar)\b"
            r"(?:\s+(?:a donde|donde|adonde|al?|en)\s+(?!(?:una?|acuerdo|tiempo|casa)\b)(?P<where>.+)|\s*[.!]*)$",
            re.IGNORECASE | re.DOTALL,
        ),
        left=re.compile(
            r"^\s*(?:(?:ya|recien|recién|acabo de)\s+)*(?:sal[ií]|salimos|me fui|salir)\b"
            r"(?!\s+(?:al?|con|en|para|por|tarde|temprano|mañana|hoy)\b)(?P<rest>.*)$",
            re.IGNORECASE | re.DOTALL,
        ),
        place=re.compile(r"^(?:donde|desde|del?)\s+(?:(?:la|el|los|las)\s+)?", re.IGNORECASE),
        attended="atendí",
    ),
    naming=Naming(
        company_words=set_of(
            "comercial servicios sociedad transportes transporte industrias industrial inversiones ingenieria maderas muebles empresa "
            "empresas grupo compania tienda almacen taller quimica pinturas electrica electrico norte sur centro central chile "
            "chilena nacional internacional andina pacifico hermanos hnos asociados consultores consultora bodegas logistica textil "
            "confecciones alimentos frutas viveros vina banco"
        ),
        sectors=set_of(
            "comercializadora ferreteria distribuidora constructora minera importadora exportadora inmobiliaria agricola forestal "
            "supermercado panaderia restaurante restaurant hotel clinica colegio maestranza metalurgica automotora lubricentro"
        ),
        little=set_of("de del la las los el y e &"),
        titles=set_of(
            "don dona senor senora sr sra srta senorita ingeniero ing doctor dr doctora dra profesor prof jefe jefa"
        ),
        second_titles=set_of("don dona"),
        before_titles=set_of("el la los"),
        before_names=set_of("el la los don dona senor senora sr sra"),
        with_point=set_of("sr sra srta"),
        inside=set_of("de del la y"),
        streets=set_of("av avda avenida calle pasaje psje pje camino ruta km plaza"),
        anybody=set_of(
            "cliente clientes proveedor proveedores bodega oficina banco todos todas contador contadora abogado secretaria jefe "
            "gerente vendedor cobrador tecnico maestro equipo personal alguien nadie casa ella el ellos ellas usted ustedes mi "
            "nosotros transporte transportista notaria sii municipalidad"
        ),
        common_names=set_of(
            "rosa sol paz luz mercedes consuelo pilar angel franco blanca clara marina victoria julio abril domingo agosto mayo junio "
            "estrella margarita alba aurora esperanza gracia nieves rocio salvador leon max may june april grace faith hope will mark "
            "bill rob drew grant frank art flor iris violeta perla celeste soledad milagros dolores cruz rey santos cortes rojas "
            "blanco bravo campos castillo flores fuentes guerra leiva luna mora moreno parra paredes pino plaza prado reyes rio rios "
            "rosas salas sierra soto torres valle vera viejo costa lagos"
        ),
        pet_names={"ito": "o", "ita": "a"},
    ),
    answers=Answers(
        fillers=set_of(
            "para el la los las lo a al de del en antes mas tardar por que sea mejor ese dia hora horas hrs como desde hasta entonces ya no"
        ),
        lengths={"media hora": 30, "una hora": 60, "hora y media": 90, "una hora y media": 90},
        hours=set_of("hora horas hr hrs"),
        minutes=set_of("min minuto minutos"),
        before_hour=set_of("de desde hasta a"),
        hour_articles=set_of("la las"),
        between_hours=set_of("a hasta y"),
        before_span=set_of("de desde entre"),
        between_span=set_of("a y hasta"),
        ands=set_of("y"),
        fractions={"media": 30, "cuarto": 15},
        worked=("se trabaja", "trabajamos", "trabajado", "laboral", "h[aá]bil"),
        day_little=set_of("el la del de es"),
    ),
    talk=Talk(
        greeting=(
            "hola", "holi", "alo", "buenas", "buen dia", "buenos dias", "buenas tardes", "buenas noches", "que tal", "como estas",
            "como va(?: todo)?", "todo bien", "como te va", "como andas",
        ),
        thanks=(
            "gracias", "muchas gracias", "mil gracias", "grax", "ok", "oka", "okey", "okay", "vale", "ya", "perfecto", "genial",
            "bacan", "excelente", "super", "buenisimo", "de acuerdo", "entendido", "ja(?:ja)+", "chao", "adios", "hasta luego", "dale",
            "ya po", "ya pues", "listoco", "listo gracias", "buena", "se agradece", "te pasaste", "filete",
        ),
        whom=set_of("acciones bot estimado estimada amigo amiga crack maestro jefe jefa po"),
    ),
)
