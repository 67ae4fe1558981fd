"""What becomes of a mail, as values: `mailgw.interpret` decides, the worker does, `mailgw.notices` says it."""

from dataclasses import dataclass, field
from enum import StrEnum

from crm.decision import Create, Effect
from crm.model import Action, InputState, Staff
from mailgw.addresses import Gateway, resolve
from mailgw.authentication import Trust


class Told(StrEnum):
    """What somebody is told about a mail; mailgw.notices has the words."""

    FILED = "filed"  # it is on a partner's card
    MADE = "made"  # to whom wrote it: this is what it became
    ASKED = "asked"  # to whom must do what it became
    MINE = "mine"  # did you write this?
    UNKNOWN = "unknown"  # nobody knows whose it is
    BOUNCED = "bounced"  # a mail of yours did not arrive
    UNSUBSCRIBED = "unsubscribed"  # the summary comes by mail no more


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody is told something; `made` is the position of the action that it is about."""

    what: Told
    to: Staff
    made: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a mail: actions, in whose name, who is told; or why it is held (HELD) or only kept (DONE without actions)."""

    creates: tuple[Create, ...] = ()
    by: Staff | None = None
    tell: tuple[Tell, ...] = ()
    state: InputState = InputState.DONE
    reason: str = ""
    about: Action | None = None  # an action that is there already and that the notice is about
    effects: tuple[Effect, ...] = ()  # what it changes besides


@dataclass(frozen=True, slots=True)
class House:
    """What the gateway knows about the office it stands in: its mail domains and the networks that it trusts."""

    domains: frozenset[str]
    trust: Trust = field(default_factory=Trust)

    def gateway(self, address: str) -> Gateway | None:
        return resolve(address, self.domains)
