"""Documents"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

import crm.store.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("actions", sa.Column("document_number", sa.String(length=20), nullable=True))
    op.create_index("uq_actions_document", "actions", ["kind", "document_number"], unique=True)
    op.create_table(
        "standard_texts",
        sa.Column("entry_id", _ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["table_entries.id"], name=op.f("fk_standard_texts_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_standard_texts")),
    )
    op.create_table(
        "documents",
        sa.Column("action_id", _ID, nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("content", _JSON, nullable=False),
        sa.Column("issued_at", crm.store.types.UtcDateTime(), nullable=False),
        sa.Column("pdf", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_documents_action_id")),
        sa.ForeignKeyConstraint(["pdf"], ["blobs.sha256"], name=op.f("fk_documents_pdf")),
        sa.PrimaryKeyConstraint("action_id", name=op.f("pk_documents")),
    )
    op.create_index(op.f("ix_documents_pdf"), "documents", ["pdf"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("id", _ID, nullable=False),
        sa.Column("action_id", _ID, nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("staff_id", _ID, nullable=False),
        sa.Column("at", crm.store.types.UtcDateTime(), nullable=False),
        sa.Column("message_id", _ID, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_deliveries_action_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_deliveries_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    op.create_index(op.f("ix_deliveries_action_id"), "deliveries", ["action_id"], unique=False)


def downgrade() -> None:
    op.drop_table("deliveries")
    op.drop_table("documents")
    op.drop_table("standard_texts")
    op.drop_index("uq_actions_document", table_name="actions")
    op.drop_column("actions", "document_number")
