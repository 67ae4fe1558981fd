"""What is said of actions that were just recorded: the answer with its ways back, and the notices to others who must do them."""

from collections.abc import Mapping, Sequence

from bot.pieces import deciding, forwarded
from bot.turn import Turn
from crm import notices
from crm.buttons import encode
from crm.decision import Recorded
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, NewParcel, Staff
from crm.permissions import may_do
from crm.render import chat
from crm.services.look import timesheet
from crm.services.staff import handovers
from crm.services.write.recording import Plan
from crm.views import Names, Reader, action, inside
from crm.words import Words, words_for


def of_plan(
    turn: Turn, plan: Plan, done: Recorded, names: Names, *, spent: Sequence[Action] = (), settled: Sequence[Action] = ()
) -> list[NewParcel]:
    """The answer to the actions of a plan as they were stored; `spent` was done on their days before, `settled` may be closed."""
    actions = done.actions[: len(plan.creates)]
    files = sum(len(item.attachments) for item in plan.creates)
    if not actions:
        return []
    made = (*actions, *new_of(done))
    return parcels(turn, made, done.change_id, names, remarks=plan.remarks, files=files, spent=spent, settled=settled)


def new_of(done: Recorded) -> list[Action]:
    """What came with the actions of itself (the task that asks about a renewal), as it stands now."""
    return [item for item in done.brought if item.is_open and not item.removed]


def parcels(  # noqa: PLR0913 - what a template of one message needs
    turn: Turn,
    actions: Sequence[Action],
    change_id: int,
    names: Names,
    *,
    remarks: Sequence[Mapping[str, str]] = (),
    files: int = 0,
    first: int = 0,
    spent: Sequence[Action] = (),
    settled: Sequence[Action] = (),
) -> list[NewParcel]:
    """The answer to new actions, the first one as the heading, and a notice to everybody else who is responsible for one."""
    reader = Reader.of(turn.staff, turn.words, turn.now)
    noted = [_remark(remark) for remark in remarks] + [""] * (len(actions) - len(remarks))
    views = [action(item, names, reader, remark=remark) for item, remark in zip(actions, noted, strict=True)]
    away = _on_leave(turn, actions, names)
    context = Shows(action=_main(actions).id, made=tuple(item.id for item in actions), change=change_id)
    said = turn.render(
        "recorded",
        (
            *_offered(turn, actions),
            *_closing(turn, settled, names, reader),
            *ways_back(turn.words, actions, change_id),
            *_decisions(turn, actions),
            *_instead(turn, away),
        ),
        first=first,
        message={"context": context},
        actions=views,
        files=files,
        totals=timesheet.totals(actions, spent, reader),
        origin=forwarded.heading(turn),
        away=[_away(turn, person, instead) for _, person, instead in away],
    )
    return said + [parcel for item in actions for parcel in (*requested(turn, item, names), *deciding.to_deciders(turn, item, names))]


def _on_leave(turn: Turn, actions: Sequence[Action], names: Names) -> list[tuple[Action, Staff, Staff | None]]:
    """Which of them are for somebody who is on leave, with who does that person's work; each person once."""
    found = {item.responsible_id: item for item in reversed(actions) if item.is_open and item.responsible_id != turn.staff.id}
    people = [(item, person) for i, item in found.items() if (person := names.staff.get(i)) and person.is_away(turn.today)]
    return [(item, person, names.staff.get(person.substitute_id or 0)) for item, person in people]


def _away(turn: Turn, person: Staff, instead: Staff | None) -> str:
    """«Ana Rojas no está hasta el viernes 4 dic; en su lugar: Bruno Díaz»."""
    until = handovers.until(person.away_until, turn.today, turn.words)
    said = turn.words("{name} is away {until}", name=person.name, until=until)
    return said + (turn.words("; instead: {name}", name=instead.name) if instead else "")


def _instead(turn: Turn, away: Sequence[tuple[Action, Staff, Staff | None]]) -> Rows:
    """[👤 A Bruno Díaz]."""
    return tuple(
        (Button("👤 " + turn.words("To {name}", name=instead.name), encode("give", item.id, instead.id)),)
        for item, _, instead in away
        if instead
    )


def _offered(turn: Turn, actions: Sequence[Action]) -> Rows:
    """[✅ Emitir] where that is what usually follows."""
    offered = [(item, verb) for item in actions for verb in KIND[item.kind].verbs_from(item.state) if verb.offered]
    keys = (
        Button(f"{verb.icon} {turn.words.of(item.kind, verb.label)}", encode("do", item.id, verb.name))
        for item, verb in offered
        if may_do(turn.staff, verb.needs, item, turn.office.parameters)
    )
    return tuple((key,) for key in keys)[:1]


def _closing(turn: Turn, settled: Sequence[Action], names: Names, reader: Reader) -> Rows:
    """[✅ Cerrar llamado 12] for what was still open and may be done with it."""
    finishes = ((item, KIND[item.kind].finishing) for item in settled)
    return tuple(
        (Button("✅ " + turn.words("Close {what}", what=inside(action(item, names, reader).name)), encode("do", item.id, finish.name)),)
        for item, finish in finishes
        if finish
    )


def _decisions(turn: Turn, actions: Sequence[Action]) -> Rows:
    """[✅ Aprobar] [❌ Rechazar…] where that is the person's own to decide."""
    rows = (deciding.keys(turn, item, turn.staff, turn.words) for item in actions)
    return tuple(row for row in rows if row)[:1]


def ways_back(words: Words, actions: Sequence[Action], change_id: int) -> Rows:
    """[↩️ Deshacer] [✏️ Corregir] and, where something is still to be done at a time, [🕑 Otra hora]."""
    row = [
        Button(words("↩️ Undo"), encode("undo", change_id)),
        Button(words("✏️ Correct"), encode("fix", actions[0].id)),
    ]
    timed = next((item for item in actions if item.is_open and (item.due_at or item.due_on or item.starts_at)), None)
    if timed:
        row.append(Button(words("🕑 Other time"), encode("when", timed.id)))
    return (tuple(row),)


def requested(turn: Turn, item: Action, names: Names) -> list[NewParcel]:
    """The notice to the responsible of an action that somebody else asked for; nothing for one's own."""
    to = names.staff.get(item.responsible_id)
    if to is None or to.id == turn.staff.id or not item.is_open:
        return []
    words, kind = words_for(to), KIND[item.kind]
    view = action(item, names, Reader.of(to, words, turn.office.now()))
    finish = kind.finishing
    done = [Button(f"{finish.icon} {words.of(kind.name, finish.label)}".strip(), encode("do", item.id, finish.name))] if finish else []
    row = (
        *done,
        *deciding.keys(turn, item, to, words),
        Button(words("⏰ Postpone"), encode("when", item.id)),
        Button(words("💬 Reply"), encode("reply", item.id)),
    )
    text = chat("requested", words, who=turn.staff.name, a=view, name=inside(view.name), again=item.version > 1)
    message = ChatMessage(text, (row,), context=Shows(action=item.id))
    return notices.in_chat(to, f"requested:{item.id}:{item.version}", message, action_id=item.id)


def _main(actions: Sequence[Action]) -> Action:
    """The action that a reply to this message is about: the first that is still to be done, else the first."""
    return next((item for item in actions if item.is_open), actions[0])


def _remark(remark: Mapping[str, str]) -> str:
    return next(iter(remark.values()), "")
