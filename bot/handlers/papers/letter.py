"""A letter: the preview that its finished draft becomes, what is changed in it, and its issue under a number."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.handlers.papers import delivering
from bot.pieces import drafting, pickers
from bot.pieces.scene import Scene, scene
from bot.turn import Turn
from bot.waiting import shown_busy
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Change, Decision, Effect, Issue, KeepFiles, Recorded
from crm.documents import DocumentError, Letter
from crm.kinds import KIND
from crm.kinds.letter import LETTER
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, Draft, NewAttachment, NewParcel
from crm.render import chat
from crm.services.papers import letters, printing
from crm.services.papers.letters import Proof, Wanted
from crm.services.write import drafts, finished

_AFTER = 80  # parcel number of the old message's edit


async def letter(turn: Turn) -> Decision | None:
    """The buttons `letter:<action id>:<version>:<what>`; an older version shows what stands now."""
    found = await scene(turn)
    if not isinstance(found, Scene):
        return found
    what = (*turn.press.args, "", "")[2]
    is_draft = found.item.state == LETTER.initial
    if what == "show" or turn.press.number(1) != found.item.version:
        old = "" if what == "show" else turn.words("That button no longer counts.")
        return await (_again(found, old) if is_draft else delivering.show(found, old))
    way = (_DRAFT if is_draft else delivering.WAYS).get(what)
    return await way(found) if way else None


async def prepared(turn: Turn, draft: Draft) -> Decision:
    """What a finished draft becomes: a letter in the state of a draft, shown as it would be printed."""
    if draft.extra.fix:
        change = await finished.change(turn.office, turn.staff, draft)
        item = await letters.existing(turn.office, draft.extra.fix)
        if change is None or item is None or item.state != LETTER.initial:
            return Decision.saying(turn.say(turn.words("That is no longer there.")))
        values = {**change.values, "body": change.values.get("body", "")}  # a standard text takes the place of an own one
        wanted = Wanted.of({**letters.values_of(item), **values}, turn.staff)
        return await _previewed(turn, wanted, (replace(change, values=values),))
    plan = await finished.plan(turn.office, turn.staff, draft, turn.now)
    first, *rest = plan.creates
    values = await letters.without_echo(turn.office, first.values)
    effects = (replace(first, values=values), *rest, *plan.effects[len(plan.creates) :])
    decision = await _previewed(turn, Wanted.of(values, turn.staff), effects)
    return await _with_rest(turn, plan.draft, decision)


async def _with_rest(turn: Turn, rest: Draft | None, decision: Decision) -> Decision:
    """The preview, then the question about what a sentence said besides."""
    if rest is None:
        return decision
    ask = await pickers.question(turn, rest)
    return replace(decision, parcels=lambda done: [*decision.parcels(done), *ask(done, 10)])


async def _previewed(turn: Turn, wanted: Wanted, effects: tuple[Effect, ...], *, item: Action | None = None, note: str = "") -> Decision:
    """The letter marked as a draft, or what is wrong with it; rendered before the transaction, stored in it."""
    made = await letters.compose(turn.office, wanted, turn.today)
    proof: Proof | None = None
    try:
        proof = await shown_busy(turn, letters.proof(turn.office, made))
        notes = [note, *_notes(turn, proof)]
    except DocumentError as error:
        notes = [note, error.sentence(turn.words)]
    kept = (KeepFiles((NewAttachment("draft.pdf", "application/pdf", proof.pdf),)),) if proof else ()

    def parcels(done: Recorded) -> list[NewParcel]:
        stored = item or next(one for one in done.actions if one.kind == LETTER.name)
        text = chat("letter_preview", turn.words, to=made.to, reference=made.reference, notes=[line for line in notes if line])
        context = Shows(action=stored.id, seen=letters.looks(made))
        return _placed(turn, ChatMessage(text, _rows(turn, stored, wanted, fit=proof is not None), context=context), proof)

    return Decision((*effects, *kept), parcels)


def _notes(turn: Turn, proof: Proof) -> list[str]:
    """What is worth a look before it is issued."""
    words, missing = turn.words, turn.office.parameters.get("logo_missing")
    said = [words("These places of the text stay empty: {names}.", names=", ".join(proof.blanks))] if proof.blanks else []
    if missing and proof.letter.with_logo:
        said.append(words("The logo ({file}) cannot be read: the name of the office is printed instead.", file=missing))
    return said


def _rows(turn: Turn, item: Action, wanted: Wanted, *, fit: bool) -> Rows:
    """[✅ Emitir] only where it can be printed; [✏️ Texto] [Logo: sí] [Firma: sí] [✖️ Descartar]."""
    words = turn.words

    def key(label: str, what: str) -> Button:
        return Button(label, encode(LETTER.name, item.id, item.version, what))

    yes, no = words("yes"), words("no")
    logo = words("Logo: {answer}", answer=yes if wanted.logo else no)
    signature = words("Signature: {answer}", answer=yes if wanted.signature else no)
    first = (key(words("✅ Issue"), "issue"),) if fit else ()
    text, drop = key(words("✏️ Text"), "text"), Button(words("✖️ Discard"), encode("do", item.id, "drop"))
    return ((*first, text), (key(logo, "logo"), key(signature, "signature")), (drop,))


def _placed(turn: Turn, message: ChatMessage, proof: Proof | None) -> list[NewParcel]:
    """In place of the preview before it; a text cannot become a file, nor a file a text: then below it."""
    name = turn.words("Draft") + ".pdf"
    full = replace(message, file=hashlib.sha256(proof.pdf).hexdigest(), file_name=name) if proof else message
    if proof and turn.on_file:
        return [turn.parcel(0, replace(full, edit=turn.shown))]
    gone = [turn.parcel(_AFTER, ChatMessage(Markup(), edit=turn.shown))] if turn.shown else []
    return [turn.parcel(0, full), *gone]


async def _again(found: Scene, note: str) -> Decision:
    wanted = Wanted.of(letters.values_of(found.item), found.turn.staff)
    return await _previewed(found.turn, wanted, (), item=found.item, note=note)


def _toggle(name: str) -> Callable[[Scene], Awaitable[Decision]]:
    async def toggled(found: Scene) -> Decision:
        item = found.item
        values = {name: item.details.get(name) is False}
        wanted = Wanted.of({**letters.values_of(item), **values}, found.turn.staff)
        return await _previewed(found.turn, wanted, (Change(item.id, item.version, values, name),))

    return toggled


async def _text(found: Scene) -> Decision:
    """Ask for another text; the present one is shown to be copied and changed."""
    turn, item = found.turn, found.item
    made = await letters.compose(turn.office, Wanted.of(letters.values_of(item), turn.staff), turn.today)
    given = Carried(fix=item.id, ask=("text",))
    draft = drafts.new(turn.staff, KIND[item.kind], turn.office.now(), answers={"partner": item.partner_id}, extra=given)
    asked = await drafting.proceed(turn, draft, apart=True)
    copy = turn.say(chat("letter_text", turn.words, body=made.body), edit=None, first=20)
    return Decision(asked.effects, lambda done: [*copy, *asked.parcels(done)])


async def _issue(found: Scene) -> Decision:
    """Number, text and data frozen in one transaction with the order for the PDF; printed once more before, so that no number is wasted."""
    turn, item = found.turn, found.item
    wanted = Wanted.of(letters.values_of(item), turn.staff)
    made = await letters.compose(turn.office, wanted, turn.today)
    if not found.has_seen(letters.looks(made)):
        return await _again(found, found.changed)
    try:
        await shown_busy(turn, letters.proof(turn.office, made))
    except DocumentError:
        return await _again(found, "")
    logo, kept = _logo(made)

    def parcels(done: Recorded) -> list[NewParcel]:
        issued = replace(found, item=done.actions[0])
        text = chat("letter_issued", turn.words, a=issued.view)
        return [turn.parcel(0, issued.message(text, ())), printing.press_parcel(issued.item, turn.staff, str(issued.item.id))]

    return Decision((*kept, Issue(item.id, item.version, turn.today, letters.freeze(made, logo))), parcels)


def _logo(made: Letter) -> tuple[str, tuple[KeepFiles, ...]]:
    """The hash of the letter's logo, and its bytes to be kept under it."""
    data = made.office.logo if made.with_logo else None
    if data is None:
        return "", ()
    return hashlib.sha256(data).hexdigest(), (KeepFiles((NewAttachment("logo", "application/octet-stream", data),)),)


_DRAFT: Mapping[str, Callable[[Scene], Awaitable[Decision]]] = {
    "issue": _issue,
    "text": _text,
    "logo": _toggle("logo"),
    "signature": _toggle("signature"),
}
