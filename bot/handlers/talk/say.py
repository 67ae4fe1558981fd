"""One ordinary sentence: what is certain is recorded at once, only the doubtful part is asked."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.dialog import Turn
from bot.handlers.actions import activities
from bot.handlers.lists import card, lists, search
from bot.handlers.talk import start
from bot.pieces import forwarded, incoming, pickers, recorded
from crm.buttons import encode
from crm.decision import Decision, KeepFiles, Recorded
from crm.flow import NotForThisField, Refused, next_question, read
from crm.flow.asking import with_asked
from crm.kinds import KIND, KINDS, Kind
from crm.message import Button
from crm.model import Draft, NewAttachment, NewParcel
from crm.parsing.phrase import Command
from crm.services.look import naming, timesheet
from crm.services.meaning import maybesettled, understand
from crm.services.write import drafts, finished, recording
from crm.views import Names

# Questions that are commands (crm.parsing.phrase), by the command that they ask for.
ASKED: Mapping[str, Callable[[Turn, Command], Awaitable[Decision | None]]] = {
    "agenda": lists.asked,
    "pending": lists.asked,
    "overdue": lists.asked,
    "help": start.asked,
    "card": card.asked,
    "search": search.asked,
    "spent": activities.said,
    "done": activities.said,
}


async def say(turn: Turn) -> Decision | None:
    """A typed text that no open question and no command took."""
    if turn.update.message is None or not turn.text.strip() or turn.command:
        return None
    asked = await _question(turn)
    if asked:
        return asked
    waiting = await incoming.just_asked(turn)
    if waiting is None or not waiting.files:
        return await sentence(turn, ())
    decision = await sentence(turn, waiting.files, waiting.note)
    return replace(decision, effects=(*decision.effects, waiting.gone))


async def _question(turn: Turn) -> Decision | None:
    """«¿qué tengo pendiente?» is the command of that name, said in other words."""
    found = await understand.question(turn.office, turn.text.strip(), turn.said_at, turn.words.language, me=turn.staff.id)
    if found is not None and found.name == "question":
        return await search.numbered(turn, turn.text) or what_is_it(turn, recording.unclear(_saying(turn, ())), asks=True)
    return await _told(turn, found)


async def told(turn: Turn) -> Decision | None:
    """The answer to a question that the office knows one to; None for anything else."""
    found = await understand.question(turn.office, turn.text.strip(), turn.said_at, turn.words.language, me=turn.staff.id)
    return await _told(turn, found)


async def _told(turn: Turn, found: Command | None) -> Decision | None:
    return await ASKED[found.name](turn, found) if found is not None and found.name in ASKED else None


async def is_sentence(turn: Turn) -> bool:
    """Whether the text (a caption) says something that the office knows."""
    return bool(await forwarded.meant(turn))


async def sentence(turn: Turn, files: tuple[NewAttachment, ...], note: str = "") -> Decision:
    """Record a sentence (a file's caption too), or ask what it is; `note` came with the files before."""
    meant = await forwarded.meant(turn)
    saying = _saying(turn, files, note)
    meant = await finished.mark_taken(turn.office, turn.staff, meant)
    if not meant:
        return what_is_it(turn, recording.unclear(saying))
    return await carry_out(turn, recording.plan(meant, saying))


def _saying(turn: Turn, files: tuple[NewAttachment, ...], note: str = "") -> recording.Saying:
    return recording.Saying(turn.staff, turn.said_at, incoming.said(turn), turn.source, files, note)


async def carry_out(turn: Turn, plan: recording.Plan) -> Decision:
    """Do a plan: its actions with their answer, then the question about what is not certain."""
    names = await naming.of_values(turn.office, [item.values for item in plan.creates])
    plan = await _asking(turn, plan)
    spent = await timesheet.around(turn.office, turn.staff, timesheet.measured(plan.creates))
    before = await maybesettled.open_before(turn.office, turn.staff, plan.creates)
    ready = await _ready(turn, plan.draft) if plan.draft else None
    if ready:
        return await _shown(turn, plan, ready, names)
    ask = await question(turn, plan.draft) if plan.draft else None

    def parcels(done: Recorded) -> list[NewParcel]:
        said = recorded.of_plan(turn, plan, done, names, spent=spent, settled=before)
        own = [parcel for parcel in said if parcel.dedupe_key.startswith("reply:")]
        return said + (ask(done, len(own)) if ask else [])

    return Decision(plan.effects, parcels)


async def _asking(turn: Turn, plan: recording.Plan) -> recording.Plan:
    """The plan whose draft names what is asked first: nobody is asked for a contact where the partner has none."""
    if plan.draft is None or plan.draft.asked:
        return plan
    return replace(plan, draft=with_asked(await drafts.step(turn.office, turn.staff, plan.draft, turn.words, turn.now)))


async def _ready(turn: Turn, draft: Draft) -> Draft | None:
    """The draft of a sentence where nothing is missing: it is not asked about, but shown as what it becomes."""
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    return step.draft if KIND[draft.kind].prepared and next_question(step) is None else None


async def _shown(turn: Turn, plan: recording.Plan, draft: Draft, names: Names) -> Decision:
    """What a sentence made besides, then what its draft becomes."""
    from bot.handlers import PREPARED  # noqa: PLC0415 - the list names modules that name this one

    decision = await PREPARED[draft.kind](turn, draft)
    kept = (KeepFiles(plan.files),) if plan.files else ()

    def parcels(done: Recorded) -> list[NewParcel]:
        said = recorded.of_plan(turn, plan, done, names)
        return said + turn.behind(decision.parcels(done), len(said))

    return Decision((*plan.creates, *kept, *decision.effects), parcels)


async def question(turn: Turn, draft: Draft) -> Callable[[Recorded, int], list[NewParcel]]:
    """The question of a draft that a sentence began: where nobody may be meant by the doubtful words, it says what is wrong with them."""
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    asked, doubt = next_question(step), draft.extra.get("doubt")
    outcome = read(step, doubt) if doubt and "candidates" not in draft.extra else None
    if asked is None or not isinstance(outcome, Refused | NotForThisField):
        return await pickers.question(turn, draft)

    def ask(done: Recorded, first: int) -> list[NewParcel]:
        assert done.draft
        choices = outcome.rows or asked.rows
        message = pickers.shown(turn, done.draft, asked, sentence=outcome.sentence, choices=choices)
        return [turn.parcel(first, replace(message, edit=None) if first else message)]

    return ask


def what_is_it(turn: Turn, plan: recording.Plan, *, asks: bool = False) -> Decision:
    """A text without any readable meaning is kept as a draft, one question is asked; `asks` where it is itself one that nobody answers."""

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        return _asked(turn, done.draft, asks=asks)

    return Decision(plan.effects, parcels)


def unclear_again(turn: Turn, draft: Draft) -> Decision:
    """Ask the same about a kept text once more."""
    said = _asked(turn, draft)
    return Decision(parcels=lambda _: said)


def _asked(turn: Turn, draft: Draft, *, asks: bool = False) -> list[NewParcel]:
    """[📌 Tarea] [☎️ Llamado] [📅 Cita] [✖️ Nada]."""
    kinds = [kind for kind in KINDS if kind.by_chat]
    keys = [Button(f"{kind.icon} {turn.words.of(kind.name, kind.title)}", encode("as", draft.id, kind.name)) for kind in kinds]
    buttons = (*(tuple(keys[i : i + 3]) for i in range(0, len(keys), 3)), (Button(turn.words("✖️ Leave it"), encode("as", draft.id, "-")),))
    return turn.render("what_is_it", buttons, message={"context": {"waits": draft.id}}, said=_short(draft), asks=asks)


async def as_kind(turn: Turn) -> Decision | None:
    """The button `as:<draft id>:<kind>`: the kept text is one of that kind, or nothing."""
    if turn.press is None or turn.press.verb != "as":
        return None
    draft = await drafts.own(turn.office, turn.staff, turn.press.number(0))
    kind = KIND.get(turn.press.args[1] if len(turn.press.args) > 1 else "")
    if draft is None:
        return None  # an old button
    if kind is None:
        said = turn.say(turn.words("✖️ Dropped."))
        return Decision((recording.dropped(draft),), lambda _: said)
    meant = await finished.mark_taken(turn.office, turn.staff, await _read_as(turn, draft, kind))
    plan = recording.as_kind(draft, kind, turn.staff, meant)
    decision = await carry_out(turn, plan)
    return Decision((recording.dropped(draft), *decision.effects), decision.parcels, source=draft.extra.get("source", ""))


async def _read_as(turn: Turn, draft: Draft, kind: Kind) -> tuple[understand.Meant, ...]:
    """The kept text read once more with the kind's noun before it: «tarea: Ferretería Sur, viernes»."""
    said, language, said_at = recording.words_of(draft), turn.words.language, recording.written_at(draft, turn.staff)
    if not said or language not in kind.phrases:
        return ()
    meant = await understand.of_kind(turn.office, kind, said, (":",), said_at, language, me=turn.staff.id)
    return forwarded.still(turn, meant, said_at) if meant and not meant[0].done else ()


def _short(draft: Draft) -> str:
    said = str(draft.extra.get("said", ""))
    return said if len(said) <= 120 else said[:119] + "…"
