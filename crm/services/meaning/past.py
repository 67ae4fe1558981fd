"""What was written some time ago: the moments in it that have passed by now are asked again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from crm.services.meaning.meant import Doubt, Meant

_MOMENTS = ("at", "start")


def asked(meant: Sequence[Meant], said_at: datetime, now: datetime, why: str) -> tuple[Meant, ...]:
    """The same actions, with a question for every moment that was to come at `said_at` and has passed at `now`; `why` is said with it.

    Both moments are local to the person.
    """
    return tuple(_asked(one, said_at, now, why) for one in meant)


def _asked(one: Meant, said_at: datetime, now: datetime, why: str) -> Meant:
    def gone_by(answer: Any) -> bool:
        return _is_past(answer, now) and not _is_past(answer, said_at)

    gone = [name for name, answer in one.answers.items() if gone_by(answer)]
    doubt = one.doubt
    if doubt and doubt.part and gone_by({"on": doubt.part.day}):
        gone, doubt = [*gone, doubt.field], None
    if not gone:
        return one
    answers = {name: answer for name, answer in one.answers.items() if name not in gone}
    first, *rest = gone
    open_now = replace(doubt, then=(*doubt.then, *gone)) if doubt else Doubt(first, then=tuple(rest))
    return replace(one, answers=answers, doubt=replace(open_now, why=dict.fromkeys(gone, why)))


def _is_past(answer: Any, now: datetime) -> bool:
    if not isinstance(answer, Mapping):
        return False
    said = next((answer[key] for key in _MOMENTS if answer.get(key)), None)
    if said:
        return datetime.fromisoformat(said) < now
    return bool(answer.get("on")) and date.fromisoformat(answer["on"]) < now.date()
