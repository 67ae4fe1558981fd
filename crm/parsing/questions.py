"""Questions that are commands: «¿qué tengo mañana?», «ficha de ACME», «what's overdue?», «¿en qué quedó lo de ACME?»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crm.parsing import listkinds
from crm.parsing.moments import Moment
from crm.parsing.moments.tokens import Tokens
from crm.parsing.people import Mention
from crm.parsing.reading import Candidates, Command
from crm.parsing.verbs import Verbs, match, phrases

_MOST_WORDS = 12
_MARKS = ("¿", "/", "¡", ",")


def command(t: Tokens, verbs: Verbs, mentions: Sequence[Mention], moments: Sequence[Moment]) -> Command | None:
    """The command that the whole text is; None where it tells something instead of asking."""
    if not 0 < t.n <= _MOST_WORDS * 2:
        return None
    p = 0
    while t.word[p] in _MARKS or t.word[p] in verbs.language.questions.leads:
        p += 1
    whose = _whose(t, verbs, mentions, p)
    p = whose.j if whose else p
    best, name, kind = p, "", ""
    if whose and whose.role != "staff" and t.word[p] in verbs.language.questions.owned:
        best, name = p + 1, "card"
    for command_name, listed in verbs.language.questions.commands.items():
        j = match(phrases(listed), t, p)
        if j > best:
            best, name = j, command_name
    covered = {k for m in mentions for k in range(m.i, m.j)}
    narrow = listkinds.spoken(t, verbs, p, covered)
    if narrow and narrow[2] >= best:
        name, kind, best = narrow
    if not name:
        return _question(t, verbs, mentions, p)
    rest = [k for k in range(best, t.n) if t.word[k][0].isalnum()]
    spans = [(m.start, m.end) for m in moments]
    loose = [k for k in rest if k not in covered and not any(a <= t.place(t.start[k]) < b for a, b in spans)]
    words = [k for k in loose if t.word[k] not in verbs.words.articles and t.word[k] not in verbs.words.people_prepositions]
    if _tells(t, verbs, name, mentions, moments, words, bare=best - p == 1):
        return None
    behind = t.source[t.place(t.start[rest[0]]) : t.place(t.end[rest[-1]] - 1) + 1] if rest else ""
    return replace(_filled(t, name, mentions, moments, words), kind=kind, rest=behind)


def _whose(t: Tokens, verbs: Verbs, mentions: Sequence[Mention], p: int) -> Mention | None:
    """Whose things are asked for: "Ana's pending items", "show me ACME's card", "what's Ximena's number"."""
    leads = verbs.language.questions.list_leads | verbs.language.questions.words
    while t.word[p] in leads:
        p += 1
    return next((m for m in mentions if m.i == p and t.word[m.j - 1].endswith("'s")), None)


def _tells(  # noqa: PLR0913 - all that is known of the text
    t: Tokens, verbs: Verbs, name: str, mentions: Sequence[Mention], moments: Sequence[Moment], words: Sequence[int], *, bare: bool
) -> bool:
    """Whether a text that starts like a command says more than one: then it is something to note down."""
    if name == "search":
        return bool(moments)  # «buscar repuestos mañana» is something to do
    if name == "card":
        return not (mentions or words) or (bare and len(words) > 3)
    booked = any(m.role in ("partner", "contact") for m in mentions) and any(isinstance(m.value, datetime) for m in moments)
    if name == "agenda" and booked:
        return True  # «agenda con ACME el lunes a las 10» books it
    if name in ("pending", "overdue") and "?" not in t.word and any(verbs.head(t, k) for k in words):
        return True  # «pendientes: llamar a Juan» is something to do
    return len(words) > (3 if "?" in t.word else 1)


def _question(t: Tokens, verbs: Verbs, mentions: Sequence[Mention], p: int) -> Command | None:
    """A text that only asks: the card of whom it names, «question» where it names nobody. It is never taken for something that was done."""
    marks = [k for k in range(p, t.n) if t.word[k] in ("?", ".", ";", "!", "\n")]
    asks = t.word[p] in verbs.language.questions.words or (
        t.word[p] in verbs.language.questions.prepositions and t.word[p + 1] in verbs.language.questions.words
    )
    marked = asks and bool(marks) and t.word[marks[0]] == "?"
    inverted = match(phrases(verbs.language.questions.inverted), t, p) > p  # "did anyone call ACME" needs no mark
    if not (marked or inverted) or any(t.word[k][0].isalnum() for k in range(marks[0] if marks else t.n, t.n)):
        return None
    whose = next((m for m in mentions if m.role in ("partner", "contact")), None)
    return replace(_filled(t, "card" if whose else "question", mentions, (), ()), rest=_said(t, whose) if whose else "")


def _filled(t: Tokens, name: str, mentions: Sequence[Mention], moments: Sequence[Moment], words: Sequence[int]) -> Command:
    ids = {role: next((m.one for m in mentions if m.role == role and m.one is not None), None) for role in ("partner", "contact", "staff")}
    doubtful = tuple(Candidates(m.role, _said(t, m), m.ids) for m in mentions if m.one is None and m.ids)
    start = t.place(t.start[words[0]]) if words else 0
    text = t.source[start : t.place(t.end[words[-1]] - 1) + 1] if words else ""
    when = moments[0].value if moments else None
    return Command(name, ids["partner"], ids["contact"], ids["staff"], when, text, doubtful)


def _said(t: Tokens, m: Mention) -> str:
    start, end = t.span(m.i, m.j)
    return t.source[start:end]
