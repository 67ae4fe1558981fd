"""Memo (manual 2.8): words from one of the staff to one or several others, on the record."""

from dataclasses import replace

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb

MEMO = Kind(
    name="memo",
    icon="🗒",
    title="Memo",
    commands={"es": "memo", "en": "memo"},
    fields=(
        Field("to", FieldType.STAFFS, "To", "To whom? Several names with commas.", required=True),
        replace(REFERENCE, ask="What is the memo about? One line.", required=True),
        replace(DESCRIPTION, label="Memo", ask="Write the memo.", asked=True),
        replace(PARTNER, asked=False),
        replace(CONTACT, asked=False),
        replace(RESPONSIBLE, label="From", asked=False),
        Field("reason", FieldType.LINE, "Reason", "Why is it dropped?", asked=False, longest=300),
    ),
    states=(
        State("draft", "Draft", "Memo draft {number}", open=True),
        State("issued", "Issued", "Memo {number}"),
    ),
    verbs=(
        Verb("issue", "Issue", "Issued", to="issued", sources=("draft",), icon="✅", tells="to", offered=True),
        Verb("drop", "Discard…", "Discarded", to="draft", sources=("draft",), icon="✖️", reason=True, removes=True),
        Verb("reopen", "Reopen", "Draft again", to="draft", sources=("issued",), icon="↩️"),
    ),
    initial="draft",
    did="issued",
    finish="issue",
    body="description",
    reaches=False,
    example="Memo to Ana: stock of cement",
    phrases={
        "es": Phrases(did=(), todo=(), nouns=("memo", "memorandum", "memorando")),
        "en": Phrases(did=(), todo=(), nouns=("memo", "memorandum")),
    },
)
