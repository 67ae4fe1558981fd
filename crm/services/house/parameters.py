"""Parameters: what an administrator decides in the chat stands over the installation's settings, in every process."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from crm.documents import Letterhead
from crm.kinds import KINDS
from crm.services.house.offdays import OWN as OWN_HOLIDAYS
from crm.services.house.office import Office
from crm.services.papers import series
from crm.services.papers.series import Series
from crm.store import Tx, blobs, parameters

EMPTY = ""  # stored for what is left empty on purpose; what is not stored is the installation's
NOTHING: tuple[Any, ...] = (EMPTY, None, (), [])  # what a parameter without a value stands at


class Type(StrEnum):
    """How a parameter is written and read (crm.services.house.parametervalues)."""

    LINE = "line"
    TEXT = "text"
    RUT = "rut"
    PHONE = "phone"
    MAIL = "mail"
    NUMBER = "number"
    MONEY = "money"
    HOURS = "hours"
    DAYS = "days"
    HOUR = "hour"
    FLAG = "flag"
    PICTURE = "picture"
    PRINTER = "printer"
    OFF_DAYS = "off days"
    SERIES = "series"
    FIXED = "fixed"  # shown here, decided by whoever installs


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that an administrator decides; `label`, `note` and `brief` are message ids, `limits` those of a number.

    `of` names the kind that it is about: its label is said of that kind. `brief` is how its value is said in the line of its group.
    """

    name: str
    group: str
    type: Type
    label: str
    default: Any = EMPTY
    note: str = ""
    optional: bool = False
    limits: tuple[int, int] = (0, 0)
    of: str = ""
    brief: str = ""


GROUPS: Mapping[str, str] = {
    "company": "🏢 Company",
    "paper": "🖨 Documents",
    "mail": "✉️ Mail",
    "work": "🕘 Hours and holidays",
    "quotes": "🧾 Quotes",
    "agenda": "📅 Agenda and groups",
    "privacy": "🔐 Privacy",
}
_HEAD = {"office_rut": "rut", "office_phone": "phone", "office_mail": "mail", "office_web": "web", "office_logo": "logo"}
_APPROVAL = {"quote_responsible_up_to": "responsible_up_to", "quote_supervisor_up_to": "supervisor_up_to"}
_RETENTION = "Actions, their files and their history are kept for ever."
_PRINTED = tuple(kind for kind in KINDS if kind.series)

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("office_name", "company", Type.LINE, "Name", "Acciones", brief="{value}"),
    Parameter("office_rut", "company", Type.RUT, "RUT", optional=True, brief="{value}"),
    Parameter("office_address", "company", Type.LINE, "Address", optional=True),
    Parameter("office_city", "company", Type.LINE, "City", note="Letters are dated from there.", optional=True, brief="{value}"),
    Parameter("office_phone", "company", Type.PHONE, "Phone", optional=True),
    Parameter("office_mail", "company", Type.MAIL, "Mail", optional=True),
    Parameter("office_web", "company", Type.LINE, "Web site", optional=True),
    Parameter("office_logo", "paper", Type.PICTURE, "Logo", optional=True, brief="with logo"),
    Parameter(
        "letter_footer",
        "paper",
        Type.TEXT,
        "Foot of letters",
        note="Left empty, it says the company's data.",
        optional=True,
        brief="own foot of letters",
    ),
    *(
        Parameter(f"printer_{kind.name}", "paper", Type.PRINTER, "Printer for {kind}", optional=True, of=kind.name, brief="{kind}: {value}")
        for kind in _PRINTED
    ),
    *(
        Parameter(series.name(kind.name), "paper", Type.SERIES, "Numbers of {kind}", asdict(Series()), of=kind.name, brief="{kind} {value}")
        for kind in _PRINTED
    ),
    Parameter(
        "mail_delay_seconds", "mail", Type.NUMBER, "Seconds that mail to customers waits", 30, limits=(0, 600), brief="waits {value} s"
    ),
    Parameter("relay", "mail", Type.FIXED, "Outgoing server", brief="{value}"),
    Parameter("working_hours", "work", Type.HOURS, "Working hours", ("09:00", "18:00"), brief="{value}"),
    Parameter("working_days", "work", Type.DAYS, "Working days", (0, 1, 2, 3, 4), brief="{value}"),
    Parameter(
        OWN_HOLIDAYS,
        "work",
        Type.OFF_DAYS,
        "Own holidays",
        (),
        note="The country's public holidays count anyway.",
        optional=True,
        brief="{value}",
    ),
    Parameter(
        "digest_hour",
        "work",
        Type.HOUR,
        "Morning summary",
        "08:00",
        note="For new staff; each person may choose another hour.",
        brief="summary {value}",
    ),
    Parameter(
        "quote_responsible_up_to",
        "quotes",
        Type.MONEY,
        "The responsible approves up to",
        note="Beyond that, and with nothing here, only supervisors and administrators approve.",
        optional=True,
        brief="the responsible up to {value}",
    ),
    Parameter(
        "quote_supervisor_up_to",
        "quotes",
        Type.MONEY,
        "Supervisors approve up to",
        note="Beyond that an administrator decides. With nothing here they approve any amount.",
        optional=True,
        brief="supervisors up to {value}",
    ),
    Parameter(
        "pending_first",
        "agenda",
        Type.FLAG,
        "Pending items first",
        False,
        note="They come after /start and before the first answer of a day.",
        brief="pending items first",
    ),
    Parameter(
        "forced_booking",
        "agenda",
        Type.FLAG,
        "Two appointments at once",
        False,
        note="[Book anyway] is offered where the hour is taken.",
        brief="two appointments at once",
    ),
    Parameter("undo_minutes", "agenda", Type.NUMBER, "Minutes to undo", 10, limits=(1, 1440), brief="{value} min to undo"),
    Parameter(
        "groups_allowed",
        "agenda",
        Type.FLAG,
        "Groups allowed",
        False,
        note="In a group I read what staff write behind a command or my name, and answer in private. Otherwise I leave it.",
        brief="groups allowed",
    ),
    Parameter("invitation_days", "privacy", Type.NUMBER, "Days that an invitation works", 3, limits=(1, 30), brief="invitations {value} d"),
    Parameter(
        "kept_inputs",
        "privacy",
        Type.NUMBER,
        "Days that I keep what came in",
        3,
        note=_RETENTION,
        limits=(3, 3650),
        brief="what came in {value} d",
    ),
    Parameter(
        "kept_parcels",
        "privacy",
        Type.NUMBER,
        "Days that I keep what was sent",
        90,
        note=_RETENTION,
        limits=(7, 3650),
        brief="what was sent {value} d",
    ),
    Parameter("kept_files", "privacy", Type.NUMBER, "Days that I keep files that belong to nothing", 7, note=_RETENTION, limits=(1, 365)),
)
PARAMETER: Mapping[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}


