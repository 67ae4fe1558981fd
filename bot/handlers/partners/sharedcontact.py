"""A shared contact: whose it is is asked (the last ones spoken of first), it is made there, or it answers the open question."""

from collections.abc import Sequence
from dataclasses import replace

from bot.handlers.partners import contacts, fordraft
from bot.heard import Answer
from bot.pieces import contactoffer, incoming
from bot.pieces.drafting import proceed
from bot.turn import Turn
from crm.buttons import Press, encode
from crm.decision import Decision
from crm.errors import InvalidValueError
from crm.flow import answered
from crm.kinds import KIND, FieldType
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import Draft, Partner
from crm.services.look import card as cards
from crm.services.look import search
from crm.services.meaning import whois
from crm.services.partners import entry, vcards
from crm.services.partners.vcards import Known, Shared
from crm.services.write import notes

_OFFERED = 4
_NEAR = 6  # partners of a like name that are asked about


async def come(turn: Turn) -> Decision | None:
    """A shared contact that answers no message: the open question's answer where it asks for one, else its partner is asked."""
    found = contactoffer.shared(turn)
    if found is None:
        return None
    draft = turn.situation.draft
    if draft:
        return await _into(turn, draft, found)
    if await notes.taking(turn.office, turn.staff):
        return None  # it goes onto the visit
    asked = turn.newest.wants
    if asked and asked.what == "contact" and found.values.get("name"):
        at = await entry.partner(turn.office, asked.partner)
        return await contacts.add(turn, at[0], found.values) if at else None
    wanted = Wants(contactoffer.WHAT, values=found.values, firm=found.firm, unread=found.unread, note=incoming.note_of(turn))
    return await _ask(turn, wanted)


async def _into(turn: Turn, draft: Draft, found: Shared) -> Decision | None:
    """«¿A qué número?», «¿Atención a quién?»: the contact is the answer."""
    asked = KIND[draft.kind].field(draft.asked).type if draft.asked else None
    if asked is FieldType.PHONE and found.values.get("phone"):
        return await proceed(turn, answered(draft, found.values["phone"]), shown=draft.message_id)
    partner_id = draft.answers.get("partner")
    if asked is not FieldType.CONTACT or not partner_id or not found.values.get("name"):
        return None
    same = await entry.contact_doubles(turn.office, partner_id, found.values)
    who = await vcards.known(turn.office, found.values)
    there = next((one for one in (same, who and who.contact) if one and one.partner_id == partner_id), None)
    if there:
        return await proceed(turn, answered(draft, there.id), shown=draft.message_id)
    go_on = await fordraft.going_on(turn, draft.id, found.values["name"], asks=FieldType.CONTACT)
    made = entry.new_contact(partner_id, found.values)
    return replace(go_on, effects=(made, *go_on.effects)) if go_on else None


async def _ask(turn: Turn, wanted: Wants, *, line: str = "", choices: Sequence[Partner] = (), sure: bool = False) -> Decision:
    """Whose contact it is; who has that number already is said first."""
    words, values = turn.words, wanted.values or {}
    lines = [words("⚠️ «{number}» is no phone number, so I leave it out.", number=wanted.unread)] if wanted.unread else []
    if not values.get("name"):
        return _said(turn, wanted, (), [*lines, words("What is the person's name?")])
    who = None if sure or line else await vcards.known(turn.office, values)
    if who:
        return await _known(turn, wanted, who)
    offered = choices or await _offered(turn, wanted)
    keys = [Button(one.name[:30], encode("ptn", "shr", one.id)) for one in offered]
    rows = tuple(tuple(keys[n : n + 2]) for n in range(0, len(keys), 2))
    return _said(turn, wanted, rows, [*lines, line or words("Of which customer or supplier? Tap, or write part of the name.")])


async def _known(turn: Turn, wanted: Wants, who: Known) -> Decision:
    words, firm = turn.words, who.partner
    if who.contact is None:
        others = [one for one in await _offered(turn, wanted) if one.id != firm.id]
        line = words("That number is {firm}'s own. Of which customer or supplier is the contact?", firm=firm.name)
        return await _ask(turn, wanted, line=line, choices=[firm, *others][:_OFFERED])
    row = (
        Button(f"👤 {who.contact.name}"[:40], encode("ptn", "who", who.contact.id)),
        Button(words("Create all the same"), encode("ptn", "shr", 0)),
    )
    return _said(turn, wanted, (row,), [words("That is {who}'s number already ({firm}).", who=who.contact.name, firm=firm.name)])


async def _offered(turn: Turn, wanted: Wants) -> list[Partner]:
    """The firm that the vCard names, then the last ones that the person had to do with."""
    people = turn.situation.people.partners
    firm = whois.certain(await search.known(turn.office, wanted.firm)) if wanted.firm else None
    ids = [*([firm.partner.id] if firm else []), *await cards.recent(turn.office, turn.staff)]
    return [people[key] for key in dict.fromkeys(ids) if key in people][:_OFFERED]


def _said(turn: Turn, wanted: Wants, rows: Rows, lines: Sequence[str]) -> Decision:
    words = turn.words
    last = (Button(words("📎 To an action"), encode("ptn", "shn")),) if wanted.note else ()
    rows = (*rows, (*last, Button(words("✖️ Leave it"), encode("ptn", "cancel"))))
    return Decision.saying(
        turn.render("shared", rows, message={"context": Shows(wants=wanted)}, about=contactoffer.about(wanted.values or {}), lines=lines)
    )


async def typed(turn: Turn) -> Decision | None:
    """The name that was missing, or part of the partner's; a sentence of its own is none of both."""
    wanted = turn.the(Answer).wants
    values, text = wanted.values or {}, turn.text.strip()
    if not text:
        return None
    if not values.get("name"):
        try:
            name = entry.CONTACT["name"].read(text)
            return await _ask(turn, replace(wanted, values={**values, "name": name}, note=f"{wanted.note} · {name}"))
        except InvalidValueError:
            return _said(turn, wanted, (), [turn.words("That is no name. Write it in one line.")])
    found = await search.known(turn.office, text)
    sure = whois.certain(found)
    if sure:
        return await contacts.add(turn, sure.partner, values)
    if not found and turn.understood.meant:
        return None
    wish = search.clean(text)[:60]
    near = list({one.partner.id: one.partner for one in found}.values()) or list(await search.nearest(turn.office, text))
    line = turn.words("Which «{name}»?", name=wish) if found else turn.words("I know no «{name}».", name=wish)
    return await _ask(turn, wanted, line=line, choices=near[:_NEAR])


async def chosen(turn: Turn, press: Press) -> Decision | None:
    """[ACME S.A.]: the contact is made there; 0 is [Crear igual]."""
    wanted = turn.context.wants or turn.context.offers
    if wanted is None or wanted.what != contactoffer.WHAT or not wanted.values or not wanted.values.get("name"):
        return None
    if not press.number(1):
        return await _ask(turn, wanted, sure=True)
    found = await entry.partner(turn.office, press.number(1))
    return await contacts.add(turn, found[0], wanted.values) if found else None


async def to_action(turn: Turn, _: Press) -> Decision | None:
    """[📎 A una acción]: what was shared is a note of one of the last actions."""
    note = turn.context.wants.note if turn.context.wants else ""
    return await incoming.ask_about(turn, await notes.recent(turn.office, turn.staff), (), note) if note else None
