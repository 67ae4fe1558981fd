"""The card of a partner: who it is, what there is of each kind, and the actions of a chosen kind and state."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from crm import views
from crm.kinds import KIND, KINDS, Kind
from crm.kinds.due import day_of, is_overdue
from crm.memory import Shows
from crm.model import Action, Contact, Partner, Staff
from crm.permissions import whose
from crm.services.house.office import Office
from crm.services.look import naming as names
from crm.services.look.listlines import PAGE, cut
from crm.store import Tx, actions, people
from crm.views import Names, Reader
from crm.words import Words

MOST = 400  # actions that one list holds, as in services.lists
CONTACTS = 8  # named on the card
ACROSS = 4  # kinds a line
ALL = "all"  # in place of a kind
STATES: Mapping[str, bool | None] = {"open": True, "closed": False, "all": None}
_REACHED = tuple(
    (kind.name, state.name)
    for kind in KINDS
    if kind.reaches
    for state in kind.states
    if not state.open and (state.name == kind.did or all(verb.to != state.name for verb in kind.verbs))
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many actions of a kind a partner has, and how many of them are open."""

    kind: Kind
    total: int
    open: int


@dataclass(frozen=True, slots=True)
class Card:
    """A partner as a person may see it. `next_late`: the next action should have been done already."""

    partner: Partner
    contacts: tuple[Contact, ...]
    counts: tuple[Count, ...]
    last: datetime | None
    next: Action | None
    next_late: bool

    @property
    def total(self) -> int:
        return sum(count.total for count in self.counts)


async def card(office: Office, person: Staff, partner_id: int, now: datetime) -> Card | None:
    """The card of a partner; None where there is none."""
    mine = whose(person)
    async with office.store.read() as tx:
        found = await people.partners_by_id(tx, [partner_id])
        if not found:
            return None
        ahead = await actions.of_partner(tx, partner_id, is_open=True, mine=mine, limit=MOST)
        first = min((item for item in ahead if day_of(item, person.zone)), key=lambda item: _order(item, person), default=None)
        return Card(
            partner=found[0],
            contacts=tuple(await people.contacts_of(tx, partner_id)),
            counts=await _counts(tx, partner_id, mine),
            last=await actions.last_closed(tx, partner_id, _REACHED, mine=mine),
            next=first,
            next_late=first is not None and is_overdue(first, now, person.zone),
        )


async def recent(office: Office, person: Staff) -> list[int]:
    """Ids of the partners that a person had to do with last."""
    async with office.store.read() as tx:
        return await actions.recent_partners(tx, person.id, limit=5)


async def _counts(tx: Tx, partner_id: int, mine: Collection[int] | None) -> tuple[Count, ...]:
    found = {kind: (total, still) for kind, total, still in await actions.partner_counts(tx, partner_id, mine=mine)}
    return tuple(Count(kind, *found[kind.name]) for kind in KINDS if kind.name in found)


def _order(item: Action, person: Staff) -> tuple[bool, str, int]:
    """Open actions in the order in which they come; those without a day last."""
    day = day_of(item, person.zone)
    at = (item.starts_at or item.due_at) if day else None
    return day is None, f"{day} {at.astimezone(person.zone):%H:%M}" if at else f"{day} 99", item.id


def lines(shown: Card, words: Words) -> list[str]:
    """«☎️ Llamados 14 (1 pendiente) · 📌 Tareas 6 (2)»: the word of what is open stands where it is not the one said before."""
    said: list[str] = []
    before = ""
    for count in shown.counts:
        kind = count.kind
        text = f"{kind.icon} {words.of(kind.name, kind.plural)} {count.total}"
        if count.open:
            what = "decide" if _is_decided(kind) else "do"
            text += f" ({_open(what, count.open, words) if what != before else count.open})"
            before = what
        said.append(text)
    return [" · ".join(said[at : at + ACROSS]) for at in range(0, len(said), ACROSS)]


def _is_decided(kind: Kind) -> bool:
    """Whether what is open of a kind waits for somebody's approval."""
    return any(verb.needs for state in kind.states if state.open for verb in kind.verbs_from(state.name))


def _open(what: str, n: int, words: Words) -> str:
    return words.plural("{n} to approve", "{n} to approve", n) if what == "decide" else words.plural("{n} pending", "{n} pending", n)


