"""Partners and contacts bear the directory's version in which they were last written: a process reads anew only those"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TABLES = ("partners", "contacts")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        op.create_index(op.f(f"ix_{table}_revision"), table, ["revision"], unique=False)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_index(op.f(f"ix_{table}_revision"), table_name=table)
        op.drop_column(table, "revision")
