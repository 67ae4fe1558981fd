"""People"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import crm.store.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_STAFF = (
    ("supervisor_id", _ID),
    ("working_days", _JSON),
    ("working_hours", _JSON),
    ("away_from", sa.Date()),
    ("away_until", sa.Date()),
    ("digest_empty", sa.Boolean()),
)


def upgrade() -> None:
    for name, kind in _STAFF:
        op.add_column("staff", sa.Column(name, kind, nullable=True))
    op.create_table(
        "handovers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("from_id", _ID, nullable=False),
        sa.Column("to_id", _ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_by", _ID, nullable=False),
        sa.Column("created_at", crm.store.types.UtcDateTime(), nullable=False),
        sa.Column("change_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_handovers_change_id")),
        sa.ForeignKeyConstraint(["from_id"], ["staff.id"], name=op.f("fk_handovers_from_id")),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_handovers_made_by")),
        sa.ForeignKeyConstraint(["to_id"], ["staff.id"], name=op.f("fk_handovers_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    for column in ("from_id", "to_id", "state", "made_by", "change_id"):
        op.create_index(op.f(f"ix_handovers_{column}"), "handovers", [column], unique=False)
    op.create_table(
        "staff_history",
        sa.Column("id", _ID, nullable=False),
        sa.Column("change_id", _ID, nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("before", _JSON, nullable=False),
        sa.Column("after", _JSON, nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_staff_history_change_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_history_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_history")),
    )
    for column in ("change_id", "staff_id"):
        op.create_index(op.f(f"ix_staff_history_{column}"), "staff_history", [column], unique=False)


def downgrade() -> None:
    op.drop_table("staff_history")
    op.drop_table("handovers")
    for name, _ in reversed(_STAFF):
        op.drop_column("staff", name)
