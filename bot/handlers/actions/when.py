"""Another time, in place: [En 1 hora] [Esta tarde] [Mañana] [Lunes 30] [🕑 Hora] [📅]; an appointment keeps its length and its peace."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.pieces import bystanders
from bot.pieces.pickers import buttons
from bot.pieces.scene import Scene, scene
from bot.turn import Turn
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Change, Decision, Recorded
from crm.flow import codes
from crm.flow.asking import rows_of
from crm.flow.calendar import month
from crm.flow.dates import capital
from crm.flow.model import Choice, Choices
from crm.flow.slots import start_hours
from crm.flow.taken import taken_question
from crm.kinds import KIND
from crm.message import Button, Rows
from crm.model import NewParcel
from crm.render import chat
from crm.services.look import agenda
from crm.services.write import drafts, postpone

Shown = tuple[str, Choices]


async def when(turn: Turn) -> Decision | None:
    """The buttons `when:<action id>` and `when:<action id>:<choice>`."""
    found = await scene(turn)
    if not isinstance(found, Scene):
        return found
    if not postpone.can_move(found.item):
        return found.show(turn.words("That is no longer possible as it stands now."))
    choice = (*turn.press.args, "")[1]
    to = postpone.target(choice, turn.now)
    if to is None:
        return _ask(found, *_offered(found, choice))
    return await move(found, to)


async def move(found: Scene, to: postpone.Target) -> Decision:
    """Put the action at its new time, unless that has passed or is taken."""
    turn, item = found.turn, found.item
    values = postpone.moved(item, to, turn.now)
    if postpone.is_past(values, turn.now):
        return _ask(found, turn.words("That has already passed. Another date?"), _near(turn))
    if "starts_at" in values and KIND[item.kind].has("slot"):
        taken = await agenda.taken(turn.office, item.responsible_id, values["starts_at"], values["ends_at"], but=item.id)
        if taken:
            return await _taken(found, values["starts_at"], values["ends_at"])

    def parcels(done: Recorded) -> list[NewParcel]:
        after = replace(found, item=done.actions[0])
        text = chat("action_moved", turn.words, a=after.view, icon="🕑", said=after.view.when)
        message = after.message(text, after.after(done.change_id))
        return [turn.parcel(0, message), *bystanders.changed(turn, item, after.item, done.change_id, found.names, "Moved")]

    return Decision((Change(item.id, item.version, values, "postpone"),), parcels)


async def _taken(found: Scene, start: datetime, end: datetime) -> Decision:
    """Example 4: who has that slot, and what is free on that day."""
    turn, item = found.turn, found.item
    probe = drafts.new(
        turn.staff, KIND[item.kind], turn.office.now(), answers={"responsible": item.responsible_id}, extra=Carried(fix=item.id)
    )
    step = await drafts.step(turn.office, turn.staff, probe, turn.words, turn.now)
    return _ask(found, *taken_question(replace(step, know=replace(step.know, may_force=False)), start, end))


def _offered(found: Scene, choice: str) -> Shown:
    """What a choice that is no time yet leads to: a month, the hours of a day, else the near choices."""
    turn = found.turn
    if re.fullmatch(r"m\d{6}", choice):
        return month(codes.to_month(choice), turn.today, _holidays(turn), turn.words)
    if choice == "hours":
        day = postpone.day_of(found.item, turn.now)
        hours = start_hours(
            [], day, agenda.working_hours(turn.office, found.names.staff.get(found.item.responsible_id)), turn.now, since=turn.now
        )
        spots = [Choice(f"{at:%H:%M}", codes.day(day) + codes.hour(at)) for at in hours]
        text = turn.words("{day}: at what time?", day=capital(turn.words.day(day, turn.today)))
        return text, (*rows_of(spots, 4), (Choice(turn.words("Another day"), "days"),))
    return turn.words("For when?"), _near(turn)


def _near(turn: Turn) -> Choices:
    return postpone.choices(turn.now, _holidays(turn), turn.words, agenda.working_days(turn.office))


def _holidays(turn: Turn) -> Mapping[date, str]:
    return agenda.holidays_around(turn.office, turn.today, turn.words.language)


def keys(found: Scene, choices: Choices) -> Rows:
    """The choices as buttons of this action."""
    return buttons(choices, lambda choice: encode("when", found.item.id, choice.value))


def near_keys(found: Scene) -> Rows:
    """The near choices as buttons of this action."""
    return keys(found, _near(found.turn))


def _ask(found: Scene, text: str, choices: Choices) -> Decision:
    turn = found.turn
    back = Button(turn.words("◀ Back"), encode("see", found.item.id))
    message = found.message(found.text(text), (*keys(found, choices), (back,)))
    return Decision.saying([turn.parcel(0, message)])
