"""How Spanish puts days and hours together, and its holidays."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from crm.languages.es.roles import ROLES
from crm.languages.lists import set_of
from crm.languages.times import Times


def _fits(lead: str, part: str) -> bool:
    """Whether the lead goes with the part: «la mañana» but not «de mañana», «al mediodía» but not «a tarde»."""
    if part in ("mediodia", "medio", "almuerzo"):
        return lead in ("al", "el", "del", "este", "de", "a", "por", "hora")
    if lead in ("la", "las", "esta", "por"):
        return True
    return (lead in ("de", "en") and part in ("noche", "madrugada")) or (lead == "de" and part == "tarde")


TIMES = Times(
    roles=ROLES,
    slips={
        "biernes": "viernes", "vierne": "viernes", "vienes": "viernes", "juebes": "jueves", "savado": "sabado", "sabdo": "sabado",
        "mierkoles": "miercoles", "miercole": "miercoles", "septimbre": "septiembre", "nobiembre": "noviembre",
        "disiembre": "diciembre", "manna": "manana", "mananaa": "manana", "manan": "manana", "mannana": "manana", "ahoraa": "ahora",
        "oktubre": "octubre", "febero": "febrero", "lune": "lunes",
        "juevez": "jueves", "juebez": "jueves", "miercolez": "miercoles", "lunez": "lunes", "martez": "martes", "aller": "ayer",
        "proxmo": "proximo", "proxomo": "proximo",
    },
    real_words=set_of(
        "artes mares mates marte jueve mazo manan lunse manaa abrir dominio tarde eneros brero octub artest marzoo sabados domingos"
    ),
    holidays={
        "new-year": ("ano nuevo", "dia de ano nuevo", "el ano nuevo", "dia ano nuevo"),
        "epiphany": ("dia de reyes", "reyes magos", "epifania", "los reyes magos"),
        "valentines-day": ("san valentin", "dia de los enamorados", "dia de san valentin", "dia del amor"),
        "womens-day": ("dia de la mujer", "dia internacional de la mujer"),
        "st-patricks-day": ("san patricio", "dia de san patricio"),
        "april-fools-day": ("dia de las bromas", "dia de las bromas de abril", "dia de los tontos"),
        "earth-day": ("dia de la tierra",),
        "rosenmontag": ("lunes de carnaval",),
        "mardi-gras": ("martes de carnaval", "carnaval", "mardi gras"),
        "ash-wednesday": ("miercoles de ceniza",),
        "palm-sunday": ("domingo de ramos",),
        "maundy-thursday": ("jueves santo",),
        "good-friday": ("viernes santo",),
        "holy-saturday": ("sabado santo", "sabado de gloria"),
        "easter": (
            "pascua", "pascuas", "domingo de pascua", "domingo de resurreccion", "pascua de resurreccion", "dia de pascua",
        ),
        "easter-monday": ("lunes de pascua",),
        "ascension-day": ("ascension", "dia de la ascension"),
        "pentecost": ("pentecostes",),
        "whit-monday": ("lunes de pentecostes",),
        "trinity-sunday": ("domingo de la trinidad",),
        "corpus-christi": ("corpus christi",),
        "may-day": (
            "dia del trabajo", "dia del trabajador", "dia de los trabajadores", "dia internacional del trabajo",
            "dia internacional de los trabajadores", "fiesta del trabajo",
        ),
        "mothers-day": ("dia de la madre", "dia de las madres", "dia de la mama"),
        "navy-day": ("glorias navales", "dia de las glorias navales", "combate naval"),
        "fathers-day": ("dia del padre", "dia de los padres", "dia del papa"),
        "saint-peter-and-saint-paul": ("san pedro y san pablo",),
        "independence-day": ("dia de la independencia de estados unidos",),
        "our-lady-of-mount-carmel": ("virgen del carmen", "dia de la virgen del carmen"),
        "international-day-of-cooperatives": ("dia internacional de las cooperativas",),
        "childrens-day": ("dia del nino", "dia de los ninos", "dia de la ninez"),
        "assumption-day": ("asuncion de la virgen", "dia de la asuncion"),
        "fiestas-patrias": ("fiestas patrias", "dia de la independencia", "independencia nacional", "las fiestas patrias"),
        "army-day": ("glorias del ejercito", "dia de las glorias del ejercito"),
        "columbus-day": (
            "dia de la raza", "encuentro de dos mundos", "descubrimiento de america", "dia de la hispanidad",
            "dia del encuentro de dos mundos",
        ),
        "halloween": ("halloween", "noche de brujas", "dia de las iglesias evangelicas"),
        "all-saints-day": ("dia de todos los santos", "todos los santos", "todos santos"),
        "all-souls-day": ("dia de los muertos", "dia de los difuntos", "dia de muertos"),
        "world-prematurity-day": ("dia de la prematuridad mundial", "dia mundial del prematuro"),
        "thanksgiving": ("dia de accion de gracias", "accion de gracias", "dia de gracias"),
        "black-friday": ("black friday", "viernes negro"),
        "cyber-monday": ("cyber monday", "ciberlunes", "cyber lunes"),
        "immaculate-conception": ("inmaculada concepcion", "dia de la inmaculada", "dia de la inmaculada concepcion", "la inmaculada"),
        "christmas-eve": ("nochebuena", "noche buena", "vispera de navidad"),
        "christmas": ("navidad", "dia de navidad", "pascua de navidad"),
        "boxing-day": ("san esteban",),
        "holy-innocents": ("dia de los inocentes", "santos inocentes"),
        "new-years-eve": ("nochevieja", "noche vieja", "ano viejo", "vispera de ano nuevo", "fin de ano nuevo"),
        "mlk-day": ("dia de martin luther king",),
        "presidents-day": ("dia de los presidentes",),
        "st-georges-day": ("dia del libro",),
        "world-health-day": ("dia mundial de la salud",),
        "world-environment-day": ("dia mundial del medio ambiente", "dia del medio ambiente"),
        "midsummer-day": ("dia de los pueblos indigenas", "noche de san juan", "dia nacional de los pueblos indigenas"),
    },
    of=set_of("de"),
    month_links=set_of("de del d"),
    year_links=set_of("de del"),
    short_year_links=set_of("de del"),
    article=set_of("el"),
    joins=set_of("y o"),
    ands=set_of("y e"),
    no_year_behind=set_of("y a o de"),
    day_word=set_of("dia"),
    week_word=set_of("semana"),
    month_word=set_of("mes"),
    year_word=set_of("ano"),
    decade_word=set_of("decada anos"),
    quarter_word=set_of("cuarto cuatrimestre"),
    past_word=set_of("o fue estuvieron"),
    this_part=set_of("esta este"),
    loose_part=set_of("de y a en el"),
    no_part_behind=set_of("mas muy tan llego llega buenas buena es hasta medio"),
    not_today=set_of("ultimo siguiente proximo"),
    hour_words=set_of("horas hora"),
    hour_ends=set_of("h hrs hr horas"),
    before_hrs=set_of("las la tipo"),
    before_hours=set_of("las"),
    before_h=set_of("desde hasta las"),
    for_length=set_of("por durante x"),
    loose_range=set_of("a"),
    closes_time=set_of("con en para que y"),
    parted_open=set_of("las la el del"),
    range_article=set_of("las la el"),
    hours_between=set_of("desde entre"),
    counts_on=set_of("en el la"),
    name_titles=set_of("don sr senor santo"),
    plain_number=set_of("un uno"),
    approximate=set_of("aprox aproximadamente"),
    weak_months=set_of("set may"),
    weak_month_calls=set_of("en de este"),
    other_next=set_of("otra"),
    holy_week=("semana santa",),
    date_calls=set_of("el del al este para hasta desde antes despues entre proximo y o a dia vence plazo"),
    length_calls=set_of(
        "en hace de por durante dura duro demora demoro cada unas como unos tomo tarda tardo mas primeras ultimas proximas menos "
        "otras"
    ),
    day_calls=set_of("el este proximo en mes del al desde hasta todos los cada pasado"),
    no_things=set_of(
        "nos les los las despues antes mas vamos estamos tenemos podemos menos es entonces pues quedamos juntos juntas nomas gracias "
        "veremos haremos iremos vemos"
    ),
    no_day_before=set_of("por piso x veces vez cajas ciento metros mil pisos de y o"),
    morning_calls=set_of("la las esta una cada media esa toda"),
    namesakes=set_of("domingo julio abril"),
    says=set_of("quiere pide dice necesita viene va no esta puede queda debe llama manda pregunta confirma acepta"),
    weekday_words=set_of("mar"),
    weekday_word_then=set_of("en por"),
    no_weekday_call=set_of("de"),
    joined_day=set_of("el despues antes mas"),
    month_repeats=True,
    of_the=set_of("del"),
    day_articles=set_of("el del al"),
    range_starts=set_of("del el"),
    range_ends=set_of("al el"),
    hour_articles=set_of("las la"),
    one_oclock=frozenset({("la", "una"), ("la", "1")}),
    called_parts=set_of("morning lunch"),
    part_fits=_fits,
    this_behind=set_of("en actual presente"),
    months_lower_case=True,
    cardinal_days=True,
    numbered_days=True,
    modifier_follows=True,
    of_is_said=True,
    meridiem_apart=True,
    half_is_clock=True,
    things_after_at=True,
    day_in_24_hours=True,
    one_left_out=True,
    and_in_tens=True,
)
