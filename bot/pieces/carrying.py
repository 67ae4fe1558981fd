"""A sentence carried out: what is certain is recorded at once, only the doubtful part is asked; what nobody understands is asked about."""

from collections.abc import Callable
from dataclasses import replace

from bot.pieces import forwarded, incoming, pickers, recorded
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, KeepFiles, Recorded
from crm.flow import NotForThisField, Refused, next_question, read
from crm.flow.asking import with_asked
from crm.kinds import KIND, KINDS
from crm.memory import Shows
from crm.message import Button
from crm.model import Draft, NewAttachment, NewParcel
from crm.services.look import naming, timesheet
from crm.services.meaning import maybesettled
from crm.services.write import drafts, finished, recording
from crm.views import Names


async def sentence(turn: Turn, files: tuple[NewAttachment, ...], note: str = "") -> Decision:
    """Record a sentence (a file's caption too), or ask what it is; `note` came with the files before."""
    meant = forwarded.meant(turn)
    saying = saying_of(turn, files, note)
    meant = await finished.mark_taken(turn.office, turn.staff, meant)
    if not meant:
        return what_is_it(turn, recording.unclear(saying))
    return await carry_out(turn, recording.plan(meant, saying))


def saying_of(turn: Turn, files: tuple[NewAttachment, ...], note: str = "") -> recording.Saying:
    """What this turn said, with its files and the note that came with those before."""
    return recording.Saying(turn.staff, turn.said_at, incoming.attributed_text(turn), turn.source, files, note)


async def carry_out(turn: Turn, plan: recording.Plan) -> Decision:
    """Do a plan: its actions with their answer, then the question about what is not certain."""
    names = await naming.of_values(turn.office, [item.values for item in plan.creates], people=turn.situation.people)
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
    decision = await turn.routes.finishes[draft.kind](turn, draft)
    kept = (KeepFiles(plan.files),) if plan.files else ()

    def parcels(done: Recorded) -> list[NewParcel]:
        said = recorded.of_plan(turn, plan, done, names)
        return said + turn.behind(decision.parcels(done), len(said))

    return Decision((*plan.creates, *kept, *decision.effects), parcels)


async def question(turn: Turn, draft: Draft) -> Callable[[Recorded, int], list[NewParcel]]:
    """The question of a draft that a sentence began: where nobody may be meant by the doubtful words, it says what is wrong with them."""
    step = await drafts.step(turn.office, turn.staff, draft, turn.words, turn.now)
    asked, doubt = next_question(step), draft.extra.doubt
    outcome = read(step, doubt) if doubt and draft.extra.candidates is None else None
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
    return Decision.saying(_asked(turn, draft))


def _asked(turn: Turn, draft: Draft, *, asks: bool = False) -> list[NewParcel]:
    """[📌 Tarea] [☎️ Llamado] [📅 Cita] [✖️ Nada]."""
    kinds = [kind for kind in KINDS if kind.by_chat]
    keys = [Button(f"{kind.icon} {turn.words.of(kind.name, kind.title)}", encode("as", draft.id, kind.name)) for kind in kinds]
    buttons = (*(tuple(keys[i : i + 3]) for i in range(0, len(keys), 3)), (Button(turn.words("✖️ Leave it"), encode("as", draft.id, "-")),))
    return turn.render("what_is_it", buttons, message={"context": Shows(waits=draft.id)}, said=_short(draft), asks=asks)


def _short(draft: Draft) -> str:
    said = draft.extra.said
    return said if len(said) <= 120 else said[:119] + "…"
