"""/ficha: a partner's card, from a command, a sentence or a button of an action; what is listed on it is in handlers.cardlist."""

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from bot.handlers.lists import cardlist
from bot.heard import Question
from bot.pieces import drafting
from bot.pieces.cardbase import base_of, standing
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.kinds import KIND, KINDS, Kind
from crm.memory import NOTHING, Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Contact, Partner
from crm.render import chat
from crm.services.look import card as cards
from crm.services.look import search
from crm.services.look.card import ALL, CONTACTS, Card
from crm.services.meaning import whois
from crm.services.write import drafts
from crm.views import Reader
from crm.who.ranking import Rank
from crm.words import Words

COMMANDS = ("ficha", "card")
ASKED = 6  # partners that are asked about
ACROSS = 6  # buttons a row


async def show(turn: Turn) -> Decision | None:
    """/ficha acme."""
    return await card_of(turn, turn.args) if search.clean(turn.args) else await _whose(turn)


async def asked(turn: Turn) -> Decision | None:
    """«ficha de ACME», «teléfono de Juan Pérez», in the sentence's own words; None where it names nobody."""
    people, command = turn.situation.people, turn.the(Question).asked
    contact = people.contacts.get(int(command.contact or 0))
    partner = people.partners.get(contact.partner_id if contact else int(command.partner or 0))
    if partner:
        return await _card(turn, partner.id, NOTHING, note=_reached(contact) if contact else "")
    return await card_of(turn, command.rest) if search.clean(command.rest) else None


def _reached(contact: Contact) -> str:
    """Who was asked about, with phone and mail: the card itself has only names."""
    return " · ".join(part for part in (f"👤 {contact.name}", contact.phone and f"📞 {contact.phone}", contact.email) if part)


async def card_of(turn: Turn, text: str) -> Decision | None:
    """The card of whom a name means: at once where it is one, else as buttons; the nearest names where nobody is called so."""
    found = await search.known(turn.office, text)
    sure = whois.certain(found)
    if sure:
        return await _card(turn, sure.partner.id, NOTHING)
    wish = search.clean(text)[:60]
    if found and found[0].rank < Rank.TYPO:
        return _choose(turn, turn.words("Which «{name}»?", name=wish), [one.partner for one in whois.meant(found)])
    near = [one.partner for one in whois.meant(found)] or await search.nearest(turn.office, text)
    if near:
        return _choose(turn, turn.words("I know no «{name}». Did you mean…?", name=wish), near)
    return _said(turn, turn.words("I know no «{name}».", name=wish))


async def _whose(turn: Turn) -> Decision:
    """Nobody was named: those whom the person had to do with last."""
    people = turn.situation.people.partners
    recent = [people[key] for key in await cards.recent(turn.office, turn.staff) if key in people]
    return _choose(turn, turn.words("Whose card? Write /card and part of the name, the RUT or the phone."), recent)


def _choose(turn: Turn, text: str, partners: Sequence[Partner]) -> Decision:
    shown = list({partner.id: partner for partner in partners}.values())[:ASKED]
    rows = tuple((Button(_label(partner), encode("card", partner.id)),) for partner in shown)
    return Decision.saying([turn.parcel(0, ChatMessage(chat("draft", turn.words, text=text), rows))])


def _label(partner: Partner) -> str:
    label = " · ".join(part for part in (partner.name, partner.city) if part)
    return label if len(label) <= 48 else label[:47] + "…"


def _said(turn: Turn, text: str) -> Decision:
    return Decision.saying(turn.render("draft", text=text))


# --- buttons


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `card:<partner>` and `card:<partner>:new[:<kind>]`."""
    press = turn.press
    if len(press.args) == 4:
        return await cardlist.tapped(turn)
    if len(press.args) > 1 and press.args[1] != "new":
        return None
    context = base_of(turn.context)
    kind = KIND.get((*press.args, "", "")[2])
    if len(press.args) > 1 and kind and kind.by_chat:
        return await _begun(turn, press.number(0), kind, context)
    return await _card(turn, press.number(0), context, choosing=len(press.args) > 1)


async def _card(turn: Turn, partner_id: int, context: Shows, *, choosing: bool = False, note: str = "") -> Decision | None:
    found = await cards.card(turn.office, turn.staff, partner_id, turn.now)
    if found is None:
        return None  # an old button
    rows = _kinds(turn.words, found) if choosing else _rows(turn.words, found, context)
    message = ChatMessage(_text(turn, found, note), rows, edit=turn.shown, context=replace(context, card=partner_id))
    return Decision.saying([turn.parcel(0, message)])


def _text(turn: Turn, found: Card, note: str) -> Markup:
    words, reader = turn.words, Reader.of(turn.staff, turn.words, turn.now)
    return chat(
        "card",
        words,
        card=found,
        standing=standing(found.partner, words),
        contacts=found.contacts[:CONTACTS],
        more=len(found.contacts[CONTACTS:]),
        near=cards.near(found, reader),
        lines=cards.lines(found, words),
        note=note,
    )


def _rows(words: Words, found: Card, context: Shows) -> Rows:
    """[☎️] [📌] … [Todo] [➕ Nueva acción], and the way back."""
    key = found.partner.id
    kinds = [Button(count.kind.icon, encode("card", key, count.kind.name, "all", 0)) for count in found.counts]
    last = [Button(words("All"), encode("card", key, ALL, "all", 0))] if kinds else []
    last.append(Button(words("➕ New action"), encode("card", key, "new")))
    last.append(Button(words("✏️ Edit"), encode("ptn", "edit", key)))
    back = [Button(words("◀ Back"), encode("see", context.opened))] if context.opened else []
    if context.list is not None:
        back.append(Button(words("◀ List"), encode("list", "back")))
    return tuple(row for row in (*across(kinds), tuple(last), tuple(back)) if row)


def _kinds(words: Words, found: Card) -> Rows:
    key = found.partner.id
    kinds = [Button(f"{k.icon} {words.of(k.name, k.title)}", encode("card", key, "new", k.name)) for k in KINDS if k.by_chat]
    rows = tuple(tuple(kinds[at : at + 3]) for at in range(0, len(kinds), 3))
    return (*rows, (Button(words("◀ Back"), encode("card", key)),))


def across(keys: Sequence[Button]) -> Rows:
    """Buttons in rows of a few."""
    return tuple(tuple(keys[at : at + ACROSS]) for at in range(0, len(keys), ACROSS))


async def _begun(turn: Turn, partner_id: int, kind: Kind, context: Shows) -> Decision | None:
    """A draft for this partner, asked in a message of its own; the tapped one shows the card again."""
    shown = await _card(turn, partner_id, context)
    if shown is None:
        return None
    answers = {"partner": partner_id} if kind.has("partner") else {}
    asked_next = await drafting.proceed(turn, drafts.new(turn.staff, kind, turn.office.now(), answers=answers), apart=True)
    return Decision(asked_next.effects, lambda done: [*shown.parcels(done), *asked_next.parcels(done)])
