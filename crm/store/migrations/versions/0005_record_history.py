"""The history of parameters, tables, partners and contacts"""

import sqlalchemy as sa
from alembic import op

import crm.store.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "record_history",
        sa.Column("id", _ID, nullable=False),
        sa.Column("change_id", _ID, nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("verb", sa.String(length=20), nullable=False),
        sa.Column("before", crm.store.types.Json, nullable=False),
        sa.Column("after", crm.store.types.Json, nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_record_history_change_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_history")),
    )
    with op.batch_alter_table("record_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_record_history_change_id"), ["change_id"], unique=False)
        batch_op.create_index("ix_record_history_subject", ["subject", "key"], unique=False)


def downgrade() -> None:
    op.drop_table("record_history")
