"""Activity (manual 2.11): who did what for whom, from when to when; «llegué» and «salí» are its stopwatch."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

ACTIVITY = Kind(
    name="activity",
    icon="🚗",
    title="Activity",
    commands={"es": "actividad", "en": "activity"},
    fields=(
        PARTNER,
        CONTACT,
        Field("type", FieldType.ENTRY, "Activity", "Which activity?", table="activity_type"),
        replace(REFERENCE, ask="What came of it?"),
        replace(RESPONSIBLE, label="User", asked=False),
        Field("span", FieldType.SLOT, "When", "From what time to what time?", required=True),
        DESCRIPTION,
    ),
    states=(
        State("running", "Running", "Visit", open=True),
        State("ended", "Ended", "Activity {number}"),
    ),
    verbs=(Verb("end", "Left", "Ended", to="ended", sources=("running",), icon="🏁", ends=True),),
    initial="ended",  # what is entered is over; only an arrival starts one (crm.services.visits)
    did="ended",
    finish="end",
    moment="span",
    takes_files=True,
    example="Arrived at Comercial Andes",
    phrases={
        "es": Phrases(
            did=("visite", "atendi", "estuve en", "estuve con", "trabaje en", "pase por", "instale", "repare"),
            todo=(),
            nouns=("actividad",),
        ),
        "en": Phrases(did=("visited", "attended", "worked at", "was at", "installed", "repaired"), todo=(), nouns=("activity",)),
    },
)
