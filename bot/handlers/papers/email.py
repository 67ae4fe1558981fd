"""A mail from the chat: its preview, what is changed in it, sending, taking back, and the answer to one that came."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.heard import ForMail
from bot.pieces import albums, drafting, forwarded, incoming, pickers
from bot.pieces.adding import add
from bot.pieces.scene import Scene, scene
from bot.turn import Turn
from crm.carried import Carried
from crm.decision import Change, Decision, Deliver, Recorded, StopDeliveries
from crm.kinds.email import EMAIL
from crm.memory import Shows
from crm.message import ChatMessage
from crm.model import Action, Attachment, Channel, Draft, NewAttachment, NewParcel, Priority
from crm.notices import mail_way
from crm.permissions import Deed, may_with
from crm.render import chat
from crm.services.look import naming
from crm.services.mailing import outbound
from crm.services.mailing.outbound import Mailing
from crm.services.meaning import titles
from crm.services.papers.issuing import key_of
from crm.services.write import drafts, finished, notes
from crm.views import Reader

_AFTER = 81  # parcel number of the old preview's edit


async def email(turn: Turn) -> Decision | None:
    """The buttons `email:<action id>:<version>:<what>`; an older version shows what stands now."""
    what = (*turn.press.args, "", "")[2]
    found = await scene(turn, Deed.SEE if what in _SEEN else Deed.ACT)
    if not isinstance(found, Scene):
        return found
    if found.item.kind != EMAIL.name:
        return None
    way = _SEEN.get(what)
    return await (way or _acted)(found)


async def _acted(found: Scene) -> Decision | None:
    """What changes the mail, as long as it stands as the button's message shows it."""
    turn, state = found.turn, found.item.state
    what = (*turn.press.args, "", "")[2]
    if what == "stop" and state == EMAIL.delivered:
        return await _show(found, turn.words("It left at {hour} already and cannot be taken back.", hour=(await _seen(found)).left_at))
    if turn.press.number(1) != found.item.version:
        return await _show(found, turn.words("That button no longer counts."))
    ways = _WRITTEN if state in outbound.EDITABLE else _LEAVING if state == EMAIL.queued else {}
    way = ways.get(what)
    return await way(found) if way else None


async def prepared(turn: Turn, draft: Draft) -> Decision:
    """What a finished draft becomes: a mail in the state of a draft, shown with all that may be changed before it is sent."""
    if draft.extra.fix:
        return await _changed(turn, draft)
    plan = await finished.plan(turn.office, turn.staff, draft, turn.now)
    first, *rest = plan.creates
    first = replace(first, values=outbound.drafted(first.values))
    files = [Attachment(0, 0, f.sha256 or "", f.name, f.media_type, len(f.data or b"")) for f in first.attachments]
    names = await naming.of_values(turn.office, [first.values], people=turn.situation.people)
    reader = Reader.of(turn.staff, turn.words, turn.now)
    ask = await pickers.question(turn, plan.draft) if plan.draft else None

    def parcels(done: Recorded) -> list[NewParcel]:
        item = next(one for one in done.actions if one.kind == EMAIL.name and one.state == EMAIL.initial)
        message = outbound.shown(turn.office, item, names, reader, files=files).message(edit=turn.shown)
        return [turn.parcel(0, message), *(ask(done, 10) if ask else ())]

    return Decision((first, *rest, *plan.effects[len(plan.creates) :]), parcels)


async def _changed(turn: Turn, draft: Draft) -> Decision:
    """What was asked again (its subject, its text …) is written, and the preview stands below; the old one loses its buttons."""
    change = await finished.change(turn.office, turn.staff, draft)
    items = await notes.existing(turn.office, [draft.extra.fix or 0])
    if change is None or not items or items[0].state not in outbound.EDITABLE:
        return Decision.saying(turn.say(turn.words("That cannot be corrected any more.")))
    values, item = dict(change.values), items[0]
    if values.get("reference"):
        values["proposed"] = False
    if "description" in values and (item.details.get("proposed") or not item.reference):
        values["reference"], values["proposed"] = titles.title_of(values["description"]), True
    before = await outbound.of(turn.office, item, turn.staff, turn.words)
    names = await naming.of_values(turn.office, [values], item, people=turn.situation.people)
    panel = draft.extra.panel

    def parcels(done: Recorded) -> list[NewParcel]:
        message = outbound.shown(turn.office, done.actions[0], names, before.reader, ways=before.ways, files=before.files).message()
        return [turn.parcel(0, message), *pickers.without_buttons(turn, panel, _AFTER)]

    return Decision((replace(change, values=values),), parcels)


