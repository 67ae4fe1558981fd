"""What the subject of a mail says beside what it is about: who does it, for whom, until when."""

import logging
from datetime import datetime
from typing import Any

from crm.kinds import KIND, values_of
from crm.model import Staff
from crm.services.house.office import Office
from crm.services.meaning import understand
from crm.words import words_for
from mailgw.reference import bare, names_its_kind

log = logging.getLogger(__name__)
_TAKEN = ("partner", "contact", "responsible", "due")
_SURE = ("partner", "contact", "responsible")  # a guess about these is left out: nobody is there to be asked


async def said_in(office: Office, subject: str, staff: Staff, kind: str, at: datetime) -> dict[str, Any]:
    """Values of an action of that kind from a subject that `staff` wrote at that moment; empty where it says nothing more."""
    language = words_for(staff).language
    line = bare(subject)
    if not names_its_kind(subject):
        line = f"{KIND[kind].phrases[language].nouns[0]}: {line}"
    try:
        meant = (await understand.understood(office, line, at.astimezone(staff.zone), language)).meant
    except Exception:
        log.exception("the subject of a mail could not be understood; the mail is handled without")
        return {}
    first = next((one for one in meant if one.kind == kind and not one.done), None)
    if first is None:
        return {}
    doubtful = {first.doubt.field} if first.doubt else set()
    sure = {
        name: first.answers[name]
        for name in _TAKEN
        if first.answers.get(name) is not None and name not in doubtful and not (name in _SURE and name in first.remarks)
    }
    return values_of(KIND[kind], sure)
