"""A command of a kind begins a draft: with text behind it a sentence of that kind, without it the first question."""

from dataclasses import replace

from bot.pieces import carrying
from bot.pieces.drafting import proceed
from bot.turn import Turn
from crm.carried import Carried
from crm.decision import Decision
from crm.kinds import Kind
from crm.languages import LANGUAGES
from crm.services.look import search
from crm.services.meaning import whois
from crm.services.write import drafts, finished, recording
from crm.who.ranking import Rank

_OFFERED = 6  # customers that are asked about


async def begin(turn: Turn, kind: Kind) -> Decision:
    """/tarea, /llamado, /cita: with text behind it a sentence of that kind, without it the first question."""
    decision = await _behind(turn, kind) if turn.args else None
    if decision:
        return decision
    answers = {"reference": turn.args[:200]} if turn.args and kind.has("reference") else {}
    return await proceed(turn, drafts.new(turn.staff, kind, turn.office.now(), answers=answers, extra=Carried(source=turn.source)))


async def _behind(turn: Turn, kind: Kind) -> Decision | None:
    """What stands behind the command: a customer as /ficha finds it, else a sentence of that kind; None where it says nothing."""
    found = [one for one in await search.known(turn.office, turn.args) if one.rank <= Rank.PREFIX]
    sure = whois.certain(found)
    if not found or not kind.has("partner"):
        return await _said(turn, kind, turn.args)
    if kind.prepared and (sure or not kind.field("partner").asked):
        return await _said(turn, kind, (sure.contact or sure.partner).name if sure else turn.args)
    extra = Carried(source=turn.source)
    if sure is None:
        candidates = tuple(dict.fromkeys(one.partner.id for one in whois.meant(found)))[:_OFFERED]
        extra = replace(extra, doubt=turn.args[:60], candidates=candidates)
        return await proceed(turn, replace(drafts.new(turn.staff, kind, turn.office.now(), extra=extra), asked="partner"))
    whose = {"partner": sure.partner.id, **({"contact": sure.contact.id} if sure.contact and kind.has("contact") else {})}
    return await proceed(turn, drafts.new(turn.staff, kind, turn.office.now(), answers=whose, extra=extra))


async def _said(turn: Turn, kind: Kind, args: str) -> Decision | None:
    """What stands behind the command, read as a sentence of that kind; None where it says nothing of its own."""
    language = turn.words.language
    spoken = LANGUAGES[language]  # «/correo ana rojas: hola» is «correo a ana rojas: hola»
    ways = (spoken.to_whom,) if kind.body and not kind.body_below else (":", spoken.for_whom)
    meant = turn.understood.other(args).of_kind(kind, ways)
    if not meant:
        return None
    saying = recording.Saying(turn.staff, turn.said_at, turn.args, turn.source)
    return await carrying.carry_out(turn, recording.plan(await finished.mark_taken(turn.office, turn.staff, meant), saying))