async def _seen(found: Scene) -> Mailing:
    return await outbound.of(found.turn.office, found.item, found.turn.staff, found.turn.words)


def _placed(found: Scene, mailing: Mailing, note: str = "") -> NewParcel:
    back = found.back()
    return _in_place(found, mailing.message(note=note, more=(back,) if back else ()))


async def _show(found: Scene, note: str = "") -> Decision:
    return Decision.saying([_placed(found, await _seen(found), note)])


def _asks(field: str) -> Callable[[Scene], Awaitable[Decision]]:
    """Ask one of its fields again, in a message of its own; a text that stands is shown to be copied and changed."""

    async def asked(found: Scene) -> Decision:
        turn, item = found.turn, found.item
        people = {"partner": item.partner_id} if item.partner_id and field == "to" else {}
        known = [f.name for f in EMAIL.fields if f.required and f.name != field]
        extra = Carried(fix=item.id, ask=(field,), known=tuple(known), panel=turn.shown)
        draft = drafts.new(turn.staff, EMAIL, turn.office.now(), answers=people, extra=extra)
        asking = await drafting.proceed(turn, draft, apart=True)
        stands = {"description": item.description, "reference": item.reference}.get(field, "")
        copy = turn.say(chat("letter_text", turn.words, body=stands), edit=None, first=20) if stands else []
        return Decision(asking.effects, lambda done: [*copy, *asking.parcels(done)])

    return asked


async def _look(found: Scene) -> Decision:
    """How it arrives, in messages of their own."""
    return Decision.saying(found.turn.say((await _seen(found)).arriving(), edit=None, first=1))


def _in_place(found: Scene, message: ChatMessage) -> NewParcel:
    """In place of the tapped message, without forgetting the list that it was opened from."""
    stood, shows = found.context, message.context
    context = replace(stood, action=shows.action, compose=shows.compose or stood.compose, seen=shows.seen or stood.seen)
    return found.turn.parcel(0, replace(message, edit=found.turn.shown, context=context))


async def _files(found: Scene) -> Decision:
    """Which attachments go along."""
    return Decision.saying([_in_place(found, (await _seen(found)).choosing())])


async def _file(found: Scene) -> Decision | None:
    """One attachment is taken off, or put back."""
    assert found.turn.press
    mailing, chosen = await _seen(found), found.turn.press.number(3)
    if chosen not in {file.id for file in mailing.files}:
        return None
    change = Change(found.item.id, found.item.version, {outbound.LEFT_OUT: sorted(mailing.left_out ^ {chosen})}, "attachments")
    return Decision((change,), lambda done: [_in_place(found, replace(mailing, item=done.actions[0]).choosing())])


async def _send(found: Scene) -> Decision:
    """State, delivery and parcel in one transaction; it waits as long as it may be taken back."""
    turn, item = found.turn, found.item
    mailing = await _seen(found)
    if mailing.missing:
        return await _show(found)
    if not found.has_seen(mailing.mark):
        return await _show(found, found.changed)
    effect = Deliver(item.id, item.version, Channel.MAIL, mailing.to[: outbound.WAY], turn.shown)
    address = mailing.addressees[0]
    parcel = NewParcel(
        dedupe_key=key_of(effect),
        order_key=mail_way(address).order_key,
        channel=Channel.MAIL,
        address=address,
        payload={**mailing.mail().payload(), "delivery": item.id},
        priority=Priority.NOTICE,
        action_id=item.id,
        staff_id=turn.staff.id,
        delay=mailing.delay,
    )
    return Decision((effect,), lambda done: [parcel, _moved(found, mailing, done)])


async def _stop(found: Scene) -> Decision:
    """«Deshacer»: what waits becomes a draft again; what has left is said."""
    mailing = await _seen(found)

    def parcels(done: Recorded) -> list[NewParcel]:
        late = done.actions[-1].state == EMAIL.queued
        note = found.turn.words("It is leaving just now and cannot be taken back.") if late else ""
        return [_moved(found, mailing, done, note)]

    return Decision((StopDeliveries(found.item.id, found.item.version),), parcels)


