"""Quote (manual 2.1): an offer that somebody must approve or reject before a date."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, DUE, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

QUOTE = Kind(
    name="quote",
    icon="🧾",
    title="Quote",
    commands={"es": "cotizacion", "en": "quote"},
    fields=(
        replace(PARTNER, required=True),
        CONTACT,
        Field("quote_number", FieldType.LINE, "Quote number", "Which number does the quote have?", longest=40),
        Field("amount", FieldType.MONEY, "Amount", "For how much?", required=True),
        replace(REFERENCE, ask="What is the quote for? One line."),
        replace(DUE, label="Decide by", ask="Until when must it be decided?"),
        Field("valid_until", FieldType.DATE, "Valid until", "Until when is it valid?", asked=False),
        RESPONSIBLE,
        DESCRIPTION,
    ),
    states=(
        State("pending", "To approve", "Quote {number}", open=True),
        State("approved", "Approved", "Quote {number} approved"),
        State("rejected", "Rejected", "Quote {number} rejected"),
        State("expired", "Expired", "Quote {number} expired"),
    ),
    verbs=(
        Verb("approve", "Approve", "Approved", to="approved", sources=("pending",), icon="✅", needs="approve"),
        Verb("reject", "Reject…", "Rejected", to="rejected", sources=("pending",), icon="❌", needs="approve", reason=True),
        Verb("reopen", "Reopen", "To approve again", to="pending", sources=("approved", "rejected", "expired"), icon="↩️", needs="approve"),
    ),
    initial="pending",
    did="approved",
    finish="",
    example="Quote 1187 to Comercial Andes for $1.250.000, decide before Friday",
    phrases={
        "es": Phrases(did=(), todo=(), nouns=("cotizacion", "presupuesto")),
        "en": Phrases(did=(), todo=(), nouns=("quote", "quotation")),
    },
)
