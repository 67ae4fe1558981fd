"""A draft's question as a chat message: the rows to tap, and «Atrás», «Saltar», «Cancelar» below them."""

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Recorded
from crm.flow import Choice, Question, Step, next_question
from crm.flow.asking import with_asked
from crm.flow.model import Choices
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Draft, NewParcel
from crm.render import chat
from crm.services.write import drafts

NOTHING = "none"  # the data of what is there to be read only: weekdays, past days


def data(draft: Draft, value: str) -> str:
    """The callback data of a draft's button: it counts for this version of the draft only."""
    return encode("draft", draft.id, draft.version, value)


def rows(turn: Turn, draft: Draft, choices: Choices, question: Question) -> Rows:
    """Choices as buttons, with the ways out below."""
    words = turn.words
    last = [Button(words("◀ Back"), data(draft, "back"))] if question.back else []
    if question.skip:
        last.append(Button(question.skip, data(draft, "skip")))
    last.append(Button(words("✖️ Cancel"), data(draft, "cancel")))
    return (*buttons(choices, lambda choice: data(draft, choice.value)), tuple(last))


def buttons(choices: Choices, data_of: Callable[[Choice], str]) -> Rows:
    """Choices as buttons; one without a value answers with nothing but the acknowledgement."""
    return tuple(tuple(Button(c.label, data_of(c) if c.value else NOTHING) for c in row) for row in choices if row)


def shown(
    turn: Turn, draft: Draft, question: Question, *, sentence: str = "", choices: Choices | None = None, typed: str = ""
) -> ChatMessage:
    """The message of a question, or of `sentence` instead of it; tapped ones are edited in place. `typed` is what did not answer it."""
    text = chat("draft", turn.words, text=sentence or question.text)
    keys = rows(turn, draft, question.rows if choices is None else choices, question)
    context = Shows(draft=draft.id, version=draft.version, typed=typed[:120])
    return ChatMessage(text, keys, edit=turn.shown, context=context)


async def question(turn: Turn, draft: Draft) -> Callable[[Recorded, int], list[NewParcel]]:
    """How a draft that a sentence began is asked about, once it is stored: parcels from number `first` on."""
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    asked = next_question(step)

    def ask(done: Recorded, first: int) -> list[NewParcel]:
        assert done.draft
        assert asked
        message = shown(turn, done.draft, asked)
        # A turn that answers something first must not edit that answer away.
        return [turn.parcel(first, replace(message, edit=None) if first else message)]

    return ask


async def stored(turn: Turn, draft: Draft) -> tuple[Draft, Step, Question | None]:
    """The draft as it is to be stored, with what is asked next; None where nothing is missing."""
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    written = drafts.touched(with_asked(step), turn.office.now())
    return written, replace(step, draft=written), next_question(step)


def without_buttons(turn: Turn, message_id: int | None, n: int) -> list[NewParcel]:
    """Take the buttons off the message that showed a question; nothing where that is the message being edited anyway."""
    if message_id is None or message_id == turn.shown:
        return []
    return [turn.parcel(n, ChatMessage(Markup(), edit=message_id))]
