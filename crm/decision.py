"""What a handler decided: effects as values. Deciding is pure or only reads; `crm.services.write.commit` does them in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from crm.model import Action, Channel, Delivery, Draft, NewAttachment, NewParcel, Parcel


@dataclass(frozen=True, slots=True)
class Create:
    """A new action. `values` are columns of `Action` or details of the kind; `follows_new` counts the Creates before this one from 0."""

    kind: str
    values: Mapping[str, Any]
    follows_new: int | None = None
    attachments: tuple[NewAttachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an action that still stands at `version`; `values` as in Create, merged over what is there."""

    action_id: int
    version: int
    values: Mapping[str, Any]
    verb: str


@dataclass(frozen=True, slots=True)
class Attach:
    """Files (and, with `note`, a line of text) added to an action."""

    action_id: int
    attachments: tuple[NewAttachment, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeepFiles:
    """Bytes to store before they belong to an action: a draft names them by their SHA-256 (`extra.files`)."""

    files: tuple[NewAttachment, ...]


@dataclass(frozen=True, slots=True)
class PutDraft:
    """A draft as it stands now; `draft.id` 0 makes a new one, which becomes the person's only active one."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class DropDraft:
    draft_id: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a whole change back; refused with ConflictError where somebody changed the same actions since."""

    change_id: int


@dataclass(frozen=True, slots=True)
class SetStaff:
    """Settings of a staff member: columns of `Staff` by name."""

    staff_id: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddStaff:
    """A new staff member: columns of `Staff` by name."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Invite:
    """A new invitation, by the hash of its token; an older one of the same person stops working. Id 0: who is added just before."""

    staff_id: int
    token_hash: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """Connect a Telegram account and use up the invitation; ConflictError where that is no longer possible."""

    invitation_id: int
    staff_id: int
    telegram_id: int


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take the Telegram account, the open invitation, the drafts and what waits for the chat from a person; `leaves` deactivates too."""

    staff_id: int
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """An action that still stands at `version` becomes a document for ever: the next number of the year of `on`, and `content` frozen."""

    action_id: int
    version: int
    on: date
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deliver:
    """A way for a document, chosen in the message of that id; `instead_of` names the delivery that did not come out."""

    action_id: int
    version: int
    channel: Channel
    address: str
    message_id: int | None = None
    instead_of: int = 0


@dataclass(frozen=True, slots=True)
class StopDeliveries:
    """Take back what of a document has not left yet."""

    action_id: int
    version: int


@dataclass(frozen=True, slots=True)
class CameOut:
    """A person says that paper came out."""

    action_id: int
    version: int
    delivery_id: int


NEW = 0  # in a draft's answers: the partner that the same transaction makes
THIS_CHANGE = -1  # among the values of a record: the change that is being written


@dataclass(frozen=True, slots=True)
class SetRecord:
    """Columns of what is no action (crm.store.records: a parameter, a line of a table, a partner, a person …), by its key.

    `where` is how it has to stand still; ConflictError where it does not.
    """

    subject: str
    key: str
    values: Mapping[str, Any]
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AddRecord:
    """A new line of a table, partner or contact: its columns by name."""

    subject: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merge:
    """One partner's actions and contacts become another's, and it is there no longer."""

    gone_id: int
    kept_id: int


@dataclass(frozen=True, slots=True)
class PutPeople:
    """Many partners or contacts at once (a crm.store.bulk.Batch, prepared beforehand).

    ConflictError where anybody changed since `version` of the directory, by which this was decided.
    """

    version: int
    batch: Any


RecordEffect = SetRecord | AddRecord | Merge | PutPeople
DocumentEffect = Issue | Deliver | StopDeliveries | CameOut
StaffEffect = SetStaff | AddStaff | Invite | Link | Unlink
Effect = Create | Change | Attach | KeepFiles | PutDraft | DropDraft | Undo | StaffEffect | RecordEffect | DocumentEffect


@dataclass(frozen=True, slots=True)
class Record:
    """What became of something that is no action: the changed columns before and after; `key` is its id or name."""

    subject: str
    key: str
    verb: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the transaction made: the change's id, the actions in the order of the effects, the draft as stored.

    `left` is what an undone change had already sent (or has on its way): each parcel with the other side's name for it.
    """

    change_id: int
    actions: tuple[Action, ...] = ()
    draft: Draft | None = None
    left: tuple[tuple[Parcel, str | None], ...] = ()
    staff_id: int = 0  # who was added
    deliveries: tuple[Delivery, ...] = ()  # every way of the document that was touched last
    records: tuple[Record, ...] = ()  # what is no action, in the order of the effects
    brought: tuple[Action, ...] = ()  # what came or changed with the actions without being said (crm.services.write.consequences)


def _nothing(_: Recorded) -> Sequence[NewParcel]:
    return ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Effects, and the parcels that follow from them; `parcels` is pure and runs inside the transaction, where numbers are known.

    `source` names the message that the change goes back to where that is not the input itself (a draft that a sentence began).
    """

    effects: tuple[Effect, ...] = ()
    parcels: Callable[[Recorded], Sequence[NewParcel]] = field(default=_nothing)
    source: str = ""

    @staticmethod
    def saying(parcels: Sequence[NewParcel]) -> "Decision":
        """Only an answer: nothing changes."""
        return Decision(parcels=lambda _: parcels)