def _moved(found: Scene, before: Mailing, done: Recorded, note: str = "") -> NewParcel:
    after = outbound.shown(found.turn.office, done.actions[-1], found.names, before.reader, ways=done.deliveries, files=before.files)
    return _placed(found, after, note)


async def _answer(found: Scene) -> Decision:
    """[✉️ Responder]: a mail to whoever wrote that one, in its thread; its text is asked in a message of its own."""
    turn, item = found.turn, found.item
    went_out = item.details.get("direction") == "out"
    address = str(item.details.get("to" if went_out else "sender") or "").split(",")[0].strip().lower()
    if not address:
        return found.show(turn.words("Nobody knows from where that mail came."))
    answers = {
        "to": {"address": address, "partner": item.partner_id, "contact": item.contact_id},
        "reference": outbound.answering(item.reference),
    }
    thread = {"in_reply_to": item.message_id, "references": [item.message_id]} if item.message_id else {}
    extra = Carried(follows=item.id, values=thread)
    draft = drafts.new(turn.staff, EMAIL, turn.office.now(), answers=answers, extra=extra)
    return await drafting.proceed(turn, draft, apart=True)


async def file(turn: Turn) -> Decision | None:
    """What is sent right after a preview goes with that mail, its caption as a note; the preview stands again below."""
    heard = turn.the(ForMail)
    items, old = await notes.existing(turn.office, [heard.action]), heard.preview.id
    if not items or items[0].state not in outbound.EDITABLE or not may_with(turn.staff, Deed.ACT, items[0]):
        return None
    if turn.text and forwarded.meant(turn):
        return None  # a caption that says something of its own
    files, refused = await incoming.fetch(turn)
    return refused or await _with_files(turn, items[0], files, incoming.note_of(turn), old=old)


async def more_files(turn: Turn, given: notes.Album, files: tuple[NewAttachment, ...]) -> Decision | None:
    """Further parts of an album that goes with a mail: the same preview counts them; one that has left goes without."""
    item, name = given.item, albums.name_of(turn.update.message)
    note = incoming.note_of(turn) if turn.text else ""
    if not may_with(turn.staff, Deed.ACT, item):
        return None
    if item.state in outbound.EDITABLE:
        said = (await albums.standing(turn, name)).get(albums.key(name))
        return await _with_files(turn, item, files, note, album=name if said and said.context.compose else "")
    decision = await add(turn, item, note, files, album=given, quiet=True)
    text = turn.words("⚠️ The mail left without {what}; it is kept with it here.", what=", ".join(file.name for file in files))
    said_so = turn.say(text, context=Shows(action=item.id))
    return replace(decision, parcels=lambda done: [*said_so, *decision.parcels(done)])


async def _with_files(
    turn: Turn, item: Action, files: tuple[NewAttachment, ...], note: str, *, old: int | None = None, album: str = ""
) -> Decision:
    """The mail with further files: its preview in place of what the album was answered, else below, where the old one loses its buttons."""
    before = await outbound.of(turn.office, item, turn.staff, turn.words)
    more = [Attachment(0, item.id, f.sha256 or "", f.name, f.media_type, len(f.data or b"")) for f in files]

    def parcels(done: Recorded) -> list[NewParcel]:
        shown = turn.parcel(0, replace(before, item=done.actions[-1], files=(*before.files, *more)).message())
        if album:
            return [albums.in_place(shown, album, albums.key(album))]
        return [shown, *pickers.without_buttons(turn, old, _AFTER)]

    return Decision((notes.attach(item, turn.staff, note, files),), parcels)


_SEEN: Mapping[str, Callable[[Scene], Awaitable[Decision]]] = {"re": _answer, "show": _show, "look": _look}
_WRITTEN: Mapping[str, Callable[[Scene], Awaitable[Decision | None]]] = {
    "send": _send,
    "files": _files,
    "file": _file,
    **{field: _asks(field) for field in ("to", "reference", "description", "cc")},
}
_LEAVING: Mapping[str, Callable[[Scene], Awaitable[Decision]]] = {"stop": _stop}
