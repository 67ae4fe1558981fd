"""Understanding: what a sentence means for the office, as answers by field name. The only module that knows the parser."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crm.services import directory
from crm.services.office import Office


@dataclass(frozen=True, slots=True)
class Doubt:
    """The one thing that has to be asked: a field, the words that were said for it, and the ids that may be meant."""

    field: str
    said: str = ""
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """One action that a sentence speaks of. `answers` are a draft's JSON by field name; `at` is when it happened, if it is done.

    `follows` is the position of the action that caused it; it then inherits what the person did not say again.
    `remarks` are the words by field from which something was guessed («antes del 15»).
    """

    kind: str
    done: bool
    answers: Mapping[str, Any]
    at: datetime | None = None
    follows: int | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    doubt: Doubt | None = None


async def sentence(office: Office, text: str, said_at: datetime, language: str, *, me: int | None = None) -> tuple[Meant, ...]:
    """What the text means, action by action; empty where it means nothing that the office knows.

    `said_at` is when it was written, in the person's zone.
    """
    from crm.services import interim  # noqa: PLC0415 - goes as soon as crm.parsing.phrase is there

    return interim.read(text, said_at, language, await directory.snapshot(office))
