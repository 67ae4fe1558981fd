"""What lies in the demo office: how many actions of each kind, and where they fall around «today»."""

PAST, OVERDUE, TODAY, FUTURE = "past", "overdue", "today", "future"
# How many of each kind fall where; together 400.
PLAN: tuple[tuple[str, str, int], ...] = (
    ("task", PAST, 58),
    ("call", PAST, 66),
    ("email", PAST, 40),
    ("appointment", PAST, 34),
    ("task", OVERDUE, 12),
    ("call", OVERDUE, 12),
    ("task", TODAY, 12),
    ("call", TODAY, 8),
    ("appointment", TODAY, 8),
    ("task", FUTURE, 30),
    ("call", FUTURE, 24),
    ("appointment", FUTURE, 36),
    ("quote", PAST, 18),
    ("quote", OVERDUE, 3),
    ("quote", FUTURE, 9),
    ("activity", PAST, 30),
)
