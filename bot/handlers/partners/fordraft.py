"""A draft that asked for a partner goes on with the one that was made for it, in the same message."""

from dataclasses import replace

from bot.pieces import pickers
from bot.pieces.drafting import proceed
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import NEW, Decision, PutDraft, Recorded
from crm.flow import answered, next_question
from crm.flow.asking import with_asked
from crm.kinds import KIND, FieldType
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import NewParcel
from crm.render import chat
from crm.services.write import drafts


async def going_on(turn: Turn, draft_id: int, name: str, *, asks: FieldType = FieldType.PARTNER) -> Decision | None:
    """The draft with the partner (or contact) that the same transaction makes; None where it is gone, or asks for something else by now."""
    draft = await drafts.own(turn.office, turn.staff, draft_id)
    if draft is None or not draft.asked or KIND[draft.kind].field(draft.asked).type is not asks:
        return None
    step = await drafts.step(turn.office, turn.staff, answered(draft, NEW), turn.words, turn.now)
    written = drafts.touched(with_asked(step), turn.office.now())
    question = next_question(replace(step, draft=written))
    contact = turn.words("➕ {name} is a contact now.", name=name)
    text = contact if asks is FieldType.CONTACT else turn.words("➕ {name} is there now.", name=name)

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        gone = pickers.without_buttons(turn, draft.message_id, 80)
        if question:
            asked = pickers.shown(turn, done.draft, question, sentence=f"{text}\n{question.text}")
            return [turn.parcel(0, asked), *gone]
        row = (Button(turn.words("▶️ Go on"), pickers.data(done.draft, "go")), Button(turn.words("↩️ Undo"), encode("undo", done.change_id)))
        context = Shows(draft=done.draft.id, version=done.draft.version)
        message = ChatMessage(chat("draft", turn.words, text=text), (row,), edit=turn.shown, context=context)
        return [turn.parcel(0, message), *gone]

    return Decision((PutDraft(written),), parcels, source=draft.extra.source)


async def that(turn: Turn, draft_id: int, partner_id: int) -> Decision | None:
    """It is the one that is there already: the draft goes on with it."""
    draft = await drafts.own(turn.office, turn.staff, draft_id)
    if draft is None or not draft.asked or KIND[draft.kind].field(draft.asked).type is not FieldType.PARTNER:
        return None
    return await proceed(turn, answered(draft, partner_id), shown=draft.message_id)
