"""«cancela la reunión con ACME», «mueve la visita de las 17 al viernes a las 9»: an order about one's own open action that is described."""

from datetime import date, datetime, time, tzinfo

from bot.handlers.lists import search
from bot.heard import DescribedOrder
from bot.pieces.ordering import carried_out
from bot.turn import Turn
from crm.decision import Decision
from crm.model import Action
from crm.parsing.described import Described
from crm.services.look import lists
from crm.services.write import orders

_MOST = 8


async def ordered(turn: Turn) -> Decision | None:
    """The order done where one open action fits; a list where several do; None where none does, since it may be something to do."""
    said = turn.the(DescribedOrder).said
    fitting = [item for item in await lists.open_of(turn.office, turn.staff) if _fits(item, said, turn.staff.zone)]
    if not 0 < len(fitting) <= _MOST:
        return None
    if len(fitting) > 1:
        return await search.listed(turn, turn.words("Which one?"), [("action", item.id) for item in fitting])
    here = orders.Hearing(turn.office, turn.staff, turn.words, turn.now, [fitting[0].id])
    return await carried_out(turn, await orders.decide(here, [said.order]), None)


def _fits(item: Action, said: Described, zone: tzinfo) -> bool:
    """Whether the action is of that kind, with those people, on that day or at that hour."""
    who = said.kind == item.kind and said.partner in (None, item.partner_id) and said.contact in (None, item.contact_id)
    return who and (said.at is None or _at(item, said.at.first, zone))


def _at(item: Action, when: datetime | date | time | None, zone: tzinfo) -> bool:
    moment = item.starts_at or item.due_at
    local = moment.astimezone(zone) if moment else None
    if isinstance(when, datetime):
        return local is not None and local.replace(tzinfo=None) == when.replace(tzinfo=None)
    if isinstance(when, time):
        return local is not None and local.time() == when
    return when in (local.date() if local else None, item.due_on)
