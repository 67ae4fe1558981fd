"""Acting on an action in place: see it, do a verb of its kind, begin a new action that follows it."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bot.handlers.actions import when
from bot.pieces import addressed, bystanders, deciding, drafting
from bot.pieces.scene import Scene, refusal, scene, seen
from bot.turn import Turn
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Change, Decision, Recorded
from crm.kinds import KIND, KINDS, Kind, Verb
from crm.memory import NOTHING
from crm.message import Button
from crm.model import Draft, NewParcel
from crm.permissions import Deed, may_do
from crm.render import chat
from crm.services.look import naming, timesheet
from crm.services.write import drafts, notes
from crm.views import Reader
from crm.views import action as view


async def see(turn: Turn) -> Decision | None:
    """The button `see:<action id>`: the same message becomes the action."""
    return await seen(turn, turn.press.number(0), turn.context)


async def do(turn: Turn) -> Decision | None:
    """The button `do:<action id>:<verb>`: done at once, in place, with the way back; where a reason is wanted, that is asked first."""
    found = await scene(turn)
    if not isinstance(found, Scene):
        return found
    verb = _possible(found, (*turn.press.args, "")[1])
    if isinstance(verb, Decision):
        return verb
    return await _why(found, verb) if verb.reason else await _done(found, verb)


def _possible(found: Scene, name: str) -> Verb | Decision:
    """The verb of that name, or why it may not be done: it stands otherwise by now, or somebody else decides."""
    turn, item = found.turn, found.item
    verb = next((one for one in KIND[item.kind].verbs_from(item.state) if one.name == name), None)
    if verb is None:
        return found.show(turn.words("That is no longer possible as it stands now."))
    if not may_do(turn.staff, verb.needs, item, turn.office.parameters):
        return refusal(turn, turn.words("Somebody else has to decide that."))
    return verb


async def _why(found: Scene, verb: Verb) -> Decision:
    """Ask the reason in a message of its own; the typed answer does it (`reasoned`)."""
    kind = KIND[found.item.kind]
    known = tuple(f.name for f in kind.fields if f.required)
    extra = Carried(fix=found.item.id, ask=("reason",), known=known, verb=verb.name, number=kind.own_number(found.item))
    return await drafting.proceed(found.turn, drafts.new(found.turn.staff, kind, found.turn.office.now(), extra=extra), apart=True)


async def reasoned(turn: Turn, draft: Draft) -> Decision:
    """What a draft with a `verb` comes to: the verb done with its reason, if it still may be."""
    items = await notes.existing(turn.office, [draft.extra.fix or 0])
    if not items:
        return Decision.saying(turn.say(turn.words("That is no longer there.")))
    found = Scene(turn, items[0], await naming.of(turn.office, items, turn.situation.people), NOTHING)
    verb = _possible(found, draft.extra.verb)
    return verb if isinstance(verb, Decision) else await _done(found, verb, {"reason": draft.answers.get("reason", "")})


async def _done(found: Scene, verb: Verb, more: Mapping[str, object] = MappingProxyType({})) -> Decision:
    item, turn = found.item, found.turn
    values = {**KIND[item.kind].values_after(verb, item, turn.office.now()), **more}
    if verb.tells and turn.shown:
        values[addressed.PANEL] = turn.shown
    other_time = when.near_keys(found) if verb.counts else ()
    spent = await timesheet.around(turn.office, turn.staff, [{"starts_at": item.starts_at}]) if verb.ends else []

    def parcels(done: Recorded) -> list[NewParcel]:
        after = replace(found, item=done.actions[0])
        count = int(after.item.details.get(verb.counts) or 0) if verb.counts else 0
        said = turn.words.of(item.kind, verb.said)
        also = [view(one, found.names, Reader.of(turn.staff, turn.words, turn.now)) for one in done.brought if not one.removed]
        totals = timesheet.totals([after.item], spent, Reader.of(turn.staff, turn.words, turn.now)) if verb.ends else []
        shown = {"icon": verb.icon, "said": said, "count": count, "gone": after.item.removed, "also": also, "totals": totals}
        text = chat("action_done", turn.words, a=after.view, **shown)
        message = after.message(text, (*other_time, *deciding.because(turn.words, after.item, verb), *after.after(done.change_id)))
        return [
            turn.parcel(0, message),
            *bystanders.changed(turn, item, after.item, done.change_id, found.names, verb.said if verb.counts else ""),
            *addressed.notices_to_addressees(turn, after.item, done.change_id, found.names),
        ]

    return Decision((Change(item.id, item.version, values, verb.name),), parcels)


async def follow(turn: Turn) -> Decision | None:
    """The buttons `link:<action id>` (which kind?) and `link:<action id>:<kind>`: a new action, for the same people."""
    found = await scene(turn, Deed.SEE)
    if not isinstance(found, Scene):
        return found
    kind = KIND.get((*turn.press.args, "")[1])
    return await _begun(found, kind) if kind and kind.by_chat else _which(found)


def _which(found: Scene) -> Decision:
    words, item = found.turn.words, found.item
    keys = [Button(f"{k.icon} {words.of(k.name, k.title)}", encode("link", item.id, k.name)) for k in KINDS if k.by_chat]
    rows = tuple(tuple(keys[i : i + 3]) for i in range(0, len(keys), 3))
    text = found.text(words("What shall follow?"))
    return Decision.saying([found.turn.parcel(0, found.message(text, (*rows, (Button(words("◀ Back"), encode("see", item.id)),))))])


async def _begun(found: Scene, kind: Kind) -> Decision:
    """A draft with the partner and contact given, asked in a message of its own; the tapped one shows the action again."""
    turn, item = found.turn, found.item
    people = {"partner": item.partner_id, "contact": item.contact_id}
    answers = {name: value for name, value in people.items() if value and kind.has(name)}
    draft = drafts.new(turn.staff, kind, turn.office.now(), answers=answers, extra=Carried(follows=item.id))
    shown, asked = found.show(), await drafting.proceed(turn, draft, apart=True)
    return Decision(asked.effects, lambda done: [*shown.parcels(done), *asked.parcels(done)])
