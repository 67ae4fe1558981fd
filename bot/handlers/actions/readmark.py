"""[✔️ Leído] below a memo: marked once for each person, and its author sees it."""

from dataclasses import replace

from bot.pieces import addressed
from bot.pieces.scene import refusal
from bot.turn import Turn
from crm import notices
from crm.decision import Change, Decision, Recorded
from crm.kinds import KIND
from crm.kinds.base import READ
from crm.memory import Shows
from crm.message import ChatMessage
from crm.model import NewParcel
from crm.services.look import naming
from crm.services.write import notes


async def read(turn: Turn) -> Decision | None:
    """The button `read:<action id>`."""
    items = await notes.existing(turn.office, [turn.press.number(0)])
    if not items or turn.staff.id not in KIND[items[0].kind].addressed(items[0]):
        return refusal(turn, turn.words("That was taken back and needs no reading any more."))
    item, marks = items[0], items[0].details.get(READ) or {}
    names = await naming.of(turn.office, items, turn.situation.people)
    changes: tuple[Change, ...] = ()
    if str(turn.staff.id) not in marks:
        marks = {**marks, str(turn.staff.id): turn.office.now().isoformat()}
        changes = (Change(item.id, item.version, {READ: marks}, "read"),)
    after = replace(item, details={**item.details, READ: marks})
    author, seen = names.staff.get(item.responsible_id), await addressed.panel(turn, after, names) if changes else None

    def parcels(done: Recorded) -> list[NewParcel]:
        text = addressed.text(after, turn.staff, names, turn, turn.words)
        said = [turn.parcel(0, ChatMessage(text, edit=turn.shown, context=Shows(action=item.id)))]
        return said + (notices.in_chat(author, f"read:{done.change_id}", seen, action_id=item.id) if author and seen else [])

    return Decision(changes, parcels)
