"""Letter (manual 2.6): a standard text or words of one's own, issued once under a number and from then on frozen."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REASON, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

LETTER = Kind(
    name="letter",
    icon="📄",
    title="Letter",
    commands={"es": "carta", "en": "letter"},
    fields=(
        replace(PARTNER, required=True),
        Field("text", FieldType.ENTRY, "Text", "Which text?", table="standard_text", skip="Write", coded=True, unless="body"),
        Field("body", FieldType.TEXT, "Body", "Write the letter's text.", required=True, unless="text", longest=8000),
        CONTACT,
        replace(REFERENCE, ask="What is the letter about? One line."),
        replace(RESPONSIBLE, label="Sender", ask="Who signs?", asked=False),
        Field("logo", FieldType.FLAG, "Logo", asked=False),
        Field("signature", FieldType.FLAG, "Signature", asked=False),
        replace(DESCRIPTION, label="Note"),
        REASON,
    ),
    states=(
        State("draft", "Draft", "Letter draft {number}", open=True),
        State("issued", "Issued", "Letter {document} issued"),
        State("sent", "Sent", "Letter {document} sent"),
        State("undelivered", "Undelivered", "Letter {document} undelivered", open=True),
        State("dropped", "Discarded", "Letter discarded {number}"),
    ),
    verbs=(
        Verb("settle", "Settled", "Settled", to="sent", sources=("undelivered",), icon="✅"),
        Verb("drop", "Discard", "Discarded", to="dropped", sources=("draft",), icon="✖️", explained=True),
        Verb("reopen", "Reopen", "Draft again", to="draft", sources=("dropped",), icon="↩️"),
    ),
    initial="draft",
    did="sent",
    finish="settle",
    example="Letter to ACME",
    prepared=True,
    body="body",
    series="letter",
    issued="issued",
    delivered="sent",
    undelivered="undelivered",
    phrases={
        "es": Phrases(did=("envie una carta a", "mande una carta a"), todo=("enviar una carta a", "mandar una carta a"), nouns=("carta",)),
        "en": Phrases(did=("sent a letter to",), todo=("send a letter to", "write a letter to"), nouns=("letter",)),
    },
)
