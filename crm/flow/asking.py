"""What to ask next, by the type of the field: the sentence and what can be tapped."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, time

from crm.carried import Part
from crm.flow import calendar, codes
from crm.flow.addresses import address_question, choices
from crm.flow.dates import capital, near_days, near_label, past_days, slot_of
from crm.flow.model import Choice, Choices, Question, Step
from crm.flow.slots import spans_of, start_hours
from crm.flow.steps import can_go_back, in_agenda, missing
from crm.flow.taken import taken_question
from crm.kinds import KIND, Field, FieldType
from crm.model import Draft

DURATIONS = (30, 60, 90, 120)
_SKIP = {
    FieldType.PARTNER: "No partner",
    FieldType.CONTACT: "Nobody",
    FieldType.DUE: "No date",
}


def next_question(step: Step) -> Question | None:
    """The question that is open now: the asked field's, else that of the next field that is missing; None when none is."""
    item = open_field(step)
    if item is None:
        return None
    text, rows = _ASK[item.type](step, item)
    carried = step.draft.extra
    if not carried.trail and not carried.said and carried.part is None:
        text = f"{_head(step)} · {text}"
    if why := carried.why.get(item.name):
        text = f"{why}\n{text}"
    wanted = carried.verb or carried.first is not None  # a reason: it is given or the question is cancelled
    skippable = not item.required and item.type is not FieldType.STAFF and not wanted
    skip = step.words.of(step.draft.kind, item.skip or _SKIP.get(item.type, _leave(step.draft))) if skippable else ""
    return Question(item.name, text, rows, skip, back=can_go_back(step.draft))


def _leave(draft: Draft) -> str:
    """The way to leave a field out; a field that is corrected is emptied so."""
    return "Leave empty" if draft.extra.fix else "Skip"


def open_field(step: Step) -> Field | None:
    """The field that is asked, else the next one that is missing."""
    if step.draft.asked:
        return KIND[step.draft.kind].field(step.draft.asked)
    tables = {entry.table for entry in step.know.entries}
    return missing(step.draft, has_contacts=bool(step.know.contacts), tables=tables)


def _head(step: Step) -> str:
    """«📌 Tarea nueva · ACME S.A.», that something is being corrected, or what is done with it («❌ Rechazar… N° 1187»)."""
    kind, extra = KIND[step.draft.kind], step.draft.extra
    title = step.words.of(kind.name, kind.title)
    if extra.verb:
        return f"{kind.verb(extra.verb).icon} {title} {extra.number}".strip()
    if extra.first is not None:
        return f"💬 {title} {extra.first}"
    if extra.fix:
        return step.words("✏️ Correct")
    new = f"{kind.icon} {step.words.of(kind.name, 'New {what}', what=title.lower())}"
    whose = step.know.partners.get(step.draft.answers.get("partner") or 0)
    return f"{new} · {whose.name}" if whose else new


def rows_of(choices: Iterable[Choice], width: int) -> Choices:
    """Choices side by side, `width` in a row."""
    items = tuple(choices)
    return tuple(items[i : i + width] for i in range(0, len(items), width))


def _say(step: Step, item: Field) -> str:
    return step.words.of(step.draft.kind, item.ask or item.label)


def _partner(step: Step, item: Field) -> tuple[str, Choices]:
    candidates = step.draft.extra.candidates
    if candidates is None:
        chosen = [step.know.partners[i] for i in step.know.recent if i in step.know.partners]
        return _say(step, item), rows_of((Choice(p.name, str(p.id)) for p in chosen), 3)
    found = [step.know.partners[i] for i in candidates if i in step.know.partners]
    doubt = step.draft.extra.doubt
    text = step.words("Which «{name}»?", name=doubt) if doubt else _say(step, item)
    named = step.draft.extra.contacts
    labels = ((named[p.id][1], p.name) if p.id in named else (p.name, p.city) for p in found)
    rows = rows_of((Choice(" · ".join(filter(None, label)), str(p.id)) for label, p in zip(labels, found, strict=True)), 1)
    return text, (*rows, (Choice(step.words("➕ New customer"), "new"),)) if doubt else rows


def _contact(step: Step, item: Field) -> tuple[str, Choices]:
    wanted = step.draft.extra.candidates
    people = [c for c in step.know.contacts if wanted is None or c.id in wanted]
    labels = (f"{c.name} ({c.position})" if c.position else c.name for c in people)
    choices = [Choice(label, str(c.id)) for label, c in zip(labels, people, strict=True)]
    return _say(step, item), rows_of(choices[:12], 2)


def _staff(step: Step, item: Field) -> tuple[str, Choices]:
    wanted = step.draft.extra.candidates
    others = [s for s in step.know.staff if s.id != step.know.me.id and (wanted is None or s.id in wanted)]
    me = [Choice(step.words("Me"), str(step.know.me.id))] if wanted is None or step.know.me.id in wanted else []
    return _say(step, item), rows_of([*me, *(Choice(s.name, str(s.id)) for s in others[:20])], 3)


def _staffs(step: Step, item: Field) -> tuple[str, Choices]:
    others = [s for s in step.know.staff if s.id != step.know.me.id]
    return _say(step, item), rows_of((Choice(s.name, str(s.id)) for s in others[:20]), 3)


