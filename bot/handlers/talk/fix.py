"""«Corregir»: which field of an action is to be another one; the rest is a draft with one question."""

from collections.abc import Mapping
from dataclasses import replace

from bot.pieces import recorded
from bot.pieces.drafting import proceed
from bot.turn import Turn
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Decision
from crm.kinds import KIND, Field, FieldType, Kind
from crm.memory import Shows
from crm.message import Button, Rows
from crm.model import Action
from crm.permissions import Deed, may_with
from crm.render import chat
from crm.services.look import naming
from crm.services.write import drafts, notes
from crm.views import Reader, action

# What the button of a field says, by its type; others say their own label.
LABELS: Mapping[FieldType, str] = {
    FieldType.PARTNER: "👥 Customer",
    FieldType.CONTACT: "🙋 Contact",
    FieldType.STAFF: "👤 Responsible",
    FieldType.DUE: "🕑 Date",
    FieldType.SLOT: "🕑 Date",
    FieldType.MONEY: "💰 Amount",
}


async def fix(turn: Turn) -> Decision | None:
    """The buttons `fix:<action id>` (which field?), `fix:<action id>:<field>` (ask it) and `fix:<action id>:-` (back)."""
    items = await notes.existing(turn.office, [turn.press.number(0)])
    if not items:
        return None  # an old button
    item, field = items[0], turn.press.args[1] if len(turn.press.args) > 1 else ""
    fixed = _fixed(turn, item)
    if fixed:
        return Decision.saying(turn.say(fixed, _new_version(turn, item), edit=None))
    context = turn.context
    if field == "-":
        return await _back(turn, item, context)
    if KIND[item.kind].has(field):
        known = [f.name for f in KIND[item.kind].fields if f.required and field not in (f.name, f.unless)]
        extra = Carried(fix=item.id, ask=(field,), known=tuple(known), first=_first(item, KIND[item.kind].field(field)))
        draft = drafts.new(turn.staff, KIND[item.kind], turn.office.now(), answers=_kept(item, field), extra=extra)
        return _with_text(turn, item, KIND[item.kind].field(field), await proceed(turn, draft))
    return await _which(turn, item, context)


def _first(item: Action, field: Field) -> str | None:
    """The number of what gets something for the first time, not corrected: a reason that may follow what was done."""
    return None if field.asked or item.details.get(field.name) else KIND[item.kind].own_number(item)


def _with_text(turn: Turn, item: Action, field: Field, asking: Decision) -> Decision:
    """A long text that is asked again stands above the question, to be copied and changed."""
    stands = item.description if field.name == "description" else str(item.details.get(field.name) or "")
    if field.type is not FieldType.TEXT or not stands:
        return asking
    copy = turn.say(chat("letter_text", turn.words, body=stands), edit=None, first=20)
    return Decision(asking.effects, lambda done: [*copy, *asking.parcels(done)], asking.source)


def _fixed(turn: Turn, item: Action) -> str:
    """Why nothing of an action can be corrected by this person; empty where it can."""
    if not may_with(turn.staff, Deed.ACT, item):
        return turn.words("You cannot change what belongs to somebody else.")
    if item.state in KIND[item.kind].fixed:
        return turn.words("It stays as it stands: a new version changes it.")
    decided = KIND[item.kind].is_decided(item.state)
    return turn.words("That was decided as it stands. Reopen it to change it.") if decided else ""


def _new_version(turn: Turn, item: Action) -> Rows:
    """[✏️ Nueva versión] of what is never changed itself."""
    mine = item.state in KIND[item.kind].fixed and may_with(turn.staff, Deed.ACT, item)
    return ((Button(turn.words.of(item.kind, "✏️ New version"), encode(item.kind, item.id, "new")),),) if mine else ()


async def _which(turn: Turn, item: Action, context: Shows) -> Decision:
    """The fields of the action as buttons, and the other actions of the same message below."""
    others = [i for i in context.made or () if i != item.id]
    siblings = await notes.existing(turn.office, others)
    names = await naming.of(turn.office, [item, *siblings], turn.situation.people)
    reader = Reader.of(turn.staff, turn.words, turn.now)
    kind = KIND[item.kind]
    fields = [f for f in kind.fields if f.asked]
    unfit = FieldType.SLOT if item.is_open and kind.measures else None if item.is_open else FieldType.DUE  # no span yet; late no more
    fields = [f for f in fields if f.type is not unfit]
    buttons = [Button(_label(turn, kind, f), encode("fix", item.id, f.name)) for f in fields]
    rows: list[tuple[Button, ...]] = [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]
    rows += [(Button(f"✏️ {action(other, names, reader).name}", encode("fix", other.id)),) for other in siblings]
    rows.append((Button(turn.words("◀ Back"), encode("fix", item.id, "-")),))
    view = action(item, names, reader)
    return Decision.saying(turn.render("fix", tuple(rows), message={"context": replace(context, action=item.id)}, a=view))


def _label(turn: Turn, kind: Kind, field: Field) -> str:
    msgid = LABELS.get(field.type)
    return turn.words(msgid) if msgid else f"📝 {turn.words.of(kind.name, field.label)}"


def _kept(item: Action, field: str) -> dict[str, object]:
    """The required fields as they stand, so that only the wanted one is asked."""
    kept: dict[str, object] = {"reference": item.reference}
    if item.starts_at and item.ends_at:
        kept[KIND[item.kind].moment] = {"start": item.starts_at.isoformat(), "end": item.ends_at.isoformat()}
    if item.partner_id:
        kept["partner"] = item.partner_id
    return {f.name: kept[f.name] for f in KIND[item.kind].fields if f.name in kept and f.name != field}


async def _back(turn: Turn, item: Action, context: Shows) -> Decision:
    """The answer as it was, with its ways back."""
    items = await notes.existing(turn.office, context.made or [item.id])
    names = await naming.of(turn.office, items, turn.situation.people)
    views = [action(one, names, Reader.of(turn.staff, turn.words, turn.now)) for one in items]
    buttons: Rows = () if context.change is None else recorded.ways_back(turn.words, items, context.change)
    return Decision.saying(turn.render("recorded", buttons, message={"context": replace(context, action=item.id)}, actions=views, files=0))
