"""What a draft carries besides its answers. The names are those of the stored JSON; what is not there is None, or empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that waits with a draft: a blob by its SHA-256."""

    sha256: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of an open field so far: a day, its hour, the month that a calendar shows; `hour` is whether one is wanted."""

    day: str = ""
    start: str = ""
    hour: bool = False
    month: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An action that a draft holds, as JSON answers and values; it may follow the first."""

    kind: str
    answers: Mapping[str, Any]
    state: str
    values: Mapping[str, Any]
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a draft comes from, what of it is asked, what is known of the open field, and what it becomes."""

    # where it comes from
    source: str = ""  # the message that a change goes back to
    said: str = ""  # the text it started from, where a sentence was doubtful
    words: str = ""  # those alone: of a forwarded text without who wrote it when
    written_at: str = ""
    files: tuple[KeptFile, ...] = ()
    album: str = ""  # the album whose parts came last, and what they are
    of_album: tuple[str, ...] = ()
    left: str | None = None  # what was said on leaving, and when
    at: str = ""
    told: bool = False  # that it waits was said
    # what is asked
    ask: tuple[str, ...] | None = None  # the fields besides the required ones; without it, every field with `asked`
    known: tuple[str, ...] = ()  # the fields that the corrected action has already: neither asked nor written
    why: Mapping[str, str] = field(default_factory=dict)  # why a field is asked, in a sentence
    trail: tuple[str, ...] = ()  # the fields answered step by step, oldest first: what «Atrás» goes back through
    # the open field
    candidates: tuple[int, ...] | None = None  # ids that it may mean («¿Qué «Ferretería Sur»?»)
    contacts: Mapping[int, tuple[int, str]] = field(default_factory=dict)  # the people of that name by partner: the partner says who it is
    doubt: str = ""  # the words that were doubtful («Ferretería Sur»), quoted in that question
    part: Part | None = None
    wish: Mapping[str, str] | None = None  # a slot that is taken: {"start", "end"}
    # what it becomes
    state: str = ""  # where it is not the kind's initial one (something done)
    values: Mapping[str, Any] = field(default_factory=dict)  # more values of the action, as JSON ({"description": …})
    remarks: Mapping[str, str] = field(default_factory=dict)
    then: tuple[Waiting, ...] = ()  # further actions recorded together
    follows: int | None = None  # id of the action that this follows («🔗 Generar…»)
    forced: bool = False  # book although it is taken
    # what it does with an action that is there
    fix: int | None = None  # id of the action that this corrects: finishing is a Change
    verb: str = ""  # of that action, whose reason is asked: finishing does it (`number` is the action's)
    number: str = ""
    first: str | None = None  # the action's number, where the field is said for the first time
    panel: int | None = None  # the message that shows that action


CARRIES_NOTHING = Carried()
