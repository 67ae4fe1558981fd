"""Appointment (manual 2.10): a slot in somebody's agenda, which cannot collide with another one."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REASON, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

APPOINTMENT = Kind(
    name="appointment",
    icon="📅",
    title="Appointment",
    commands={"es": "cita", "en": "appointment"},
    fields=(
        PARTNER,
        CONTACT,
        replace(REFERENCE, ask="What is the appointment about?", required=True),
        replace(RESPONSIBLE, label="Owner", ask="In whose agenda?"),
        Field("slot", FieldType.SLOT, "When", "When, from what time to what time?", required=True),
        Field("place", FieldType.LINE, "Place", "Where?", asked=False, longest=200),
        DESCRIPTION,
        REASON,
    ),
    states=(
        State("booked", "Booked", "Appointment {number}", open=True),
        State("held", "Held", "Appointment held {number}"),
        State("cancelled", "Cancelled", "Appointment cancelled {number}"),
    ),
    verbs=(
        Verb("held", "Held", "Held", to="held", sources=("booked",), icon="✅"),
        Verb("cancel", "Cancel it", "Cancelled", to="cancelled", sources=("booked",), icon="✖️", explained=True),
        Verb("reopen", "Reopen", "Booked again", to="booked", sources=("held", "cancelled"), icon="↩️"),
    ),
    initial="booked",
    did="held",
    finish="held",
    moment="slot",
    pending_on_its_day=True,
    example="Meeting with Comercial Andes tomorrow from 15:30 to 16:30",
    phrases={
        "es": Phrases(
            did=("me reuni con", "me reuni", "me junte con", "me junte", "nos reunimos con", "almorce con"),
            todo=(
                "reunirme con",
                "reunirse con",
                "visitar",
                "juntarme con",
                "juntarnos con",
                "juntarnos",
                "reunirnos con",
                "reunirnos",
                "bloquear la agenda",
                "agendar",
                "almorzar con",
                "reunir",
            ),
            nouns=("reunion", "cita", "visita", "junta", "almuerzo", "videollamada"),
        ),
        "en": Phrases(
            did=("met with", "met", "had lunch with"),
            todo=("meet with", "meet", "visit", "book", "have lunch with"),
            nouns=("meeting", "appointment", "visit", "lunch", "video call"),
        ),
    },
)
