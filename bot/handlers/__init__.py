"""What the bot answers, in order: the first handler that decides ends the turn."""

from collections.abc import Awaitable, Callable, Mapping

from bot.dialog import Decide, Turn
from bot.handlers import (
    act,
    arrive,
    asked,
    card,
    cardlist,
    draft,
    edited,
    errors,
    files,
    fix,
    hand,
    handover,
    letter,
    lists,
    mail,
    mailout,
    mine,
    newcomer,
    parameters,
    parked,
    partner,
    partnerkeys,
    people,
    readmark,
    reply,
    say,
    search,
    start,
    tables,
    typed,
    undo,
    visit,
    visitkeys,
    when,
)
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
    partnerkeys.tapped,
    mail.mail,
    mailout.email,
    errors.old_button,
    # an answer to one of our messages, then to the open question
    asked.answer,
    reply.reply,
    newcomer.answer,
    draft.answer,
    # commands
    start.start,
    start.help_,
    start.cancel,
    draft.begin,
    visit.commanded,
    parked.parked,
    lists.show,
    card.show,
    partner.show,
    search.show,
    people.show,
    mine.show,
    handover.show,
    parameters.show,
    tables.show,
    errors.unknown_command,
    # everything else that people send
    mailout.file,
    files.files,
    typed.typed,
    visit.spoken,
    say.say,
    errors.nothing_to_keep,
)

# What a finished draft becomes where the kind's actions are not simply recorded.
PREPARED: Mapping[str, Callable[[Turn, Draft], Awaitable[Decision]]] = {
    "letter": letter.prepared,
    "email": mailout.prepared,
    "activity": visit.prepared,
}

# What a draft comes to that asked why a verb of an action is done.
REASONED: Callable[[Turn, Draft], Awaitable[Decision]] = act.reasoned
