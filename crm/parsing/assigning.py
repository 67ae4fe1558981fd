"""Who is to do it, and how urgently: «tarea para Ana:», «que Ana llame», «dile a Pedro que», «urgente»."""

from __future__ import annotations

from crm.parsing.parts import Parts, Work, phrase_before
from crm.parsing.people import Mention
from crm.parsing.verbs import match, phrases


def urgency(work: Work, parts: Parts) -> None:
    t, table, again = work.t, phrases(work.verbs.words.urgent), phrases(work.verbs.words.again)
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
        beside = next((o for o in parts.mentions if o.staff and o.i == m.j + 1 and work.t.word[m.j] in work.verbs.words.ands), None)
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


#: The tokens that assign (from, to), or None where a rule does not see an assignment.
Assigned = tuple[int, int] | None


def _assigns(work: Work, parts: Parts, m: Mention) -> Assigned:
    """The tokens that assign to a staff member, or None where it is only named."""
    for rule in (_labelled, _told, _addressed, _subject, _ordered, _given):
        found = rule(work, parts, m)
        if found is not None:
            return found
    return None


def _labelled(work: Work, parts: Parts, m: Mention) -> Assigned:
    """«Responsable: Ana», "Owner: Ana": a line of a form."""
    labelled = m.i - 2 >= parts.clause.i and work.t.word[m.i - 1] == ":" and work.t.word[m.i - 2] in work.verbs.words.responsible
    return (m.i - 2, m.j + (work.t.word[m.j] in (*_MARKS, "."))) if labelled else None


def _told(work: Work, parts: Parts, m: Mention) -> Assigned:
    """«@ana», «dile a Ana que», «ask Ana to»."""
    t, w = work.t, work.verbs.words
    right = t.word[m.j]
    if t.word[m.i] == "@":
        start = m.i - 1 if m.i and t.word[m.i - 1] in w.to_staff else m.i
        return start, m.j + (right in _MARKS)
    told = phrase_before(t, phrases(w.tell), m.i, parts.clause.i)
    if told is None:
        return None
    said = m.j + 1 if right in w.that else m.j
    if t.word[said] in w.articles:
        return None  # «avisar a Ana que el camión llegó» is news for her, no work
    return told, m.j + 1 if right in w.told_to else m.j


def _addressed(work: Work, parts: Parts, m: Mention) -> Assigned:
    """«Ana: llamar …», «para Ana: …», «tarea Ana: …», «Ana, llama …»."""
    t, head, low = work.t, parts.clause.head, parts.clause.i
    left, right = t.word[m.i - 1] if m.i else "", t.word[m.j]
    behind_noun = head is not None and head.noun and head.j == m.i
    both = next((o for o in parts.mentions if o.staff and o.i == m.j + 1 and right in work.verbs.words.ands), None)
    if both is not None and t.word[both.j] == ":" and m.i == low:
        return m.i, both.j + 1  # «Ana y Pedro: …»
    led = left in work.verbs.words.to_staff | work.verbs.words.given_by or left == ","
    if right == ":" and (m.i == low or behind_noun or led):
        return m.i - 1 if led else m.i, m.j + 1
    task = head is not None and head.kind == work.verbs.generic
    if behind_noun and task and m.role == "staff" and _is_order(work, m.j):
        return m.i, m.j  # "task Pedro deliver …"
    if m.i == low and right == ",":
        asked = max(match(work.verbs.before_todo, t, m.j + 1), m.j + 1)  # «Ana, porfa llama …»
        return (m.i, asked) if work.verbs.head(t, asked) else None
    return None


def _is_order(work: Work, k: int) -> bool:
    """Whether a verb of something to be done stands at k."""
    head = work.verbs.head(work.t, k)
    return head is not None and not (head.done or head.noun)


def _subject(work: Work, parts: Parts, m: Mention) -> Assigned:
    """«Ana tiene que …», «Pedro visitó …», «Ana llamar …»: who does it is its subject."""
    t, head, low = work.t, parts.clause.head, parts.clause.i
    left = t.word[m.i - 1] if m.i else ""
    must = match(phrases(work.verbs.words.subject_verbs), t, m.j)
    if must > m.j and (m.i == low or left in (*work.verbs.words.that, *_MARKS)) and (work.verbs.head(t, must) or head is None):
        return m.i - (left in work.verbs.words.that), must
    if head is None or head.noun or head.i != m.j:
        return None
    if head.done:
        return (m.i, m.j) if m.role == "staff" else None
    return (m.i, m.j) if m.i == low else None


def _ordered(work: Work, parts: Parts, m: Mention) -> Assigned:
    """«que Ana (le) llame», «que Ana y Pedro preparen», «Ana que llame»."""
    t, head, that = work.t, parts.clause.head, work.verbs.words.that
    if m.i and t.word[m.i - 1] in that:
        with_another = t.word[m.j] == work.verbs.words.splitters[0] and any(o.staff and o.i == m.j + 1 for o in parts.mentions)
        if with_another or (head is not None and m.j <= head.i <= m.j + 2):
            return m.i - 1, m.j
    if m.i == parts.clause.i and t.word[m.j] in that and head is not None and head.i == m.j + 1:
        return m.i, m.j + 1
    return None


def _given(work: Work, parts: Parts, m: Mention) -> Assigned:
    """«tarea para Ana», «responsable Ana», «asignar a Ana», «… para Ana»."""
    t, head, words = work.t, parts.clause.head, work.verbs.words
    i = phrase_before(t, phrases(words.for_staff), m.i, parts.clause.i)
    if i is None:
        return None
    generic = head is not None and head.kind == work.verbs.generic
    explicit = m.i - i > 1 or t.word[i] in words.responsible
    for_somebody = t.word[i] == words.for_what
    behind_noun = head is not None and head.noun and head.j == i and t.word[i] not in words.given_by and generic
    before_verb = head is not None and m.j <= head.i and for_somebody and not head.done
    only_ours = m.role == "staff" and for_somebody and (head is None or not head.noun or generic)
    if explicit or behind_noun or before_verb or only_ours:
        return i, m.j + (t.word[m.j] in _MARKS)
    return None


_MARKS = (":", ",")
