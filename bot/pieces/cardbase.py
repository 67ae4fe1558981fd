"""What a card keeps of the message in whose place it stands, and how a partner stands to us."""

from collections.abc import Mapping
from typing import Any

from crm.model import Partner
from crm.words import Words


def base_of(context: Mapping[str, Any]) -> dict[str, Any]:
    """What a card keeps of the message in whose place it stands: the list and the action to go back to."""
    if context.get("what") == "card":
        return dict(context["base"])
    opened = {"opened": context["action"]} if "action" in context else {}
    kept = {"list", "parts", "what", "person", "page", "query", "hits", "opened", "kinds"}
    return {name: value for name, value in context.items() if name in kept} | opened


def standing(partner: Partner, words: Words) -> str:
    """«Cliente», «Proveedor», or both."""
    if partner.is_customer and partner.is_supplier:
        return words("Customer and supplier")
    return words("Supplier") if partner.is_supplier else words("Customer")
