"""Paper: data → HTML → PDF bytes, in worker processes with limits. `Press` is the way in."""

from crm.documents.errors import DocumentError
from crm.documents.letter import Addressee, Letter, Letterhead, Paper, Signature
from crm.documents.placeholders import PLACEHOLDERS, Placeholder, values_of
from crm.documents.placeholders import check as check_text
from crm.documents.placeholders import names as placeholder_names
from crm.documents.press import Press

__all__ = [
    "PLACEHOLDERS",
    "Addressee",
    "DocumentError",
    "Letter",
    "Letterhead",
    "Paper",
    "Placeholder",
    "Press",
    "Signature",
    "check_text",
    "placeholder_names",
    "values_of",
]
