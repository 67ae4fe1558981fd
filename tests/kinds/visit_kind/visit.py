"""Inspection: somebody looks at something at a customer's, and says whether it passed. The kind that a newcomer adds."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, DUE, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

VISIT = Kind(
    name="visit",
    icon="🔍",
    title="Inspection",
    commands={"es": "inspeccion", "en": "inspection"},
    fields=(
        replace(PARTNER, required=True),
        CONTACT,
        replace(REFERENCE, ask="What is inspected?", required=True),
        replace(RESPONSIBLE, ask="Who inspects?"),
        replace(DUE, ask="When is it inspected?"),
        Field("type", FieldType.ENTRY, "Inspection type", "What type of inspection?", table="visit_type"),
        Field("fee", FieldType.MONEY, "Fee", "What does it cost?", asked=False),
        Field("reason", FieldType.LINE, "Reason", "Why is it dropped?", asked=False, longest=300),
        DESCRIPTION,
    ),
    states=(
        State("planned", "Planned", "Inspection {number}", open=True),
        State("passed", "Passed", "Inspection passed {number}"),
        State("dropped", "Dropped", "Inspection dropped {number}"),
    ),
    verbs=(
        Verb("pass", "Passed", "Passed", to="passed", sources=("planned",), icon="✅"),
        Verb("drop", "Drop…", "Dropped", to="dropped", sources=("planned",), icon="✖️", reason=True),
        Verb("reopen", "Reopen", "Planned again", to="planned", sources=("passed", "dropped"), icon="↩️"),
    ),
    initial="planned",
    did="passed",
    finish="pass",
    mailboxes=("inspecciones", "inspections"),
    example="Inspection at ACME tomorrow at 10",
    phrases={
        "es": Phrases(did=("inspeccione",), todo=("inspeccionar",), nouns=("inspeccion",)),
        "en": Phrases(did=("inspected",), todo=("inspect",), nouns=("inspection",)),
    },
)
