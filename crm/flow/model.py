"""What a step of a draft takes and gives: the office's names and readings in, a question or an answer out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Protocol

from crm.carried import Part
from crm.model import Action, Contact, Draft, Partner, Staff, TableEntry
from crm.words import Words

Point = date | time | datetime
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)  # the days of the week on which an office works that says nothing else


class Said(Protocol):
    """A moment that a reader of texts found: crm.parsing's Moment, as far as a draft needs it.

    Ranges are exclusive at their end and open where a side is None; an impossible date («31/02») has the value of the first day
    of the month after it. `said` names what was said of it: "day", "hour", "part" (of the day) …
    """

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def value(self) -> Point | tuple[Point | None, Point | None]: ...
    @property
    def impossible(self) -> bool: ...
    @property
    def said(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Matches:
    """Who a typed name may be: `sure` where there is no doubt, else the likeliest first; `contact` is who was named of `sure`."""

    sure: Partner | None = None
    maybe: tuple[Partner, ...] = ()
    contact: int | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to whom mail may go; `address` is empty where none is known, `code` what a button carries («c12», «p3», «s4»)."""

    code: str
    name: str
    address: str = ""
    partner: int | None = None
    contact: int | None = None

    @property
    def answer(self) -> dict[str, Any]:
        """The answer of an address field."""
        return {"address": self.address, "partner": self.partner, "contact": self.contact}


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who may be meant: `sure` where there is no doubt, the others to choose from, and who is meant but has no address."""

    sure: Recipient | None = None
    maybe: tuple[Recipient, ...] = ()
    without: str = ""


def _no_moments(_: str) -> Sequence[Said]:
    return ()


def _no_matches(_: str) -> Matches:
    return Matches()


def _nobody(_: str) -> Recipients:
    return Recipients()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a step may know of the office; services.drafts fetches it, tests write it down.

    `partners` are those that must be named (recent, chosen, candidates); all others are found by `find` (name) and `by_rut`
    (digits, as far as typed). `contacts` are the chosen partner's. `taken` are the slots of the agenda that the draft would enter.
    `whom` finds who a name, an address or a button's code means where mail is written; `offered` are the addresses of whom was named.
    """

    me: Staff
    partners: Mapping[int, Partner] = field(default_factory=dict)
    recent: tuple[int, ...] = ()
    contacts: tuple[Contact, ...] = ()
    staff: tuple[Staff, ...] = ()
    entries: tuple[TableEntry, ...] = ()
    taken: tuple[Action, ...] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    working: tuple[int, ...] = MONDAY_TO_FRIDAY
    hours: tuple[time, time] = (time(9), time(18))
    may_force: bool = False
    find: Callable[[str], Matches] = _no_matches
    by_rut: Callable[[str], tuple[Partner, ...]] = lambda _: ()
    moments: Callable[[str], Sequence[Said]] = _no_moments
    whom: Callable[[str], Recipients] = _nobody
    offered: Recipients = field(default_factory=Recipients)


@dataclass(frozen=True, slots=True)
class Step:
    """A draft at one moment, with everything that its next step depends on. `now` is local to the person."""

    draft: Draft
    know: Knowledge
    words: Words
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap: what it says and the value that `tap` reads; a value of «» is only there to be read (a past day)."""

    label: str
    value: str


Choices = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the sentence, what can be tapped in rows, the word for leaving it out («» where it must be answered)."""

    field: str
    text: str
    rows: Choices = ()
    skip: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The field's JSON value (crm.kinds.FieldType); `forced` books a slot that is taken."""

    value: Any
    forced: bool = False


@dataclass(frozen=True, slots=True)
class Partly:
    """A part of the answer (the day of a slot, then its hour): the same field goes on. `part` replaces the draft's.

    `wish` is a slot that was meant and is taken.
    """

    part: Part | None = None
    wish: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """This field's, but it cannot be taken: why in one sentence, and what may have been meant."""

    sentence: str
    rows: Choices = ()


@dataclass(frozen=True, slots=True)
class NotForThisField:
    """Nothing this field knows: perhaps a sentence for somebody else; `sentence` is what to say where nobody takes it."""

    sentence: str
    rows: Choices = ()


Outcome = Answer | Partly | Refused | NotForThisField
