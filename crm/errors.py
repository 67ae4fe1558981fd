"""Errors of the office: each one answers the caller's next question, and its docstring is the sentence."""


class AccionesError(Exception):
    """Something went wrong in the office."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())


class NotFoundError(AccionesError):
    """What was asked for does not exist, or no longer does."""


class ForbiddenError(AccionesError):
    """This person may not do that."""


class ConflictError(AccionesError):
    """Somebody else changed it in the meantime; read it again and decide anew."""


class UnreadableError(AccionesError):
    """What is stored there cannot be understood."""


class LeaseLostError(AccionesError):
    """Another worker has taken over this row; what was done here is rolled back."""


class SlotTakenError(AccionesError):
    """The owner of the agenda already has an appointment at that time."""

    def __init__(self, owner_id: int) -> None:
        super().__init__(f"The agenda of staff member {owner_id} is taken at that time.")
        self.owner_id = owner_id


class StoreBusyError(AccionesError):
    """The store cannot take it now; the same request may succeed later."""


class InvalidValueError(AccionesError):
    """A value does not fit its field; `field` and `expected` say which and why."""

    def __init__(self, field: str, expected: str) -> None:
        super().__init__(f"{field}: {expected}")
        self.field = field
        self.expected = expected


class SettingsError(AccionesError):
    """A setting is wrong; the message is the one sentence that an administrator reads."""


class DeliveryError(AccionesError):
    """A courier could not deliver a parcel; the attributes say what the outbox should do next.

    permanent: it will never work (blocked, unknown mailbox). retry_after: seconds the other side asked for.
    sure: False where the parcel may have arrived all the same. moved_to: the address it moved to.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        sure: bool = True,
        moved_to: str | None = None,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.sure = sure
        self.moved_to = moved_to
