"""What a mail means for the office. Pure: the same mail, envelope and knowledge always give the same verdict."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from crm.decision import Create, SetStaff
from crm.model import Action, Channel, Contact, InputState, NewAttachment, Partner, Staff
from crm.notices import ways_to
from crm.services.mailing.inbound import Known, logged_as
from crm.services.mailing.keys import UNSUBSCRIBE, named_parcel
from crm.text import fold
from mailgw.addresses import Gateway, Purpose
from mailgw.authentication import verified
from mailgw.classify import Class
from mailgw.message import Mail
from mailgw.reference import reference
from mailgw.verdict import House, Tell, Told, Verdict

DESCRIPTION = 20_000  # characters of a mail's text on an action; the mail itself is kept whole
_MOST_CARDS = 5  # partners on whose cards one mail is filed
_CONFIRM = re.compile(r"confirm|verific|verify|activa|reenvi|forward")


@dataclass(frozen=True, slots=True)
class _Case:
    """One mail with everything that it is judged by."""

    mail: Mail
    gateway: Gateway | None
    known: Known
    said: Mapping[str, Any]  # what the subject says of a task: values of an action
    received_at: datetime

    @property
    def staff_addressed(self) -> list[Staff]:
        found = [self.known.staff_at(address.address) for address in self.mail.recipients]
        return list({person.id: person for person in found if person}.values())


def interpret(
    mail: Mail, envelope: Mapping[str, Any], known: Known, house: House, *, said: Mapping[str, Any], received_at: datetime
) -> Verdict:
    """The verdict on a mail to one of our addresses. `said` are the values that its subject gave (people, due moment)."""
    case = _Case(mail, house.gateway(str(envelope.get("rcpt_to", ""))), known, said, received_at)
    if nothing := _nobody_wrote(case, house):
        return nothing
    if mail.sender is None or mail.several_from:
        return _held(case, "several senders" if mail.several_from else "no sender")
    staff = known.staff_at(mail.sender.address)
    if staff:
        return _of_staff(case, staff, is_verified=verified(staff, envelope, house.trust))
    if mail.sender.address in known.addresses or _answers_ours(case):
        return _filed(case, None)
    if mail.kind is Class.LIST:
        return Verdict(reason="list mail of a stranger")
    return _held(case, "unknown sender")


def _nobody_wrote(case: _Case, house: House) -> Verdict | None:
    """Mail of machines is kept and never answered: answering it is how loops begin (facts.md, "Mail in")."""
    mail = case.mail
    if mail.kind is Class.BOUNCE or (case.gateway and case.gateway.purpose is Purpose.BOUNCE):
        failed = next(iter(case.known.undelivered), None)
        ours = failed is not None and named_parcel(failed.message_id or "") is not None  # whoever sent it hears of it with its state
        to = case.known.staff(failed.responsible_id) if failed and not ours else None
        return Verdict(reason="bounce", about=failed, tell=(Tell(Told.BOUNCED, to),) if to else ())
    if _asks_to_confirm(case):
        return _held(case, "a robot asks to confirm something")
    if mail.kind in {Class.AUTO_REPLY, Class.FEEDBACK}:
        return Verdict(reason=str(mail.kind))
    if mail.sender and house.gateway(mail.sender.address):
        return Verdict(reason="a mail of our own")
    return None


def _asks_to_confirm(case: _Case) -> bool:
    """A stranger's robot wants something confirmed, as a provider does before it forwards mail to us: somebody must read that."""
    mail = case.mail
    stranger = mail.sender is not None and mail.sender.address not in case.known.addresses and not case.known.staff_at(mail.sender.address)
    return stranger and mail.kind in {Class.AUTO_REPLY, Class.LIST} and not mail.in_reply_to and bool(_CONFIRM.search(fold(mail.subject)))


def _of_staff(case: _Case, staff: Staff, *, is_verified: bool) -> Verdict:
    if not is_verified:
        # Whoever has no Telegram cannot be asked: administrators decide.
        tell = (Tell(Told.MINE, staff),) if staff.telegram_id is not None else _to_all(Told.UNKNOWN, case.known.administrators)
        return Verdict(state=InputState.HELD, reason="staff mail that could not be verified", tell=tell)
    if fold(case.mail.subject).strip() == UNSUBSCRIBE and case.gateway:
        return _unsubscribed(staff)
    kind = case.gateway.kind if case.gateway else ""
    if kind and case.mail.kind is not Class.LIST:
        return _made(case, staff, kind)
    return _filed(case, staff)


def _unsubscribed(staff: Staff) -> Verdict:
    """The summary comes by no mail any more: what the header List-Unsubscribe of each one offers."""
    left = [channel for channel in staff.digest_channels if channel is not Channel.MAIL and channel in ways_to(staff)]
    effect = SetStaff(staff.id, {"digest_channels": left})
    return Verdict(by=staff, tell=(Tell(Told.UNSUBSCRIBED, staff),), reason=UNSUBSCRIBE, effects=(effect,))


