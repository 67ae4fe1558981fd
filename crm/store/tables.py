"""The tables. Whatever a list, a tick, a constraint or a search asks for is a typed, indexed column; the rest of a kind is JSON.

Longer than other modules because the schema is one thing, which is read from one place.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from crm.store.types import Bytes, Id, Json, Name, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _fk(target: str, *, index: bool = False, nullable: bool = True, name: str) -> Column[int]:
    return Column(name, Id, ForeignKey(target), nullable=nullable, index=index)


staff = Table(
    "staff",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Name, nullable=False),
    Column("role", String(20), nullable=False),
    Column("email", String(254), unique=True),  # lower case
    Column("telegram_id", Id, unique=True),
    Column("language", String(8)),
    Column("telegram_language", String(8)),
    Column("zone", String(64), nullable=False),
    Column("digest_at", Time),
    Column("digest_channels", Json, nullable=False),
    Column("next_digest_at", UtcDateTime),
    Column("supervisor_id", Id),  # no foreign key: SQLite cannot add one to a table that is there; nobody is ever deleted
    Column("working_days", Json),
    Column("working_hours", Json),
    Column("away_from", Date),
    Column("away_until", Date),
    Column("digest_empty", Boolean),
    Column("quiet_days", Json),
    Column("quiet_dates", Json),
    Column("substitute_id", Id),  # as supervisor_id
    Column("active", Boolean, nullable=False, server_default=true()),
    Index("ix_staff_digest", "next_digest_at", postgresql_where=text("active"), sqlite_where=text("active = 1")),
)

# How a staff member comes to a Telegram account: a link that works once. Only the token's hash is known here.
invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("staff.id", name="staff_id", index=True, nullable=False),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    _fk("staff.id", name="created_by", index=True),  # nobody where the command line made it
)

# Who does whose work while that person is away, or from now on; what went over stands in the history of `change_id`.
handovers = Table(
    "handovers",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("staff.id", name="from_id", index=True, nullable=False),
    _fk("staff.id", name="to_id", index=True, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("state", String(20), nullable=False),
    _fk("staff.id", name="made_by", index=True, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    _fk("changes.id", name="change_id", index=True),
    Index(
        "ix_handovers_alive",
        "id",
        postgresql_where=text("state IN ('planned', 'running')"),
        sqlite_where=text("state IN ('planned', 'running')"),
    ),
)

partners = Table(
    "partners",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Name, nullable=False),
    Column("trade_name", Name),
    Column("rut", String(12), unique=True),
    Column("is_customer", Boolean, nullable=False, server_default=true()),
    Column("is_supplier", Boolean, nullable=False, server_default=false()),
    Column("address", Name),
    Column("city", Name),
    Column("phone", String(32)),
    Column("email", String(254), index=True),
    Column("folded", Text, nullable=False),  # name, trade name and RUT as crm.text.fold writes them
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("revision", Integer, nullable=False, server_default="0", index=True),  # the directory's version in which it was last written
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("partners.id", name="partner_id", index=True, nullable=False),
    Column("name", Name, nullable=False),
    Column("position", Name),
    Column("phone", String(32)),
    Column("email", String(254), index=True),
    Column("folded", Text, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("revision", Integer, nullable=False, server_default="0", index=True),  # the directory's version in which it was last written
)

table_entries = Table(
    "table_entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("table", String(40), nullable=False),
    Column("code", String(40), nullable=False),
    Column("labels", Json, nullable=False),
    Column("active", Boolean, nullable=False, server_default=true()),
    UniqueConstraint("table", "code"),
)

# What a standard text says, with its placeholders; code and names stand in `table_entries`.
standard_texts = Table(
    "standard_texts",
    metadata,
    Column("entry_id", Id, ForeignKey("table_entries.id"), primary_key=True),
    Column("body", Text, nullable=False),
)

parameters = Table(
    "parameters",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Json),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Id, nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("number", Id, nullable=False),
    Column("state", String(20), nullable=False),
    Column("is_open", Boolean, nullable=False),
    _fk("staff.id", name="responsible_id", nullable=False),
    _fk("staff.id", name="requester_id", nullable=False),
    _fk("partners.id", name="partner_id"),
    _fk("contacts.id", name="contact_id"),
    Column("reference", Text, nullable=False, server_default=""),
    Column("description", Text, nullable=False, server_default=""),
    Column("urgent", Boolean, nullable=False, server_default=false()),
    Column("dated", Date, nullable=False),
    Column("due_at", UtcDateTime),
    Column("due_on", Date),
    Column("starts_at", UtcDateTime),
    Column("ends_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("amount", Numeric(18, 4, asdecimal=True)),
    Column("currency", String(3)),
    _fk("table_entries.id", name="type_id"),
    _fk("table_entries.id", name="event_id"),
    _fk("actions.id", name="follows_id", index=True),
    Column("message_id", String(998), index=True),  # of a logged mail: threads find their action by it
    Column("details", Json, nullable=False),
    Column("folded", Text, nullable=False, server_default=""),  # reference and description, for search
    Column("version", Integer, nullable=False, server_default="1"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("removed", Boolean, nullable=False, server_default=false()),  # taken back by undo: in no list, in the history for ever
    Column("document_number", String(20)),  # of what was issued
    UniqueConstraint("kind", "number"),
    Index(
        "ix_actions_open",
        "responsible_id",
        postgresql_where=text("is_open AND NOT removed"),
        sqlite_where=text("is_open = 1 AND removed = 0"),  # as the queries say it, or SQLite does not see that it serves them
    ),
    Index(
        "ix_actions_open_kind",
        "kind",
        postgresql_where=text("is_open AND NOT removed"),
        sqlite_where=text("is_open = 1 AND removed = 0"),
    ),
    Index("ix_actions_card", "partner_id", "kind", "state"),
    Index("ix_actions_agenda", "responsible_id", "starts_at"),
    Index("uq_actions_document", "kind", "document_number", unique=True),
    CheckConstraint("ends_at IS NULL OR starts_at IS NULL OR ends_at > starts_at", name="span"),
)

# One row per booked appointment. Two of one owner never overlap unless `forced`: EXCLUDE on PostgreSQL, a trigger on SQLite.
slots = Table(
    "slots",
    metadata,
    Column("action_id", Id, ForeignKey("actions.id"), primary_key=True),
    _fk("staff.id", name="owner_id", nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("forced", Boolean, nullable=False, server_default=false()),
    Index("ix_slots_owner", "owner_id", "starts_at"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    _fk("staff.id", name="staff_id"),
    Column("source", String(200), nullable=False, index=True),  # the input's key or the job's name
    Column("undone_by", Id),
)

history = Table(
    "history",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("changes.id", name="change_id", index=True, nullable=False),
    _fk("actions.id", name="action_id", index=True, nullable=False),
    Column("verb", String(40), nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("version", Integer, nullable=False),  # of the action after this change
)

# The history of what is no action: a parameter, a line of a table, a partner, a contact, a person, a handover; `key` is its id or name.
record_history = Table(
    "record_history",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("changes.id", name="change_id", index=True, nullable=False),
    Column("subject", String(20), nullable=False),
    Column("key", String(80), nullable=False),
    Column("verb", String(20), nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Index("ix_record_history_subject", "subject", "key"),
)

blobs = Table(
    "blobs",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Id, nullable=False),
    Column("data", Bytes, nullable=False),
    Column("kept_at", UtcDateTime),  # machine clock, when they were put last: what is young is not erased
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("actions.id", name="action_id", index=True, nullable=False),
    Column("sha256", String(64), ForeignKey("blobs.sha256"), nullable=False, index=True),
    Column("name", Name, nullable=False),
    Column("media_type", Name, nullable=False),
    Column("size", Id, nullable=False),
)

# What was issued, frozen in the transaction that gave the number; the bytes are made from it once and then sent for ever.
documents = Table(
    "documents",
    metadata,
    Column("action_id", Id, ForeignKey("actions.id"), primary_key=True),
    Column("number", String(20), nullable=False),
    Column("content", Json, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("pdf", String(64), ForeignKey("blobs.sha256"), index=True),
)

# One row a way that a document takes; `key` is its parcel's, so that one version of the action sends it once.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("actions.id", name="action_id", index=True, nullable=False),
    Column("key", String(300), nullable=False, unique=True),
    Column("channel", String(20), nullable=False),
    Column("address", String(300), nullable=False),
    Column("state", String(20), nullable=False),
    _fk("staff.id", name="staff_id", nullable=False),
    Column("at", UtcDateTime, nullable=False),  # office time of its last news
    Column("message_id", Id),
    Column("error", Text),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, primary_key=True),
    _fk("staff.id", name="staff_id", index=True, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("answers", Json, nullable=False),
    Column("skipped", Json, nullable=False),
    Column("asked", String(40)),
    Column("message_id", Id),
    Column("extra", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Index("uq_drafts_active", "staff_id", unique=True, postgresql_where=text("active"), sqlite_where=text("active = 1")),
    sqlite_autoincrement=True,  # buttons in old messages name a draft that is gone: no other one may have its number
)


inbox = Table(
    "inbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("order_key", String(300), nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),  # machine clock, for retention
    Column("envelope", Json, nullable=False),
    Column("blob", Bytes, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("lease_token", String(32)),
    Column("error", Text),
    Index(
        "ix_inbox_waiting",
        *("order_key", "id", "state"),
        postgresql_where=text("state IN ('kept', 'working')"),
        sqlite_where=text("state IN ('kept', 'working')"),
    ),
    # What a claim walks through, with all that it asks of a row: 10,000 that wait are passed without reading one of them.
    Index(
        "ix_inbox_line",
        *("channel", "id", "order_key", "state", "next_try_at", "lease_until"),
        postgresql_where=text("state IN ('kept', 'working')"),
        sqlite_where=text("state IN ('kept', 'working')"),
    ),
    Index("ix_inbox_state", "state", "kept_at"),
    sqlite_autoincrement=True,  # answers are named after their input, and outlive it
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("dedupe_key", String(300), nullable=False, unique=True),
    Column("order_key", String(300), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("address", String(300), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("payload", Json, nullable=False),
    Column("action_id", Id, ForeignKey("actions.id"), index=True),
    Column("staff_id", Id, ForeignKey("staff.id")),
    Column("change_id", Id, ForeignKey("changes.id"), index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_try_at", UtcDateTime, nullable=False),
    Column("lease_until", UtcDateTime),
    Column("lease_token", String(32)),
    Column("external_ref", String(300)),
    Column("error", Text),
    Column("settled_at", UtcDateTime),
    Index(
        "ix_outbox_waiting",
        *("order_key", "priority", "id", "state", "lease_until"),
        postgresql_where=text("state IN ('queued', 'sending')"),
        sqlite_where=text("state IN ('queued', 'sending')"),
    ),
    Index(
        "ix_outbox_line",
        *("channel", "priority", "id", "order_key", "state", "next_try_at", "lease_until"),
        postgresql_where=text("state IN ('queued', 'sending')"),
        sqlite_where=text("state IN ('queued', 'sending')"),
    ),
    Index("ix_outbox_ref", "address", "external_ref"),
    Index(
        "ix_outbox_shown", *("address", "settled_at", "id"), postgresql_where=text("state = 'sent'"), sqlite_where=text("state = 'sent'")
    ),
    Index(
        "ix_outbox_settled",
        "settled_at",
        postgresql_where=text("state IN ('sent', 'cancelled')"),
        sqlite_where=text("state IN ('sent', 'cancelled')"),
    ),
    sqlite_autoincrement=True,  # mails that came back name the parcel, however long ago it left
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(120), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)
