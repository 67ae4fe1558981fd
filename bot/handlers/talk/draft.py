"""Step by step: a command opens a draft, answers fill it, and it is recorded when nothing is missing."""

from dataclasses import replace
from typing import Any

from bot.dialog import Turn
from bot.handlers.lists import typed
from bot.handlers.partners import fordraft
from bot.handlers.talk import say, unheard
from bot.handlers.talk.parked import set_aside, unclear
from bot.handlers.talk.start import CANCEL
from bot.pieces import bystanders, pickers, recorded
from crm.decision import Decision, DropDraft, PutDraft, Recorded
from crm.errors import InvalidValueError
from crm.flow import Answer, Outcome, Partly, Question, Step, answered, back, next_question, partly, read, skip, tap
from crm.flow.asking import open_field
from crm.flow.model import Choices
from crm.flow.reading import bare
from crm.kinds import KINDS, FieldType, Kind
from crm.kinds.base import REASON
from crm.languages import LANGUAGES
from crm.model import Draft, NewParcel
from crm.services.look import naming, search, timesheet
from crm.services.meaning import understand, whois
from crm.services.meaning.whois import Rank
from crm.services.write import drafts, finished, recording

COMMANDS = {command: kind for kind in KINDS if kind.by_chat for command in kind.commands.values()}
_SENTENCE = 3  # words from which a refused answer may be a sentence of its own
_OFFERED = 6  # customers that are asked about
_AFTER = 80  # parcel number of the old question's edit


async def begin(turn: Turn) -> Decision | None:
    """/tarea, /llamado, /cita: with text behind it a sentence of that kind, without it the first question."""
    kind = COMMANDS.get(turn.command)
    if kind is None or turn.update.message is None:
        return None
    decision = await _behind(turn, kind) if turn.args else None
    if decision:
        return decision
    answers = {"reference": turn.args[:200]} if turn.args and kind.has("reference") else {}
    return await proceed(turn, drafts.new(turn.staff, kind, turn.office.now(), answers=answers, extra={"source": turn.source}))


async def _behind(turn: Turn, kind: Kind) -> Decision | None:
    """What stands behind the command: a customer as /ficha finds it, else a sentence of that kind; None where it says nothing."""
    found = [one for one in await search.known(turn.office, turn.args) if one.rank <= Rank.WORD]
    sure = whois.certain(found)
    if not found or not kind.has("partner"):
        return await _said(turn, kind, turn.args)
    if kind.prepared and (sure or not kind.field("partner").asked):
        return await _said(turn, kind, (sure.contact or sure.partner).name if sure else turn.args)
    extra: dict[str, Any] = {"source": turn.source}
    if sure is None:
        extra |= {"doubt": turn.args[:60], "candidates": list(dict.fromkeys(one.partner.id for one in found))[:_OFFERED]}
        return await proceed(turn, replace(drafts.new(turn.staff, kind, turn.office.now(), extra=extra), asked="partner"))
    whose = {"partner": sure.partner.id, **({"contact": sure.contact.id} if sure.contact and kind.has("contact") else {})}
    return await proceed(turn, drafts.new(turn.staff, kind, turn.office.now(), answers=whose, extra=extra))


async def _said(turn: Turn, kind: Kind, args: str) -> Decision | None:
    """What stands behind the command, read as a sentence of that kind; None where it says nothing of its own."""
    language = turn.words.language
    spoken = LANGUAGES[language]  # «/correo ana rojas: hola» is «correo a ana rojas: hola»
    ways = (spoken.to_whom,) if kind.body and not kind.body_below else (":", spoken.for_whom)
    meant = await understand.of_kind(turn.office, kind, args, ways, turn.said_at, language, me=turn.staff.id)
    if not meant:
        return None
    saying = recording.Saying(turn.staff, turn.said_at, turn.args, turn.source)
    return await say.carry_out(turn, recording.plan(await finished.mark_taken(turn.office, turn.staff, meant), saying))


async def proceed(turn: Turn, draft: Draft, *, shown: int | None = None, apart: bool = False) -> Decision:
    """Ask what is missing, or record the draft.

    `shown` is the message whose buttons go, where another one is written; `apart` asks in a message of its own.
    """
    written, _, question = await pickers.stored(turn, draft)
    if question is None:
        return await _finish(turn, written, shown)

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        message = pickers.shown(turn, done.draft, question)
        asked = turn.parcel(1, replace(message, edit=None)) if apart else turn.parcel(0, message)
        return [asked, *pickers.without_buttons(turn, shown, _AFTER)]

    return Decision((PutDraft(written),), parcels)


