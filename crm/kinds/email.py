"""E-mail (manual 2.5): one that came in or goes out, on the partner's card."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

EMAIL = Kind(
    name="email",
    icon="✉️",
    title="E-mail",
    commands={"es": "correo", "en": "mail"},
    fields=(
        PARTNER,
        CONTACT,
        replace(REFERENCE, label="Subject", ask="Which subject?", required=True),
        RESPONSIBLE,
        Field("direction", FieldType.CHOICE, "Direction", "Sent or received?", asked=False, choices=("out", "in")),
        Field("sender", FieldType.LINE, "From", asked=False),
        Field("to", FieldType.LINE, "To", asked=False),
        Field("cc", FieldType.LINE, "Cc", asked=False),
        Field("message_id", FieldType.LINE, "Message-ID", asked=False),
        replace(DESCRIPTION, label="Message"),
    ),
    states=(
        State("draft", "Draft", "E-mail draft {number}", open=True),
        State("queued", "Queued", "E-mail on its way {number}"),
        State("sent", "Sent", "E-mail sent {number}"),
        State("bounced", "Bounced", "E-mail bounced {number}", open=True),
        State("received", "Received", "E-mail received {number}"),
    ),
    verbs=(Verb("settle", "Settled", "Settled", to="sent", sources=("bounced",), icon="✅"),),
    initial="draft",
    did="sent",
    finish="settle",
    by_chat=False,  # writing mail from the chat comes with issue 3; here mail is logged
    phrases={
        "es": Phrases(
            did=("le escribi a", "escribi a", "mande un correo a", "envie un correo a"),
            todo=(),
            nouns=("correo", "mail", "email", "e-mail"),
        ),
        "en": Phrases(did=("wrote to", "e-mailed", "emailed"), todo=(), nouns=("mail", "email", "e-mail")),
    },
)
