"""Papers: letters, mails and procedures, and what becomes of mail that is held."""

from bot import heard
from bot.handlers.papers import email, heldmail, letter, procedure
from bot.turn import Routes
from crm.kinds.email import EMAIL
from crm.kinds.letter import LETTER
from crm.kinds.procedure import PROCEDURE

ROUTES = Routes(
    presses={LETTER.name: letter.letter, EMAIL.name: email.email, PROCEDURE.name: procedure.tapped, "mail": heldmail.mail},
    commands=dict.fromkeys((*procedure.COMMANDS, *procedure.ALL), procedure.show),
    heard={heard.ForMail: email.file},
    finishes={LETTER.name: letter.prepared, EMAIL.name: email.prepared},
    files={EMAIL.name: email.more_files},
)
