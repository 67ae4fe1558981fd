"""Paper: data → HTML → PDF bytes, in worker processes with limits. `Press` is the way in."""

from crm.documents.errors import DocumentError
from crm.documents.letter import Addressee, Letter, Letterhead, Paper, Sheet, Signature
from crm.documents.placeholders import PLACEHOLDERS, Placeholder, values_of
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
    "Sheet",
    "Signature",
    "values_of",
]
