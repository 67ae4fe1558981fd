"""What the bot answers, in order: the first handler that decides ends the turn."""

from collections.abc import Awaitable, Callable, Mapping

from bot.dialog import Decide, Turn
from bot.handlers.actions import act, activities, bynumber, described, hand, readmark, visit, visitkeys, when
from bot.handlers.lists import card, cardlist, lists, search, typed
from bot.handlers.office import exporting, importing, parameters, tables
from bot.handlers.papers import email, heldmail, letter, procedure
from bot.handlers.partners import entering, keys, sharedcontact
from bot.handlers.staff import arrive, handover, mine, newcomer, people
from bot.handlers.talk import album, asked, draft, edited, files, fix, parked, pressed, reply, say, smalltalk, start, undo, unheard
from crm.decision import Decision
from crm.model import Draft

HANDLERS: tuple[Decide, ...] = (
    arrive.arrive,
    edited.edited,
    # buttons
    undo.undo,
    fix.fix,
    reply.talk,
    reply.put,
    say.as_kind,
    draft.tapped,
    card.tapped,
    cardlist.tapped,
    cardlist.back,
    activities.turned,
    search.turned,
    search.related,
    lists.turned,
    lists.whose,
    lists.nothing,
    act.see,
    act.do,
    act.follow,
    readmark.read,
    when.when,
    hand.give,
    letter.letter,
    visitkeys.tapped,
    people.tapped,
    mine.tapped,
    handover.tapped,
    parameters.tapped,
    tables.tapped,
    importing.tapped,
    exporting.tapped,
    keys.tapped,
    heldmail.mail,
    email.email,
    procedure.tapped,
    unheard.old_button,
    # a button in words, a further part of an album, an answer to one of our messages, then to the open question
    pressed.pressed,
    album.album,
    asked.answer,
    reply.reply,
    newcomer.answer,
    draft.answer,
    # commands
    start.start,
    start.help_,
    start.cancel,
    procedure.show,
    draft.begin,
    visit.commanded,
    activities.show,
    parked.parked,
    lists.show,
    card.show,
    entering.show,
    search.show,
    people.show,
    mine.show,
    handover.show,
    parameters.show,
    tables.show,
    importing.command,
    exporting.command,
    unheard.unknown_command,
    # everything else that people send
    email.file,
    importing.offered,
    sharedcontact.come,
    files.files,
    typed.typed,
    bynumber.ordered,
    described.ordered,
    smalltalk.smalltalk,
    visit.spoken,
    say.say,
    unheard.nothing_to_keep,
)

# What a finished draft becomes where the kind's actions are not simply recorded.
PREPARED: Mapping[str, Callable[[Turn, Draft], Awaitable[Decision]]] = {
    "letter": letter.prepared,
    "email": email.prepared,
    "activity": visit.prepared,
}

# What a draft comes to that asked why a verb of an action is done.
REASONED: Callable[[Turn, Draft], Awaitable[Decision]] = act.reasoned
