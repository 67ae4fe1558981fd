"""Claims and ticks by an index: conditions as the queries say them, and what a claim asks of each row"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_KEPT = "state IN ('kept', 'working')"
_QUEUED = "state IN ('queued', 'sending')"
_OPEN = ("is_open AND NOT removed", "is_open = 1 AND removed = 0")

# name, table, columns, where on PostgreSQL and on SQLite, unique
_NEW = (
    ("ix_inbox_waiting", "inbox", ["order_key", "id", "state"], (_KEPT, _KEPT), False),
    ("ix_inbox_line", "inbox", ["channel", "id", "order_key", "state", "next_try_at", "lease_until"], (_KEPT, _KEPT), False),
    ("ix_outbox_waiting", "outbox", ["order_key", "priority", "id", "state", "lease_until"], (_QUEUED, _QUEUED), False),
    (
        "ix_outbox_line",
        "outbox",
        ["channel", "priority", "id", "order_key", "state", "next_try_at", "lease_until"],
        (_QUEUED, _QUEUED),
        False,
    ),
    ("ix_outbox_shown", "outbox", ["address", "settled_at", "id"], ("state = 'sent'",) * 2, False),
    ("ix_outbox_settled", "outbox", ["settled_at"], ("state IN ('sent', 'cancelled')",) * 2, False),
    ("ix_actions_open", "actions", ["responsible_id"], _OPEN, False),
    ("ix_actions_open_kind", "actions", ["kind"], _OPEN, False),
    ("ix_staff_digest", "staff", ["next_digest_at"], ("active", "active = 1"), False),
    ("uq_drafts_active", "drafts", ["staff_id"], ("active", "active = 1"), True),
    ("ix_handovers_alive", "handovers", ["id"], ("state IN ('planned', 'running')",) * 2, False),
    ("ix_drafts_updated_at", "drafts", ["updated_at"], (None, None), False),
)
_OLD = (
    ("ix_inbox_waiting", "inbox", ["order_key", "id"], (_KEPT, _KEPT), False),
    ("ix_handovers_state", "handovers", ["state"], (None, None), False),
    ("ix_outbox_waiting", "outbox", ["order_key", "priority", "id"], (_QUEUED, _QUEUED), False),
    ("ix_actions_open", "actions", ["responsible_id"], (_OPEN[0],) * 2, False),
    ("ix_staff_digest", "staff", ["next_digest_at"], ("active",) * 2, False),
    ("uq_drafts_active", "drafts", ["staff_id"], ("active",) * 2, True),
)


def upgrade() -> None:
    _replace(_OLD, _NEW)


def downgrade() -> None:
    _replace(_NEW, _OLD)


def _replace(gone: tuple, made: tuple) -> None:
    for name, table, *_ in gone:
        op.drop_index(name, table_name=table)
    for name, table, columns, (postgres, sqlite), unique in made:
        where = {"postgresql_where": sa.text(postgres), "sqlite_where": sa.text(sqlite)} if postgres else {}
        op.create_index(name, table, columns, unique=unique, **where)
