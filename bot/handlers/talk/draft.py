"""Step by step: a command opens a draft, answers fill it, and it is recorded when nothing is missing."""

from dataclasses import replace

from bot.handlers.talk.parked import set_aside, unclear
from bot.heard import Command, ListLine, Sentence, ToDraft, Visit
from bot.heard import Question as Asked
from bot.hearing import hear
from bot.pieces import beginning, carrying, drafting, pickers
from bot.routes import route
from bot.turn import Turn
from crm.decision import Decision, DropDraft, PutDraft, Recorded
from crm.errors import InvalidValueError
from crm.flow import Answer, Outcome, Partly, Question, Step, answered, back, next_question, partly, read, skip, tap
from crm.flow.asking import open_field
from crm.flow.model import Choices
from crm.flow.reading import bare
from crm.kinds import KINDS, FieldType
from crm.model import Draft, NewParcel
from crm.services.write import drafts

# Kinds whose command first looks one up are begun from there (bot.handlers.papers.procedure).
COMMANDS = {command: kind for kind in KINDS if kind.by_chat and not kind.superseded for command in kind.commands.values()}
_SENTENCE = 3  # words from which a refused answer may be a sentence of its own


async def begin(turn: Turn) -> Decision | None:
    """/tarea, /llamado, /cita, with what stands behind them."""
    return await beginning.begin(turn, COMMANDS[turn.the(Command).name])


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `draft:<id>:<version>:<value>` of a question."""
    press = turn.press
    draft = await drafts.own(turn.office, turn.staff, press.number(0))
    value = press.args[2] if len(press.args) > 2 else ""
    if draft is None:
        return Decision.saying(turn.say(turn.words("That button no longer counts.")))
    if press.number(1) != draft.version:
        return await _present(turn, draft, old=True)
    way = _WAYS.get(value) or turn.routes.ways.get(value)
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
        return carrying.unclear_again(turn, draft)
    written, _, question = await pickers.stored(turn, replace(draft, version=draft.version + 1))
    if question is None:
        return await drafting.finish(turn, written, None)
    text = f"{turn.words('That button no longer counts.')}\n{question.text}" if old else ""

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        return [
            turn.parcel(0, pickers.shown(turn, done.draft, question, sentence=text)),
            *pickers.without_buttons(turn, draft.message_id, drafting.AFTER),
        ]

    return Decision((PutDraft(written),), parcels)


async def _back(turn: Turn, draft: Draft) -> Decision:
    return await drafting.proceed(turn, back(draft))


async def _skip(turn: Turn, draft: Draft) -> Decision:
    return await drafting.proceed(turn, skip(draft))


async def _cancel(turn: Turn, draft: Draft, shown: int | None = None) -> Decision:
    said = [*turn.say(turn.words("✖️ Cancelled.")), *pickers.without_buttons(turn, shown, drafting.AFTER)]
    return Decision((DropDraft(draft.id),), lambda _: said)


_WAYS = {"back": _back, "skip": _skip, "cancel": _cancel, "drop": _cancel, "go": _present}


async def _take(turn: Turn, step: Step, outcome: Outcome, *, shown: int | None = None) -> Decision:
    """Go on with what an answer came to."""
    draft = step.draft
    if isinstance(outcome, Answer):
        return await drafting.proceed(turn, answered(draft, outcome.value, forced=outcome.forced), shown=shown)
    if isinstance(outcome, Partly):
        return await drafting.proceed(turn, partly(draft, outcome), shown=shown)
    question = next_question(step)
    assert question
    return _refuse(turn, draft, question, outcome.sentence, outcome.rows or question.rows, shown)


def _refuse(turn: Turn, draft: Draft, question: Question, sentence: str, choices: Choices, shown: int | None) -> Decision:
    """The same question is still open: say why, and what may have been meant."""
    message = pickers.shown(turn, draft, question, sentence=sentence, choices=choices, typed=turn.text)
    return Decision.saying([turn.parcel(0, message), *pickers.without_buttons(turn, shown, drafting.AFTER)])


async def answer(turn: Turn) -> Decision | None:
    """While a question is open, text answers it; a command, or a sentence that the field cannot take, puts the draft aside."""
    heard = turn.the(ToDraft)
    if heard.command:
        return await _aside(turn, heard)
    step = await drafts.step(turn.office, turn.staff, heard.draft, turn.words, turn.now)
    return await _typed_way(turn, step) or await _answered(turn, step)


async def _answered(turn: Turn, step: Step) -> Decision:
    """What a typed text comes to: another thing that is asked or told puts the draft aside."""
    draft = step.draft
    asks = await _question(turn, step)
    outcome = read(step, turn.text)
    other = asks or (None if isinstance(outcome, Answer | Partly) else await _elsewhere(turn))
    return set_aside(turn, draft, other) if other else await _take(turn, step, outcome, shown=draft.message_id)


async def _aside(turn: Turn, heard: ToDraft) -> Decision | None:
    """A command goes its way and the draft waits; one that does not exist changes nothing."""
    if heard.command not in turn.routes.commands:
        return None
    decision = await route(turn, Command(heard.command, turn.args))
    return set_aside(turn, heard.draft, decision) if decision else None


async def _question(turn: Turn, step: Step) -> Decision | None:
    """«¿qué tengo mañana?» in between is answered itself; a long text may hold whatever it likes."""
    item = open_field(step)
    takes_all = item is None or item.type is FieldType.TEXT
    asked = None if takes_all or "?" not in turn.text else turn.understood.command
    return await route(turn, Asked(asked)) if asked and asked.name in turn.routes.questions else None


async def _elsewhere(turn: Turn) -> Decision | None:
    """What a text means that is no answer: lines of a list, a visit, or a sentence of its own; None where it means nothing."""
    for heard in hear(turn.utterance):
        if isinstance(heard, ListLine | Visit):
            decision = await route(turn, heard)
            if decision:
                return decision
    if len(turn.text.split()) < _SENTENCE or not turn.understood.meant:
        return None
    asked = turn.understood.command
    return (await route(turn, Asked(asked)) if asked else None) or await route(turn, Sentence())


async def _typed_way(turn: Turn, step: Step) -> Decision | None:
    """«atrás», «saltar», «sin cliente», «cancelar»: the ways out may be typed."""
    question = next_question(step)
    assert question
    said, draft, words = bare(turn.text), step.draft, turn.words
    if said == bare(words("✖️ Cancel")) or (draft.extra.fix and said == bare(words("Skip"))):  # what is not corrected stays
        return await _cancel(turn, draft, draft.message_id)
    if question.back and said == bare(words("◀ Back")):
        return await drafting.proceed(turn, back(draft), shown=draft.message_id)
    if question.skip and said in (bare(question.skip), bare(words("Skip"))):
        return await drafting.proceed(turn, skip(draft), shown=draft.message_id)
    return None
