"""Albums: Telegram sends their parts one by one, whenever it likes; they share one answer, that of the first, which is kept true."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from telegram import Message

from bot.turn import Turn
from bot.updates import message_key
from crm.decision import Decision
from crm.message import ChatMessage, restated, shows_of
from crm.model import NewParcel
from crm.services.write import notes
from crm.words import Words

_ANSWERS = 4  # so many parcels of a first part's answer may be replaced later


def name_of(message: Message | None) -> str:
    """The name that all parts of an album share; empty where it is none."""
    return message_key(message) if message and message.media_group_id else ""


def key(album: str, n: int = 0) -> str:
    """The dedupe key of the first part's answer number `n`, by which the later parts find it."""
    return f"reply:{album}:{n}"


async def first_answer(turn: Turn, decision: Decision) -> Decision:
    """What is said to the first part that was kept gets the album's name."""
    album = name_of(turn.update.message)
    if not album or not decision.effects or await _said(turn, album):
        return decision
    own = f"reply:{turn.claim.id}:"

    def named(parcel: NewParcel) -> NewParcel:
        if not parcel.dedupe_key.startswith(own):
            return parcel
        return replace(marked(parcel, album), dedupe_key=key(album, int(parcel.dedupe_key.removeprefix(own))))

    return replace(decision, parcels=lambda done: [named(parcel) for parcel in decision.parcels(done)])


async def standing(turn: Turn, album: str) -> Mapping[str, ChatMessage]:
    """What was answered to the album and still stands as it was said, by key."""
    return {key: message for key, message in (await _said(turn, album)).items() if message}


async def _said(turn: Turn, album: str) -> Mapping[str, ChatMessage | None]:
    return await notes.messages_by_key(turn.office, turn.chat_id, [key(album, n) for n in range(_ANSWERS)])


def in_place(parcel: NewParcel, album: str, of: str) -> NewParcel:
    """The parcel as a replacement of what the one of that key said."""
    payload = marked(parcel, album).payload
    return replace(parcel, payload=restated(payload, lambda message: replace(message, edit_of=of)))


def marked(parcel: NewParcel, album: str) -> NewParcel:
    """The parcel as an answer to that album."""
    chat = parcel.payload.get("chat") or {}
    if not (chat.get("text") or chat.get("file")):
        return parcel  # it only takes buttons off an older message
    shows = replace(shows_of(parcel.payload), album=album)
    return replace(parcel, payload=restated(parcel.payload, lambda message: replace(message, context=shows)))


def counted(words: Words, media_types: Sequence[str]) -> str:
    """«3 fotos», or «3 archivos» where they are not all pictures."""
    if all(media_type.startswith("image/") for media_type in media_types):
        return words.plural("{n} photo", "{n} photos", len(media_types))
    return words.plural("{n} file", "{n} files", len(media_types))
