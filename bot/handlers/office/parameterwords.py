"""What is asked for a parameter and what is said of a value that does not fit, by its type; and a picture that is to be the logo."""

from collections.abc import Callable, Mapping
from hashlib import sha256

from bot.pieces import incoming
from bot.turn import Turn
from bot.updates import file_of
from bot.waiting import shown_busy
from crm import checks
from crm.documents import DocumentError
from crm.errors import InvalidValueError
from crm.model import NewAttachment
from crm.services.house import parametervalues
from crm.services.house.parameters import GROUPS, PARAMETERS, Parameter, Type
from crm.services.papers import letters
from crm.text import fold
from crm.words import Words

_ASK: Mapping[Type, Callable[[Parameter, Words], str]] = {
    Type.LINE: lambda _, words: words("Write it in one line."),
    Type.TEXT: lambda _, words: words("Write it, in six lines at most."),
    Type.RUT: lambda _, words: words("Write it with its check digit, like 76.123.456-0."),
    Type.PHONE: lambda _, words: words("Write it like +56 2 2345 6789."),
    Type.MAIL: lambda _, words: words("Write it like ventas@empresa.cl."),
    Type.NUMBER: lambda p, words: words("Write a number from {low} to {high}.", low=p.limits[0], high=p.limits[1]),
    Type.MONEY: lambda _, words: words("Write an amount in pesos, like $500.000."),
    Type.HOURS: lambda _, words: words("Write from when to when, like 9:00-18:00."),
    Type.HOUR: lambda _, words: words("Write an hour, like 7:30."),
    Type.DAYS: lambda _, words: words("Tap a day to switch it."),
    Type.FLAG: lambda _, words: words("Yes or no?"),
    Type.PICTURE: lambda _, words: words("Send me the picture: PNG or JPEG, best as a file; SVG too."),
    Type.PRINTER: lambda _, words: words("Which printer? Left empty, one is chosen each time."),
    Type.OFF_DAYS: lambda _, words: words("Write a day and its name, like “2 jan stocktaking” or “8 dec we work”; tap one to take it out."),
    Type.SERIES: lambda _, words: words("Write the next number: CA-YYYY-0035 begins anew every year, CA-0035 never."),
}


_BEYOND = {"past": "That day has passed. Another one?", "many": "Those are too many days. Take some out first."}


def parameters_called(text: str, words: Words) -> list[Parameter]:
    """The parameters whose labels hold what was written behind the command, and those of the group that is called so.

    A name that only holds it («feriados») counts where no one label does better.
    """
    wish = fold(text).strip().removesuffix("s")  # «impresoras»
    groups = {group: fold(words(title)).partition(" ")[2] for group, title in GROUPS.items()}
    labels = [p for p in PARAMETERS if wish and wish in fold(parametervalues.label(p, words))]
    exact = [group for group, title in groups.items() if wish == title.removesuffix("s")]
    near = [group for group, title in groups.items() if wish and wish in title and len(labels) != 1]
    return [p for p in PARAMETERS if p in labels or p.group in (exact or near)[:1]]


def ask(parameter: Parameter, words: Words) -> str:
    """How to write (or tap) another value."""
    return _ASK[parameter.type](parameter, words)


def refusal(parameter: Parameter, text: str, error: InvalidValueError, words: Words) -> str:
    """One sentence: that it does not fit, and what is expected or may have been meant."""
    if error.field == "check digit":
        return words("The check digit of that RUT is wrong. Did you mean {rut}?", rut=checks.rut_meant(text, error.expected))
    if error.field in _BEYOND:
        return words(_BEYOND[error.field])
    said = " ".join(text.split())
    said = said if len(said) <= 40 else said[:39] + "…"
    return f"{words('«{said}» does not fit.', said=said)} {ask(parameter, words)}"


async def picture(turn: Turn) -> tuple[NewAttachment | None, str]:
    """The logo as it is kept, or the sentence why it cannot be."""
    message = turn.update.message
    if message is None or file_of(message) is None:
        return None, turn.words("That is no picture. Send me a PNG, JPEG or SVG.")
    fetched, _ = await incoming.fetch(turn)
    if not fetched:
        return None, turn.words("That file is too large: 20 MB at most. Another one?")
    try:
        made = await shown_busy(turn, letters.press_of(turn.office).logo(fetched[0].data or b""))
    except DocumentError as error:
        return None, error.sentence(turn.words)
    return NewAttachment(fetched[0].name, "image/png", made, sha256(made).hexdigest()), ""
