"""Alembic's entry: runs on the connection that crm.store.migrate hands over."""

from alembic import context

from crm.store.tables import metadata


def include_object(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    """Leave out what the first revision makes by hand: the exclusion constraint brings an index of its own."""
    return not (kind == "index" and name == "ex_slots_slot_taken")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    include_object=include_object,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
