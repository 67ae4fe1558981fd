"""Lists of a person's actions, numbered and acted on in place; for the chat and for the morning digest.

`pending_list(office, reader, person, now)` gives a `ListView`; `message(view, words)` makes the chat message of it. Templates:
`chat/list.html` (title and lines, with `list`), `chat/list_body.html` (the lines alone, for what has a title of its own). A number is a
position in `ListView.ids`, which travels as the message's context: it belongs to the message that shows it and never moves while that
message stands. A button carries the action's id, never its number.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from crm.buttons import encode
from crm.kinds import KINDS
from crm.message import Button, ChatMessage, Rows
from crm.model import Action, Staff
from crm.permissions import whose
from crm.render import chat
from crm.services.house.office import Office
from crm.services.look import naming
from crm.services.look.listlines import PAGE, WHAT, ListView, Saying, cut_of, kept, kinds_of, of_kinds, only, sections
from crm.store import Tx, actions, people
from crm.views import Reader
from crm.words import Words, words_for

FEW = 3  # actions that one sees at a glance
MOST = 400  # actions that one list holds: what a message's context can carry


async def pending_list(  # noqa: PLR0913 - whose list, for whom, when, which page
    office: Office, reader: Staff, person: Staff, now: datetime, page: int = 0, *, what: str = "pending", words: Words | None = None
) -> ListView:
    """A fresh list of `person`'s actions as `reader` reads it; `what` is a name that `cut_of` knows, `page` counts from 0."""
    async with office.store.read() as tx:
        items = await actions.open_of(tx, person.id)
        cut = cut_of(what) or WHAT["pending"]
        every = cut(items, now, person.zone)
        parts = kept(every, only(what))
        ids = [item.id for _, part in parts for item in part][:MOST]
        counts = [(part, len(found)) for part, found in parts if found]
        return await _view(tx, _Wanted(what, person, ids, counts, page, kinds_of(every)), reader, now, words)


async def again(office: Office, reader: Staff, context: Mapping[str, Any], now: datetime, *, words: Words | None = None) -> ListView:
    """The list that a message shows, from its context: the same numbers, whatever has become of the actions since."""
    async with office.store.read() as tx:
        person = await people.get_staff(tx, context["person"])
        counts = [(part, count) for part, count in context["parts"]]
        wanted = _Wanted(context["what"], person, context["list"], counts, context["page"], context.get("kinds", {}))
        return await _view(tx, wanted, reader, now, words)


class _Wanted:
    """Which page of which list."""

    def __init__(
        self, what: str, person: Staff, ids: Sequence[int], parts: Sequence[tuple[str, int]], page: int, kinds: Mapping[str, int]
    ) -> None:
        self.what, self.person, self.ids, self.parts, self.kinds = what, person, tuple(ids), tuple(parts), kinds
        self.page = max(0, min(page, (len(ids) - 1) // PAGE))


async def _view(tx: Tx, wanted: _Wanted, reader: Staff, now: datetime, words: Words | None) -> ListView:
    shown = wanted.ids[wanted.page * PAGE : (wanted.page + 1) * PAGE]
    found = await actions.get_many(tx, shown)
    said = Saying(Reader.of(reader, words or words_for(reader), now), await naming.read(tx, found.values()))
    return ListView(
        what=wanted.what,
        person=wanted.person,
        ids=wanted.ids,
        parts=wanted.parts,
        page=wanted.page,
        sections=tuple(sections(wanted.ids, wanted.parts, wanted.page, found, said)),
        others=whose(reader) != frozenset({reader.id}),
        kinds=wanted.kinds,
    )


def message(view: ListView, words: Words, *, edit: int | None = None) -> ChatMessage:
    """The chat message of a list: numbers to tap, pages, other people."""
    return ChatMessage(chat("list", words, list=view), buttons(view, words), edit=edit, context=view.context)


def buttons(view: ListView, words: Words) -> Rows:
    """[1]…[n], the kinds, then [👤 Otra persona] [◀ Anterior] [Siguiente ▶]."""
    numbers = tuple(Button(str(line.number), encode("see", line.id)) for section in view.sections for line in section.lines)
    last: list[Button] = []
    if view.others:
        last.append(Button(words("👤 Somebody else"), encode("who", view.what)))
    if view.page > 0:
        last.append(Button(words("◀ Previous"), encode("list", view.what, view.person.id, view.page - 1)))
    if view.page + 1 < view.pages:
        last.append(Button(words("Next ▶"), encode("list", view.what, view.person.id, view.page + 1)))
    return tuple(row for row in (numbers, *_kinds(view, words), tuple(last)) if row)


def _kinds(view: ListView, words: Words) -> Rows:
    """[☎️ 2] [📌 6], with [Todo 8] where not all is shown; nothing where there is nothing to choose or all is seen at a glance."""
    others = view.kinds.keys() - set(view.narrowed)
    if not others or (not view.narrowed and (len(others) == 1 or view.total <= FEW)):
        return ()
    counts = [(f"{kind.icon} {view.kinds[kind.name]}", kind.name) for kind in KINDS if kind.name in view.kinds]
    counts += [(f"{words('All')} {sum(view.kinds.values())}", "")] if view.narrowed else []
    keys = [
        Button(("• " if kind in view.narrowed else "") + label, encode("list", of_kinds(view.what, kind), view.person.id, 0))
        for label, kind in counts
    ]
    return tuple(tuple(keys[at : at + PAGE]) for at in range(0, len(keys), PAGE))


async def open_of(office: Office, person: Staff) -> list[Action]:
    """All open actions of a person, oldest first."""
    async with office.store.read() as tx:
        return await actions.open_of(tx, person.id)


async def actions_of(office: Office, ids: Sequence[int]) -> dict[int, Action]:
    """The actions of those ids that exist, by id."""
    async with office.store.read() as tx:
        return await actions.get_many(tx, ids)
