"""The contact of a message, and the offer to make it one of an action's partner."""

from collections.abc import Mapping
from dataclasses import replace

from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.memory import Shows, Wants
from crm.message import Button
from crm.model import Action, Partner
from crm.services.partners import vcards
from crm.services.partners.vcards import Shared

WHAT = "shared"  # what a question about a shared contact wants
_AFTER = 30  # parcel number of the offer below an answer


def shared(turn: Turn) -> Shared | None:
    """The contact of the message."""
    message = turn.update.message
    one = message.contact if message else None
    return vcards.read(one.first_name, one.last_name or "", one.phone_number, one.vcard or "") if one else None


async def below(turn: Turn, item: Action, decision: Decision) -> Decision:
    """What was attached to an action is offered as a contact of its partner."""
    found = shared(turn)
    if found is None or not item.partner_id or not found.values.get("name") or await vcards.known(turn.office, found.values):
        return decision
    people = turn.situation.people.partners
    if item.partner_id not in people:
        return decision
    row = (at_firm(turn, people[item.partner_id]), Button(turn.words("No"), encode("ptn", "cancel")))
    wanted = Wants(what=WHAT, values=found.values)
    offer = turn.render("shared", (row,), first=_AFTER, message={"context": Shows(offers=wanted)}, about=about(found.values), lines=[])
    return replace(decision, parcels=lambda done: [*decision.parcels(done), *offer])


def about(values: Mapping[str, str]) -> list[str]:
    return [values.get("name") or "–", *(values[name] for name in ("position", "phone", "email") if values.get(name))]


def at_firm(turn: Turn, one: Partner) -> Button:
    return Button(turn.words("➕ At {name}", name=one.name)[:48], encode("ptn", "shr", one.id))
