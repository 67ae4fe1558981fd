"""Staff: who works here, what each person sets for oneself, invitations, handovers."""

from bot import heard
from bot.handlers.staff import arrive, handover, mine, newcomer, people, staffcard
from bot.turn import Routes

ROUTES = Routes(
    presses={"staff": people.tapped, "me": mine.tapped, "ho": handover.tapped},
    commands={
        **dict.fromkeys(people.COMMANDS, people.show),
        **dict.fromkeys(mine.COMMANDS, mine.show),
        **dict.fromkeys(handover.COMMANDS, handover.show),
    },
    answers={
        "mine": mine.answered,
        "person": staffcard.answered,
        "handover": handover.answered,
        newcomer.WHAT: newcomer.answer,
    },
    heard={heard.Arrival: arrive.arrive},
)
