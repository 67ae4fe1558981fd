"""What was issued and the ways it takes; and the texts that letters are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, insert, select, update

from crm.model import Action, Channel, Delivery, DeliveryState, Document, ParcelState
from crm.store import actions as stored_actions
from crm.store.engine import Tx
from crm.store.tables import actions, deliveries, documents, outbox, standard_texts

_DOCUMENT = tuple(documents.c[f.name] for f in fields(Document))
_DELIVERY = tuple(deliveries.c[f.name] for f in fields(Delivery))


def _delivery(row: Row[Any]) -> Delivery:
    values = dict(zip((f.name for f in fields(Delivery)), row, strict=True))
    return Delivery(**{**values, "channel": Channel(values["channel"]), "state": DeliveryState(values["state"])})


async def put_text(tx: Tx, entry_id: int, body: str) -> None:
    """What the standard text of that table line says; a new one."""
    await tx.execute(insert(standard_texts).values(entry_id=entry_id, body=body))


async def text_of(tx: Tx, entry_id: int) -> str:
    """What the standard text of that table line says; empty where nobody wrote it yet."""
    found = (await tx.execute(select(standard_texts.c.body).where(standard_texts.c.entry_id == entry_id))).scalar_one_or_none()
    return found or ""


async def texts(tx: Tx) -> dict[int, str]:
    """What every standard text says, by the id of its table line."""
    rows = await tx.execute(select(standard_texts.c.entry_id, standard_texts.c.body))
    return {row.entry_id: row.body for row in rows}


async def freeze(tx: Tx, action_id: int, *, number: str, content: Mapping[str, Any], at: datetime) -> None:
    """Keep what was issued. A second time for the same action is an IntegrityError: it is issued once."""
    row = {"action_id": action_id, "number": number, "content": dict(content), "issued_at": at}
    await tx.execute(insert(documents).values(**row))


async def of_action(tx: Tx, action_id: int) -> Document | None:
    """The document that an action was issued as."""
    row = (await tx.execute(select(*_DOCUMENT).where(documents.c.action_id == action_id))).first()
    return Document(*row) if row else None


async def archive(tx: Tx, action_id: int, sha256: str) -> bool:
    """Name the bytes of a document, once for ever; False where they have been named before."""
    unmade = and_(documents.c.action_id == action_id, documents.c.pdf.is_(None))
    return (await tx.execute(update(documents).where(unmade).values(pdf=sha256))).rowcount == 1


async def add_delivery(tx: Tx, values: Mapping[str, Any]) -> Delivery:
    """A new way of a document; its key is its parcel's."""
    return _delivery((await tx.execute(insert(deliveries).values(**values).returning(*_DELIVERY))).one())


async def deliveries_of(tx: Tx, action_id: int) -> list[Delivery]:
    """Every way that a document took or is to take, in order."""
    return [
        _delivery(row) for row in await tx.execute(select(*_DELIVERY).where(deliveries.c.action_id == action_id).order_by(deliveries.c.id))
    ]


async def by_key(tx: Tx, key: str) -> Delivery | None:
    """The delivery whose parcel has that key."""
    row = (await tx.execute(select(*_DELIVERY).where(deliveries.c.key == key))).first()
    return _delivery(row) if row else None


async def set_delivery(tx: Tx, delivery_id: int, state: DeliveryState, *, at: datetime, error: str | None = None) -> None:
    """What became of a delivery."""
    await tx.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(state=state, at=at, error=error))


async def stop_parcels(tx: Tx, keys: Sequence[str], *, at: datetime) -> set[str]:
    """Cancel those of the parcels that have not left yet; their keys."""
    waiting = and_(outbox.c.dedupe_key.in_(keys), outbox.c.state == ParcelState.QUEUED)
    rows = await tx.execute(update(outbox).where(waiting).values(state=ParcelState.CANCELLED, settled_at=at).returning(outbox.c.dedupe_key))
    return {row.dedupe_key for row in rows}


async def move(tx: Tx, action_id: int, values: Mapping[str, Any]) -> Action:
    """Write columns of an action whatever its version: news from outside, which nobody can decide anew."""
    here = update(actions).where(actions.c.id == action_id).values(**values, version=actions.c.version + 1)
    await tx.execute(here)
    return await stored_actions.get(tx, action_id)


async def lock(tx: Tx, action_id: int) -> None:
    """Let the news of one document come one after the other: each shows what the others left. SQLite has one writer anyway."""
    await tx.execute(select(actions.c.id).where(actions.c.id == action_id).with_for_update())