def _due(step: Step, item: Field) -> tuple[str, Choices]:
    part = step.draft.extra.part or Part()
    if part.month:
        return calendar.question(step, part.month)
    if part.day:
        return _hours(step, codes.to_day(part.day), all_day=True)
    days = days_row(step)
    more = [Choice(step.words("📅 Calendar"), codes.month(step.today))]
    if not part.hour:
        more.append(Choice(step.words("🕑 With hour"), "hour"))
    return _say(step, item), (*days, tuple(more))


def days_row(step: Step, *, over: bool = False) -> Choices:
    """The near days, in rows of two; of what is over, the days that have been."""
    over = over or (step.draft.asked == KIND[step.draft.kind].moment and KIND[step.draft.kind].measures)
    near = (past_days if over else near_days)(step.today, step.know.holidays, step.know.working)
    return rows_of((Choice(near_label(d, step.today, step.words), codes.day(d)) for d in near), 2)


def _slot(step: Step, item: Field) -> tuple[str, Choices]:
    part, wish = step.draft.extra.part or Part(), step.draft.extra.wish
    if wish:
        return taken_question(step, *slot_of(wish))
    if part.month:
        return calendar.question(step, part.month)
    if part.start:
        return _durations(step)
    if part.day:
        return _hours(step, codes.to_day(part.day), all_day=False)
    days = days_row(step, over=not in_agenda(step.draft))
    return _say(step, item), (*days, (Choice(step.words("📅 Calendar"), codes.month(step.today)),))


def _hours(step: Step, day: date, *, all_day: bool) -> tuple[str, Choices]:
    taken = [] if all_day else spans_of(step.know.taken)
    since = step.now if all_day or in_agenda(step.draft) else None
    hours = start_hours(taken, day, step.know.hours, step.now, since=since)
    text = step.words("{day}: at what time?", day=capital(step.words.day(day, step.today)))
    grid = rows_of((Choice(f"{at:%H:%M}", codes.hour(at)) for at in hours), 4)
    return text, (*grid, (Choice(step.words("Another hour"), "other"), Choice(step.words("Another day"), "days")))


def _durations(step: Step) -> tuple[str, Choices]:
    part = step.draft.extra.part or Part()
    day, start = codes.to_day(part.day), time.fromisoformat(part.start)
    lengths = sorted({*DURATIONS, KIND[step.draft.kind].minutes})
    text = step.words("{day}, from {start}: for how long?", day=capital(step.words.day(day, step.today)), start=f"{start:%H:%M}")
    return text, rows_of((Choice(length_label(n, step), f"d{n}") for n in lengths), 4)


def length_label(minutes: int, step: Step) -> str:
    """«30 min», «1 h», «1 h 30»."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return step.words("{n} min", n=rest)
    return step.words("{n} h", n=hours) + (f" {rest}" if rest else "")


def _entry(step: Step, item: Field) -> tuple[str, Choices]:
    entries = [e for e in step.know.entries if e.table == item.table]
    labels = (f"{e.code} {e.label(step.words.language)}" if item.coded else e.label(step.words.language) for e in entries[:20])
    return _say(step, item), rows_of((Choice(label, str(e.id)) for label, e in zip(labels, entries, strict=False)), 2)


def _choice(step: Step, item: Field) -> tuple[str, Choices]:
    return _say(step, item), rows_of((Choice(step.words.of(step.draft.kind, name), str(n)) for n, name in enumerate(item.choices)), 3)


def _date(step: Step, item: Field) -> tuple[str, Choices]:
    part = step.draft.extra.part or Part()
    if part.month:
        return calendar.question(step, part.month)
    return _say(step, item), (*days_row(step), (Choice(step.words("📅 Calendar"), codes.month(step.today)),))


def _flag(step: Step, item: Field) -> tuple[str, Choices]:
    return _say(step, item), ((Choice(step.words("Yes"), "1"), Choice(step.words("No"), "0")),)


def _copies(step: Step, item: Field) -> tuple[str, Choices]:
    return _say(step, item), choices(step.know.offered.maybe)


def _typed(step: Step, item: Field) -> tuple[str, Choices]:
    return _say(step, item), ()


_ASK: Mapping[FieldType, Callable[[Step, Field], tuple[str, Choices]]] = {
    FieldType.PARTNER: _partner,
    FieldType.CONTACT: _contact,
    FieldType.STAFF: _staff,
    FieldType.STAFFS: _staffs,
    FieldType.DUE: _due,
    FieldType.SLOT: _slot,
    FieldType.MONEY: _typed,
    FieldType.ENTRY: _entry,
    FieldType.CHOICE: _choice,
    FieldType.LINE: _typed,
    FieldType.TEXT: _typed,
    FieldType.PHONE: _typed,
    FieldType.DATE: _date,
    FieldType.FLAG: _flag,
    FieldType.ADDRESS: address_question,
    FieldType.ADDRESSES: _copies,
}


def with_asked(step: Step) -> Draft:
    """The draft with the field that `next_question` asks written down as open."""
    item = open_field(step)
    return replace(step.draft, asked=item.name if item else None)
