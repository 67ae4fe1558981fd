"""What a sentence means, as values: the actions that it speaks of, and what has to be asked before they are recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from typing import Any

from crm.carried import Part


@dataclass(frozen=True, slots=True)
class Doubt:
    """What has to be asked: a field first, the words that were said for it, the ids that may be meant, what is known of it, and `then`.

    `contacts` are the people of that name by the partner that may be meant, where the partner decides who it is.
    `why` are sentences by field that are said before its question.
    """

    field: str
    said: str = ""
    candidates: tuple[int, ...] = ()
    part: Part | None = None
    then: tuple[str, ...] = ()
    contacts: Mapping[int, tuple[int, str]] = default(default_factory=dict)
    why: Mapping[str, str] = default(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meant:
    """One action that a sentence speaks of. `answers` are a draft's JSON by field name; `at` is when it happened, if it is done.

    `follows` is the position of the action that caused it; it then inherits what the person did not say again.
    `remarks` are the words by field from which something was guessed («antes del 15», «2 horas»), `values` further columns.
    """

    kind: str
    done: bool
    answers: Mapping[str, Any]
    at: datetime | None = None
    follows: int | None = None
    remarks: Mapping[str, str] = default(default_factory=dict)
    doubt: Doubt | None = None
    guessed: bool = False  # only the length of its span was said
    values: Mapping[str, Any] = default(default_factory=dict)
