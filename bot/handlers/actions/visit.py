"""A visit: «/llegue comercial andes» starts it, «/sali quedó conforme, enviar lista de precios el lunes» ends it (example 7)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers.actions.leaving import leave, which
from bot.heard import Command
from bot.heard import Visit as Arrived
from bot.pieces import drafting
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, Effect, PutDraft, Recorded
from crm.kinds.activity import ACTIVITY
from crm.memory import Shows
from crm.message import Button, Rows
from crm.model import Action, Draft, NewParcel, TableEntry
from crm.services.look import naming, visits
from crm.services.meaning import visitwords
from crm.services.write import finished
from crm.views import ActionView, Reader, action

ARRIVED = ("llegue", "llegué", "arrived")
LEFT = ("sali", "salí", "left")


async def commanded(turn: Turn) -> Decision | None:
    """/llegue and /sali, with what stands behind them."""
    if turn.the(Command).name in ARRIVED:
        return await _arrive(turn, await _draft(turn, turn.args))
    items = await visits.running(turn.office, turn.staff)
    if not items:
        return _none_runs(turn)
    partner = await _partner(turn, items[0]) if len(items) == 1 else ""
    text = visitwords.without_place(turn.args, partner)
    return await (leave(turn, items[0], text) if len(items) == 1 else which(turn, items, text))


async def spoken(turn: Turn) -> Decision | None:
    """«Llegué a Comercial Andes» and, while a visit runs, «salí, quedó conforme»; None where a text says neither."""
    where = turn.the(Arrived).where
    if where is not None:
        begun = await _draft(turn, where)
        known = not where or begun.answers.get("partner") or begun.extra.candidates
        return await _arrive(turn, begun) if known else None
    items = await visits.running(turn.office, turn.staff)
    if not items and visitwords.leaving(turn.text, turn.words.language, "") == "":
        return _none_runs(turn)
    said = [(item, visitwords.leaving(turn.text, turn.words.language, await _partner(turn, item))) for item in items]
    meant = [(item, text) for item, text in said if text is not None]
    if not meant:
        return None
    item, text = min(meant, key=lambda pair: len(pair[1]))  # the one whose partner was named
    same = len({text for _, text in meant}) == 1 and len(meant) > 1
    return await (which(turn, items, text) if same else leave(turn, item, text))


def _none_runs(turn: Turn) -> Decision:
    return Decision.saying(turn.say(turn.words("No visit is running. /arrived and the customer starts one.")))


async def _draft(turn: Turn, where: str) -> Draft:
    return await visits.draft(turn.office, turn.staff, where, turn.said_at, turn.words.language, turn.source)


async def _partner(turn: Turn, item: Action) -> str:
    found = turn.situation.people.partners.get(item.partner_id or 0)
    return found.name if found else ""


async def _arrive(turn: Turn, begun: Draft) -> Decision:
    return await (drafting.proceed(turn, begun) if begun.asked else prepared(turn, begun))


async def prepared(turn: Turn, draft: Draft) -> Decision:
    """What a finished draft comes to: a visit that starts, unless another one runs; what was entered as over is simply recorded."""
    if draft.extra.state != visits.RUNNING or draft.extra.fix:
        return await drafting.simply(turn, draft)
    items = await visits.running(turn.office, turn.staff)
    there = visits.together(items, draft.answers.get("partner"))
    if there:
        return await _there_already(turn, there)
    return await (_overlapping(turn, draft, items) if items else started(turn, draft))


async def _there_already(turn: Turn, item: Action) -> Decision:
    text = turn.words("That visit is running already, {since}.", since=visits.since(item, Reader.of(turn.staff, turn.words, turn.now)))
    return Decision.saying(turn.say(text, (leave_key(turn, item),), context=Shows(action=item.id)))


async def _overlapping(turn: Turn, draft: Draft, items: Sequence[Action]) -> Decision:
    """Another visit runs: close it when this one began, or let both run. The arrival waits, with its own moment."""
    words, view = turn.words, await _view(turn, items[0])
    kept = replace(draft, id=0, version=1, active=False, asked=None)
    hour = words.hour(turn.said_at)

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        close = words.plural("Close the other one at {hour}", "Close the others at {hour}", len(items), hour=hour)
        rows: Rows = (
            (Button(close, encode("visit", "close", done.draft.id)),),
            (Button(words("Both"), encode("visit", "both", done.draft.id)), Button(words("✖️ Cancel"), encode("as", done.draft.id, "-"))),
        )
        return turn.render("visit_overlap", rows, a=view, since=visits.since(items[0], Reader.of(turn.staff, words, turn.now)))

    return Decision((PutDraft(kept),), parcels)


async def started(turn: Turn, draft: Draft, before: tuple[Effect, ...] = ()) -> Decision:
    """The visit runs; its type is asked by buttons, and nothing waits for the answer."""
    plan = await finished.plan(turn.office, turn.staff, draft, turn.now)
    names = await naming.of_values(turn.office, [item.values for item in plan.creates], people=turn.situation.people)
    entries = await visits.types(turn.office)
    ask = turn.words.of(ACTIVITY.name, ACTIVITY.field("type").ask) if entries else ""

    def parcels(done: Recorded) -> list[NewParcel]:
        item = done.actions[-1]
        reader = Reader.of(turn.staff, turn.words, turn.now)
        view, since = action(item, names, reader), visits.since(item, reader)
        undo = Button(turn.words("↩️ Undo"), encode("undo", done.change_id))
        fix = (Button(turn.words("✏️ Correct"), encode("fix", item.id)),) if item.partner_id is None else ()
        rows = (*_type_keys(turn, item, entries), (*leave_key(turn, item), *fix, undo))
        context = Shows(action=item.id, made=(item.id,), change=done.change_id)
        unknown = item.partner_id is None and bool(item.reference)
        return turn.render("visit_started", rows, message={"context": context}, a=view, since=since, type="", ask=ask, unknown=unknown)

    return Decision((*before, *plan.effects), parcels, source=draft.extra.source)


def _type_keys(turn: Turn, item: Action, entries: Sequence[TableEntry]) -> Rows:
    keys = [Button(entry.label(turn.words.language), encode("visit", "type", item.id, entry.id)) for entry in entries[:12]]
    return tuple(tuple(keys[i : i + 3]) for i in range(0, len(keys), 3))


def leave_key(turn: Turn, item: Action) -> tuple[Button, ...]:
    verb = ACTIVITY.verb("end")
    return (Button(f"{verb.icon} {turn.words.of(item.kind, verb.label)}", encode("do", item.id, verb.name)),)


async def _view(turn: Turn, item: Action) -> ActionView:
    return action(item, await naming.of(turn.office, [item], turn.situation.people), Reader.of(turn.staff, turn.words, turn.now))
