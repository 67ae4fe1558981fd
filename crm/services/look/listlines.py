"""How lists of actions are cut into sections and said line by line: pure; crm.services.look.lists fetches and shows them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crm import views
from crm.kinds import KIND
from crm.kinds.due import day_of, pending
from crm.memory import Shows
from crm.model import Action, Staff
from crm.views import Names, Reader

PAGE = 8  # one row of number buttons
WIDTH = 70  # characters of a reference or a name that a line shows
TITLES = {"pending": "Pending items", "overdue": "Overdue items", "today": "For today", "week": "This week"}
NOTHING = {"pending": "Nothing pending.", "overdue": "Nothing overdue.", "today": "Nothing for today.", "week": "Nothing this week."}
_HEADS = {"overdue": ("🔴", "Overdue"), "today": ("🟡", "Today"), "later": ("⚪", "Later")}


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line. Since the list was made: `closed` is the state of what was closed, `moved` the new time of what was moved."""

    number: int
    id: int
    icon: str
    text: str
    partner: str
    tail: str
    moved: str
    urgent: bool
    closed: str


@dataclass(frozen=True, slots=True)
class Section:
    icon: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of a list. `ids` are all its actions, a number is a position in them; `parts` says how many each section has.

    `others`: the reader may look at other people's lists. `kinds` says how many of each kind there are, those that a filter hides too.
    """

    what: str
    person: Staff
    ids: tuple[int, ...]
    parts: tuple[tuple[str, int], ...]
    page: int
    sections: tuple[Section, ...]
    others: bool
    kinds: Mapping[str, int]

    @property
    def total(self) -> int:
        return len(self.ids)

    @property
    def narrowed(self) -> tuple[str, ...]:
        """The kinds that alone are shown; empty for all."""
        return only(self.what)

    @property
    def found(self) -> int:
        """How many there are: a list holds no more than a message can remember."""
        said = self.narrowed or self.kinds
        return max(self.total, sum(self.kinds.get(kind, 0) for kind in said))

    @property
    def only(self) -> Sequence[tuple[str, str, str]]:
        """The icon, name and plural (a msgid) of the kinds that alone are shown."""
        return [(KIND[name].icon, name, KIND[name].plural) for name in self.narrowed]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.ids) // PAGE))

    @property
    def title(self) -> str:
        return TITLES.get(bare(self.what), "Agenda")

    @property
    def nothing(self) -> str:
        hidden = self.narrowed and self.kinds
        return "Nothing of this kind." if hidden else NOTHING.get(bare(self.what), "Nothing on these days.")

    def count(self, part: str) -> int:
        """How many actions a section has: "overdue", "today", "later" or a day in ISO form."""
        return dict(self.parts).get(part, 0)

    @property
    def context(self) -> Shows:
        """What a message that shows this list remembers."""
        return Shows(list=self.ids, parts=self.parts, what=self.what, person=self.person.id, page=self.page, kinds=self.kinds)


Parts = Sequence[tuple[str, Sequence[Action]]]
Cut = Callable[[Iterable[Action], datetime, ZoneInfo], Parts]


def _pending(items: Iterable[Action], now: datetime, zone: ZoneInfo) -> Parts:
    found = pending(items, now, zone)
    return [("overdue", found.overdue), ("today", found.today), ("later", found.later)]


def _overdue(items: Iterable[Action], now: datetime, zone: ZoneInfo) -> Parts:
    return [("overdue", pending(items, now, zone).overdue)]


def _today(items: Iterable[Action], now: datetime, zone: ZoneInfo) -> Parts:
    return _days(items, now, zone, now.astimezone(zone).date(), 1)


def _week(items: Iterable[Action], now: datetime, zone: ZoneInfo) -> Parts:
    today = now.astimezone(zone).date()
    return _days(items, now, zone, today, 7 - today.weekday())


def _days(items: Iterable[Action], now: datetime, zone: ZoneInfo, first: date, days: int) -> Parts:
    """What the days from `first` on hold, one by one, with the appointments that are not pending yet."""
    today = now.astimezone(zone).date()
    by_day: dict[date, list[Action]] = {}
    for item in sorted(items, key=lambda a: (a.starts_at or a.due_at or datetime.max.replace(tzinfo=zone), a.id)):
        day = day_of(item, zone)
        if day is not None and first <= day < first + timedelta(days=days):
            by_day.setdefault(day, []).append(item)
    return [("today" if day == today else day.isoformat(), by_day[day]) for day in sorted(by_day)]


WHAT: Mapping[str, Cut] = {"pending": _pending, "overdue": _overdue, "today": _today, "week": _week}
_OTHER_DAYS = re.compile(r"d(\d{8})x([1-9]|[12]\d|3[01])", re.ASCII)


def days_from(first: date, days: int = 1) -> str:
    """The list of some days, as its name: short, since buttons carry it."""
    return f"d{first:%Y%m%d}x{min(max(days, 1), 31)}"


def of_kinds(what: str, *kinds: str) -> str:
    """The list of that name with those kinds only, as a name: `pending.call+task`; without a kind, all of it."""
    return f"{bare(what)}.{'+'.join(kinds)}" if any(kinds) else bare(what)


def bare(what: str) -> str:
    return what.partition(".")[0]


def only(what: str) -> tuple[str, ...]:
    """The kinds that a list of that name is narrowed to; empty where it holds all."""
    said = what.partition(".")[2]
    return tuple(said.split("+")) if said else ()


def kinds_of(parts: Parts) -> dict[str, int]:
    """How many of each kind a list holds."""
    return Counter(item.kind for _, items in parts for item in items)


def kept(parts: Parts, kinds: Sequence[str]) -> Parts:
    """The sections with those kinds only, with all where none is named."""
    return [(part, [item for item in items if item.kind in kinds]) for part, items in parts] if kinds else parts


def cut_of(what: str) -> Cut | None:
    """How the list of that name is cut, whatever kind it is narrowed to; None for what is the name of none."""
    if not KIND.keys() >= set(only(what)):
        return None
    found = _OTHER_DAYS.fullmatch(bare(what))
    if found is None:
        return WHAT.get(bare(what))
    try:
        first = datetime.strptime(found[1], "%Y%m%d").date()  # noqa: DTZ007 - a day alone
    except ValueError:
        return None
    return lambda items, now, zone: _days(items, now, zone, first, int(found[2]))


def sections(ids: Sequence[int], parts: Sequence[tuple[str, int]], page: int, found: Mapping[int, Action], said: "Saying") -> list[Section]:
    """The sections of one page; a number is the position in `ids`, whatever has become of the action since."""
    made: list[Section] = []
    first, last, at = page * PAGE, (page + 1) * PAGE, 0
    for part, count in parts:
        shown = range(max(at, first), min(at + count, last, len(ids)))
        lines = tuple(said.line(n + 1, found[ids[n]], part) for n in shown if ids[n] in found)
        if lines:
            made.append(Section(*said.head(part), lines))
        at += count
    return made


def cut(text: str) -> str:
    """A text as a line can hold it."""
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


@dataclass(frozen=True, slots=True)
class Saying:
    """How one reader is told of actions: line by line, section by section."""

    reader: Reader
    names: Names

    def head(self, part: str) -> tuple[str, str]:
        """The mark and title of a section."""
        words = self.reader.words
        if part in _HEADS:
            icon, title = _HEADS[part]
            return icon, words(title)
        today = self.reader.now.astimezone(self.reader.zone).date()
        day = words.day(date.fromisoformat(part), today)
        return "⚪", day[:1].upper() + day[1:]

    def line(self, number: int, item: Action, part: str) -> Line:
        """One line: the hour first where there is one today, the delay or the day last."""
        view = views.action(item, self.names, self.reader)
        what = view.reference or view.heading
        text = cut(what)
        if view.amount:
            text = self.reader.words("{what} for {amount}", what=view.heading, amount=view.amount)
        stays = self._stays(item, view, part)
        timed = view.hour and stays and part not in ("overdue", "later")
        return Line(
            number=number,
            id=item.id,
            icon=view.icon,
            text=f"{view.hour} {text}" if timed else text,
            partner=cut(view.partner),
            tail=self._tail(view, part) if stays else "",
            moved=view.when if item.is_open and not stays else "",
            urgent=item.urgent and item.is_open,
            closed="" if item.is_open and not item.removed else (view.state if not item.removed else self.reader.words("Undone")),
        )

    def _stays(self, item: Action, view: views.ActionView, part: str) -> bool:
        """Whether an action still belongs to the section that it was listed in."""
        if part == "overdue":
            return view.overdue
        if part == "later":
            return item.is_open
        today = self.reader.now.astimezone(self.reader.zone).date()
        return item.is_open and day_of(item, self.reader.zone) == (today if part == "today" else date.fromisoformat(part))

    def _tail(self, view: views.ActionView, part: str) -> str:
        """«3 días» of what is late, the day of what is for later."""
        return {"overdue": view.late, "later": view.when}.get(part, "")
