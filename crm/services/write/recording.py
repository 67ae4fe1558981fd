"""Recording: what was meant becomes effects. Pure: the same sentence and moment always give the same decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from crm.carried import Carried, KeptFile, Waiting
from crm.decision import Create, DropDraft, Effect, KeepFiles, PutDraft
from crm.kinds import KIND, KINDS, Field, Kind, values_of
from crm.kinds.base import NOTES
from crm.model import Draft, NewAttachment, Staff
from crm.services.meaning.meant import Doubt, Meant

DRAFT_LIFE = timedelta(days=7)
INHERITED = ("partner", "contact")  # what a follow-up is about unless it says otherwise


@dataclass(frozen=True, slots=True)
class Plan:
    """What is certain (`creates`, with the remarks of each) and the draft that asks about the first thing that is not."""

    creates: tuple[Create, ...] = ()
    remarks: tuple[Mapping[str, str], ...] = ()
    draft: Draft | None = None
    files: tuple[NewAttachment, ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        if self.draft is None:
            return self.creates
        return (*self.creates, *((KeepFiles(self.files),) if self.files else ()), PutDraft(self.draft))


@dataclass(frozen=True, slots=True)
class Saying:
    """Whose words these are, when they were said (aware, in the person's zone), and what came with them.

    `source` names the message they stood in, so that editing it corrects the record; `note` is what was said with the files before.
    """

    by: Staff
    at: datetime
    text: str
    source: str = ""
    files: tuple[NewAttachment, ...] = ()
    note: str = ""


def plan(meant: Sequence[Meant], saying: Saying) -> Plan:
    """Record everything up to the first doubt; the doubtful action becomes a draft that holds what comes after it."""
    creates: list[Create] = []
    remarks: list[Mapping[str, str]] = []
    settled: list[Meant] = []
    for position, raw in enumerate(meant):
        one = _inherit(raw, settled)
        one = one if _silent(one) else _complete(one, saying.text)
        doubt = _doubt(one)
        if doubt:
            open_files = () if creates else saying.files
            draft = _draft(one, doubt, meant[position + 1 :], replace(saying, files=open_files))
            return Plan(tuple(creates), tuple(remarks), draft, open_files)
        files = saying.files if not creates else ()
        creates.append(create(one, saying, follows_new=one.follows, files=files))
        remarks.append(one.remarks)
        settled.append(one)
    return Plan(tuple(creates), tuple(remarks))


def create(one: Meant, saying: Saying, *, follows_new: int | None = None, files: tuple[NewAttachment, ...] = ()) -> Create:
    """One action. The description keeps what the person said, so that nothing that was typed is ever lost."""
    kind = KIND[one.kind]
    values: dict[str, Any] = values_of(kind, one.answers)
    if saying.text and saying.text != values.get("reference") and not values.get("description") and not (kind.body and not one.done):
        values["description"] = saying.text
    values |= {**one.values, "state": kind.did if one.done else kind.initial}
    values["dated"] = saying.at.date()
    if one.done:
        at = values.get("ends_at") or one.at or saying.at
        values |= {"closed_at": at, "dated": at.astimezone(saying.by.zone).date()}
    values |= _noted(kind, values, saying.note if files else "")
    return Create(kind.name, values, follows_new=follows_new, attachments=files)


def _noted(kind: Kind, values: Mapping[str, Any], note: str) -> dict[str, Any]:
    """A note below the description; beside it where that is the very text of a mail, memo or procedure."""
    name = NOTES if kind.body == "description" else "description"
    return {name: "\n".join(filter(None, (values.get(name), note)))} if note else {}


def _inherit(one: Meant, settled: Sequence[Meant]) -> Meant:
    """A follow-up speaks of the same partner and contact as what caused it, unless it names others."""
    if one.follows is None or one.follows >= len(settled):
        return one if one.follows is None else replace(one, follows=None)
    cause = settled[one.follows].answers
    if one.doubt or "partner" in one.answers:
        return one
    given = {name: cause[name] for name in INHERITED if cause.get(name) and KIND[one.kind].has(name)}
    return replace(one, answers={**given, **one.answers})


def _complete(one: Meant, text: str) -> Meant:
    """The reference is what the person said where nothing shorter is known."""
    kind = KIND[one.kind]
    if one.answers.get("reference") or not kind.has("reference") or (kind.prepared and not one.done) or kind.number_field:
        return one  # on a document (or beside a number of its own) stands only what was meant to stand there
    line = " ".join(text.split())
    longest = kind.field("reference").longest
    line = line if len(line) <= longest else line[: longest - 1] + "…"
    return replace(one, answers={**one.answers, "reference": line}) if line else one


def _silent(one: Meant) -> bool:
    """«Tarea para Ana» alone says not a word of what is to be done: that is asked."""
    kind = KIND[one.kind]
    return not one.done and kind.has("reference") and kind.field("reference").required and not one.answers.get("reference")


def _doubt(one: Meant) -> Doubt | None:
    """What has to be asked: what the sentence left open, else a required field; what is done already is kept as it is.

    What is prepared (a letter, a mail) asks for all that its kind asks, whatever a sentence said of it.
    """
    if one.done:
        return one.doubt
    kind: Kind = KIND[one.kind]
    missing = [f.name for f in kind.fields if _asks(kind, f) and one.answers.get(f.name) is None and one.answers.get(f.unless) is None]
    if one.doubt:
        then = tuple(name for name in missing if name != one.doubt.field)
        return replace(one.doubt, then=then) if kind.prepared else one.doubt
    if kind.prepared:
        return Doubt("", then=tuple(missing))  # even with nothing to ask: it is shown before it counts
    return Doubt(missing[0], then=tuple(missing[1:])) if missing else None


def _asks(kind: Kind, item: Field) -> bool:
    return item.required or (kind.prepared and item.asked and not item.proposed)


def _draft(one: Meant, doubt: Doubt, rest: Sequence[Meant], saying: Saying) -> Draft:
    """A draft that starts half-way (crm.carried): everything that is known, and the one question."""
    first, *later = (_waiting(item, saying) for item in (one, *rest))
    noted = _noted(KIND[one.kind], first.values, saying.note) if saying.files else {}
    extra = Carried(
        said="\n".join(filter(None, (saying.text, saying.note))),
        ask=tuple(name for name in (doubt.field, *doubt.then) if name),
        state=first.state,
        values={**first.values, **noted},
        then=tuple(later),
        source=saying.source,
        remarks=one.remarks,
        files=kept(saying.files),
        doubt=doubt.said,
        candidates=tuple(doubt.candidates) or None,
        contacts=doubt.contacts,
        why=doubt.why,
        part=doubt.part,
    )
    return Draft(
        id=0,
        staff_id=saying.by.id,
        kind=one.kind,
        answers=first.answers,
        skipped=(),
        asked=doubt.field or None,
        version=1,
        active=True,
        updated_at=saying.at,
        expires_at=saying.at + DRAFT_LIFE,
        extra=extra,
    )


def kept(files: Sequence[NewAttachment]) -> tuple[KeptFile, ...]:
    """Files as a draft names them."""
    return tuple(KeptFile(file.sha256 or "", file.name, file.media_type) for file in files)


def _waiting(one: Meant, saying: Saying) -> Waiting:
    """An action that waits in a draft, as JSON."""
    kind = KIND[one.kind]
    said = {name: {"at": value.isoformat()} if isinstance(value, datetime) else value for name, value in one.values.items()}
    noted = saying.text and (one.done or not kind.body)  # what is said about a mail or memo is not its text
    values: dict[str, Any] = {**said, **({"description": saying.text} if noted else {})}
    if one.done:
        values["closed_at"] = {"at": (one.at or saying.at).isoformat()}
    answers = {name: answer for name, answer in _complete(one, saying.text).answers.items() if kind.has(name)}
    return Waiting(one.kind, answers, kind.did if one.done else kind.initial, values, follows=one.follows is not None)


def unclear(saying: Saying) -> Plan:
    """A text without any readable meaning: kept as a parked draft of the likeliest kind, with the text as its reference."""
    draft = _draft(Meant(KINDS[0].name, done=False, answers={}), Doubt("kind"), (), saying)
    return Plan(draft=replace(draft, asked=None, active=False), files=saying.files)


def as_kind(draft: Draft, kind: Kind, by: Staff, meant: Sequence[Meant]) -> Plan:
    """What the person says an unclear text is, with what could be read in it: recorded when nothing is missing, else asked."""
    said_at = draft.updated_at.astimezone(by.zone)
    saying = Saying(by, said_at, draft.extra.said, draft.extra.source, draft.files)
    return plan(meant or [_complete(Meant(kind.name, done=False, answers={}), words_of(draft))], saying)


def words_of(draft: Draft) -> str:
    """The words alone of a kept text: of a forwarded one without who wrote it when."""
    return draft.extra.words or draft.extra.said


def written_at(draft: Draft, by: Staff) -> datetime:
    """When the words of a kept text were written, in the person's zone."""
    at = draft.extra.written_at
    return (datetime.fromisoformat(at) if at else draft.updated_at).astimezone(by.zone)


def dropped(draft: Draft) -> DropDraft:
    return DropDraft(draft.id)
