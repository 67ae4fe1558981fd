"""Procedures as they are looked up: by code, title or words of the text; what is in force comes first, older versions stay readable."""

from dataclasses import dataclass

from crm.kinds.procedure import PROCEDURE
from crm.model import Action, Staff
from crm.permissions import Deed, may_with
from crm.services.house.office import Office
from crm.services.look.search import clean
from crm.services.write import consequences
from crm.store import actions
from crm.text import fold
from crm.who.slips import alike

PAGE = 3000  # characters of a text in one message
_STANDS = {"in_force": 0, "draft": 1, "withdrawn": 2}


@dataclass(frozen=True, slots=True)
class Found:
    """The procedures that a text may mean, the best first; `sure` where there is no doubt which."""

    items: tuple[Action, ...] = ()
    sure: Action | None = None


def may_read(person: Staff, item: Action) -> bool:
    """What was put in force once is everybody's to read; a draft is its author's, and of whoever may see that one's work."""
    return may_with(person, Deed.SEE if item.state == PROCEDURE.initial else Deed.CONSULT, item)


async def find(office: Office, person: Staff, text: str) -> Found:
    """By code, else by the words of the title, else of the text, else with one typing slip; all that are not withdrawn for no text."""
    readable = [item for item in await _all(office) if may_read(person, item)]
    wish = fold(clean(text))
    if not wish:
        return Found(_sorted([item for item in readable if item.state != PROCEDURE.superseded]))
    for fits in (_by_code, _by_title, _by_text, _by_slip):
        found = _sorted([item for item in readable if fits(item, wish)])
        if found:
            current = [item for item in found if item.state == PROCEDURE.did]
            alone = found[0] if len({consequences.identity(PROCEDURE, item) for item in found}) == 1 else None
            return Found(found, alone or (current[0] if len(current) == 1 and fits is not _by_slip else None))
    return Found()


async def _all(office: Office) -> list[Action]:
    async with office.store.read() as tx:
        return await actions.of_kind(tx, PROCEDURE.name)


def _sorted(found: list[Action]) -> tuple[Action, ...]:
    """What is in force first, then drafts, then what was withdrawn; each by code, the newest version first."""
    return tuple(sorted(found, key=lambda item: (_STANDS[item.state], consequences.identity(PROCEDURE, item), -item.id)))


def _by_code(item: Action, wish: str) -> bool:
    return _code(fold(str(item.details.get(PROCEDURE.number_field) or ""))) == _code(wish) != ""


def _code(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _by_title(item: Action, wish: str) -> bool:
    title = fold(item.reference)
    return all(word in title for word in wish.split())


def _by_text(item: Action, wish: str) -> bool:
    return all(word in _folded(item) for word in wish.split())


def _by_slip(item: Action, wish: str) -> bool:
    return bool(alike(wish.split(), [(item.id, _folded(item))]))


def _folded(item: Action) -> str:
    return fold(f"{item.details.get(PROCEDURE.number_field) or ''} {item.reference} {item.description}")


async def versions(office: Office, person: Staff, item: Action) -> tuple[Action, ...]:
    """Every version of a procedure that the person may read, the newest first."""
    same = [one for one in await _all(office) if consequences.identity(PROCEDURE, one) == consequences.identity(PROCEDURE, item)]
    return tuple(one for one in same if may_read(person, one))


def pages(body: str) -> list[str]:
    """A text in pages that end between lines, or between words where a line is longer than a page."""
    rest, made = body.strip(), []
    while len(rest) > PAGE:
        cut = next((at for sign in ("\n", " ") if (at := rest.rfind(sign, PAGE // 2, PAGE)) > 0), PAGE)
        made.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*made, rest]
