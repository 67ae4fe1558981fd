"""Contacts of a partner: shown, added in one line (who is there already is warned of); a contact who left stays in the history."""

from collections.abc import Mapping
from dataclasses import replace

from bot.handlers.partners import editing, sayings
from bot.heard import Answer
from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.errors import InvalidValueError
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.model import Partner
from crm.services.partners import entry
from crm.services.write import masterdata


async def person(turn: Turn, contact_id: int) -> Decision | None:
    """A contact with what can be changed of it."""
    one = await entry.contact(turn.office, contact_id)
    if one is None:
        return None
    words = turn.words
    keys = [editing.ask_key(turn, masterdata.CONTACT, one.id, piece) for piece in entry.CONTACT.values()]
    leaves = Button(words("🚪 Works there no longer"), encode("ptn", "left", one.id), style="danger")
    stays = Button(words("▶️ Works there again"), encode("ptn", "back", one.id))
    rows: Rows = (
        *editing.pairs(keys),
        (leaves if one.active else stays,),
        (Button(words("◀️ Back"), encode("ptn", "edit", one.partner_id)),),
    )
    return Decision.saying(turn.render("partner_contact", rows, c=one))


async def new(turn: Turn, partner_id: int, text: str = "", kept: Wants | None = None) -> Decision | None:
    """«Pedro Lira, bodega, +56 9 …, pedro@nueva.cl»; who is there already is warned of. `kept` is a line to mend."""
    one = await editing.subject_of(turn, masterdata.PARTNER, partner_id)
    if not isinstance(one, Partner):
        return None
    words, kept, refused = turn.words, kept or Wants(), ""
    try:
        text = entry.mended(kept, text) if text else ""
        if text:
            return await add(turn, one, entry.read_contact(text))
    except InvalidValueError as error:
        refused = sayings.refusal(error, words)
        kept = entry.to_mend(kept, error, text)
    how = words("➕ Contact at {name}: write the name. Position, phone and mail may follow, with commas.", name=one.name)
    wanted = replace(kept, what="contact", partner=one.id)
    return Decision.saying(
        turn.render("draft", ((editing.back(turn, one),),), message={"context": Shows(wants=wanted)}, text=refused or how)
    )


async def answered(turn: Turn) -> Decision | None:
    wanted = turn.the(Answer).wants
    return await new(turn, wanted.partner, turn.text, wanted) if turn.text.strip() else None


async def sure(turn: Turn) -> Decision | None:
    """[Crear igual]: the contact that was warned of."""
    wanted = turn.context.wants or Wants()
    one = await editing.subject_of(turn, masterdata.PARTNER, wanted.partner) if wanted.values else None
    return await add(turn, one, wanted.values, sure=True) if isinstance(one, Partner) and wanted.values else None


async def add(turn: Turn, one: Partner, values: Mapping[str, str], *, sure: bool = False) -> Decision:
    same = await entry.contact_doubles(turn.office, one.id, values)
    words = turn.words
    if same and not sure:
        keys = (
            Button(editing.called(same), encode("ptn", "who", same.id)),
            Button(words("Create all the same"), encode("ptn", "surec")),
        )
        wanted = Wants(what="contact", partner=one.id, values=values)
        text = words("{who} is a contact already.", who=f"«{same.name}»")
        return Decision.saying(
            turn.render("draft", (keys, (editing.back(turn, one),)), message={"context": Shows(wants=wanted)}, text=text)
        )
    about = " · ".join(str(values[name]) for name in ("position", "phone", "email") if values.get(name))
    text = words("➕ {name} · {partner}", name=values["name"], partner=one.name) + (f"\n{about}" if about else "")
    return editing.done_with(turn, one, entry.new_contact(one.id, values), text)
