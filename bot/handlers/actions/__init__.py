"""Actions: what is done with one in place, another time for it, somebody else for it; and visits."""

from bot import heard
from bot.handlers.actions import act, hand, readmark, visit, visitkeys, when
from bot.pieces.drafting import WHY
from bot.turn import Routes

ROUTES = Routes(
    presses={
        "see": act.see,
        "do": act.do,
        "link": act.follow,
        "read": readmark.read,
        "when": when.when,
        "give": hand.give,
        "visit": visitkeys.tapped,
    },
    commands=dict.fromkeys((*visit.ARRIVED, *visit.LEFT), visit.commanded),
    heard={heard.Visit: visit.spoken},
    finishes={WHY: act.reasoned, "activity": visit.prepared},
)
