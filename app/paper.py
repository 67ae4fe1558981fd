"""The paper side of the product: the press, the letterhead, and the ways to paper."""

import logging
from functools import partial
from typing import Any

from app.settings import Settings
from crm.documents import Letterhead, Press
from crm.services.house.office import Office
from crm.services.papers import printing
from crm.services.queue import dispatch
from scheduler.couriers.base import Courier
from scheduler.couriers.folder import FolderCourier
from scheduler.couriers.press import PressCourier

log = logging.getLogger(__name__)


def press() -> Press:
    """The press; it starts nothing before the first document is asked for, and needs nothing installed until then."""
    return Press()


def couriers(office: Office, settings: Settings) -> list[Courier]:
    """What prints to PDF, and what brings PDFs to printers."""
    made: list[Courier] = [PressCourier(partial(printing.make, office))]
    if settings.printers:
        made.append(FolderCourier(settings.printers, partial(dispatch.blob, office)))
    return made


def parameters_of(settings: Settings) -> dict[str, Any]:
    """What letters need to know of the settings: the head and foot of the paper, the place, the printers."""
    logo, missing = _logo(settings)
    head = Letterhead(
        name=settings.office_name,
        rut=settings.office_rut,
        address=", ".join(filter(None, (settings.office_address, settings.office_city))),
        phone=settings.office_phone,
        mail=settings.office_mail,
        web=settings.office_web,
        logo=logo,
    )
    return {
        "letterhead": head,
        "logo_missing": missing,
        "place": settings.office_city,
        "printers": tuple(settings.printers),
        "sends_mail": bool(settings.relay_host),
        "relay": f"{settings.relay_host}:{settings.relay_port}" if settings.relay_host else "",
    }


def _logo(settings: Settings) -> tuple[bytes | None, str]:
    """The logo's bytes, or what to say where its file cannot be read: letters go out with the office's name then."""
    if settings.office_logo is None:
        return None, ""
    try:
        return settings.office_logo.read_bytes(), ""
    except OSError as error:
        log.warning("the logo cannot be read: %s", error)
        return None, str(settings.office_logo)
