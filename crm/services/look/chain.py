"""The chain of an action: everything that hangs together with it by what follows what, from any of its members."""

from collections.abc import Sequence
from dataclasses import dataclass

from crm import views
from crm.model import Action
from crm.permissions import Deed, may_with
from crm.services.house.office import Office
from crm.services.look import naming
from crm.services.look.listlines import cut
from crm.store import actions, finding
from crm.views import Names, Reader


@dataclass(frozen=True, slots=True)
class Link:
    """One member of a chain; `depth` says how many actions led to it, `number` is 0 where the reader may not see more of it."""

    id: int
    number: int
    depth: int
    here: bool
    icon: str
    name: str
    state: str
    tail: tuple[str, ...]


async def has_kin(office: Office, item: Action) -> bool:
    """Whether an action follows another one or is followed."""
    async with office.store.read() as tx:
        return await finding.has_kin(tx, item.id)


async def chain(office: Office, item: Action, reader: Reader) -> tuple[Link, ...]:
    """The members in the order in which one led to the other."""
    async with office.store.read() as tx:
        found = await actions.get_many(tx, await finding.chain(tx, item.id))
        named = await naming.read(tx, found.values())
    made: list[Link] = []
    for depth, member in ordered(list(found.values())):
        seen = reader.person is not None and may_with(reader.person, Deed.SEE, member)
        number = sum(1 for link in made if link.number) + 1 if seen else 0
        made.append(_link(member, named, reader, number=number, depth=depth, here=member.id == item.id))
    return tuple(made)


def ordered(members: Sequence[Action]) -> list[tuple[int, Action]]:
    """Each member with its depth: what follows an action stands below it; one whose cause is gone begins anew."""
    known = {member.id for member in members}
    roots = [member for member in sorted(members, key=lambda m: m.id) if member.follows_id not in known]
    waiting = [(0, member) for member in reversed(roots)]
    made: list[tuple[int, Action]] = []
    while waiting:
        depth, member = waiting.pop()
        made.append((depth, member))
        after = sorted((m for m in members if m.follows_id == member.id), key=lambda m: m.id, reverse=True)
        waiting += [(depth + 1, next_one) for next_one in after]
    return made


def _link(item: Action, named: Names, reader: Reader, *, number: int, depth: int, here: bool) -> Link:
    view = views.action(item, named, reader)
    day = "" if item.is_open or not item.closed_at else _day(item, reader)
    tail = (cut(view.brief), view.when if item.is_open else day, "" if view.mine else view.responsible) if number else ()
    return Link(item.id, number, min(depth, 6), here, view.icon, view.name, view.state.lower(), tail)


def _day(item: Action, reader: Reader) -> str:
    assert item.closed_at
    today = reader.now.astimezone(reader.zone).date()
    return reader.words.near_day(item.closed_at.astimezone(reader.zone).date(), today)
