"""A draft and the pure step «what is still missing → what to ask»; nothing here reads or writes anything.

A draft (crm.model.Draft) is a kind with answers, skipped fields and `asked`, the field that is open; crm.carried says what `extra` holds.

Use: `question = next_question(step)`; None means that nothing is missing and the draft may be recorded. A typed text goes to
`read(step, text)`, a tapped value to `tap(step, value)`; both give an Outcome, and `answered`, `partly`, `skip`, `back` give the
next draft (its version one higher).
"""

from crm.flow.asking import next_question
from crm.flow.dates import due_answer, slot_answer
from crm.flow.model import (
    Answer,
    Choice,
    Knowledge,
    Matches,
    NotForThisField,
    Outcome,
    Partly,
    Question,
    Refused,
    Said,
    Step,
)
from crm.flow.reading import read, tap
from crm.flow.steps import answered, back, missing, partly, skip

__all__ = [
    "Answer",
    "Choice",
    "Knowledge",
    "Matches",
    "NotForThisField",
    "Outcome",
    "Partly",
    "Question",
    "Refused",
    "Said",
    "Step",
    "answered",
    "back",
    "due_answer",
    "missing",
    "next_question",
    "partly",
    "read",
    "skip",
    "slot_answer",
    "tap",
]
