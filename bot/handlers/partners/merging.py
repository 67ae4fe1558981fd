"""Two partners that are one: whom it is joined with, what that means, surely?, done; an administrator's, and it can be undone."""

from bot.heard import Answer
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision, Merge, Recorded
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import NewParcel, Partner
from crm.permissions import Deed, may
from crm.services.look import search
from crm.services.meaning import whois
from crm.services.partners import entry

SHOWN = 6


async def begin(turn: Turn, gone_id: int, text: str = "") -> Decision | None:
    """Which one stays? Typed, found, chosen."""
    gone = await _partner(turn, gone_id)
    if gone is None:
        return None
    words = turn.words
    asked = words(
        "🔀 {name} is joined with another one and is there no longer. Write the name or RUT of the one that stays.", name=gone.name
    )
    found = [one for one in await search.known(turn.office, text) if one.partner.id != gone.id] if text else []
    sure = whois.certain(found)
    if sure:
        return await into(turn, gone.id, sure.partner.id)
    if text:
        asked = words("Which «{name}»?", name=text[:60]) if found else words("I know no «{name}».", name=text[:60])
    near = list({one.partner.id: one.partner for one in found}.values())[:SHOWN]
    rows: Rows = tuple((Button(_label(one), encode("ptn", "into", gone.id, one.id)),) for one in near)
    wanted = Wants(what="merge", gone=gone.id)
    back = (Button(words("◀️ Back"), encode("ptn", "edit", gone.id)),)
    return Decision.saying(turn.render("draft", (*rows, back), message={"context": Shows(wants=wanted)}, text=asked))


def _label(one: Partner) -> str:
    label = " · ".join(part for part in (one.name, one.city) if part)
    return label if len(label) <= 48 else label[:47] + "…"


async def _partner(turn: Turn, partner_id: int) -> Partner | None:
    found = await entry.partner(turn.office, partner_id)
    return found[0] if found and found[0].active and may(turn.staff.role, Deed.SET_UP, own=False) else None


async def answered(turn: Turn) -> Decision | None:
    gone = turn.the(Answer).wants.gone
    return await begin(turn, gone, turn.text.strip()) if turn.text.strip() else None


async def into(turn: Turn, gone_id: int, kept_id: int, *, surely: bool = False) -> Decision | None:
    """What will happen, then once more whether it should."""
    gone, kept = await _partner(turn, gone_id), await _partner(turn, kept_id)
    if gone is None or kept is None or gone.id == kept.id:
        return None
    words = turn.words
    actions, contacts = await entry.weight(turn.office, gone.id)
    yes = Button(words("Yes, join them"), encode("ptn", "join", gone.id, kept.id), style="danger")
    next_ = Button(words("🔀 Join"), encode("ptn", "surely", gone.id, kept.id))
    no = Button(words("◀️ No"), encode("ptn", "edit", gone.id))
    said = turn.render(
        "partner_merge", ((yes if surely else next_, no),), gone=gone, kept=kept, actions=actions, contacts=contacts, surely=surely
    )
    return Decision.saying(said)


async def join(turn: Turn, gone_id: int, kept_id: int) -> Decision | None:
    gone, kept = await _partner(turn, gone_id), await _partner(turn, kept_id)
    if gone is None or kept is None or gone.id == kept.id:
        return None
    text = turn.words("🔀 {gone} is {kept} now, with everything recorded.", gone=gone.name, kept=kept.name)

    def parcels(done: Recorded) -> list[NewParcel]:
        row = (
            Button(turn.words("↩️ Undo"), encode("undo", done.change_id)),
            Button(turn.words("🗂 Card"), encode("card", kept.id)),
        )
        return turn.render("draft", (row,), text=text)

    return Decision((Merge(gone.id, kept.id),), parcels)
