"""The guard: whose update is kept. Linked and invited people in private chats, linked people in groups that are allowed.

A stranger gets one sentence a day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.constants import ChatType

from bot import groups, invited
from crm.model import Channel, NewInput, NewParcel
from crm.services.house.office import Office
from crm.services.staff import lookup
from crm.services.staff.invitations import State


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a batch of updates comes to: inputs to keep, sentences for strangers, groups to leave."""

    inputs: tuple[NewInput, ...]
    parcels: tuple[NewParcel, ...]
    groups: tuple[int, ...]


async def admit(office: Office, bot: Bot, updates: Sequence[Update]) -> Admitted:
    """Sort a batch of updates; nothing is written yet."""
    bot_id = bot.id
    stay = any(_elsewhere(update) for update in updates) and await groups.allowed(office)
    senders = [update.effective_user.id for update in updates if update.effective_user]
    known = await lookup.linked(office, senders)
    inputs: list[NewInput] = []
    parcels: list[NewParcel] = []
    left: list[int] = []
    for update in updates:
        sender, here = update.effective_user, update.effective_chat
        if here and _elsewhere(update):
            said = groups.addressed(update, bot_id, await groups.name_of(bot)) if stay and sender and sender.id in known else None
            inputs.append(_kept(office, bot_id, update, done=said is None, blob=said))
            left += [] if stay and here.type in groups.TALKING else [here.id]
        elif sender and sender.id in known:
            inputs.append(_kept(office, bot_id, update, done=False))
        else:
            found = await invited.look(office, update)
            welcome = found is not None and found.state is State.OPEN
            inputs.append(_kept(office, bot_id, update, done=not welcome))
            if not welcome:
                parcels += invited.refusal_of(office, update, found)
    return Admitted(tuple(inputs), tuple(parcels), tuple(dict.fromkeys(left)))


def _elsewhere(update: Update) -> bool:
    """Whether it comes from a group or a channel."""
    return bool(update.effective_chat and update.effective_chat.type not in (ChatType.PRIVATE, ChatType.SENDER))


def _kept(office: Office, bot_id: int, update: Update, *, done: bool, blob: bytes | None = None) -> NewInput:
    sender = update.effective_user.id if update.effective_user else 0
    return NewInput(
        channel=Channel.TELEGRAM,
        key=f"tg:{bot_id}:{update.update_id}",
        order_key=f"tg:{sender}",
        received_at=office.now(),
        envelope={},
        blob=b"" if done else blob or update.to_json().encode(),
        done=done,
    )
