"""/buscar: partners, contacts and actions by whatever somebody remembers of them, as one numbered list; and the chain of an action."""

from collections.abc import Sequence

from bot.heard import Question
from bot.hearing import NUMBERED
from bot.pieces.paging import pages
from bot.pieces.scene import Scene, scene
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.permissions import Deed
from crm.render import chat
from crm.services.look import card, chain, naming, search
from crm.services.look.card import Line
from crm.services.look.listlines import PAGE, cut
from crm.services.look.search import Hit
from crm.views import Names, Reader
from crm.words import Words

COMMANDS = ("buscar", "find", "search")
WHAT = "find"  # in the context of a list: it is a result
FEW = 4  # words beyond which «busca …» is taken for a sentence


async def show(turn: Turn) -> Decision | None:
    """/buscar acme, /buscar 76.123.456-0, /buscar tarea 145, /buscar catálogo."""
    wish = search.clean(turn.args)
    if not wish:
        return _said(turn, turn.words("What do you look for? Write /find and a name, RUT, phone, mail, number or words."))
    found = await _found(turn, wish)
    return found or _said(turn, await _nothing(turn, wish))


async def asked(turn: Turn) -> Decision | None:
    """«busca acme», said as a sentence; None where nothing is found, since it may be something to do."""
    wish = search.clean(turn.the(Question).asked.rest)
    return await _found(turn, wish) if wish and len(wish.split()) <= FEW else None


async def numbered(turn: Turn) -> Decision | None:
    """«¿cómo va la cotización 12?»: the actions of that number; None where no number is named, or nothing has it."""
    named = NUMBERED.findall(turn.text)
    return await _found(turn, " ".join(named[-1])) if named else None


async def _found(turn: Turn, wish: str) -> Decision | None:
    hits = await search.search(turn.office, turn.staff, wish)
    return await listed(turn, wish, [hit.key for hit in hits], 0) if hits else None


async def _nothing(turn: Turn, wish: str) -> str:
    near = ", ".join(partner.name for partner in await search.nearest(turn.office, wish))
    nothing = turn.words("Nothing found for «{text}».", text=wish[:60])
    if near:
        return f"{nothing} {turn.words('Did you mean {names}?', names=near)}"
    return f"{nothing} {turn.words('Try part of the name, the RUT, a phone or a number; /partner makes a new one.')}"


def _said(turn: Turn, text: str) -> Decision:
    return Decision.saying(turn.render("draft", text=text))


async def turned(turn: Turn) -> Decision | None:
    """The button `find:<page>` of a result: the same hits under the same numbers."""
    return await again(turn, turn.context, turn.press.number(0)) if turn.context.what == WHAT else None


async def again(turn: Turn, shows: Shows, page: int) -> Decision:
    """The result that a message remembers, a page of it."""
    return await listed(turn, shows.query, shows.hits or (), page)


async def listed(turn: Turn, wish: str, keys: Sequence[tuple[str, int]], page: int = 0) -> Decision:
    """Hits as a numbered list, a page of it."""
    page = max(0, min(page, (len(keys) - 1) // PAGE))
    here = keys[page * PAGE : (page + 1) * PAGE]
    hits = await search.again(turn.office, turn.staff, [(what, key) for what, key in here])
    named = await naming.of(turn.office, [hit.action for hit in hits if hit and hit.action], turn.situation.people)
    reader = Reader.of(turn.staff, turn.words, turn.now)
    numbered = [(page * PAGE + n, hit) for n, hit in enumerate(hits, 1) if hit]
    text = chat("search", turn.words, query=wish, total=len(keys), lines=[line(n, hit, named, reader) for n, hit in numbered])
    ids = tuple(key if what == "action" else 0 for what, key in keys)  # «3 listo» is about the number that is shown
    context = Shows(what=WHAT, person=0, page=page, query=wish, hits=tuple(keys), list=ids)
    return Decision.saying(
        [turn.parcel(0, ChatMessage(text, _rows(turn.words, numbered, page, len(keys)), edit=turn.shown, context=context))]
    )


def line(number: int, hit: Hit, named: Names, reader: Reader) -> Line:
    """One hit: a partner with place and phone, a contact with the partner, an action as on a card."""
    if hit.action:
        return card.line(number, hit.action, named, reader, partner=True)
    assert hit.partner
    if hit.contact:
        return Line(number, "👤", cut(hit.contact.name), _joined(hit.contact.position, hit.partner.name, hit.contact.phone), urgent=False)
    return Line(number, "🗂", cut(hit.partner.name), _joined(hit.partner.rut, hit.partner.city, hit.partner.phone), urgent=False)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _rows(words: Words, numbered: Sequence[tuple[int, Hit]], page: int, total: int) -> Rows:
    numbers = tuple(Button(str(n), _data(hit)) for n, hit in numbered)
    return tuple(row for row in (numbers, pages(words, page, -(-total // PAGE), ("find",))) if row)


def _data(hit: Hit) -> str:
    if hit.action:
        return encode("see", hit.action.id)
    assert hit.partner
    return encode("card", hit.partner.id)


# --- the chain of an action


async def related(turn: Turn) -> Decision | None:
    """The button `chain:<action id>`: all actions that hang together with it, in the order in which one led to the other."""
    found = await scene(turn, Deed.SEE)
    if not isinstance(found, Scene):
        return found
    links = await chain.chain(turn.office, found.item, Reader.of(turn.staff, turn.words, turn.now))
    keys = [Button(str(link.number), encode("see", link.id)) for link in links if link.number]
    rows = tuple(tuple(keys[at : at + PAGE]) for at in range(0, len(keys), PAGE))
    back = (Button(turn.words("◀ Back"), encode("see", found.item.id)), *found.back())
    return Decision.saying([turn.parcel(0, found.message(chat("search_chain", turn.words, lines=links), (*rows, back)))])
