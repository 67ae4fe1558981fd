"""Pasts of English verbs that end in anything but -ed."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

IRREGULAR_PAST: dict[str, str] = {
    "find": "found", "get": "got", "give": "gave", "make": "made", "put": "put", "sell": "sold", "draw": "drew", "write": "wrote",
    "show": "showed", "speak": "spoke", "go": "went", "drive": "drove", "see": "saw", "withdraw": "withdrew", "send": "sent",
    "do": "did", "buy": "bought", "pay": "paid", "bring": "brought", "meet": "met", "take": "took", "hire": "hired",
    "forget": "forgot", "have": "had", "ring": "rang", "draft": "drafted", "ship": "shipped", "drop": "dropped",
    "plan": "planned", "submit": "submitted", "transfer": "transferred", "copy": "copied", "notify": "notified",
    "verify": "verified", "leave": "left", "reply": "replied", "set": "set",
}
