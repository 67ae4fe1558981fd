"""Phone call (manual 2.4): one that was made or received, or one that has to be made."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, DUE, PARTNER, REASON, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

CALL = Kind(
    name="call",
    icon="☎️",
    title="Call",
    commands={"es": "llamado", "en": "call"},
    fields=(
        PARTNER,
        CONTACT,
        replace(REFERENCE, ask="What is the call about?", required=True),
        RESPONSIBLE,
        replace(DUE, ask="When should the call be made?"),
        Field("direction", FieldType.CHOICE, "Direction", "Made or received?", asked=False, choices=("out", "in")),
        Field("phone", FieldType.PHONE, "Phone", "Which number?", asked=False),
        Field("type", FieldType.ENTRY, "Call type", "What type of call?", asked=False, table="call_type"),
        Field("outcome", FieldType.TEXT, "Outcome", "What came of it?", asked=False),
        DESCRIPTION,
        REASON,
    ),
    states=(
        State("pending", "Pending", "Call to make {number}", open=True),
        State("made", "Made", "Call made {number}"),
        State("dropped", "Dropped", "Call dropped {number}"),
    ),
    verbs=(
        Verb("made", "Done", "Call made", to="made", sources=("pending",), icon="✅"),
        Verb("no_answer", "No answer", "No answer", to="pending", sources=("pending",), icon="📵", counts="attempts"),
        Verb("drop", "Drop", "Dropped", to="dropped", sources=("pending",), icon="✖️", explained=True),
        Verb("reopen", "Reopen", "Pending again", to="pending", sources=("made", "dropped"), icon="↩️"),
    ),
    initial="pending",
    did="made",
    finish="made",
    mailboxes=("llamados", "llamado", "calls", "call"),
    example="I called Juan from ACME, he wants a quote; call back on Friday at 10",
    phrases={
        "es": Phrases(
            did=("llame", "hable con", "hable", "telefonee", "me llamo", "llamo", "converse con", "conteste"),
            todo=(
                "llamar",
                "devolver llamado",
                "devolver el llamado",
                "devolver la llamada",
                "devolver",
                "telefonear",
                "volver a llamar",
                "rellamar",
                "reintentar",
                "volver a intentar",
                "ubicar",
            ),
            nouns=("llamado", "llamada", "telefonazo"),
        ),
        "en": Phrases(
            did=(
                "called",
                "phoned",
                "spoke with",
                "spoke to",
                "talked to",
                "talked with",
                "rang",
                "got off the phone with",
                "was on the phone with",
            ),
            todo=("call back", "call", "phone", "ring", "return the call", "ring back", "try again"),
            nouns=("call", "phone call"),
        ),
    },
)
