"""When a file was put last: what is young is not erased"""

import sqlalchemy as sa
from alembic import op

import crm.store.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("blobs", sa.Column("kept_at", crm.store.types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("blobs", schema=None) as batch_op:
        batch_op.drop_column("kept_at")
