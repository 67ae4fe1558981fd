"""One ordinary sentence, a question in words, and what a text is that nobody understood."""

from dataclasses import replace

from bot.pieces import carrying, forwarded, incoming
from bot.turn import Turn
from crm.decision import Decision
from crm.kinds import KIND, Kind
from crm.model import Draft
from crm.services.meaning import understand
from crm.services.meaning.meant import Meant
from crm.services.write import drafts, finished, recording


async def say(turn: Turn) -> Decision | None:
    """A typed text that nothing else took; it may say what something is that came without a word before.

    A question that nobody answers is asked about: it may be something to do.
    """
    if turn.understood.command and turn.understood.command.name == "question":
        return carrying.what_is_it(turn, recording.unclear(carrying.saying_of(turn, ())), asks=True)
    waiting = await incoming.just_asked(turn)
    if waiting is None or not waiting.files:
        return await carrying.sentence(turn, ())
    decision = await carrying.sentence(turn, waiting.files, waiting.note)
    return replace(decision, effects=(*decision.effects, waiting.gone))


async def as_kind(turn: Turn) -> Decision | None:
    """The button `as:<draft id>:<kind>`: the kept text is one of that kind, or nothing."""
    draft = await drafts.own(turn.office, turn.staff, turn.press.number(0))
    kind = KIND.get(turn.press.args[1] if len(turn.press.args) > 1 else "")
    if draft is None:
        return None  # an old button
    if kind is None:
        said = turn.say(turn.words("✖️ Dropped."))
        return Decision((recording.dropped(draft),), lambda _: said)
    meant = await finished.mark_taken(turn.office, turn.staff, _read_as(turn, draft, kind))
    plan = recording.as_kind(draft, kind, turn.staff, meant)
    decision = await carrying.carry_out(turn, plan)
    return Decision((recording.dropped(draft), *decision.effects), decision.parcels, source=draft.extra.source)


def _read_as(turn: Turn, draft: Draft, kind: Kind) -> tuple[Meant, ...]:
    """The kept text read once more with the kind's noun before it: «tarea: Ferretería Sur, viernes»."""
    said, said_at = recording.words_of(draft), recording.written_at(draft, turn.staff)
    if not said or turn.words.language not in kind.phrases:
        return ()
    here = understand.Understood(turn.office, turn.situation.people, said, said_at, turn.words.language, turn.staff.id)
    meant = here.of_kind(kind, (":",))
    return forwarded.still(turn, meant, said_at) if meant and not meant[0].done else ()
