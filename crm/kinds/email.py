"""E-mail (manual 2.5): one that came in, was sent elsewhere and logged, or is written in the chat and sent by the office."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REASON, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

EMAIL = Kind(
    name="email",
    icon="✉️",
    title="E-mail",
    commands={"es": "correo", "en": "mail"},
    fields=(
        Field("to", FieldType.ADDRESS, "To", "To whom? A name or a mail address.", required=True),
        replace(REFERENCE, label="Subject", ask="Which subject?", skip="From the text", proposed=True),
        replace(DESCRIPTION, label="Message", ask="Write the message.", asked=True, skip="Write it later", longest=8000),
        Field("cc", FieldType.ADDRESSES, "Cc", "Copy to whom? Names or addresses, with commas.", asked=False, skip="No copy"),
        replace(PARTNER, asked=False),
        replace(CONTACT, asked=False),
        replace(RESPONSIBLE, asked=False),
        Field("direction", FieldType.CHOICE, "Direction", "Sent or received?", asked=False, choices=("out", "in")),
        Field("sender", FieldType.LINE, "From", asked=False),
        Field("message_id", FieldType.LINE, "Message-ID", asked=False),
        REASON,
    ),
    states=(
        State("draft", "Draft", "E-mail draft {number}", open=True),
        State("queued", "Queued", "E-mail on its way {number}"),
        State("sent", "Sent", "E-mail sent {number}"),
        State("bounced", "Bounced", "E-mail bounced {number}", open=True),
        State("received", "Received", "E-mail received {number}"),
        State("dropped", "Discarded", "E-mail discarded {number}"),
    ),
    verbs=(
        Verb("settle", "Settled", "Settled", to="sent", sources=("bounced",), icon="✅"),
        Verb("drop", "Discard", "Discarded", to="dropped", sources=("draft", "bounced"), icon="✖️", explained=True),
        Verb("reopen", "Reopen", "Draft again", to="draft", sources=("dropped",), icon="↩️"),
    ),
    initial="draft",
    did="sent",
    finish="settle",
    prepared=True,
    queued="queued",
    delivered="sent",
    undelivered="bounced",
    due_back=True,
    body="description",
    example="Mail to Marta Soto: I attach the price list",
    phrases={
        "es": Phrases(
            did=("le escribi a", "escribi a", "mande un correo a", "envie un correo a"),
            todo=("escribir a", "escribirle a", "mandar un correo a", "enviar un correo a", "mandarle un correo a", "enviarle un correo a"),
            nouns=("correo", "mail", "email", "e-mail"),
        ),
        "en": Phrases(
            did=("wrote to", "e-mailed", "emailed"),
            todo=("send a mail to", "send an e-mail to", "send an email to", "write to"),
            nouns=("mail", "email", "e-mail"),
        ),
    },
)
