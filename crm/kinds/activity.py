"""Activity (manual 2.11): who did what for whom, from when to when; «llegué» and «salí» are its stopwatch."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from crm.kinds.base import CONTACT, DESCRIPTION, PARTNER, REFERENCE, RESPONSIBLE, Field, FieldType, Kind, Phrases, State, Verb
from crm.model import Action

ACTIVITY = Kind(
    name="activity",
    icon="🚗",
    title="Activity",
    commands={"es": "actividad", "en": "activity"},
    fields=(
        PARTNER,
        CONTACT,
        Field("type", FieldType.ENTRY, "Activity", "Which activity?", table="activity_type"),
        replace(REFERENCE, ask="What came of it?"),
        replace(RESPONSIBLE, label="User", asked=False),
        Field("span", FieldType.SLOT, "When", "From what time to what time?", required=True),
        DESCRIPTION,
    ),
    states=(
        State("running", "Running", "Visit", open=True),
        State("ended", "Ended", "Activity {number}"),
    ),
    verbs=(Verb("end", "Left", "Ended", to="ended", sources=("running",), icon="🏁", ends=True),),
    initial="ended",  # what is entered is over; only an arrival starts one (crm.services.look.visits)
    did="ended",
    finish="end",
    moment="span",
    takes_files=True,
    example="Arrived at Comercial Andes",
    phrases={
        "es": Phrases(
            did=(
                "visite",
                "atendi",
                "estuve en",
                "estuve con",
                "trabaje en",
                "pase por",
                "pase donde",
                "pase a ver a",
                "fui donde",
                "fui a ver a",
                "fui a visitar a",
                "instale",
                "repare",
            ),
            todo=(),
            nouns=("actividad",),
        ),
        "en": Phrases(
            did=(
                "visited",
                "attended",
                "worked at",
                "was at",
                "was with",
                "spent time at",
                "installed",
                "repaired",
                "went to see",
                "dropped by",
                "stopped by",
            ),
            todo=(),
            nouns=("activity",),
        ),
    },
)


def minutes_of(item: Action) -> int:
    """How long it took, in whole minutes as its hours show them; 0 while it runs."""
    if item.starts_at is None or item.ends_at is None:
        return 0
    first, last = (moment.replace(second=0, microsecond=0) for moment in (item.starts_at, item.ends_at))
    return int((last - first).total_seconds() // 60)


def total(items: Iterable[Action]) -> tuple[int, int]:
    """How many of some activities are over, and the minutes that they took together."""
    over = [item for item in items if item.starts_at and item.ends_at and not item.removed]
    return len(over), sum(map(minutes_of, over))


def until_now(item: Action, now: datetime) -> Action:
    """What still runs, as if it ended now: so far it takes its time."""
    if item.starts_at is None or item.ends_at is not None:
        return item
    return replace(item, ends_at=max(now, item.starts_at + timedelta(seconds=1)))


def place(minutes: int, guess: datetime, taken: Sequence[Action], now: datetime) -> datetime:
    """When something may have begun that took so long: at the guess, else right behind what was done on that day, else at the guess."""
    took = timedelta(minutes=minutes)
    spans = sorted((item.starts_at, item.ends_at) for item in taken if item.starts_at and item.ends_at)
    for at in (guess, *(end for _, end in spans if end > guess), *(start - took for start, _ in reversed(spans))):
        days = {moment.astimezone(guess.tzinfo).date() for moment in (at, at + took)}
        if days == {guess.date()} and at + took <= now and not any(start < at + took and end > at for start, end in spans):
            return at
    return guess
