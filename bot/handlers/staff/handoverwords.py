"""What /traspasar asks and says: whose work, to whom, until when, what goes, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, Recorded
from crm.flow import codes
from crm.flow.reading import bare
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import Handover, HandoverState, NewParcel, Staff
from crm.permissions import Deed, may
from crm.services.due.returning import Return
from crm.services.staff import handovers
from crm.services.staff.handovers import Plan

FOR_GOOD = "-"  # instead of a last day
MOST = 30  # people that are offered; others are written


@dataclass(frozen=True, slots=True)
class Wish:
    """Who hands over to whom from when to when (None: for good); `forced` takes along what clashes."""

    giver: Staff
    taker: Staff
    first: date
    last: date | None
    forced: bool = False

    def code(self, deed: str, *, forced: bool | None = None) -> str:
        """The callback data of a button about it."""
        last = codes.day(self.last) if self.last else FOR_GOOD
        flag = self.forced if forced is None else forced
        return encode("ho", deed, self.giver.id, self.taker.id, codes.day(self.first), last, int(flag))


def wish_of(args: Sequence[str], giver: Staff, taker: Staff) -> Wish | None:
    """The wish of a press; None or InvalidValueError where no button of ours says that."""
    first, last = codes.to_day(args[0]), None if args[1] == FOR_GOOD else codes.to_day(args[1])
    return Wish(giver, taker, first, last, args[2] == "1") if last is None or last >= first else None


def _asked(turn: Turn, text: str, rows: Rows, wants: Wants) -> Decision:
    cancel = (Button(turn.words("✖️ Cancel"), encode("ho", "x")),)
    return Decision.saying(
        turn.render("draft", (*rows, cancel), message={"context": Shows(wants=replace(wants, what="handover"))}, text=text)
    )


def _keys(turn: Turn, people: Sequence[Staff], *before: object) -> Rows:
    keys = [
        Button(
            turn.words("Me") if person.id == turn.staff.id else ("🏖 " if person.is_away(turn.today) else "") + person.name,
            encode("ho", *before, person.id),
        )
        for person in people[:MOST]
    ]
    return tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))


def ask_who(turn: Turn, people: Sequence[Staff], refused: str = "") -> Decision:
    """Whose work goes."""
    return _asked(turn, refused or "🔁 " + turn.words("Whose work is handed over?"), _keys(turn, people, "who"), Wants(ask="who"))


def ask_whom(turn: Turn, giver: Staff, people: Sequence[Staff], refused: str = "") -> Decision:
    """Who stands in."""
    own = giver.id == turn.staff.id
    question = turn.words("Who does your work?") if own else turn.words("Who does the work of {name}?", name=giver.name)
    keys = _keys(turn, people, "to", giver.id)
    return _asked(turn, f"{refused}\n🔁 {question}".strip(), keys, Wants(ask="to", giver=giver.id))


def ask_until(turn: Turn, giver: Staff, taker: Staff, refused: str = "") -> Decision:
    """Until when, from today; or other days in writing."""
    words, today = turn.words, turn.today
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    offered = [(today, words("Today only")), *(((friday, words.short_day(friday)),) if friday != today else ())]
    offered += [(today + timedelta(days=6), words("One week")), (today + timedelta(days=13), words("Two weeks"))]
    keys = [Button(label, Wish(giver, taker, today, day).code("at")) for day, label in offered]
    rows: Rows = (tuple(keys[:2]), tuple(keys[2:]), (Button(words("Does not come back"), Wish(giver, taker, today, None).code("at")),))
    question = words("Until which day, that one included? Or write it: from 1 to 15 December.")
    return _asked(turn, f"{refused}\n{question}".strip(), rows, Wants(ask="until", giver=giver.id, taker=taker.id))


def is_for_good(turn: Turn, text: str) -> bool:
    """«No vuelve», written."""
    return bare(text) == bare(turn.words("Does not come back"))


def preview(turn: Turn, wish: Wish, plan: Plan) -> Decision:
    """What goes, and what stands in its way."""
    words = turn.words
    rows: Rows = ((Button(words("✅ Hand over"), wish.code("go"), style="success"),),)
    if plan.clashes and plan.begins:
        other = words("They stay here") if wish.forced else words("They go too")
        rows = (*rows, (Button(other, wish.code("at", forced=not wish.forced)),))
    rows = (*rows, (Button(words("✖️ Cancel"), encode("ho", "x")),))
    return Decision.saying(turn.render("handover", rows, **_said(turn, wish, plan)))


def _said(turn: Turn, wish: Wish, plan: Plan) -> dict[str, Any]:
    words, today = turn.words, turn.today
    return {
        "who": wish.giver.name,
        "whom": wish.taker.name,
        "since": "" if plan.begins else words.day(wish.first, today),
        "until": handovers.until(wish.last, today, words),
        "what": handovers.summary(plan.what(forced=wish.forced), words),
        "clashes": handovers.clashing(plan.clashes, turn.staff, words, today),
        "forced": wish.forced,
        "done": False,
    }


def done(turn: Turn, wish: Wish, plan: Plan, recorded: Recorded) -> list[NewParcel]:
    """What was handed over, with its ways back."""
    words = turn.words
    key = next((line.key for line in recorded.records if line.subject == "handover"), "0")
    rows: Rows = ((Button(words("↩️ Undo"), encode("undo", recorded.change_id)), _end(turn, int(key), begun=plan.begins)),)
    if wish.last is None and wish.giver.id != turn.staff.id and may(turn.staff.role, Deed.MANAGE, own=False):
        rows = (*rows, (Button(words("⛔ Leaves"), encode("staff", "off", wish.giver.id), style="danger"),))
    return turn.render("handover", rows, **{**_said(turn, wish, plan), "done": True})


def _end(turn: Turn, handover_id: int, *, begun: bool) -> Button:
    return Button(turn.words("🔙 Back now") if begun else turn.words("✖️ Call it off"), encode("ho", "back", handover_id))


def stands(turn: Turn, one: Handover, people: Mapping[int, Staff]) -> Decision:
    """The handover that there is already, and how to end it."""
    begun = one.state is HandoverState.RUNNING
    return Decision.saying(
        turn.render("handover_stands", ((_end(turn, one.id, begun=begun),),), **handovers.describe(one, people, turn.words, turn.today))
    )


def came_back(turn: Turn, found: Return, recorded: Recorded) -> list[NewParcel]:
    """[Volver ya]: what came back."""
    said: dict[str, Any] = {
        "who": found.giver.name,
        "whom": found.taker.name,
        "what": handovers.summary(found.comes, turn.words),
        "gone": found.gone,
    }
    clashes = handovers.clashing(found.clashes, turn.staff, turn.words, turn.today)
    rows: Rows = ((Button(turn.words("↩️ Undo"), encode("undo", recorded.change_id)),),)
    return turn.render("handover_back", rows, **said, mine=found.giver.id == turn.staff.id, clashes=clashes)


def called_off(turn: Turn, one: Handover, recorded: Recorded) -> list[NewParcel]:
    """What had not begun does not begin."""
    rows = ((Button(turn.words("↩️ Undo"), encode("undo", recorded.change_id)),),)
    text = turn.words("✖️ The handover from {day} on is called off.", day=turn.words.day(one.starts_on, turn.today))
    return turn.render("draft", rows, text=text)
