"""Contract (manual 2.7): a standard text or words of one's own, signed by both sides; its renewal date makes a task in time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb
from crm.model import Action

RENEWAL_NOTICE = timedelta(days=30)


def _renewal(item: Action) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The task that asks about renewal, thirty days before the day."""
    renewal = item.details.get("renewal")
    if not renewal or item.state == "ended":
        return ()
    due = max(date.fromisoformat(str(renewal)) - RENEWAL_NOTICE, item.dated)
    reference = f"↻ {item.reference}"
    people = {"responsible_id": item.responsible_id, "requester_id": item.requester_id}
    return (("task", {"reference": reference, "partner_id": item.partner_id, "contact_id": item.contact_id, "due_on": due, **people}),)


CONTRACT = Kind(
    name="contract",
    icon="📜",
    title="Contract",
    commands={"es": "contrato", "en": "contract"},
    fields=(
        replace(PARTNER, required=True),
        CONTACT,
        replace(REFERENCE, label="Title", ask="Which title does the contract have?", required=True),
        Field("text", FieldType.ENTRY, "Text", "Which text?", asked=False, table="standard_text", coded=True),
        Field("body", FieldType.TEXT, "Body", "Write the contract's text.", asked=False, longest=8000),
        Field("renewal", FieldType.DATE, "Renewal", "When is it renewed?", ahead=True, says="renewed on {value}"),
        replace(RESPONSIBLE, asked=False),
        DESCRIPTION,
        Field("reason", FieldType.LINE, "Reason", "Why does it end?", asked=False, longest=300),
    ),
    states=(
        State("draft", "Draft", "Contract draft {number}", open=True),
        State("issued", "Issued", "Contract {number} issued"),
        State("signed", "Signed", "Contract {number} signed"),
        State("ended", "Ended", "Contract {number} ended"),
    ),
    verbs=(
        Verb("issue", "Issue", "Issued", to="issued", sources=("draft",), icon="✅"),
        Verb("sign", "Signed", "Signed", to="signed", sources=("draft", "issued"), icon="✍️"),
        Verb("end", "End it…", "Ended", to="ended", sources=("draft", "issued", "signed"), icon="🏁", reason=True),
        Verb("reopen", "Reopen", "Draft again", to="draft", sources=("issued", "ended"), icon="↩️"),
    ),
    initial="draft",
    did="signed",
    finish="issue",
    follow=_renewal,
    example="Contract with Minera Norte",
    phrases={
        "es": Phrases(
            did=("firme contrato con", "firmamos contrato con", "firme un contrato con", "firmamos un contrato con"),
            nouns=("contrato",),
            moments=dict.fromkeys(("se renueva", "que se renueva", "a renovar", "renovacion", "con renovacion", "vence"), "renewal"),
        ),
        "en": Phrases(
            did=("signed a contract with", "signed the contract with"),
            nouns=("contract", "agreement"),
            moments=dict.fromkeys(("is renewed", "renewed", "renews", "renewal", "to be renewed", "expires"), "renewal"),
        ),
    },
)