def values(office: Office) -> dict[str, Any]:
    """What every parameter stands at now, by name."""
    now = _spelled(office)
    return {parameter.name: now.get(parameter.name, parameter.default) for parameter in PARAMETERS}


def installed(office: Office, name: str) -> Any:
    """What the installation itself says."""
    return (office.given or _spelled(office)).get(name, PARAMETER[name].default)


def printers_for(office: Office, kind: str) -> tuple[str, ...]:
    """The printers that are offered for a kind: the one that was chosen for it, else all."""
    printers = tuple(office.parameters.get("printers", ()))
    chosen = office.parameters.get(f"printer_{kind}")
    return (chosen,) if chosen in printers else printers


async def refresh(office: Office) -> None:
    """Take over what was changed since, in this process or another one; one small query where nothing was."""
    async with office.store.read() as tx:
        await refreshed(tx, office)


async def refreshed(tx: Tx, office: Office) -> None:
    """The same in a transaction that is open already."""
    version = await parameters.version(tx)
    if version == office.parameters_version:
        return
    stored = await parameters.every(tx)
    chosen = {name: value for name, value in stored.items() if name in PARAMETER}  # the table holds secrets too
    if logo := chosen.get("office_logo"):
        chosen["office_logo"] = await blobs.get(tx, logo)
    _take_over(office, chosen)
    office.parameters_version = version


def _take_over(office: Office, chosen: Mapping[str, Any]) -> None:
    """The chosen values over the installation's, with all that follows from them."""
    if office.given is None:
        office.given = _spelled(office)
    now = {**office.given, **chosen}
    office.name = now["office_name"]
    approval = {key: None if now[name] == EMPTY else now[name] for name, key in _APPROVAL.items()}
    head = replace(
        now.get("letterhead") or Letterhead(office.name),
        name=office.name,
        address=", ".join(filter(None, (now["office_address"], now["office_city"]))),
        footer=now.get("letter_footer", ""),
        **{piece: now[name] for name, piece in _HEAD.items()},
    )
    followed = {"letterhead": head, "place": now["office_city"], "quote_approval": approval}
    if "office_logo" in chosen:
        followed["logo_missing"] = ""
    office.parameters = {**now, **followed}


def _spelled(office: Office) -> dict[str, Any]:
    """The office's parameters with those by their own names that stand inside others (the letterhead)."""
    head = office.parameters.get("letterhead") or Letterhead(office.name)
    place = str(office.parameters.get("place", ""))
    pieces = {name: getattr(head, piece) for name, piece in _HEAD.items()}
    approval = office.parameters.get("quote_approval") or {}
    limits = {name: EMPTY if approval.get(key) is None else approval[key] for name, key in _APPROVAL.items()}
    return {
        **pieces,
        "office_name": office.name,
        "office_address": head.address.removesuffix(place).removesuffix(", "),
        "office_city": place,
        "letter_footer": head.footer,
        **limits,
        **office.parameters,
    }
