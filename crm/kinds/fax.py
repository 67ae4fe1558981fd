"""Fax (manual 2.6): a letter that goes to a number; here it is kept and its delivery noted."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

FAX = Kind(
    name="fax",
    icon="📠",
    title="Fax",
    commands={"es": "fax", "en": "fax"},
    fields=(
        replace(PARTNER, required=True),
        CONTACT,
        replace(REFERENCE, ask="What is the fax about? One line.", required=True),
        Field("fax", FieldType.PHONE, "Fax number", "To which number?", says="fax {value}"),
        replace(DESCRIPTION, label="Body", ask="Write the fax.", asked=True, longest=8000),
        replace(RESPONSIBLE, label="Sender", asked=False),
        Field("reason", FieldType.LINE, "Reason", "Why is it dropped?", asked=False, longest=300),
    ),
    states=(
        State("draft", "Draft", "Fax draft {number}", open=True),
        State("issued", "Issued", "Fax {number} issued"),
        State("sent", "Sent", "Fax {number} sent"),
        State("undelivered", "Undelivered", "Fax {number} undelivered", open=True),
    ),
    verbs=(
        Verb("issue", "Issue", "Issued", to="issued", sources=("draft",), icon="✅", offered=True),
        Verb("sent", "Sent", "Sent", to="sent", sources=("issued", "undelivered"), icon="📤"),
        Verb("undelivered", "It did not arrive", "Undelivered", to="undelivered", sources=("issued", "sent"), icon="⚠️"),
        Verb("drop", "Discard…", "Discarded", to="draft", sources=("draft",), icon="✖️", reason=True, removes=True),
        Verb("reopen", "Reopen", "Draft again", to="draft", sources=("issued",), icon="↩️"),
    ),
    initial="draft",
    did="sent",
    finish="issue",
    body="description",
    example="Fax to Comercial Andes",
    phrases={
        "es": Phrases(
            did=("envie un fax a", "mande un fax a"), todo=("enviar un fax a", "mandar un fax a", "enviar fax a"), nouns=("fax",)
        ),
        "en": Phrases(did=("sent a fax to", "faxed"), todo=("send a fax to", "fax"), nouns=("fax",)),
    },
)
