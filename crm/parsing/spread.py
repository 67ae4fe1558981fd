"""Several customers in one clause: «llamar a Rosa a las 10 y a Karen a las 12» is two calls, and nobody named is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from crm.kinds import FieldType, Kind
from crm.parsing import when
from crm.parsing.clauses import Clause
from crm.parsing.moments import Moment
from crm.parsing.parts import Work
from crm.parsing.people import Mention
from crm.who.entries import Id

MOST = 8  # actions that one clause may become


def listed(work: Work, clause: Clause) -> list[list[Mention]]:
    """Those named in a row, each with who belongs to it («Juan de ACME»): «a ACME, Andes y Minera Norte». Empty where it is no list."""
    t = work.t
    found = [m for m in work.mentions if clause.i <= m.i < clause.j and m.role in ("partner", "contact")]
    little = work.verbs.words.people_prepositions | work.verbs.words.articles
    ands, joints = _joints(work)
    row: list[list[Mention]] = [found[:1]]
    closed = False
    for one, other in pairwise(found):
        between = {t.word[k] for k in range(one.j, other.i) if not work.in_moment[k]}
        if between and between <= work.verbs.words.of:
            row[-1].append(other)
        elif between & joints and between <= joints | little:
            row.append([other])
            closed = bool(between & ands)
        elif len(row) > 1 and closed:
            break
        else:
            row, closed = [[other]], False
    last = row[-1][-1].j if row[-1] else 0
    tells = (
        t.word[last] in work.verbs.grammar.clitics or t.word[last] in work.verbs.words.subordinate
    )  # «… y Karen quiere»: she says something
    return row[:MOST] if len(row) > 1 and closed and not tells else []


def _joints(work: Work) -> tuple[frozenset[str], frozenset[str]]:
    """What joins the last of a row to it, and what joins any."""
    ands = work.verbs.words.ands | {"&"}
    return ands, ands | {","}


def partner_of(work: Work, group: Sequence[Mention]) -> Id | None:
    """The one customer that a group means, if there is no doubt."""
    ids = {m.one if m.role == "partner" else work.directory.partner_of.get(m.one) for m in group if m.one is not None}
    return next(iter(ids)) if len(ids) == 1 else None


def spreads(work: Work, kind: Kind | None, groups: Sequence[Sequence[Mention]], moments: Sequence[Moment | None]) -> bool:
    """Whether each group becomes an action of its own: of different customers, and not one meeting or one letter for all."""
    partners = [partner_of(work, group) for group in groups]
    if kind is None or kind.prepared or None in partners or len(set(partners)) < len(partners):
        return False
    meets = kind.has(kind.moment) and kind.field(kind.moment).type is FieldType.SLOT
    return not meets or all(moments)


def moments_of(work: Work, clause: Clause, many: int, *, done: bool) -> list[Moment | None]:
    """Each group's own moment, where as many are said as there are groups."""
    own = [m for m in (work.past if done else work.future) if any(clause.i <= k < clause.j for k in work.tokens_of(m.start, m.end)[:1])]
    if len(own) == many + 1 and own[0].kind == "date" and all(m.kind == "time" for m in own[1:]):
        return [when.merged([own[0], m]) for m in own[1:]]
    if len(own) != many:
        return [None] * many
    day = own[-1].value
    if isinstance(day, dt.datetime) and "moment" not in own[-1].said:  # «at 10 and … at 12 tomorrow»
        return [when.on_day(m, day.date()) for m in own]
    return [*own]


def tokens(work: Work, clause: Clause, gone: frozenset[Mention]) -> set[int]:
    """The tokens of those who have an action of their own, with the prepositions and joints before them."""
    if not gone:
        return set()
    t, drop = work.t, {k for m in gone for k in range(m.i, m.j)}
    joints = _joints(work)[1]
    little = work.verbs.words.people_prepositions | work.verbs.words.articles | joints
    for k in sorted(drop):
        before = k - 1
        while before >= clause.i and t.word[before] in little:
            drop.add(before)
            before -= 1
    return drop | {m.j for m in gone if t.word[m.j] in joints}
