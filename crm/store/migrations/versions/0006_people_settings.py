"""Quiet days, who stands in for somebody away, and one history for people and all else that is no action"""

import sqlalchemy as sa
from alembic import op

import crm.store.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_STAFF = (("quiet_days", crm.store.types.Json), ("quiet_dates", crm.store.types.Json), ("substitute_id", _ID))
_COPY = "INSERT INTO {new} (change_id, {keys}, before, after) SELECT change_id, {old_keys}, before, after FROM {old} {where} ORDER BY id"


def upgrade() -> None:
    for name, kind in _STAFF:
        op.add_column("staff", sa.Column(name, kind, nullable=True))
    copy = _COPY.format(
        new="record_history",
        keys="subject, key, verb",
        old_keys="'person', CAST(staff_id AS VARCHAR(80)), 'set'",
        old="staff_history",
        where="",
    )
    op.execute(copy)
    op.drop_table("staff_history")


def downgrade() -> None:
    op.create_table(
        "staff_history",
        sa.Column("id", _ID, nullable=False),
        sa.Column("change_id", _ID, nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("before", crm.store.types.Json, nullable=False),
        sa.Column("after", crm.store.types.Json, nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_staff_history_change_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_history_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_history")),
    )
    for column in ("change_id", "staff_id"):
        op.create_index(op.f(f"ix_staff_history_{column}"), "staff_history", [column], unique=False)
    copy = _COPY.format(
        new="staff_history",
        keys="staff_id",
        old_keys="CAST(key AS INTEGER)",
        old="record_history",
        where="WHERE subject = 'person'",
    )
    op.execute(copy)
    op.execute("DELETE FROM record_history WHERE subject = 'person'")
    for name, _ in reversed(_STAFF):
        op.drop_column("staff", name)
