"""What is kept and how long: files that belong to nothing are erased, whatever an action, a draft or the logo needs stays."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from crm.carried import Carried, KeptFile
from crm.decision import Attach, Create, Decision, KeepFiles, PutDraft, SetRecord
from crm.kinds import KINDS
from crm.message import ChatMessage
from crm.model import Channel, NewAttachment, NewParcel
from crm.services.house import housekeeping
from crm.services.house.office import Office
from crm.services.write import commit, drafts, masterdata
from crm.store import blobs
from tests.support.small_office import START, SmallOffice


def file(data: bytes) -> NewAttachment:
    return NewAttachment("x.pdf", "application/pdf", data, sha256(data).hexdigest())


async def here(office: Office) -> set[bytes]:
    async with office.store.read() as tx:
        return {data for data in [await blobs.get(tx, sha256(name).hexdigest()) for name in EVERY] if data}


EVERY = [b"on an action", b"in a draft", b"the logo", b"the logo before", b"in a parcel", b"a preview", b"just come"]


async def test_files_are_erased_with_their_last_reference(office: Office, small_office: SmallOffice):
    kept = {name: file(name) for name in EVERY}
    now = START.astimezone(UTC)
    office.machine = lambda: now
    parcel = ChatMessage("x", file=kept[b"in a parcel"].sha256 or "", file_name="x.pdf").payload()

    async def do(*effects: object) -> commit.Recorded:
        sent = [NewParcel(f"p:{effects[0]!r}"[:200], "tg:1", Channel.TELEGRAM, "1", parcel)]
        return await commit.commit(office, Decision(effects, lambda _: sent), by=small_office.emily, source="test")  # type: ignore[arg-type]

    item = (await do(Create("task", {"reference": "x"}))).actions[0]
    await do(Attach(item.id, (kept[b"on an action"],)))
    await do(KeepFiles(tuple(kept[name] for name in EVERY[1:-1])))
    waiting = Carried(files=(KeptFile(kept[b"in a draft"].sha256 or "", "x", "x"),))
    await do(PutDraft(drafts.new(small_office.bruno, KINDS[0], office.now(), extra=waiting)))
    for name in (b"the logo before", b"the logo"):
        await do(SetRecord(masterdata.PARAMETER, "office_logo", {"value": kept[name].sha256}))
    assert await housekeeping.erase_files(office) == 0  # nothing is old yet
    now += timedelta(days=8)
    await do(KeepFiles((kept[b"just come"],)))
    assert await housekeeping.erase_files(office) == 1
    assert await here(office) == set(EVERY) - {b"a preview"}
    now += timedelta(days=1)
    await do(KeepFiles((kept[b"a preview"], kept[b"just come"])))
    now += timedelta(days=6)
    assert await housekeeping.erase_files(office) == 0  # what is put again is young again


async def test_it_is_done_once_a_night_by_one_process(office: Office):
    async def at(moment: str) -> bool:
        office.machine = lambda: datetime.fromisoformat(moment).replace(tzinfo=office.zone).astimezone(UTC)
        async with office.store.begin() as tx:
            return await housekeeping.is_due(tx, office)

    assert await at("2026-11-24 12:00")  # a new installation
    assert not await at("2026-11-24 12:30")
    assert await at("2026-11-26 02:00")
    assert not await at("2026-11-26 05:59")
    assert not await at("2026-11-26 23:00")
    assert await at("2026-11-27 02:30")
    assert not await at("2026-11-28 09:00")  # the night was missed: not yet
    assert await at("2026-11-28 15:00")
