"""A draft left for a day is told once, and then waits in «Borradores» for the rest of its week."""

import logging
from dataclasses import replace
from datetime import timedelta

from crm.buttons import encode
from crm.decision import Decision, PutDraft, Recorded
from crm.errors import ConflictError
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Channel, Draft, NewParcel, Priority, Staff
from crm.render import chat
from crm.services.house.office import Office
from crm.services.meaning import directory
from crm.services.write import commit, drafts
from crm.store import drafts as stored
from crm.words import words_for

log = logging.getLogger(__name__)

AFTER = timedelta(days=1)


async def remind(office: Office) -> int:
    """Tell everybody once of what was left half-way a day ago; how many were told. A job of the scheduler."""
    now = office.now()
    async with office.store.read() as tx:
        left = [draft for draft in await stored.left_before(tx, now - AFTER) if not draft.extra.told and draft.expires_at > now]
    people = (await directory.snapshot(office)).staff
    told = 0
    for draft in left:
        person = people.get(draft.staff_id)
        if person and person.telegram_id is not None:
            told += await _tell(office, draft, person)
    return told


async def _tell(office: Office, draft: Draft, person: Staff) -> int:
    """Park the draft and promise the line in one transaction; nothing where the person went on in the meantime."""
    aside = replace(draft, version=draft.version + 1, active=False, extra=replace(draft.extra, told=True))
    what = drafts.summary(draft, await drafts.partner_names(office, [draft]), words_for(person))

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        return [_parcel(done.draft, person, what)]

    try:
        await commit.commit(office, Decision((PutDraft(aside),), parcels), by=person, source=f"draft:{draft.id}:left")
    except ConflictError:
        log.info("draft %s went on while it was to be reminded of", draft.id)
        return 0
    return 1


def _parcel(draft: Draft, person: Staff, what: str) -> NewParcel:
    words = words_for(person)
    row = tuple(
        Button(words(label), encode("draft", draft.id, draft.version, way)) for label, way in (("▶ Go on", "go"), ("🗑 Drop", "drop"))
    )
    message = ChatMessage(chat("draft_left", words, what=what), (row,), context=Shows(draft=draft.id, version=draft.version))
    return NewParcel(
        dedupe_key=f"draft:{draft.id}:left",
        order_key=f"tg:{person.telegram_id}",
        channel=Channel.TELEGRAM,
        address=str(person.telegram_id),
        payload=message.payload(),
        priority=Priority.NOTICE,
        staff_id=person.id,
    )