def near(shown: Card, reader: Reader) -> str:
    """«Último contacto: hoy · próxima acción: viernes 27 nov»; empty where there is neither."""
    words, today = reader.words, reader.now.astimezone(reader.zone).date()
    said = []
    if shown.last:
        said.append(words("last contact: {day}", day=words.near_day(shown.last.astimezone(reader.zone).date(), today)))
    day = day_of(shown.next, reader.zone) if shown.next else None
    if day:
        said.append(words("next action: {day}", day=words.near_day(day, today)) + (" 🔴" if shown.next_late else ""))
    text = " · ".join(said)
    return text[:1].upper() + text[1:]


# --- the actions of a kind and state


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a partner's actions. `ids` are all of them: a number is a position in them, while the message stands."""

    partner: Partner
    kind: str  # or ALL
    state: str
    ids: tuple[int, ...]
    page: int
    found: Mapping[int, Action]
    names: Names
    counts: tuple[Count, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.ids) // PAGE))

    @property
    def numbered(self) -> list[tuple[int, int]]:
        """The numbers of this page with the ids that they stand for."""
        first = self.page * PAGE
        return [(first + n + 1, key) for n, key in enumerate(self.ids[first : first + PAGE])]

    def count(self, state: str) -> int:
        """How many of the kind are in that state."""
        found = [count for count in self.counts if self.kind in (ALL, count.kind.name)]
        total, still = sum(count.total for count in found), sum(count.open for count in found)
        return {"open": still, "closed": total - still}.get(state, total)

    @property
    def context(self) -> Shows:
        """What a message that shows this list remembers."""
        return Shows(what="card", person=self.partner.id, kind=self.kind, state=self.state, list=tuple(self.ids), page=self.page)


async def listed(  # noqa: PLR0913 - of whom, which of them, for whom
    office: Office, person: Staff, partner_id: int, kind: str, state: str, page: int = 0, *, ids: Sequence[int] | None = None
) -> Listed | None:
    """The partner's actions of a kind and state: open ones as they come, then closed ones from the newest; `ids` keeps those of before."""
    mine = whose(person)
    async with office.store.read() as tx:
        found = await people.partners_by_id(tx, [partner_id])
        if not found:
            return None
        if ids is None:
            only = "" if kind == ALL else kind
            items = await actions.of_partner(tx, partner_id, kind=only, is_open=STATES[state], mine=mine, limit=MOST)
            ahead = sorted((item for item in items if item.is_open), key=lambda item: _order(item, person))
            behind = sorted((item for item in items if not item.is_open), key=lambda item: (item.closed_at or item.created_at, item.id))
            ids = [item.id for item in (*ahead, *reversed(behind))]
        page = max(0, min(page, (len(ids) - 1) // PAGE))
        here = await actions.get_many(tx, ids[page * PAGE : (page + 1) * PAGE])
        named = await names.read(tx, here.values())
        return Listed(found[0], kind, state, tuple(ids), page, here, named, await _counts(tx, partner_id, mine))


@dataclass(frozen=True, slots=True)
class Line:
    """One action in a list that says of whom it is."""

    number: int
    icon: str
    text: str
    tail: str
    urgent: bool


def line(number: int, item: Action, named: Names, reader: Reader, *, partner: bool = False) -> Line:
    """«1 ☎️ Devolver llamado · Juan Pérez · 🔴 3 días»: what it is about, with whom, and how it stands."""
    view = views.action(item, named, reader)
    people_named = (view.partner if partner else "", view.contact, "" if view.mine else view.responsible)
    parts = (*people_named, view.amount, *_stands(item, view, reader))
    text = cut(view.reference) if view.reference else view.name
    return Line(number, view.icon, text, " · ".join(part for part in parts if part), item.urgent and item.is_open)


def _stands(item: Action, view: views.ActionView, reader: Reader) -> tuple[str, ...]:
    """What is open says when it is for, what is closed its state and day."""
    if item.removed:
        return (reader.words("Undone"),)
    if view.overdue:
        return (f"🔴 {view.late}",)
    if item.is_open:
        return (view.when or view.state.lower(),)
    today = reader.now.astimezone(reader.zone).date()
    day = item.closed_at.astimezone(reader.zone).date() if item.closed_at else item.dated
    return view.state.lower(), reader.words.near_day(day, today)


def title(kind: str, words: Words) -> str:
    """«☎️ Llamados», or «🗂 Todas las acciones»."""
    if kind == ALL:
        return f"🗂 {words('All actions')}"
    return f"{KIND[kind].icon} {words.of(kind, KIND[kind].plural)}"
