"""On SQLite too, what is forgotten leaves its number behind: the next draft, input or parcel has another one"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = ("drafts", "inbox", "outbox")


def upgrade() -> None:
    _recreate(once=True)


def downgrade() -> None:
    _recreate(once=False)


def _recreate(*, once: bool) -> None:
    """AUTOINCREMENT is a part of the table that SQLite cannot alter; PostgreSQL's sequences never go back."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in _TABLES:
        with op.batch_alter_table(table, recreate="always", table_kwargs={"sqlite_autoincrement": once}):
            pass
