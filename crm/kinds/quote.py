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
        Field("valid_until", FieldType.DATE, "Valid until", "Until when is it valid?", ahead=True, says="valid until {value}"),
        replace(RESPONSIBLE, ask="Who follows it up?"),
        Field("reason", FieldType.LINE, "Reason", "Why is it rejected?", asked=False, longest=300),
        DESCRIPTION,
    ),
    states=(
        State("pending", "To approve", "Quote {document}", open=True),
        State("approved", "Approved", "Quote {document} approved"),
        State("rejected", "Rejected", "Quote {document} rejected"),
        State("expired", "Expired", "Quote {document} expired"),
    ),
    verbs=(
        Verb("approve", "Approve", "Approved", to="approved", sources=("pending",), icon="✅", needs="approve"),
        Verb("reject", "Reject…", "Rejected", to="rejected", sources=("pending",), icon="❌", needs="approve", reason=True),
        Verb("reopen", "Reopen", "To approve again", to="pending", sources=("approved", "rejected", "expired"), icon="↩️", needs="approve"),
    ),
    initial="pending",
    did="",
    finish="",
    number_field="quote_number",
    example="Quote 1187 to Comercial Andes for $1.250.000, decide before Friday",
    phrases={
        "es": Phrases(
            nouns=("cotizacion", "presupuesto"),
            moments=dict.fromkeys(("decidir", "decide", "decidirla", "resolver", "aprobar"), "due")
            | dict.fromkeys(("valida hasta", "valido hasta", "vale hasta", "vigente hasta", "validez hasta"), "valid_until"),
        ),
        "en": Phrases(
            nouns=("quote", "quotation"),
            moments=dict.fromkeys(("decide", "to be decided", "approve"), "due")
            | dict.fromkeys(("valid until", "valid till", "good until"), "valid_until"),
        ),
    },
)
