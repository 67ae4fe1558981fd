"""The outgoing server as an administrator sees it, and a mail that shows whether it works."""

from bot.handlers.office import parameterscreens
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.message import Button, Rows
from crm.services.house import parameters, parametervalues
from crm.services.house.parameters import Parameter
from crm.services.mailing import testmail


def ask(turn: Turn, parameter: Parameter) -> Decision:
    """Which server takes our mail; it is chosen where the office is installed."""
    words = turn.words
    where = parameters.values(turn.office)[parameter.name]
    rows: Rows = ((parameterscreens.back(turn, parameter),),)
    if where and turn.staff.email:
        rows = ((Button(words("✉️ Test mail"), encode("par", "mail", parameter.name)),), *rows)
    said = turn.render(
        "parameter",
        rows,
        label=parametervalues.label(parameter, words),
        value=parametervalues.shown(parameter, where, words),
        note="" if turn.staff.email else words("You have no mail address yet, so no test mail can be sent to you."),
        ask=words("It is set where the office is installed (relay_host, relay_port)."),
    )
    return Decision.saying(said)


def send(turn: Turn, parameter: Parameter) -> Decision | None:
    """A mail to the administrator who asks; what becomes of it is told."""
    to, words = turn.staff.email, turn.words
    if not to or not parameters.values(turn.office)[parameter.name]:
        return None
    said = turn.say(words("✉️ The test mail is on its way to {address}. I will tell you what the server says.", address=to))
    mail = testmail.parcel(turn.office, turn.staff, str(turn.claim.id), words)
    return Decision.saying([*said, mail])
