"""Finding actions: by number, by words in the folded text, and by what follows what."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from crm.store.actions import whose
from crm.store.engine import Tx
from crm.store.tables import actions, partners

SHORT = 3  # letters from which a word says something: any text holds «3» or «de»
_ID_END = 2**63  # what both engines hold


async def numbered(tx: Tx, number: str, *, kind: str = "", mine: Collection[int] | None = None, limit: int = 20) -> list[int]:
    """Ids of the actions of that number in their series, or of that document number; the newest first."""
    plain = number.isascii() and number.isdigit() and int(number) < _ID_END
    own = actions.c.document_number == number.upper()
    same = or_(own, actions.c.number == int(number)) if plain else own
    where = [same, ~actions.c.removed, whose(mine)]
    if kind:
        where.append(actions.c.kind == kind)
    rows = await tx.execute(select(actions.c.id).where(*where).order_by(actions.c.id.desc()).limit(limit))
    return [row.id for row in rows]


async def saying(tx: Tx, words: Sequence[str], *, kind: str = "", mine: Collection[int] | None = None, limit: int = 50) -> list[int]:
    """Ids of the actions whose text, or whose partner's name, holds each of these folded words; a longer one stands in the text."""
    own = [_holds(tx, actions.c.folded, word) for word in words]
    every = [or_(mine_too, _holds(tx, partners.c.folded, word)) for mine_too, word in zip(own, words, strict=True)]
    longer = [stands for stands, word in zip(own, words, strict=True) if len(word) >= SHORT] or own
    where = and_(or_(*longer), *every, ~actions.c.removed, whose(mine), actions.c.kind == kind if kind else true())
    joined = actions.outerjoin(partners, partners.c.id == actions.c.partner_id)
    rows = await tx.execute(select(actions.c.id).select_from(joined).where(where).order_by(actions.c.id.desc()).limit(limit))
    return [row.id for row in rows]


def _holds(tx: Tx, column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    # Not LIKE: on SQLite it ignores the case of ASCII, on PostgreSQL it does not, and both engines must find the same.
    place = func.instr(column, word) if tx.dialect.name == "sqlite" else func.strpos(column, word)
    return place > 0


async def texts(tx: Tx, *, mine: Collection[int] | None = None, limit: int = 2000) -> list[tuple[int, str]]:
    """Id and folded text of the newest actions: what a word with a typing slip is compared with."""
    where = and_(~actions.c.removed, actions.c.folded != "", whose(mine))
    rows = await tx.execute(select(actions.c.id, actions.c.folded).where(where).order_by(actions.c.id.desc()).limit(limit))
    return [(row.id, row.folded) for row in rows]


async def has_kin(tx: Tx, action_id: int) -> bool:
    """Whether that action follows one that is there, or is followed by one."""
    here = actions.alias()
    caused = select(here.c.follows_id).where(here.c.id == action_id).scalar_subquery()
    kin = and_(or_(actions.c.follows_id == action_id, actions.c.id == caused), ~actions.c.removed)
    return (await tx.execute(select(actions.c.id).where(kin).limit(1))).first() is not None


async def chain(tx: Tx, action_id: int, *, limit: int = 60) -> list[int]:
    """Ids of all actions that hang together with that one by what follows what, the oldest first; those taken back are left out."""
    up = select(actions.c.id, actions.c.follows_id).where(actions.c.id == action_id).cte("up", recursive=True)
    up = up.union(select(actions.c.id, actions.c.follows_id).where(actions.c.id == up.c.follows_id))
    down = select(up.c.id).where(up.c.follows_id.is_(None)).cte("down", recursive=True)
    down = down.union(select(actions.c.id).where(actions.c.follows_id == down.c.id))
    hang = and_(actions.c.id.in_(select(down.c.id)), ~actions.c.removed)
    rows = await tx.execute(select(actions.c.id).where(hang).order_by(actions.c.id).limit(limit))
    return [row.id for row in rows]
