"""Acting on an action in place: see it, do a verb of its kind, begin a new action that follows it."""

from dataclasses import replace

from bot import told
from bot.dialog import Turn
from bot.handlers import draft as drafting
from bot.handlers import when
from bot.scene import Scene, refusal, scene
from crm.buttons import encode
from crm.decision import Change, Decision, Recorded
from crm.kinds import KIND, KINDS, Kind, Verb
from crm.message import Button
from crm.model import NewParcel
from crm.permissions import Deed, may_with
from crm.render import chat
from crm.services import drafts


async def see(turn: Turn) -> Decision | None:
    """The button `see:<action id>`: the same message becomes the action."""
    if turn.press is None or turn.press.verb != "see":
        return None
    found = await scene(turn, Deed.SEE)
    return found.show() if isinstance(found, Scene) else found


async def do(turn: Turn) -> Decision | None:
    """The button `do:<action id>:<verb>`: done at once, in place, with the way back."""
    if turn.press is None or turn.press.verb != "do":
        return None
    found = await scene(turn)
    if not isinstance(found, Scene):
        return found
    kind, name = KIND[found.item.kind], (*turn.press.args, "")[1]
    verb = next((one for one in kind.verbs_from(found.item.state) if one.name == name), None)
    if verb is None:
        return found.show(turn.words("That is no longer possible as it stands now."))
    if verb.needs and not may_with(turn.staff, Deed(verb.needs), found.item):
        return refusal(turn, turn.words("Somebody else has to decide that."))
    return await _done(found, verb)


async def _done(found: Scene, verb: Verb) -> Decision:
    item, turn = found.item, found.turn
    values: dict[str, object] = {"state": verb.to}
    if verb.counts:
        values[verb.counts] = int(item.details.get(verb.counts) or 0) + 1
    other_time = when.near_keys(found) if verb.counts else ()

    def parcels(done: Recorded) -> list[NewParcel]:
        after = replace(found, item=done.actions[0])
        count = int(after.item.details.get(verb.counts) or 0) if verb.counts else 0
        said = turn.words.of(item.kind, verb.said)
        text = chat("action_done", turn.words, a=after.view, icon=verb.icon, said=said, count=count)
        message = after.message(text, (*other_time, *after.after(done.change_id)))
        return [
            turn.parcel(0, message),
            *told.changed(turn, item, after.item, done.change_id, found.names, verb.said if verb.counts else ""),
        ]

    return Decision((Change(item.id, item.version, values, verb.name),), parcels)


async def follow(turn: Turn) -> Decision | None:
    """The buttons `link:<action id>` (which kind?) and `link:<action id>:<kind>`: a new action, for the same people."""
    if turn.press is None or turn.press.verb != "link":
        return None
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
    said = [found.turn.parcel(0, found.message(text, (*rows, (Button(words("◀ Back"), encode("see", item.id)),))))]
    return Decision(parcels=lambda _: said)


async def _begun(found: Scene, kind: Kind) -> Decision:
    """A draft with the partner and contact given, asked in a message of its own; the tapped one shows the action again."""
    turn, item = found.turn, found.item
    people = {"partner": item.partner_id, "contact": item.contact_id}
    answers = {name: value for name, value in people.items() if value and kind.has(name)}
    draft = drafts.new(turn.staff, kind, turn.office.now(), answers=answers, extra={"follows": item.id})
    shown, asked = found.show(), await drafting.proceed(turn, draft, apart=True)
    return Decision(asked.effects, lambda done: [*shown.parcels(done), *asked.parcels(done)])
