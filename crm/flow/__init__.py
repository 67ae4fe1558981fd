"""A draft and the pure step «what is still missing → what to ask»; nothing here reads or writes anything.

A draft (crm.model.Draft) is a kind with answers, skipped fields and `asked`, the field that is open. What `extra` may hold:

    said        the text it started from, where a sentence was doubtful
    ask         names of the fields that are asked besides the required ones (without it: every field with `asked`)
    candidates  ids that the first asked field may mean («¿Qué «Ferretería Sur»?»)
    contacts    the people of that name by partner: {"12": [34, "Lorena Araya"]}; the partner says who it is
    doubt       the words that were doubtful («Ferretería Sur»), quoted in that question
    state       the state to record in, where it is not the kind's initial one (something done)
    values      more values of the action, ready for a Create in JSON ({"description": …})
    then        further actions recorded together: [{"kind", "answers", "state", "values", "follows": true}]
    fix         id of the action that this corrects: finishing is a Change
    known       names of the fields that the corrected action has already: neither asked nor written
    verb        the verb of that action whose reason is asked: finishing does it (`number` is the action's)
    follows     id of the action that this follows («🔗 Generar…»)
    part        what is known of the open field so far: {"day", "start", "end", "hour"}
    wish        a slot that is taken: {"start", "end"}
    forced      book although it is taken
    trail       the fields answered step by step, oldest first: what «Atrás» goes back through

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
