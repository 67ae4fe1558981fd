"""A further part of an album goes where the first one went, and the answer to that one says how many there are."""

from dataclasses import replace

from markupsafe import Markup, escape

from bot.heard import AlbumPart
from bot.pieces import adding, albums, forwarded, incoming
from bot.pieces.carrying import sentence
from bot.pieces.pickers import question
from bot.turn import Turn
from crm.decision import Decision, KeepFiles, PutDraft, Recorded
from crm.message import ChatMessage, restated
from crm.model import Draft, NewAttachment, NewParcel
from crm.services.write import drafts, notes
from crm.services.write.notes import Album

Files = tuple[NewAttachment, ...]


async def album(turn: Turn) -> Decision | None:
    """The part of an album of which an earlier part was kept."""
    name = turn.the(AlbumPart).name
    given = await notes.of_album(turn.office, name)
    draft = None if given else await _draft(turn, name)
    if given is None and draft is None:
        return None
    files, refusal = await incoming.fetch(turn)
    if refusal:
        return refusal
    if given:
        return await _to_action(turn, name, given, files)
    assert draft
    return await (_to_question if draft.active else _to_parked)(turn, name, draft, files)


async def _draft(turn: Turn, name: str) -> Draft | None:
    parked = await drafts.parked(turn.office, turn.staff)
    return next((draft for draft in parked if name in (draft.extra.source, draft.extra.album)), None)


def _note(turn: Turn) -> str:
    """Who wrote it is said with the first part, or with the caption."""
    return incoming.note_of(turn) if turn.text else ""


async def _to_action(turn: Turn, name: str, given: Album, files: Files) -> Decision:
    way = turn.routes.files.get(given.item.kind)
    decision = await way(turn, given, files) if way else None
    if decision:
        return decision
    said = (await albums.standing(turn, name)).get(albums.key(name))
    if not given.made:
        return await adding.add(turn, given.item, _note(turn), files, album=given, quiet=said is None)
    decision = await adding.add(turn, given.item, _note(turn), files, album=given, quiet=True)
    old = turn.words.plural("{n} file", "{n} files", len(given.files))
    new = turn.words.plural("{n} file", "{n} files", len(given.files) + len(files))
    return _and_again(turn, decision, name, replace(said, text=said.text.replace(f"📎 {old}", f"📎 {new}"))) if said else decision


def _and_again(turn: Turn, decision: Decision, name: str, said: ChatMessage) -> Decision:
    """The decision, and the album's answer as it is to stand now."""
    parcel = albums.in_place(turn.parcel(0, replace(said, edit=None, edit_of="")), name, albums.key(name))
    return replace(decision, parcels=lambda done: [parcel, *decision.parcels(done)])


async def _to_parked(turn: Turn, name: str, draft: Draft, files: Files) -> Decision:
    """Of what is not known yet: a caption that says it is recorded with everything that waits, else the question counts one more."""
    waits = await incoming.waiting(turn, draft.id)
    if waits and turn.text and forwarded.meant(turn):
        made = await sentence(turn, (*waits.files, *files), waits.note)

        def answered(done: Recorded) -> list[NewParcel]:
            first, *rest = made.parcels(done)
            return [albums.in_place(first, name, albums.key(name)), *rest]

        return replace(made, effects=(waits.gone, *made.effects), parcels=answered)
    note = _note(turn)
    kept = incoming.more(draft, turn, files, note, active=False)
    decision = Decision((KeepFiles(files), PutDraft(kept)))
    said = (await albums.standing(turn, name)).get(albums.key(name))
    if said is None:
        return decision
    before = len(draft.extra.files)
    text = said.text.replace(incoming.what_about(turn.words, before), incoming.what_about(turn.words, before + len(files)))
    return _and_again(turn, decision, name, replace(said, text=Markup("\n").join(filter(None, (text, note)))))


async def _to_question(turn: Turn, name: str, draft: Draft, files: Files) -> Decision:
    """Of what is being written: its buttons changed with it, so the open question is shown again where it stands."""
    kept = incoming.more(draft, turn, files, _note(turn), active=True)
    ask = await question(turn, kept)
    said = await albums.standing(turn, name)
    asked = next((key for key, message in said.items() if message.context.draft == draft.id), "")
    counts = draft.extra.album == name and albums.key(name) in said and asked != albums.key(name)

    def parcels(done: Recorded) -> list[NewParcel]:
        [shown] = ask(done, 1)
        if asked:
            shown = albums.in_place(shown, name, asked)
        elif draft.message_id:
            shown = replace(shown, payload=restated(shown.payload, lambda message: replace(message, edit=draft.message_id)))
        return [*([_count(turn, name, kept)] if counts else []), shown]

    return Decision((KeepFiles(files), PutDraft(kept)), parcels)


def _count(turn: Turn, name: str, kept: Draft) -> NewParcel:
    text = turn.words("📎 Added to what you are writing: {what}.", what=albums.counted(turn.words, kept.extra.of_album))
    return albums.in_place(turn.parcel(0, ChatMessage(escape(text))), name, albums.key(name))
