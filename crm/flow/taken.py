"""A slot that is taken (example 4): who has it, and what is free on that day."""

from datetime import datetime

from crm.flow import codes
from crm.flow.dates import capital, zone_of
from crm.flow.model import Choice, Choices, Step
from crm.flow.slots import clash, free_spans, nearest, spans_of
from crm.flow.steps import in_agenda
from crm.kinds import KIND
from crm.model import Action

OFFERED = 6


def owner_id(step: Step) -> int:
    """In whose agenda the draft's slot would be."""
    return int(step.draft.answers.get("responsible") or step.know.me.id)


def taken_question(step: Step, start: datetime, end: datetime) -> tuple[str, Choices]:
    """«⚠️ Mañana miércoles 25 nov, 15:00–16:00 ya tienes «Visita Maderas del Maule». Libre ese día: …»."""
    zone, words = zone_of(step.now), step.words
    day = start.astimezone(zone).date()
    hit = clash(step.know.taken, start, end)
    minutes = int((end - start).total_seconds() // 60)
    free = nearest(free_spans(spans_of(step.know.taken), day, step.know.hours, minutes, step.now), start, OFFERED)
    lines = [_whose(step, hit)] if hit else []
    if not in_agenda(step.draft):
        return "\n".join(lines), ((Choice(words("Record both"), "force"), Choice(words("🕑 Other time"), "days")),)
    lines.append(words("Free on that day:") if free else words("Nothing is free on that day."))
    spans = tuple(Choice(f"{s.astimezone(zone):%H:%M}–{e.astimezone(zone):%H:%M}", codes.span(s, e)) for s, e in free)
    last = [Choice(words("Another day"), "days")]
    if step.know.may_force:
        last.append(Choice(words("Book anyway"), "force"))
    return "\n".join(lines), (*(spans[i : i + 3] for i in range(0, len(spans), 3)), tuple(last))


def _whose(step: Step, hit: Action) -> str:
    zone, words = zone_of(step.now), step.words
    assert hit.starts_at
    assert hit.ends_at
    start, end = hit.starts_at.astimezone(zone), hit.ends_at.astimezone(zone)
    near = words.near_day(start.date(), step.today)
    span = words.span(start, end, step.today)
    when = capital(span if span.startswith(near) else f"{near} {span}")
    partner = step.know.partners.get(hit.partner_id or 0)
    reference = "" if partner and KIND[hit.kind].measures and KIND[hit.kind].says_nothing(hit.reference) else hit.reference
    title = " ".join(text for text in (reference, partner.name if partner else "") if text) or words.of(hit.kind, KIND[hit.kind].title)
    owner = next((s for s in step.know.staff if s.id == owner_id(step)), None)
    if owner is None or owner.id == step.know.me.id:
        return words("⚠️ {when} you already have «{title}».", when=when, title=title)
    return words("⚠️ {when} {name} already has «{title}».", when=when, name=owner.first_name, title=title)
