"""The actions of a partner by kind and state, opened from the card: numbered, turned and left in place."""

from collections.abc import Sequence
from dataclasses import replace

from bot.pieces.cardbase import base_of
from bot.pieces.paging import pages
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.kinds import KIND
from crm.memory import NOTHING, Shows
from crm.message import Button, ChatMessage, Rows
from crm.render import chat
from crm.services.look import card as cards
from crm.services.look.card import ALL, STATES, Listed
from crm.views import Reader
from crm.words import Words


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `card:<partner>:<kind>:<state>:<page>`: a fresh list, or another page of the one that the message shows."""
    press = turn.press
    partner_id, kind, state, page = press.number(0), press.args[1], press.args[2], press.number(3)
    if (kind != ALL and kind not in KIND) or state not in STATES:
        return None
    context = turn.context
    same = (context.what, context.person, context.kind, context.state) == ("card", partner_id, kind, state)
    ids = context.list if page and same else None
    return await _shown(turn, await cards.listed(turn.office, turn.staff, partner_id, kind, state, page, ids=ids), base_of(context))


async def opened(turn: Turn, partner_id: int, kind: str) -> Decision | None:
    """What is open with a partner, of one kind or all, as a list of its own."""
    return await _shown(turn, await cards.listed(turn.office, turn.staff, partner_id, kind or ALL, "open"), NOTHING)


async def anew(turn: Turn, partner_id: int) -> Decision | None:
    """`list:card:<partner>`: everything with a partner."""
    return await _shown(turn, await cards.listed(turn.office, turn.staff, partner_id, ALL, "all"), NOTHING)


async def again(turn: Turn, shows: Shows) -> Decision | None:
    """The list that a message remembers, with the numbers of before."""
    found = await cards.listed(turn.office, turn.staff, shows.person or 0, shows.kind, shows.state, shows.page or 0, ids=shows.list)
    return await _shown(turn, found, shows.base or NOTHING)


async def _shown(turn: Turn, found: Listed | None, base: Shows) -> Decision | None:
    if found is None:
        return None  # an old button
    reader = Reader.of(turn.staff, turn.words, turn.now)
    lines = [cards.line(n, found.found[key], found.names, reader) for n, key in found.numbered if key in found.found]
    text = chat(
        "card_list", turn.words, title=cards.title(found.kind, turn.words), partner=found.partner.name, total=len(found.ids), lines=lines
    )
    message = ChatMessage(text, _rows(turn.words, found), edit=turn.shown, context=replace(found.context, base=base))
    return Decision.saying([turn.parcel(0, message)])


def _rows(words: Words, found: Listed) -> Rows:
    """The numbers; open, closed or all; pages and the way back to the card."""
    key = found.partner.id
    numbers = tuple(Button(str(n), encode("see", one)) for n, one in found.numbered if one in found.found)
    states = tuple(_state(found, state, label) for state, label in _labels(words))
    last = [Button(words("◀ Card"), encode("card", key)), *pages(words, found.page, found.pages, ("card", key, found.kind, found.state))]
    return tuple(row for row in (numbers, states, tuple(last)) if row)


def _labels(words: Words) -> Sequence[tuple[str, str]]:
    return (("open", words("Open")), ("closed", words("Closed")), ("all", words("All")))


def _state(found: Listed, state: str, label: str) -> Button:
    mark = "• " if state == found.state else ""
    return Button(f"{mark}{label} {found.count(state)}", encode("card", found.partner.id, found.kind, state, 0))
