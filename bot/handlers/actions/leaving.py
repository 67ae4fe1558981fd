"""The end of a visit: what came of it, how long it took, and what follows from it, in one change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.pieces import bystanders, carrying, deciding, recorded
from bot.turn import Turn
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Change, Decision, PutDraft, Recorded
from crm.kinds import KINDS
from crm.kinds.activity import ACTIVITY
from crm.memory import Shows
from crm.message import Button, Rows
from crm.model import Action, NewParcel
from crm.services.look import naming, timesheet, visits
from crm.services.write import drafts, finished, recording
from crm.views import Names, Reader, action, length


async def leave(turn: Turn, item: Action, text: str, *, at: datetime | None = None) -> Decision:
    """The visit is over, at that moment (now, where none is given); what its person still has to do is recorded with it."""
    moment = at or turn.said_at
    said = await visits.left(turn.office, turn.staff, item, text, turn.said_at, turn.words.language)
    meant = await finished.mark_taken(turn.office, turn.staff, said.meant)
    plan = recording.plan(meant, visits.saying(turn.staff, turn.said_at, text, turn.source)) if meant else recording.Plan()
    values = visits.ended(item, moment, said, text)
    names = await naming.of_values(turn.office, [create.values for create in plan.creates], item, people=turn.situation.people)
    spent = await timesheet.around(turn.office, turn.staff, [{"starts_at": item.starts_at, "responsible_id": item.responsible_id}])
    ask = await carrying.question(turn, plan.draft) if plan.draft else None

    def parcels(done: Recorded) -> list[NewParcel]:
        heard = _answer(turn, item, done, names, spent)
        own = sum(parcel.dedupe_key.startswith("reply:") for parcel in heard)
        return heard + (ask(done, own) if ask else [])

    return Decision((Change(item.id, item.version, values, ACTIVITY.finish), *plan.effects), parcels)


def _answer(turn: Turn, before: Action, done: Recorded, names: Names, spent: Sequence[Action]) -> list[NewParcel]:
    """«🚗 Actividad 77 · Comercial Andes · 09:31–10:12 (41 min) · quedó conforme» with what follows below, and what others hear."""
    over, *more = done.actions
    reader = Reader.of(turn.staff, turn.words, turn.now)
    views = [action(one, names, reader) for one in more]
    row = (
        Button(turn.words("↩️ Undo"), encode("undo", done.change_id)),
        Button(turn.words("✏️ Correct"), encode("fix", over.id)),
    )
    context = Shows(action=over.id, made=tuple(one.id for one in done.actions), change=done.change_id)
    said = turn.render(
        "visit_left",
        (row,),
        message={"context": context},
        a=action(over, names, reader),
        span=_span(over, reader),
        more=views,
        totals=timesheet.totals([over], spent, reader),
    )
    said += bystanders.changed(turn, before, over, done.change_id, names, "")
    return said + [parcel for one in more for parcel in (*recorded.requested(turn, one, names), *deciding.to_deciders(turn, one, names))]


def _span(item: Action, reader: Reader) -> str:
    """«09:31–10:12 (41 min)» of today, else with its day."""
    assert item.starts_at
    assert item.ends_at
    start, end = item.starts_at.astimezone(reader.zone), item.ends_at.astimezone(reader.zone)
    if start.date() == end.date() == reader.now.astimezone(reader.zone).date():
        return f"{reader.words.hour(start)}–{reader.words.hour(end)} ({length(item, reader)})"
    return action(item, Names(), reader).when


async def which(turn: Turn, items: Sequence[Action], text: str) -> Decision:
    """Several visits run: which one is over? What was said waits."""
    names = await naming.of(turn.office, items, turn.situation.people)
    reader = Reader.of(turn.staff, turn.words, turn.now)
    views = [action(item, names, reader) for item in items]
    extra = Carried(said=text or turn.text, left=text, at=turn.said_at.isoformat(), source=turn.source)
    kept = replace(drafts.new(turn.staff, KINDS[0], turn.office.now(), extra=extra), active=False)

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        rows: Rows = tuple(
            (Button(f"{v.icon} {v.partner or v.reference or v.name} · {v.hour}"[:48], encode("visit", "left", done.draft.id, v.id)),)
            for v in views[:8]
        )
        cancel = (Button(turn.words("✖️ Cancel"), encode("as", done.draft.id, "-")),)
        return turn.say(turn.words("Which visit is over?"), (*rows, cancel))

    return Decision((PutDraft(kept),), parcels)
