"""What something that was just done may have settled: «ya llamé a ACME» while a call to ACME is still open."""

from collections.abc import Sequence

from crm.decision import Create
from crm.kinds import KIND
from crm.model import Action, Staff
from crm.services.house.office import Office
from crm.store import actions
from crm.text import fold

_OFFERED = 2
_STEM = 4  # letters by which two forms of a word are the same: «planos», «plano»


async def open_before(office: Office, person: Staff, creates: Sequence[Create]) -> list[Action]:
    """The person's open actions that those which are recorded as done may have settled, the newest first."""
    done = [item for item in creates if "closed_at" in item.values and item.values.get("partner_id")]
    if not done:
        return []
    async with office.store.read() as tx:
        mine = await actions.open_of(tx, person.id)
    found = [item for item in reversed(mine) if any(_may_settle(one, item) for one in done)]
    return found if len(found) <= _OFFERED else []


def _may_settle(one: Create, item: Action) -> bool:
    """Same kind, same partner and no other contact; where anything may be to do for a partner, of the same thing as well."""
    kind, values = KIND[item.kind], one.values
    finish = kind.finishing
    same = item.kind == one.kind and item.partner_id == values["partner_id"] and item.contact_id in (None, values.get("contact_id"))
    if finish is None or item.state not in finish.sources or not same:
        return False
    return kind.reaches or bool(_stems(item.reference) & _stems(values.get("reference") or ""))


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in fold(text).split() if len(word) >= _STEM and word.isalpha()}
