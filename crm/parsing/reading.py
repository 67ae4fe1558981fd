"""What a sentence was understood to say: clauses, intents, what was guessed and what must be asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from crm.parsing.amounts import Figure
from crm.parsing.moments import Moment, Recurrence, Value
from crm.who.entries import Id


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may be meant by words that do not decide: the field, the words, the ids, the likeliest first."""

    field: str
    said: str
    ids: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    """One action that a sentence speaks of.

    `kind` is None where nothing says it. `when` is the due moment or slot of a thing to do, or when a thing done happened:
    a date, a moment in the person's zone, or a pair of them (a slot). `guessed` are fields that were neither said nor
    defaults, `ask` fields that must be asked before anything is saved, `remarks` the words behind a guess («antes del 15»).
    `start` and `end` index the original text; `follows` is the position of the intent that caused this one.
    """

    kind: str | None
    done: bool
    start: int
    end: int
    text: str
    partner: Id | None = None
    contact: Id | None = None
    responsible: Id | None = None
    when: Value | None = None
    moment: Moment | None = None
    recurrence: Recurrence | None = None
    amount: Figure | None = None
    figures: tuple[Figure, ...] = ()
    direction: str | None = None
    outcome: str | None = None
    urgent: bool = False
    follows: int | None = None
    guessed: frozenset[str] = frozenset()
    ask: tuple[str, ...] = ()
    candidates: tuple[Candidates, ...] = ()
    remarks: dict[str, str] = field(default_factory=dict)
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """A question that is a command: «¿qué tengo mañana?» is agenda, «ficha de ACME» is card. `kind` is the one that a list is asked for."""

    name: str
    partner: Id | None = None
    contact: Id | None = None
    staff: Id | None = None
    when: Value | None = None
    text: str = ""
    candidates: tuple[Candidates, ...] = ()
    kind: str = ""
    rest: str = ""  # everything behind the words of the command, names included


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, understood. Exactly one of `intents` and `command` is filled, unless the text is empty."""

    text: str
    lang: str
    now: dt.datetime
    intents: tuple[Intent, ...] = ()
    command: Command | None = None

    @property
    def ask(self) -> tuple[str, ...]:
        """All fields that must be asked, once each."""
        return tuple(dict.fromkeys(name for intent in self.intents for name in intent.ask))