def _made(case: _Case, staff: Staff, kind: str) -> Verdict:
    """A task (or a call to make) of a mail that a staff member wrote."""
    mail, known = case.mail, case.known
    if kind in known.logged:
        return Verdict(reason=f"already {kind} {known.logged[kind].number}")
    partner_id, contact_id = case.said.get("partner_id"), case.said.get("contact_id")
    if partner_id is None:
        partner_id, contact_id = next(
            (_ids(known.addresses[a.address]) for a in mail.recipients if a.address in known.addresses), (None, None)
        )
    values: dict[str, Any] = {
        "requester_id": staff.id,
        "responsible_id": staff.id,
        **case.said,
        "partner_id": partner_id,
        "contact_id": contact_id,
        **(_follows(known.answered, partner_id) if known.answered else {}),
        "reference": reference(mail.subject, staff),
        "description": mail.reply_text[:DESCRIPTION],
        "dated": _moment(case).astimezone(staff.zone).date(),
        "message_id": logged_as(kind, mail.message_id) if mail.message_id else None,
    }
    responsible = known.staff(values["responsible_id"]) or staff
    tell = [Tell(Told.MADE, staff)]
    if responsible.id != staff.id:
        tell.append(Tell(Told.ASKED, responsible))
    return Verdict((Create(kind, values, attachments=_files(mail)),), by=staff, tell=tuple(tell))


def _filed(case: _Case, writer: Staff | None) -> Verdict:
    """An e-mail on the card of each partner that it comes from (or, when a staff member wrote it, goes to)."""
    mail, known = case.mail, case.known
    if "email" in known.logged:
        return Verdict(reason=f"already e-mail {known.logged['email'].number}")
    assert mail.sender
    addresses = [a.address for a in mail.recipients] if writer else [mail.sender.address]
    found = {known.addresses[a][0].id: known.addresses[a] for a in reversed(addresses) if a in known.addresses}
    cards: list[_Ids] = [_ids(who) for who in reversed(found.values())][:_MOST_CARDS]
    if not cards:  # a staff member wrote to somebody new; the thread may know the partner
        cards = [(known.answered.partner_id, known.answered.contact_id) if known.answered else (None, None)]
    creates = tuple(_email(case, writer, partner_id, contact_id) for partner_id, contact_id in cards)
    tell: dict[int, Tell] = {}
    for position, create in enumerate(creates):
        to = known.staff(create.values["responsible_id"])
        answered = known.staff(known.answered.responsible_id) if known.answered and writer else None
        for person in (to, answered):
            if person:
                tell.setdefault(person.id, Tell(Told.FILED, person, position))
    return Verdict(creates, by=writer, tell=tuple(tell.values()))


def _answers_ours(case: _Case) -> bool:
    """Whether it answers a mail that we sent: its Message-ID is keyed, so nobody can make one up, whoever writes."""
    answered = case.known.answered
    name = (answered.message_id if answered else None) or ""
    return named_parcel(name) is not None and name in case.mail.in_reply_to


def _email(case: _Case, writer: Staff | None, partner_id: int | None, contact_id: int | None) -> Create:
    mail, known = case.mail, case.known
    responsible = writer or _concerned(case, partner_id)
    at = _moment(case)
    values: dict[str, Any] = {
        "state": "sent" if writer else "received",
        "direction": "out" if writer else "in",
        "partner_id": partner_id,
        "contact_id": contact_id,
        "responsible_id": responsible.id,
        "requester_id": responsible.id,
        "reference": reference(mail.subject, responsible, noun=False),
        "description": mail.reply_text[:DESCRIPTION],
        "sender": mail.sender.address if mail.sender else "",
        "to": ", ".join(a.address for a in mail.to)[:2000],
        "cc": ", ".join(a.address for a in mail.cc)[:2000],
        "message_id": mail.message_id,
        "dated": at.astimezone(responsible.zone).date(),
        "closed_at": at,
        **(_follows(known.answered, partner_id) if known.answered else {}),
    }
    return Create("email", values, attachments=_files(mail))


def _concerned(case: _Case, partner_id: int | None) -> Staff:
    """Who has to do with a mail that came in: whom it is addressed to, who wrote what it answers, who last had to do with the partner."""
    known = case.known
    addressed = case.staff_addressed
    wrote = known.staff(known.answered.responsible_id) if known.answered and known.answered.partner_id == partner_id else None
    handler = known.staff(known.handler.get(partner_id or 0))
    return next(iter(addressed), None) or wrote or handler or next(iter(known.administrators), None) or known.everybody[0]


_Ids = tuple[int | None, int | None]


def _ids(who: tuple[Partner, Contact | None]) -> _Ids:
    partner, contact = who
    return partner.id, contact.id if contact else None


def _held(case: _Case, reason: str) -> Verdict:
    """Nobody knows what it is: it is kept whole, and whoever it is addressed to (or an administrator) is told."""
    answered = case.known.staff(case.known.answered.responsible_id) if case.known.answered else None
    to = case.staff_addressed[:1] or ([answered] if answered else list(case.known.administrators))
    return Verdict(state=InputState.HELD, reason=reason, tell=_to_all(Told.UNKNOWN, to))


def _to_all(what: Told, people: Collection[Staff]) -> tuple[Tell, ...]:
    return tuple(Tell(what, person) for person in people)


def _follows(answered: Action, partner_id: int | None) -> dict[str, Any]:
    """What an action inherits from the one whose mail it answers; a thread that moved to another partner is not followed."""
    if partner_id is not None and answered.partner_id not in {None, partner_id}:
        return {}
    inherited = {"partner_id": answered.partner_id, "contact_id": answered.contact_id} if partner_id is None and answered.partner_id else {}
    return {**inherited, "follows_id": answered.id}


def _moment(case: _Case) -> datetime:
    """When the mail was written; when it came where it says nothing or tells of the future."""
    said = case.mail.date
    return said if said and said <= case.received_at + timedelta(days=1) else case.received_at


def _files(mail: Mail) -> tuple[NewAttachment, ...]:
    return tuple(NewAttachment(file.name, file.media_type, file.data) for file in mail.attachments)


__all__ = ["House", "interpret"]
