"""The outgoing server as an administrator sees it, and a mail that shows whether it works."""

from bot.dialog import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.message import Button, MailMessage, Rows
from crm.model import Channel, NewParcel
from crm.services import parameters, parametervalues
from crm.services.parameters import Parameter
from crm.services.ways import mail_way


def ask(turn: Turn, parameter: Parameter) -> Decision:
    """Which server takes our mail; it is chosen where the office is installed."""
    words = turn.words
    where = parameters.values(turn.office)[parameter.name]
    rows: Rows = ((Button(words("◀️ Parameters"), encode("par", "list")),),)
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
    return Decision(parcels=lambda _: said)


def send(turn: Turn, parameter: Parameter) -> Decision | None:
    """A mail to the administrator who asks; what becomes of it is told like of any other."""
    to, words = turn.staff.email, turn.words
    if not to or not parameters.values(turn.office)[parameter.name]:
        return None
    text = words("This is a test mail that {who} asked for in the chat. The outgoing server works.", who=turn.staff.name)
    message = MailMessage(subject=words("Test mail of {office}", office=turn.office.name), text=text)
    said = turn.say(words("✉️ The test mail is on its way to {address}. If it does not arrive, I will tell you why.", address=to))
    mail = NewParcel(f"testmail:{turn.claim.id}", mail_way(to).order_key, Channel.MAIL, to, message.payload(), staff_id=turn.staff.id)
    return Decision(parcels=lambda _: [*said, mail])
