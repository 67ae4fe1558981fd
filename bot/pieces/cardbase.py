"""What a card keeps of the message in whose place it stands, and how a partner stands to us."""

from crm.memory import NOTHING, Shows
from crm.model import Partner
from crm.words import Words


def base_of(shows: Shows) -> Shows:
    """What a card keeps of the message in whose place it stands: the list and the action to go back to."""
    if shows.what == "card":
        return shows.base or NOTHING
    return Shows(
        list=shows.list,
        parts=shows.parts,
        what=shows.what,
        person=shows.person,
        page=shows.page,
        query=shows.query,
        hits=shows.hits,
        kinds=shows.kinds,
        opened=shows.opened if shows.action is None else shows.action,
    )


def standing(partner: Partner, words: Words) -> str:
    """«Cliente», «Proveedor», or both."""
    if partner.is_customer and partner.is_supplier:
        return words("Customer and supplier")
    return words("Supplier") if partner.is_supplier else words("Customer")
