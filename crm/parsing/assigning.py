"""Who is to do it, and how urgently: «tarea para Ana:», «que Ana llame», «dile a Pedro que», «urgente»."""

from __future__ import annotations

from crm.parsing.parts import Parts, Work, phrase_before
from crm.parsing.people import Mention
from crm.parsing.verbs import match, phrases


def urgency(work: Work, parts: Parts) -> None:
    t, table, again = work.t, phrases(work.verbs.words.URGENT), phrases(work.verbs.words.AGAIN)
    for k in range(parts.clause.i, parts.clause.j):
        parts.drop |= set(range(k, match(again, t, k)))
    k = parts.clause.i
    while k < parts.clause.j:
        j = match(table, t, k)
        if j > k:
            parts.urgent = True
            parts.drop |= set(range(k, j))
            k = j
        else:
            k += 1


def assign(work: Work, parts: Parts) -> None:
    """Who is to do it: «tarea para Ana:», «que Ana llame», «dile a Pedro que», «Ana: llamar», «@ana», «Ana has to»."""
    for m in parts.mentions:
        if not m.staff:
            continue
        where = _assigns(work, parts, m)
        if where is None:
            continue
        parts.mentions.remove(m)
        parts.drop |= set(range(where[0], where[1]))
        others = m.staff
        beside = next((o for o in parts.mentions if o.staff and o.i == m.j + 1 and work.t.word[m.j] in ("y", "and", "e")), None)
        if beside is not None:
            parts.mentions.remove(beside)
            parts.drop |= set(range(m.i, beside.j))
            others = (*m.staff, *beside.staff)
        if len(others) == 1:
            parts.responsible = others[0]
        else:
            parts.responsible_options = others
        parts.assigned = True
        parts.why.append("assigned to " + work.t.source[slice(*work.t.span(m.i, m.j))])
        return


def _assigns(work: Work, parts: Parts, m: Mention) -> tuple[int, int] | None:
    """The tokens that assign to a staff member, or None where it is only named."""
    t, w = work.t, work.verbs.words
    head = parts.clause.head
    left, right = t.word[m.i - 1] if m.i else "", t.word[m.j]
    if t.word[m.i] == "@":
        start = m.i - 1 if left in ("para", "for", "a", "to") else m.i
        return (start, m.j + (right in (":", ",")))
    told = phrase_before(t, phrases(w.TELL), m.i, parts.clause.i)
    if told is not None:
        j = m.j + 1 if right in w.THAT or right == "to" else m.j
        return (told, j)
    if right == ":" and (
        m.i == parts.clause.i or (head is not None and head.noun and head.j == m.i) or left in ("para", "for", "a", "to", ",", "de")
    ):
        start = m.i - 1 if left in ("para", "for", "a", "to", ",", "de") else m.i
        return (start, m.j + 1)
    subject = match(phrases(w.SUBJECT_VERBS), t, m.j)
    if (m.i == parts.clause.i or left in ("que", "that", ",", ":")) and subject > m.j and (work.verbs.head(t, subject) or head is None):
        return (m.i - (left in ("que", "that")), subject)
    ordered = head is not None and m.j <= head.i <= m.j + 2
    if left in w.THAT and (ordered or (right in ("y", "and") and any(o.staff and o.i == m.j + 1 for o in parts.mentions))):
        return (m.i - 1, m.j)
    if m.i == parts.clause.i and right == "," and work.verbs.head(t, m.j + 1):
        return (m.i, m.j + 1)
    if m.i == parts.clause.i and head is not None and not head.done and not head.noun and head.i == m.j:
        return (m.i, m.j)
    if head is not None and head.done and not head.noun and head.i == m.j and m.role == "staff":
        return (m.i, m.j)
    if m.i == parts.clause.i and right in w.THAT and head is not None and head.i == m.j + 1:
        return (m.i, m.j + 1)
    assigned = phrase_before(t, phrases(w.FOR_STAFF), m.i, parts.clause.i)
    if assigned is None:
        return None
    noun_before = head is not None and head.noun and head.j == assigned
    explicit = m.i - assigned > 1 or t.word[assigned] in ("responsable", "encargado", "responsible", "owner")
    if head is not None and m.j <= head.i and t.word[assigned] in ("para", "for") and not head.done:
        return (assigned, m.j + (right in (":", ",")))
    only_staff = (
        m.role == "staff" and t.word[assigned] in ("para", "for") and (head is None or not head.noun or head.kind == work.verbs.generic)
    )
    if (noun_before and head is not None and t.word[assigned] != "de" and head.kind == work.verbs.generic) or explicit or only_staff:
        return (assigned, m.j + (right in (":", ",")))
    return None
