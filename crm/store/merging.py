"""Two partners become one: their contacts and actions in a few statements, with a line of history for each action."""

from sqlalchemy import insert, not_, select, update

from crm.store.engine import Tx
from crm.store.tables import actions, contacts, history, partners

VERB = "merge"


async def contacts_of(tx: Tx, partner_id: int) -> list[int]:
    """Ids of a partner's contacts, those who left too."""
    return [row.id for row in await tx.execute(select(contacts.c.id).where(contacts.c.partner_id == partner_id))]


async def move_actions(tx: Tx, change_id: int, gone: int, kept: int) -> int:
    """Every action of one partner becomes the other's; how many."""
    moved = update(actions).where(actions.c.partner_id == gone).values(partner_id=kept, version=actions.c.version + 1)
    rows = (await tx.execute(moved.returning(actions.c.id, actions.c.version))).all()
    await _note(tx, change_id, [(row.id, row.version) for row in rows], gone, kept, VERB)
    return len(rows)


async def stands(tx: Tx, change_id: int) -> bool:
    """Whether the partner to whom a change moved actions is there still: joined with a third one, its actions are not its own any more."""
    moved = select(history.c.after).where(history.c.change_id == change_id, history.c.verb == VERB).limit(1)
    row = (await tx.execute(moved)).first()
    gone = select(partners.c.id).where(partners.c.id == (row.after["partner_id"] if row else 0), not_(partners.c.active))
    return (await tx.execute(gone)).first() is None


async def move_back(tx: Tx, change_id: int, undo_id: int) -> None:
    """The actions that a change moved, where they are still the partner's to whom it moved them."""
    moved = select(history.c.action_id, history.c.before, history.c.after).where(history.c.change_id == change_id, history.c.verb == VERB)
    rows = (await tx.execute(moved)).all()
    if not rows:
        return
    gone, kept = rows[0].before["partner_id"], rows[0].after["partner_id"]
    mine = select(history.c.action_id).where(history.c.change_id == change_id, history.c.verb == VERB)
    back = update(actions).where(actions.c.id.in_(mine), actions.c.partner_id == kept)
    done = await tx.execute(back.values(partner_id=gone, version=actions.c.version + 1).returning(actions.c.id, actions.c.version))
    await _note(tx, undo_id, [(row.id, row.version) for row in done], kept, gone, "undo")


async def _note(tx: Tx, change_id: int, moved: list[tuple[int, int]], before: int, after: int, verb: str) -> None:
    lines = [
        {
            "change_id": change_id,
            "action_id": action_id,
            "verb": verb,
            "before": {"partner_id": before},
            "after": {"partner_id": after},
            "version": version,
        }
        for action_id, version in moved
    ]
    if lines:
        await tx.execute(insert(history), lines)
