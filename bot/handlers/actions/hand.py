"""Handing over, in place: [👤 Traspasar] and then to whom; the new one and everybody concerned hear of it."""

from dataclasses import replace

from bot.pieces import bystanders
from bot.pieces.scene import Scene, refusal, scene
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Change, Decision, Recorded
from crm.kinds import KIND
from crm.message import Button
from crm.model import NewParcel, Staff
from crm.permissions import Deed
from crm.render import chat
from crm.services.look import agenda

MOST = 30  # people that are offered


async def give(turn: Turn) -> Decision | None:
    """The buttons `give:<action id>` and `give:<action id>:<staff id>`."""
    found = await scene(turn, Deed.HAND_OVER)
    if not isinstance(found, Scene):
        return found
    if not found.item.is_open:
        return found.show(turn.words("That is no longer possible as it stands now."))
    if len(turn.press.args) < 2:
        return _whom(found)
    to = found.names.staff.get(turn.press.number(1))
    return await _given(found, to) if to and to.id != found.item.responsible_id else found.show()


def _whom(found: Scene) -> Decision:
    words, item = found.turn.words, found.item
    others = [person for person in found.names.staff.values() if person.id != item.responsible_id][:MOST]
    today, me = found.turn.today, found.turn.staff.id
    keys = [
        Button(words("Me") if p.id == me else ("🏖 " if p.is_away(today) else "") + p.name, encode("give", item.id, p.id)) for p in others
    ]
    rows = tuple(tuple(keys[i : i + 2]) for i in range(0, len(keys), 2))
    text = found.text(words("To whom?"))
    return Decision.saying([found.turn.parcel(0, found.message(text, (*rows, (Button(words("◀ Back"), encode("see", item.id)),))))])


async def _given(found: Scene, to: Staff) -> Decision:
    turn, item = found.turn, found.item
    if KIND[item.kind].has("slot") and item.starts_at and item.ends_at:
        taken = await agenda.taken(turn.office, to.id, item.starts_at, item.ends_at, but=item.id)
        if taken:
            return refusal(turn, turn.words("{name} already has something at that time.", name=to.first_name))

    def parcels(done: Recorded) -> list[NewParcel]:
        after = replace(found, item=done.actions[0])
        text = chat("action_moved", turn.words, a=after.view, icon="👤", said=after.view.responsible)
        message = after.message(text, after.after(done.change_id))
        heard = bystanders.changed(turn, item, after.item, done.change_id, found.names, "Handed over", but=to.id)
        return [turn.parcel(0, message), *heard, *bystanders.handed(turn, after.item, done.change_id, found.names)]

    return Decision((Change(item.id, item.version, {"responsible_id": to.id}, "hand over"),), parcels)
