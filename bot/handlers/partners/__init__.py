"""Partners: customers, suppliers and their contacts, entered, corrected, joined, shared."""

from bot import heard
from bot.handlers.partners import contacts, editing, entering, keys, merging, sharedcontact
from bot.pieces.contactoffer import WHAT
from bot.turn import Routes

ROUTES = Routes(
    presses={"ptn": keys.tapped},
    commands=dict.fromkeys(entering.COMMANDS, entering.show),
    answers={
        "partner": entering.answered,
        "piece": editing.answered,
        "contact": contacts.answered,
        "merge": merging.answered,
        WHAT: sharedcontact.typed,
    },
    heard={heard.SharedContact: sharedcontact.come},
    ways={"new": keys.for_draft},
)
