"""Whatever stands in a name, reaches the chat as it is: Telegram never refuses it as broken HTML, and nothing is escaped twice."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from crm.decision import Create, Decision, SetRecord
from crm.kinds.tables import TEXTS
from crm.model import Action
from crm.services.house import parameters
from crm.services.house.office import Office
from crm.services.write import commit, masterdata
from crm.store import people
from tests.bot.phones import Phones
from tests.support.small_office import START, SmallOffice

NAMES = ("A & B <Ltda>", "<b>", "&amp;")
TWICE = re.compile(r"&(amp|lt|gt|quot|#\d+);")


def shown(phones: Phones, who: Any, since: int = 0) -> str:
    """What that person's phone shows since then, as it is read: the phone itself has refused what is no HTML."""
    texts = [html.unescape(re.sub(r"<[^>]*>", "", shown.message.text)) for chat, shown in phones.log[since:] if chat == who.telegram_id]
    return "\n".join(texts)


async def renamed(office: Office, small: SmallOffice, name: str) -> dict[str, int]:
    """Everybody and everything is called so; the ids of the lines of tables."""
    for subject, key in (
        (masterdata.PARTNER, small.acme.id),
        (masterdata.PARTNER, small.andes.id),
        (masterdata.CONTACT, small.juan.id),
        (masterdata.PERSON, small.ana.id),
        (masterdata.PERSON, small.bruno.id),
    ):
        effect = SetRecord(subject, str(key), {"name": f"{name} {key}"})
        await commit.commit(office, Decision((effect,)), by=small.emily, source="test")
    for about in ("office_name", "letter_footer", "office_address"):
        await commit.commit(office, Decision((SetRecord(masterdata.PARAMETER, about, {"value": name}),)), by=small.emily, source="test")
    await parameters.refresh(office)
    async with office.store.begin() as tx:
        return {table: await people.add_entry(tx, table, "H<1", {"es": name, "en": name}) for table in ("event", "activity", TEXTS)}


async def made(office: Office, small: SmallOffice, kind: str, **values: Any) -> Action:
    whose = {"partner_id": small.acme.id, "responsible_id": small.bruno.id, "requester_id": small.ana.id}
    return (await commit.commit(office, Decision((Create(kind, {**whose, **values}),)), by=small.ana, source="test")).actions[0]


async def test_a_quote_with_a_sign_in_its_number_takes_a_reply(phones: Phones, small_office: SmallOffice):
    item = await made(phones.office, small_office, "quote", quote_number="A<1", reference="5 < 6 & «7»")
    await phones.say(small_office.bruno, "/pendientes")
    await phones.tap(small_office.bruno, "1")
    await phones.say(small_office.bruno, "a < b & c", reply_to=phones.last(small_office.bruno).id)
    assert "📎 Agregado a la cotización A<1" in shown(phones, small_office.bruno)
    assert "a < b & c" in shown(phones, small_office.ana)
    await phones.tap(small_office.bruno, "", data=f"undo:{item.id + 1}")
    await phones.say(small_office.bruno, "cotización A<2 para Comercial Andes por $100")
    await phones.say(small_office.bruno, "tarea 9<9 lista")
    assert not TWICE.search(shown(phones, small_office.bruno))


@pytest.mark.parametrize("name", NAMES)
async def test_who_is_not_free_is_named_as_it_is(name: str, phones: Phones, small_office: SmallOffice):
    await renamed(phones.office, small_office, name.replace(" ", "_"))
    hours = {"starts_at": START + timedelta(hours=2), "ends_at": START + timedelta(hours=3), "reference": name}
    await made(phones.office, small_office, "appointment", **hours, responsible_id=small_office.ana.id)
    item = await made(phones.office, small_office, "appointment", **hours)
    await phones.say(small_office.bruno, "/hoy")
    await phones.tap(small_office.bruno, "", data=f"give:{item.id}:{small_office.ana.id}")
    assert f"{name.replace(' ', '_')} ya tiene algo a esa hora." in shown(phones, small_office.bruno)


