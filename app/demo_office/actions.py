"""The demo office's actions around «today»: closed, overdue, for today and for later; appointments and visits never collide."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from app.demo_office.plan import FUTURE, OVERDUE, PAST, PLAN, TODAY
from app.demo_office.stories import APPOINTMENTS, CALLS, MAILS, QUOTES, REASONS, TASKS, VISITS
from crm.clock import local_to_utc

HOURS = (9, 10, 11, 12, 15, 16, 17)
WEEKDAYS = 5


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Customer:
    id: int
    contact_ids: tuple[int, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One action to make, and the office moment at which it is recorded."""

    recorded_at: datetime
    kind: str
    values: dict[str, Any]


@dataclass
class Generator:
    """Deals out actions; everything it needs is given, so that the same day and dice give the same office."""

    dice: Random
    now: datetime
    staff: tuple[Person, ...]
    customers: tuple[Customer, ...]
    types: dict[tuple[str, str], int]
    _taken: set[tuple[int, date, int]] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1141))  # that quotes carry

    def actions(self) -> Iterator[Planned]:
        makers = {
            "task": self._task,
            "call": self._call,
            "email": self._email,
            "appointment": self._appointment,
            "quote": self._quote,
            "activity": self._activity,
        }
        for kind, when, many in PLAN:
            for n in range(many):
                yield makers[kind](when, self.staff[n % len(self.staff)])

    def _common(self, person: Person) -> dict[str, Any]:
        customer = self.dice.choice(self.customers)
        which = self.dice.randrange(len(customer.contact_ids))
        requester = person if self.dice.random() < 0.8 else self.dice.choice(self.staff)
        return {
            "responsible_id": person.id,
            "requester_id": requester.id,
            "partner_id": customer.id,
            "contact_id": customer.contact_ids[which],
            "address": customer.addresses[which],
        }

    def _text(self, text: str) -> str:
        return text.format(n=self.dice.randrange(1100, 4900))

    def _business_day(self, person: Person, nearest: int, farthest: int) -> date:
        """A weekday between `nearest` and `farthest` days from today, in the person's zone."""
        today = self.now.astimezone(person.zone).date()
        days = [today + timedelta(days=n) for n in range(nearest, farthest + 1)]
        return self.dice.choice([day for day in days if day.weekday() < WEEKDAYS] or days)

    def _moment(self, person: Person, day: date, hour: int | None = None) -> datetime:
        return local_to_utc(day, time(hour or self.dice.choice(HOURS), self.dice.choice((0, 15, 30, 45))), person.zone)

    def _due_day(self, when: str, person: Person) -> date:
        today = self.now.astimezone(person.zone).date()
        return {
            OVERDUE: lambda: self._business_day(person, -9, -1),
            TODAY: lambda: today,
            FUTURE: lambda: self._business_day(person, 1, 24),
        }[when]()

    def _recorded(self, person: Person, before: datetime) -> datetime:
        """A working moment up to two weeks before that one."""
        day = (min(before, self.now) - timedelta(days=self.dice.randrange(1, 14))).astimezone(person.zone).date()
        return self._moment(person, day, self.dice.choice(HOURS))

    def _task(self, when: str, person: Person) -> Planned:
        reference, code = self.dice.choice(TASKS)
        values = {**self._common(person), "reference": self._text(reference), "type_id": self.types["task_type", code]}
        del values["address"]
        if when == PAST:
            closed = self._moment(person, self._business_day(person, -60, -1))
            return Planned(self._recorded(person, closed), "task", {**values, "state": "done", "closed_at": closed})
        values["due_on"] = self._due_day(when, person)
        values["urgent"] = self.dice.random() < 0.1
        return Planned(self._recorded(person, self._moment(person, values["due_on"])), "task", values)

    def _call(self, when: str, person: Person) -> Planned:
        reference, code, outcome = self.dice.choice(CALLS)
        values = {**self._common(person), "reference": self._text(reference), "type_id": self.types["call_type", code]}
        del values["address"]
        if when == PAST:
            at = self._moment(person, self._business_day(person, -60, -1))
            direction = self.dice.choice(("out", "in"))
            return Planned(at, "call", {**values, "state": "made", "closed_at": at, "direction": direction, "outcome": outcome})
        day = self._due_day(when, person)
        values["due_at"] = self._moment(person, day, self.dice.choice((16, 17)) if when == TODAY else None)
        return Planned(self._recorded(person, values["due_at"]), "call", values)

    def _email(self, _: str, person: Person) -> Planned:
        subject, text = self.dice.choice(MAILS)
        values = self._common(person)
        address = values.pop("address")
        at = self._moment(person, self._business_day(person, -60, -1))
        values |= {"reference": self._text(subject), "description": text, "state": "received", "closed_at": at, "direction": "in"}
        return Planned(at, "email", {**values, "sender": address, "message_id": f"<demo-{self.dice.getrandbits(48):x}@losrobles.cl>"})

    def _appointment(self, when: str, person: Person) -> Planned:
        reference, place = self.dice.choice(APPOINTMENTS)
        values = {**self._common(person), "reference": reference, "place": place}
        del values["address"]
        start = self._free_hour(when, person)
        values |= {"starts_at": start, "ends_at": start + timedelta(hours=1)}
        if when == PAST:
            values |= {"state": "held", "closed_at": start + timedelta(hours=1)}
        return Planned(self._recorded(person, start), "appointment", values)

    def _quote(self, when: str, person: Person) -> Planned:
        values = {**self._common(person), "reference": self.dice.choice(QUOTES), "quote_number": str(next(self._numbers))}
        del values["address"]
        values |= {"amount": Decimal(self.dice.randrange(80, 4200) * 1000), "currency": "CLP"}
        if when == PAST:
            day = self._business_day(person, -60, -1)
            state = self.dice.choice(("approved", "approved", "rejected", "expired"))
            values |= {"state": state, "due_on": day, "closed_at": self._moment(person, day)}
            values |= {"reason": self.dice.choice(REASONS)} if state == "rejected" else {}
            values |= {"valid_until": (day - timedelta(days=1)).isoformat()} if state == "expired" else {}
            return Planned(self._recorded(person, values["closed_at"]), "quote", values)
        values["due_on"] = self._due_day(when, person)
        values["valid_until"] = (max(values["due_on"], self.now.date()) + timedelta(days=30)).isoformat()
        return Planned(self._recorded(person, self._moment(person, values["due_on"])), "quote", values)

    def _activity(self, when: str, person: Person) -> Planned:
        outcome, code = self.dice.choice(VISITS)
        values = {**self._common(person), "reference": outcome, "type_id": self.types["activity_type", code]}
        del values["address"]
        start = self._free_hour(when, person) + timedelta(minutes=self.dice.randrange(1, 15))
        end = start + timedelta(minutes=self.dice.randrange(15, 45))
        return Planned(end, "activity", {**values, "requester_id": person.id, "starts_at": start, "ends_at": end, "closed_at": end})

    def _free_hour(self, when: str, person: Person) -> datetime:
        """The start of an hour in which this person has nothing yet."""
        while True:
            nearest, farthest = {PAST: (-60, -1), TODAY: (0, 0), FUTURE: (1, 24)}[when]
            day = self._business_day(person, nearest, farthest)
            hour = self.dice.choice(HOURS)
            if (person.id, day, hour) not in self._taken:
                self._taken.add((person.id, day, hour))
                return datetime.combine(day, time(hour), person.zone).astimezone(UTC)
