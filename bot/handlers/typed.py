"""«1 listo, 2 para el lunes»: typed on the list that was shown last, or on the one that is replied to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot import told
from bot.dialog import Turn
from crm.buttons import encode
from crm.decision import Change, Decision, Recorded
from crm.flow.spoken import beside
from crm.kinds import KIND, Verb
from crm.message import Button, Rows
from crm.model import Action, NewParcel
from crm.parsing.moments import read_moments
from crm.permissions import Deed, may_with
from crm.services import agenda, lists, numbered, postpone
from crm.services import names as naming
from crm.text import fold
from crm.views import ActionView, Names, Reader, action


@dataclass(frozen=True, slots=True)
class Meant:
    """One number with what is to be done: a verb of its kind, another time, or the reason why nothing is."""

    number: int
    item: Action | None
    verb: Verb | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""


async def typed(turn: Turn) -> Decision | None:
    """A text that speaks of the numbers of a list; None where it does not, or where nobody has seen a list."""
    message = turn.update.message
    pieces = numbered.read(turn.text) if message and message.text and not turn.command else ()
    context = await _list(turn) if pieces else {}
    if not context:
        return _no_list(turn) if any(piece.done for piece in pieces) else None
    ids: Sequence[int] = context["list"]
    found = await lists.actions_of(turn.office, ids)
    meant: list[Meant] = []
    for piece in pieces:
        for number in piece.numbers:
            item = found.get(ids[number - 1]) if 0 < number <= len(ids) else None
            one = await _meant(turn, number, item, piece, meant)
            if one is None:
                return None  # that is no way to speak of a list: a sentence
            meant.append(one)
    return await _carried_out(turn, meant, context)


def _no_list(turn: Turn) -> Decision:
    said = turn.say(turn.words("Which list do you mean? /pending shows yours."))
    return Decision(parcels=lambda _: said)


async def _list(turn: Turn) -> Mapping[str, Any]:
    if turn.reply_to is not None:
        context = await lists.shown(turn.office, turn.chat_id, turn.reply_to)
        return context if "list" in context else {}
    last = await lists.last_list(turn.office, turn.chat_id)
    return last[0] if last else {}


async def _meant(turn: Turn, number: int, item: Action | None, piece: numbered.Said, before: Sequence[Meant]) -> Meant | None:
    """What a piece means for one number; None where it means nothing."""
    to = None if piece.done else _time(turn, piece.rest)
    if item is None:
        return Meant(number, None, refused=turn.words("There is no number {n} in that list.", n=number)) if piece.done or to else None
    verb = _verb(turn, item, piece)
    if verb is None and to is None and not piece.done:
        return None
    refused = _forbidden(turn, item, verb, to, before)
    if refused:
        return Meant(number, item, refused=refused)
    if verb:
        counted = {verb.counts: int(item.details.get(verb.counts) or 0) + 1} if verb.counts else {}
        return Meant(number, item, verb, {"state": verb.to, **counted})
    assert to is not None
    values = postpone.moved(item, to, turn.now)
    return Meant(number, item, None, values, await _in_the_way(turn, item, values, before))


def _time(turn: Turn, text: str) -> postpone.Target | None:
    """«al lunes», «para mañana a las 10»: a moment and nothing else."""
    said = read_moments(text, turn.said_at, turn.words.language)
    if len(said) != 1 or said[0].impossible or beside(said[0], text):
        return None
    return postpone.said_target(said[0], turn.now)


def _verb(turn: Turn, item: Action, piece: numbered.Said) -> Verb | None:
    """«listo», or a verb by its own name («no contestó»)."""
    kind, said = KIND[item.kind], fold(piece.rest)
    for verb in kind.verbs:
        if (piece.done and verb.name == kind.finish) or fold(turn.words.of(kind.name, verb.label)) == said:
            return verb
    return None


def _forbidden(turn: Turn, item: Action, verb: Verb | None, to: postpone.Target | None, before: Sequence[Meant]) -> str:
    words = turn.words
    if not may_with(turn.staff, Deed.ACT, item):
        return words("That belongs to somebody else.")
    if any(one.item and one.item.id == item.id for one in before):
        return words("You named that number twice; I took the first.")
    if verb is None and to is None:
        return words("That one is decided with its button.")
    possible = item.state in verb.sources if verb else postpone.can_move(item)
    if item.removed or not possible:
        return words("That is no longer possible as it stands now.")
    return words("That one is decided with its button.") if verb and (verb.needs or verb.reason) else ""


async def _in_the_way(turn: Turn, item: Action, values: Mapping[str, Any], before: Sequence[Meant]) -> str:
    """Why an action cannot be put at that time."""
    if postpone.is_past(values, turn.now):
        return turn.words("That has already passed. Another date?")
    if "starts_at" not in values or not KIND[item.kind].has("slot"):
        return ""
    start, end = values["starts_at"], values["ends_at"]
    taken = await agenda.taken(turn.office, item.responsible_id, start, end, but=item.id)
    return turn.words("Another appointment is in the way.") if taken or any(_overlaps(one, start, end) for one in before) else ""


def _overlaps(one: Meant, start: datetime, end: datetime) -> bool:
    return "starts_at" in one.values and bool(one.values["starts_at"] < end and one.values["ends_at"] > start)


async def _carried_out(turn: Turn, meant: Sequence[Meant], context: Mapping[str, Any]) -> Decision:
    """All of it in one change, which one tap takes back."""
    done_ones = [one for one in meant if one.item and not one.refused]
    effects = tuple(
        Change(one.item.id, one.item.version, one.values, one.verb.name if one.verb else "postpone") for one in done_ones if one.item
    )
    names = await naming.of(turn.office, [one.item for one in meant if one.item])

    def parcels(done: Recorded) -> list[NewParcel]:
        after = iter(done.actions)
        now = [replace(one, item=next(after)) if one in done_ones else one for one in meant]
        said = turn.render(
            "typed", _keys(turn, context, done.change_id if done_ones else 0), lines=[_line(turn, one, names) for one in now]
        )
        heard = [
            parcel
            for old, new in zip(meant, now, strict=True)
            if old in done_ones and old.item and new.item
            for parcel in told.changed(turn, old.item, new.item, done.change_id, names, _said(old))
        ]
        return [*said, *heard]

    return Decision(effects, parcels)


def _said(one: Meant) -> str:
    if one.verb is None:
        return "Moved"
    return one.verb.said if one.verb.counts else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the answer: the action as it is now, or why nothing was done; `said` is what happened where no state says it."""

    number: int
    icon: str
    a: ActionView | None
    refused: str
    moved: bool
    said: str


def _line(turn: Turn, one: Meant, names: Names) -> Line:
    view = action(one.item, names, Reader.of(turn.staff, turn.words, turn.now)) if one.item else None
    icon = "⚠️" if one.refused else one.verb.icon if one.verb else "🕑"
    said = turn.words.of(one.item.kind, one.verb.said) if one.item and one.verb and one.verb.counts else ""
    return Line(one.number, icon, view, one.refused, one.verb is None, said)


def _keys(turn: Turn, context: Mapping[str, Any], change_id: int) -> Rows:
    back = Button(turn.words("◀ List"), encode("list", context["what"], context["person"], 0))
    return ((Button(turn.words("↩️ Undo"), encode("undo", change_id)), back) if change_id else (back,),)
