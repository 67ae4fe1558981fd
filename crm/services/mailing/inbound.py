"""Mail: what the office knows about the people and threads of one, and what becomes of a mail that is held."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from crm.errors import ForbiddenError, NotFoundError
from crm.kinds import KINDS
from crm.model import Action, Contact, InputState, NewParcel, Partner, RawInput, Role, Staff
from crm.services.house.office import INBOX_MAIL, OUTBOX, Office
from crm.store import Tx, actions, inbox, outbox, people

MOST_ADDRESSES = 40  # of one mail that are looked up
THREAD = 10  # mails of a thread that are looked up, the nearest first


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows about one mail, fetched before anything is decided. Addresses are lower case.

    `logged` holds the actions that this very mail has already become, by kind; `answered` the action of the mail that it answers;
    `undelivered` those of the mails whose failure it reports. `handler` names, by partner, who last had to do with it.
    """

    everybody: tuple[Staff, ...] = ()
    addresses: Mapping[str, tuple[Partner, Contact | None]] = field(default_factory=dict)
    logged: Mapping[str, Action] = field(default_factory=dict)
    answered: Action | None = None
    handler: Mapping[int, int] = field(default_factory=dict)
    undelivered: tuple[Action, ...] = ()

    def staff_at(self, address: str) -> Staff | None:
        """The active staff member with that mail address."""
        return next((person for person in self.everybody if person.email and person.email.lower() == address), None)

    def staff(self, staff_id: int | None) -> Staff | None:
        return next((person for person in self.everybody if person.id == staff_id), None)

    @property
    def administrators(self) -> tuple[Staff, ...]:
        return tuple(person for person in self.everybody if person.role is Role.ADMINISTRATOR)


MADE_OF_MAIL = ("email", *(kind.name for kind in KINDS if kind.mailboxes))


def logged_as(kind: str, message_id: str) -> str:
    """The name under which an action remembers the mail it came from: a task and an e-mail may come from the same one."""
    return message_id if kind == "email" else f"{kind}:{message_id}"


async def know(
    office: Office,
    *,
    addresses: Iterable[str],
    message_id: str | None = None,
    thread: Sequence[str] = (),
    failed: Sequence[str] = (),
    kinds: Sequence[str] = MADE_OF_MAIL,
) -> Known:
    """Read what the office knows about a mail: its people, its thread, and whether it was logged before."""
    wanted = list(dict.fromkeys(address.lower() for address in addresses))[:MOST_ADDRESSES]
    async with office.store.read() as tx:
        known = await _known(tx, wanted)
        own = {kind: await actions.find_mail(tx, logged_as(kind, message_id)) for kind in kinds} if message_id else {}
        answered = await _first(tx, [logged_as(kind, one) for one in thread[:THREAD] for kind in kinds])
        about = [partner for partner, _ in known.values()]
        if answered and answered.partner_id:
            about.append(await people.get_partner(tx, answered.partner_id))
        return Known(
            everybody=tuple(await people.all_staff(tx)),
            addresses=known,
            logged={kind: action for kind, action in own.items() if action},
            answered=answered,
            handler=await _handlers(tx, known, about),
            undelivered=tuple(filter(None, [await _first(tx, failed[:THREAD])])),
        )


async def _known(tx: Tx, wanted: Sequence[str]) -> dict[str, tuple[Partner, Contact | None]]:
    some = await people.known_addresses(tx, wanted)
    found = {address: await people.known_address(tx, address) for address in wanted if address in some}
    return {address: who for address, who in found.items() if who}


async def _first(tx: Tx, names: Sequence[str]) -> Action | None:
    for name in names:
        if action := await actions.find_mail(tx, name):
            return action
    return None


async def _handlers(tx: Tx, known: Mapping[str, tuple[Partner, Contact | None]], about: Iterable[Partner]) -> dict[int, int]:
    """Who last had an action with each partner: with the very contact where somebody had."""
    contacts = {contact.id for _, contact in known.values() if contact}
    active = {person.id for person in await people.all_staff(tx)}
    handlers: dict[int, int] = {}
    for partner in about:
        recent = [action for action in await actions.of_partner(tx, partner.id) if action.responsible_id in active]
        if recent:
            handlers[partner.id] = next((a for a in recent if a.contact_id in contacts), recent[0]).responsible_id
    return handlers


async def hold(office: Office, claim: RawInput, *, reason: str, told: Sequence[int], parcels: Sequence[NewParcel]) -> None:
    """Keep a mail whole until somebody says what it is; `told` are the staff who may say so, besides administrators."""
    async with office.store.begin() as tx:
        envelope = {**claim.envelope, "held": {"reason": reason, "staff": list(told)}}
        await inbox.finish(tx, claim, state=InputState.HELD, error=reason, envelope=envelope)
        await outbox.put(tx, parcels, at=office.machine())
    office.bell.ring(OUTBOX)


async def confirm_mine(office: Office, staff: Staff, input_id: int) -> bool:
    """«Sí, fui yo»: handle a held mail as verified; False where it no longer waits. ForbiddenError where it is not this person's."""
    async with office.store.begin() as tx:
        held = await _held_for(tx, staff, input_id, administrators=False)
        again = await inbox.run_again(tx, input_id, at=office.machine(), envelope={**held.envelope, "confirmed_by": staff.id})
    if again:
        office.bell.ring(INBOX_MAIL)
    return again


async def discard(office: Office, staff: Staff, input_id: int) -> bool:
    """«No, descartar»: end a held mail; False where it no longer waits. The person concerned or an administrator may."""
    async with office.store.begin() as tx:
        await _held_for(tx, staff, input_id, administrators=True)
        return await inbox.discard(tx, input_id)


async def _held_for(tx: Tx, staff: Staff, input_id: int, *, administrators: bool) -> RawInput:
    found = await inbox.raw(tx, input_id)
    if found is None or "held" not in found.envelope:
        raise NotFoundError
    if staff.id not in found.envelope["held"]["staff"] and not (administrators and staff.role is Role.ADMINISTRATOR):
        raise ForbiddenError
    return found
