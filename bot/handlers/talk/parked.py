"""«Borradores»: what was left half-way, put aside with one line, gone on with or dropped."""

from dataclasses import replace

from bot.pieces import pickers
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, PutDraft, Recorded
from crm.kinds import KIND
from crm.message import Button
from crm.model import Draft, NewParcel
from crm.services.write import drafts

COMMANDS = {"borradores", "drafts"}
_AFTER = 90  # parcel numbers of what is said besides the turn's own answer
_SHOWN = 8


async def parked(turn: Turn) -> Decision | None:
    """/borradores: each draft with [▶ 1] to go on and [🗑 1] to drop it."""
    there = (await drafts.parked(turn.office, turn.staff))[:_SHOWN]
    # The open one is put aside by this very command (bot.handlers.talk.draft), and its buttons have to count afterwards.
    found = [_aside(draft) if draft.active and draft.asked else draft for draft in there]
    partners = await drafts.partner_names(turn.office, found)
    lines = [drafts.summary(draft, partners, turn.words) for draft in found]
    keys = tuple(
        (
            Button(f"▶ {n} {line}"[:40], pickers.data(draft, "go")),
            Button(f"🗑 {n}", pickers.data(draft, "drop")),
        )
        for n, (draft, line) in enumerate(zip(found, lines, strict=True), 1)
    )
    return Decision.saying(turn.render("drafts", keys, drafts=lines))


def _aside(draft: Draft) -> Draft:
    return replace(draft, version=draft.version + 1, active=False)


def set_aside(turn: Turn, draft: Draft, decision: Decision) -> Decision:
    """The same decision, with the open draft put aside before it and one line about that after it."""
    kind = KIND[draft.kind]
    aside = _aside(draft)
    line = turn.words("I kept your unfinished {what} in Drafts.", what=turn.words.of(kind.name, kind.title).lower())
    button = Button(turn.words("▶ Go on"), encode("draft", aside.id, aside.version, "go"))

    def parcels(done: Recorded) -> list[NewParcel]:
        said = turn.say(line, ((button,),), first=_AFTER, edit=None)
        return [*decision.parcels(done), *said, *pickers.without_buttons(turn, draft.message_id, _AFTER + 1)]

    return Decision((PutDraft(aside), *decision.effects), parcels, decision.source)


def unclear(draft: Draft) -> bool:
    """Whether nobody knows yet what a kept text is (bot.handlers.talk.say asks that); one that was asked about is only not finished."""
    return draft.asked is None and not draft.extra.trail and bool(draft.extra.said or draft.extra.files)
