"""The buttons `ptn:<deed>:…` of partners and contacts, each to what answers it."""

from collections.abc import Awaitable, Callable, Mapping

from bot.handlers.partners import contacts, editing, entering, fordraft, merging, sharedcontact
from bot.turn import Turn
from crm.buttons import Press
from crm.decision import Decision
from crm.errors import InvalidValueError
from crm.model import Draft
from crm.services.partners import entry
from crm.services.write import masterdata

Way = Callable[[Turn, Press], Awaitable[Decision | None]]


async def tapped(turn: Turn) -> Decision | None:
    """A tapped button of a partner; None where it means nothing (any more)."""
    press = turn.press
    if not press.args:
        return None
    deed = press.args[0]
    return await _WAYS[deed](turn, press) if deed in _WAYS else await entering.tapped(turn, deed)


def _args(press: Press, position: int) -> str:
    return press.args[position] if len(press.args) > position else ""


_WAYS: Mapping[str, Way] = {
    "edit": lambda turn, press: editing.edit(turn, press.number(1)),
    "who": lambda turn, press: contacts.person(turn, press.number(1)),
    "ask": lambda turn, press: editing.ask(turn, _args(press, 1), press.number(2), _args(press, 3)),
    "clear": lambda turn, press: editing.clear(turn, _args(press, 1), press.number(2), _args(press, 3)),
    "kind": lambda turn, press: editing.kind(turn, press.number(1), _args(press, 2)),
    "left": lambda turn, press: editing.switch(turn, masterdata.CONTACT, press.number(1), active=False),
    "back": lambda turn, press: editing.switch(turn, masterdata.CONTACT, press.number(1), active=True),
    "on": lambda turn, press: editing.switch(turn, masterdata.PARTNER, press.number(1), active=True),
    "log": lambda turn, press: editing.history(turn, press.number(1)),
    "newc": lambda turn, press: contacts.new(turn, press.number(1)),
    "surec": lambda turn, _: contacts.sure(turn),
    "merge": lambda turn, press: merging.begin(turn, press.number(1)),
    "into": lambda turn, press: merging.into(turn, press.number(1), press.number(2)),
    "surely": lambda turn, press: merging.into(turn, press.number(1), press.number(2), surely=True),
    "join": lambda turn, press: merging.join(turn, press.number(1), press.number(2)),
    "shr": sharedcontact.chosen,
    "shn": sharedcontact.to_action,
    "that": lambda turn, press: fordraft.that(turn, press.number(1), press.number(2)),
}


async def for_draft(turn: Turn, draft: Draft) -> Decision:
    """[➕ Cliente nuevo] of a draft's question: the name that was typed or said is the new partner's; where there was none it is asked."""
    typed = turn.context.typed or draft.extra.doubt
    try:
        rut = entry.PARTNER["rut"].read(typed)
    except InvalidValueError:
        return await entering.begin(turn, typed, draft_id=draft.id)
    return await entering.begin(turn, "", draft_id=draft.id, rut=rut)
