"""Procedure (manual 2.9): how the company does something, by code and type; one version of a code is in force at a time."""

from dataclasses import replace

from crm.kinds.base import DESCRIPTION, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

PROCEDURE = Kind(
    name="procedure",
    icon="📘",
    title="Procedure",
    commands={"es": "procedimiento", "en": "procedure"},
    fields=(
        Field("code", FieldType.LINE, "Code", "Which code does the procedure have?", longest=40),
        replace(REFERENCE, label="Title", ask="Which title does the procedure have?", required=True),
        Field("type", FieldType.ENTRY, "Procedure type", "What type of procedure?", table="procedure_type"),
        replace(DESCRIPTION, label="Procedure", ask="Write the procedure.", asked=True, required=True, longest=8000),
        replace(RESPONSIBLE, asked=False),
        Field("edition", FieldType.LINE, "Version", asked=False, says="version {value}"),
        Field("reason", FieldType.LINE, "Reason", "Why is it withdrawn?", asked=False, longest=300),
    ),
    states=(
        State("draft", "Draft", "Procedure draft {document}", open=True),
        State("in_force", "In force", "Procedure {document}"),
        State("withdrawn", "Withdrawn", "Procedure {document} withdrawn"),
    ),
    verbs=(
        Verb("enact", "Put in force", "In force", to="in_force", sources=("draft", "withdrawn"), icon="✅", offered=True),
        Verb("withdraw", "Withdraw…", "Withdrawn", to="withdrawn", sources=("draft", "in_force"), icon="✖️", reason=True),
    ),
    initial="draft",
    did="in_force",
    finish="enact",
    reaches=False,
    number_field="code",
    body="description",
    body_below=True,
    superseded="withdrawn",
    fixed=("in_force", "withdrawn"),
    example="Procedure: receipt of goods",
    phrases={
        "es": Phrases(did=(), todo=(), nouns=("procedimiento", "protocolo")),
        "en": Phrases(did=(), todo=(), nouns=("procedure",)),
    },
)
