"""Lists: what is pending and what was done, search, cards; and the orders that are typed about their lines."""

from bot import heard
from bot.handlers.lists import activities, card, described, lists, numbered, search, turning, typed
from bot.pieces.pickers import NOTHING
from bot.turn import Routes

ROUTES = Routes(
    presses={
        "list": turning.turned,
        "who": lists.whose,
        "card": card.tapped,
        "find": search.turned,
        "chain": search.related,
        NOTHING: lists.nothing,
    },
    commands={
        **dict.fromkeys(lists.COMMANDS, lists.show),
        **dict.fromkeys(activities.COMMANDS, activities.show),
        **dict.fromkeys(card.COMMANDS, card.show),
        **dict.fromkeys(search.COMMANDS, search.show),
    },
    questions={
        "agenda": lists.asked,
        "pending": lists.asked,
        "overdue": lists.asked,
        "card": card.asked,
        "search": search.asked,
        "question": search.numbered,
        "spent": activities.asked,
        "done": activities.asked,
    },
    heard={
        heard.ListLine: typed.typed,
        heard.NumberedOrder: numbered.ordered,
        heard.DescribedOrder: described.ordered,
    },
)
