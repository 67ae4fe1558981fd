"""What came with a message besides a sentence: its files, place, shared contact or forwarded text, fetched and kept until it has a home."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from telegram.error import BadRequest

from bot.pieces import albums, forwarded
from bot.turn import Turn
from bot.updates import file_of
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Decision, DropDraft, KeepFiles, PutDraft, Recorded
from crm.kinds import KIND, KINDS
from crm.kinds.base import NOTES
from crm.memory import Shows
from crm.message import Button, Rows
from crm.model import Action, Draft, NewAttachment, NewParcel
from crm.services.look import naming
from crm.services.write import drafts, recording
from crm.views import Reader, action
from crm.words import Words

LIMIT = 20 * 1024 * 1024  # bytes that Telegram lets a bot download
BUTTONS = 4


def attributed_text(turn: Turn) -> str:
    """The words, and of somebody else's who wrote them when."""
    text, origin = turn.text.strip(), forwarded.heading(turn)
    if not origin:
        return text
    words = turn.words("Forwarded from {who}", who=origin)
    return f"{words}: {text}" if text else words


def note_of(turn: Turn) -> str:
    """The words of a message as a note: its text, where it was, whose number it is, from whom it was forwarded."""
    message = turn.update.message
    assert message
    lines = [attributed_text(turn)]
    if message.venue:
        lines.append(f"📍 {message.venue.title}, {message.venue.address}")
    if message.location:
        place = f"{message.location.latitude:.6f},{message.location.longitude:.6f}"
        lines.append(f"📍 https://maps.google.com/?q={place}")
    if message.contact:
        person = message.contact
        lines.append(f"📇 {' '.join(filter(None, (person.first_name, person.last_name)))} {person.phone_number}")
    return "\n".join(line for line in lines if line)


async def fetch(turn: Turn) -> tuple[tuple[NewAttachment, ...], Decision | None]:
    """The bytes of the message's file, before anything is committed; or the sentence on why they cannot be had."""
    message = turn.update.message
    found = file_of(message) if message else None
    if found is None:
        return (), None
    if found.size > LIMIT:
        return (), _too_big(turn, found.size)
    try:
        data = bytes(await (await turn.bot.get_file(found.file_id)).download_as_bytearray())
    except BadRequest as error:
        if "too big" not in error.message.lower():
            raise
        return (), _too_big(turn, found.size)
    return (NewAttachment(found.name, found.media_type, data, sha256(data).hexdigest()),), None


def _too_big(turn: Turn, size: int) -> Decision:
    megabytes = f"{size / 1_000_000:.0f}" if size else ""
    return Decision.saying(turn.render("too_big", size=megabytes, address=_archive(turn)))


def _archive(turn: Turn) -> str:
    """The mail address that logs whatever comes, where the office has a mail door."""
    domain = turn.office.parameters.get("mail_domain")
    return f"{turn.words('archive')}@{domain}" if domain else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that was kept without a home, and the effect that ends its waiting."""

    note: str
    files: tuple[NewAttachment, ...]
    gone: DropDraft
    source: str


def _of_draft(draft: Draft) -> Waiting:
    return Waiting(draft.extra.said, draft.files, DropDraft(draft.id), draft.extra.source)


async def waiting(turn: Turn, draft_id: int) -> Waiting | None:
    """What waits in that draft of this person."""
    draft = await drafts.own(turn.office, turn.staff, draft_id)
    return _of_draft(draft) if draft else None


async def just_asked(turn: Turn) -> Waiting | None:
    """What «¿De qué es este archivo?» was asked about just before: the sentence that follows is the answer."""
    waits = turn.newest.waits
    return await waiting(turn, waits) if waits else None


async def ask(turn: Turn, items: Sequence[Action]) -> Decision:
    """Keep what came as a parked draft and ask which action it belongs to."""
    files, refusal = await fetch(turn)
    return refusal or await ask_about(turn, items, files, note_of(turn))


async def ask_about(turn: Turn, items: Sequence[Action], files: tuple[NewAttachment, ...], note: str) -> Decision:
    """The same of what was fetched (or kept) already."""
    written_at = forwarded.written_at(turn).isoformat()
    extra = Carried(said=note, source=turn.source, files=recording.kept(files), words=turn.text.strip(), written_at=written_at)
    answers = {"reference": note.partition("\n")[0][:200]} if note else {}
    draft = replace(drafts.new(turn.staff, KINDS[0], turn.now, answers=answers, extra=extra), active=False)
    names = await naming.of(turn.office, items, turn.situation.people)
    reader = Reader.of(turn.staff, turn.words, turn.now)
    views = [action(item, names, reader) for item in items[:BUTTONS]]

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        rows: Rows = tuple(
            (Button(_cut(f"{view.icon} {view.name} · {view.partner or view.reference}"), encode("to", view.id, done.draft.id)),)
            for view in views
        )
        new = f"{KINDS[0].icon} {turn.words.of(KINDS[0].name, KINDS[0].title)}"
        last = (
            Button(f"➕ {new}", encode("as", done.draft.id, KINDS[0].name)),
            Button(turn.words("✖️ Leave it"), encode("as", done.draft.id, "-")),
        )
        about = what_about(turn.words, len(files))
        return turn.render("which", (*rows, last), message={"context": Shows(waits=done.draft.id)}, about=about, note=note)

    return Decision((KeepFiles(files), PutDraft(draft)), parcels)


def what_about(words: Words, files: int) -> str:
    """«¿De qué es este archivo?», «¿De qué son estos 3 archivos?»."""
    return words.plural("What is this file about?", "What are these {n} files about?", files) if files else words("What is this about?")


def more(draft: Draft, turn: Turn, files: Sequence[NewAttachment], note: str, *, active: bool) -> Draft:
    """The draft with further files, and what was said with them: it ends in the description."""
    values = dict(draft.extra.values)
    field = NOTES if KIND[draft.kind].body == "description" else "description"  # beside the very text of a mail or memo
    values[field] = "\n".join(filter(None, (values.get(field), note)))
    extra = replace(draft.extra, files=(*draft.extra.files, *recording.kept(files)), values=values)
    if album := albums.name_of(turn.update.message):
        before = draft.extra.of_album if draft.extra.album == album else ()
        extra = replace(extra, album=album, of_album=(*before, *(file.media_type for file in files)))
    if not active:
        extra = replace(extra, said="\n".join(filter(None, (draft.extra.said, note))))
    return drafts.touched(replace(draft, version=draft.version + 1, extra=extra), turn.now, active=active)


def _cut(label: str, most: int = 48) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"