async def _finish(turn: Turn, draft: Draft, shown: int | None) -> Decision:
    """Record what the draft has come to, and take it away."""
    from bot.handlers import PREPARED, REASONED  # noqa: PLC0415 - the list names modules that name this one

    only_why = draft.extra.get("ask") == [REASON.name]  # nothing that a document's preview shows
    way = REASONED if draft.extra.get("verb") else simply if only_why else PREPARED.get(draft.kind, simply)
    decision = await way(turn, draft)
    dropped = (DropDraft(draft.id),) if draft.id else ()

    def parcels(done: Recorded) -> list[NewParcel]:
        return [*decision.parcels(done), *pickers.without_buttons(turn, shown, _AFTER)]

    return Decision((*dropped, *decision.effects), parcels, source=draft.extra.get("source", ""))


async def simply(turn: Turn, draft: Draft) -> Decision:
    """What a finished draft is in most kinds: an action that is recorded, or one that is corrected."""
    return await (_corrected if draft.extra.get("fix") else _recorded)(turn, draft)


async def _recorded(turn: Turn, draft: Draft) -> Decision:
    return await say.carry_out(turn, await finished.plan(turn.office, turn.staff, draft, turn.office.now()))


async def _corrected(turn: Turn, draft: Draft) -> Decision:
    before = await finished.corrected(turn.office, draft)
    if before is None:
        gone = turn.say(turn.words("That cannot be corrected any more."))
        return Decision(parcels=lambda _: gone)
    change = finished.change_of(before, turn.staff, draft)
    named = await naming.of_values(turn.office, [change.values], before)
    spent = await timesheet.around(turn.office, turn.staff, [change.values])

    def parcels(done: Recorded) -> list[NewParcel]:
        after = done.actions[0]
        moved = after.responsible_id != before.responsible_id and before.is_open
        heard = bystanders.changed(turn, before, after, done.change_id, named, "Handed over", but=after.responsible_id) if moved else []
        return [*recorded.parcels(turn, (*done.actions, *recorded.new_of(done)), done.change_id, named, spent=spent), *heard]

    return Decision((change,), parcels)


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `draft:<id>:<version>:<value>` of a question."""
    press = turn.press
    if press is None or press.verb != "draft":
        return None
    draft = await drafts.own(turn.office, turn.staff, press.number(0))
    value = press.args[2] if len(press.args) > 2 else ""
    if draft is None:
        gone = turn.say(turn.words("That button no longer counts."))
        return Decision(parcels=lambda _: gone)
    if press.number(1) != draft.version:
        return await _present(turn, draft, old=True)
    way = _WAYS.get(value)
    if way:
        return await way(turn, draft)
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    try:
        outcome = tap(step, value)
    except InvalidValueError:
        return await _present(turn, draft, old=True)
    return await _take(turn, step, outcome)


async def _present(turn: Turn, draft: Draft, *, old: bool = False) -> Decision:
    """Show where the draft stands now, in place, and make it the open one."""
    if unclear(draft):
        return say.unclear_again(turn, draft)
    written, _, question = await pickers.stored(turn, replace(draft, version=draft.version + 1))
    if question is None:
        return await _finish(turn, written, None)
    text = f"{turn.words('That button no longer counts.')}\n{question.text}" if old else ""

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        return [
            turn.parcel(0, pickers.shown(turn, done.draft, question, sentence=text)),
            *pickers.without_buttons(turn, draft.message_id, _AFTER),
        ]

    return Decision((PutDraft(written),), parcels)


async def _back(turn: Turn, draft: Draft) -> Decision:
    return await proceed(turn, back(draft))


async def _skip(turn: Turn, draft: Draft) -> Decision:
    return await proceed(turn, skip(draft))


async def _cancel(turn: Turn, draft: Draft, shown: int | None = None) -> Decision:
    said = [*turn.say(turn.words("✖️ Cancelled.")), *pickers.without_buttons(turn, shown, _AFTER)]
    return Decision((DropDraft(draft.id),), lambda _: said)


_WAYS = {"back": _back, "skip": _skip, "cancel": _cancel, "drop": _cancel, "go": _present, "new": fordraft.begin}


async def _take(turn: Turn, step: Step, outcome: Outcome, *, shown: int | None = None) -> Decision:
    """Go on with what an answer came to."""
    draft = step.draft
    if isinstance(outcome, Answer):
        return await proceed(turn, answered(draft, outcome.value, outcome.extra), shown=shown)
    if isinstance(outcome, Partly):
        return await proceed(turn, partly(draft, outcome), shown=shown)
    question = next_question(step)
    assert question
    return _refuse(turn, draft, question, outcome.sentence, outcome.rows or question.rows, shown)


def _refuse(turn: Turn, draft: Draft, question: Question, sentence: str, choices: Choices, shown: int | None) -> Decision:
    """The same question is still open: say why, and what may have been meant."""
    message = pickers.shown(turn, draft, question, sentence=sentence, choices=choices, typed=turn.text)
    said = [turn.parcel(0, message), *pickers.without_buttons(turn, shown, _AFTER)]
    return Decision(parcels=lambda _: said)


async def answer(turn: Turn) -> Decision | None:
    """While a question is open, text answers it; a command, or a sentence that the field cannot take, puts the draft aside."""
    message = turn.update.message
    draft = await drafts.active(turn.office, turn.staff) if message else None
    if message is None or draft is None or not draft.asked or turn.command in CANCEL:
        return None
    if turn.command or message.text is None or message.forward_origin:
        return await _aside(turn, draft) if turn.command else None
    if turn.reply_to not in (None, draft.message_id):
        return None
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    return await _typed_way(turn, step) or await _answered(turn, step)


async def _answered(turn: Turn, step: Step) -> Decision:
    """What a typed text comes to: another thing that is asked or told puts the draft aside."""
    draft = step.draft
    asks = await _question(turn, step)
    outcome = read(step, turn.text)
    other = asks or (None if isinstance(outcome, Answer | Partly) else await _elsewhere(turn))
    return set_aside(turn, draft, other) if other else await _take(turn, step, outcome, shown=draft.message_id)


async def _aside(turn: Turn, draft: Draft) -> Decision | None:
    """A command goes its way and the draft waits; one that does not exist changes nothing."""
    from bot.handlers import HANDLERS  # noqa: PLC0415 - the list names this module

    for handler in HANDLERS[HANDLERS.index(answer) + 1 :]:
        decision = await handler(turn)
        if decision is not None:
            return decision if handler is unheard.unknown_command else set_aside(turn, draft, decision)
    return None


async def _question(turn: Turn, step: Step) -> Decision | None:
    """«¿qué tengo mañana?» in between is answered itself; a long text may hold whatever it likes."""
    item = open_field(step)
    takes_all = item is None or item.type is FieldType.TEXT
    return None if takes_all or "?" not in turn.text else await say.told(turn)


async def _elsewhere(turn: Turn) -> Decision | None:
    """What a text means that is no answer: lines of a list, a visit, or a sentence of its own; None where it means nothing."""
    from bot.handlers.actions import visit  # noqa: PLC0415 - its drafts end here

    decision = await typed.typed(turn) or await visit.spoken(turn)
    if decision or len(turn.text.split()) < _SENTENCE:
        return decision
    meant = await understand.sentence(turn.office, turn.text.strip(), turn.said_at, turn.words.language, me=turn.staff.id)
    return await say.say(turn) if meant else None


async def _typed_way(turn: Turn, step: Step) -> Decision | None:
    """«atrás», «saltar», «sin cliente», «cancelar»: the ways out may be typed."""
    question = next_question(step)
    assert question
    said, draft, words = bare(turn.text), step.draft, turn.words
    if said == bare(words("✖️ Cancel")) or (draft.extra.get("fix") and said == bare(words("Skip"))):  # what is not corrected stays
        return await _cancel(turn, draft, draft.message_id)
    if question.back and said == bare(words("◀ Back")):
        return await proceed(turn, back(draft), shown=draft.message_id)
    if question.skip and said in (bare(question.skip), bare(words("Skip"))):
        return await proceed(turn, skip(draft), shown=draft.message_id)
    return None
