"""`list:…`: the one button that all numbered lists share, to whichever list its message shows."""

from bot.handlers.lists import activities, cardlist, lists, search
from bot.turn import Turn
from crm.decision import Decision


async def turned(turn: Turn) -> Decision | None:
    """`list:back` leads to the list that the message remembers, `list:<what>:…` to the one that the button names."""
    wanted = (*turn.press.args, "")[0]
    if wanted == "back":
        return await _back(turn)
    if wanted in activities.SORTS:
        return await activities.turned(turn)
    if wanted == search.WHAT:
        found = turn.situation.listed
        return await search.again(turn, found.context, found.context.page or 0) if found and found.context.what == wanted else None
    if wanted == "card":
        return await cardlist.anew(turn, turn.press.number(1))
    return await lists.turned(turn)


async def _back(turn: Turn) -> Decision | None:
    what = turn.context.what
    if what in activities.SORTS:
        return await activities.back(turn)
    if what == search.WHAT:
        return await search.again(turn, turn.context, turn.context.page or 0)
    if what == "card":
        return await cardlist.again(turn, turn.context)
    return await lists.back(turn)
