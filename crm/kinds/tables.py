"""The editable tables (manual 1.2.1): every one that a kind's field names, under its title."""

from collections.abc import Mapping

from crm.kinds import KINDS

TEXTS = "standard_text"  # the table whose lines have a body
LONGEST_CODE = 10
LONGEST_NAME = 60
LONGEST_BODY = 50_000
_TITLES = {
    "event": "Events",
    "task_type": "Task types",
    "call_type": "Call types",
    "activity_type": "Activity types",
    "procedure_type": "Procedure types",
    TEXTS: "Standard texts",
}
# One without a title of its own has the field's label.
TABLES: Mapping[str, str] = _TITLES | {f.table: f.label for kind in KINDS for f in kind.fields if f.table and f.table not in _TITLES}