@pytest.mark.parametrize("name", NAMES)
async def test_names_of_everybody_and_everything_are_shown_as_they_are(name: str, phones: Phones, small_office: SmallOffice):
    office, bruno, ana, emily = phones.office, small_office.bruno, small_office.ana, small_office.emily
    await renamed(office, small_office, name)
    for kind, values in {
        "task": {"reference": name, "description": name},
        "call": {"reference": name, "contact_id": small_office.juan.id},
        "quote": {"quote_number": name[:20], "reference": name},
    }.items():
        await made(office, small_office, kind, **values)
    for text in (
        "/pendientes", "1", "/hoy", f"/ficha {name} {small_office.acme.id}", f"/buscar {name}", f"/ficha zz{name}", f"/buscar zz{name}",
        f"/pendientes {name}zz", f"/hecho {name}zz", f"/{name}", f"tarea: enviar {name} a {name}", "1 listo", f"2 para {name}", f"¿quién es {name}?",
        f"llegué a {name}zz", "/cancelar", f"/cliente nuevo {name} SpA, 76.333.222-1", f"/cliente nuevo {name} Nueva", "/cancelar", f"/tarea {name}", "/cancelar",
    ):  # fmt: skip
        await phones.say(bruno, text)
    for text in (
        "/personal", "/parametros", "/tables events", "/tables texts", "/traspasar", f"{name}zz", "/cancelar",
        "/exportar", f"/pending {name} {bruno.id}", f"/procedure {name}zz", "/mine",
    ):  # fmt: skip
        await phones.say(emily, text)
        for button in [button for row in phones.last(emily).message.buttons[:4] for button in row[:2]]:
            await phones.tap(emily, "", data=button.data, message_id=phones.last(emily).id)
    await phones.say(emily, f"/personal nuevo {name} x@losrobles.cl")
    every = "\n".join(shown(phones, who) for who in (bruno, ana, emily))
    assert every.count(name) > 20
    assert not TWICE.search(every.replace(name, "")), TWICE.search(every.replace(name, ""))


@pytest.mark.parametrize("name", NAMES)
async def test_values_that_are_written_are_answered_as_they_are(name: str, phones: Phones, small_office: SmallOffice):
    emily = small_office.emily
    key = (await renamed(phones.office, small_office, name))["event"]
    for data, text in (
        ("par:see:letter_footer", f"Casa {name}"),
        ("par:see:undo_minutes", name),
        ("par:see:office_name", f"Robles {name}"),
        (f"tab:name:{key}", f"{name} x / {name} y"),
        ("tab:new:event", f"H<1 {name}"),
        ("tab:new:event", f"H<2 {name}"),
        (f"ptn:ask:partner:{small_office.acme.id}:city", f"Talca {name}"),
        (f"ptn:ask:partner:{small_office.acme.id}:rut", name),
        (f"ptn:ask:contact:{small_office.juan.id}:name", f"Juan {name}"),
        (f"ptn:newc:{small_office.acme.id}", f"Juan {name}, bodega"),
        (f"ptn:merge:{small_office.acme.id}", f"zz{name}"),
        (f"ptn:left:contact:{small_office.juan.id}", ""),
    ):
        since = len(phones.log)
        await phones.say(emily, "/help")
        await phones.tap(emily, "", data=data)
        if text:
            await phones.say(emily, text)
        assert not TWICE.search(shown(phones, emily, since).replace(name, "")), data
        assert name in shown(phones, emily, since) or data.startswith("ptn:left"), (data, shown(phones, emily, since))


@pytest.mark.parametrize("name", NAMES)
async def test_files_of_any_name_are_taken(name: str, phones: Phones, small_office: SmallOffice):
    bruno, emily = small_office.bruno, small_office.emily
    await renamed(phones.office, small_office, name)
    for who, file, data in (
        (bruno, f"{name}.pdf", b"%PDF"),
        (emily, f"{name}.csv", b"RUT;Nombre\n76333222-1;<x> & y\n"),
        (emily, f"{name}.xls", b"no"),
    ):
        about = {"file_id": file, "file_unique_id": file, "file_name": file, "file_size": len(data), "mime_type": "text/csv"}
        await phones.send(who, {"document": about, "caption": f"a < b {name}" if who is bruno else ""}, data)
        for button in [button for row in phones.last(who).message.buttons[:3] for button in row[:1]]:
            await phones.tap(who, "", data=button.data, message_id=phones.last(who).id)
    every = shown(phones, bruno) + shown(phones, emily)
    assert name in every
    assert not TWICE.search(every.replace(name, ""))
