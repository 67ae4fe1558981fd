"""A draft left for a day is told once, and then waits in «Borradores» for the rest of its week."""

from dataclasses import replace
from datetime import timedelta

from crm import notices
from crm.buttons import encode
from crm.decision import Decision, PutDraft, Recorded
from crm.memory import Shows
from crm.message import Button, ChatMessage
from crm.model import Draft, NewParcel, Staff
from crm.render import chat
from crm.services.due.each import each
from crm.services.house.office import Office
from crm.services.meaning import directory
from crm.services.write import commit, drafts
from crm.store import drafts as stored
from crm.words import words_for

AFTER = timedelta(days=1)


async def remind(office: Office) -> int:
    """Tell everybody once of what was left half-way a day ago; how many were told. A job of the scheduler."""
    now = office.now()
    async with office.store.read() as tx:
        left = [draft for draft in await stored.left_before(tx, now - AFTER) if not draft.extra.told and draft.expires_at > now]
    people = (await directory.snapshot(office)).staff
    return await each(office, "draft", left, lambda draft: _tell(office, draft, people.get(draft.staff_id)))


async def _tell(office: Office, draft: Draft, person: Staff | None) -> int:
    """Park the draft and promise the line in one transaction; ConflictError where the person went on in the meantime."""
    if person is None or person.telegram_id is None:
        return 0
    aside = replace(draft, version=draft.version + 1, active=False, extra=replace(draft.extra, told=True))
    what = drafts.summary(draft, await drafts.partner_names(office, [draft]), words_for(person))

    def parcels(done: Recorded) -> list[NewParcel]:
        assert done.draft
        return _parcel(done.draft, person, what)

    await commit.commit(office, Decision((PutDraft(aside),), parcels), by=person, source=f"draft:{draft.id}:left")
    return 1


def _parcel(draft: Draft, person: Staff, what: str) -> list[NewParcel]:
    words = words_for(person)
    row = tuple(
        Button(words(label), encode("draft", draft.id, draft.version, way)) for label, way in (("▶ Go on", "go"), ("🗑 Drop", "drop"))
    )
    message = ChatMessage(chat("draft_left", words, what=what), (row,), context=Shows(draft=draft.id, version=draft.version))
    return notices.in_chat(person, f"draft:{draft.id}:left", message)
