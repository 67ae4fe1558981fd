"""The folder printer: whole files under a name of their own, at most once, and a question where nobody knows."""

from pathlib import Path

import pytest

from crm.errors import DeliveryError
from crm.message import PrintJob
from crm.model import Channel, Parcel, Priority
from scheduler.couriers.folder import FolderCourier
from tests.support.small_office import START

DATA = b"%PDF-1.7 letter"


async def blob(_: str) -> bytes:
    return DATA


def parcel(number: int = 7, name: str = "Carta 2026-0034.pdf", address: str = "Oficina") -> Parcel:
    job = PrintJob("f" * 64, name).payload()
    return Parcel(number, f"deliver:{number}", "printer:Oficina", Channel.PRINTER, address, job, Priority.NOTICE, 1, START)


@pytest.fixture
def courier(tmp_path: Path) -> FolderCourier:
    return FolderCourier({"Oficina": tmp_path}, blob)


def sheets(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


async def test_a_job_is_one_whole_file_however_often_it_is_tried(courier: FolderCourier, tmp_path: Path):
    for _ in range(2):
        assert (await courier.deliver(parcel())).ref == "Carta 2026-0034 (7).pdf"
    assert (tmp_path / "Carta 2026-0034 (7).pdf").read_bytes() == DATA
    await courier.deliver(parcel(8))
    assert sheets(tmp_path) == ["Carta 2026-0034 (7).pdf", "Carta 2026-0034 (8).pdf"]


async def test_a_job_that_the_printer_has_taken_already_is_never_put_there_again(courier: FolderCourier, tmp_path: Path):
    await courier.deliver(parcel())
    (tmp_path / "Carta 2026-0034 (7).pdf").unlink()  # printed; then our process died before it settled the parcel
    with pytest.raises(DeliveryError) as told:
        await courier.deliver(parcel())
    assert not told.value.sure
    assert not told.value.permanent
    assert sheets(tmp_path) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b\\c.pdf", "..", "", "x" * 300 + ".pdf", "\n\x00.pdf"])
async def test_no_name_leaves_the_folder(courier: FolderCourier, tmp_path: Path, name: str):
    await courier.deliver(parcel(name=name))
    (sheet,) = sheets(tmp_path)
    assert sheet.endswith((").pdf", ").passwd"))


async def test_an_unknown_printer_is_permanent_and_a_missing_folder_is_not(tmp_path: Path):
    courier = FolderCourier({"Bodega": tmp_path / "unmounted"}, blob)
    for address, permanent in (("Oficina", True), ("Bodega", False)):
        with pytest.raises(DeliveryError) as told:
            await courier.deliver(parcel(address=address))
        assert (told.value.permanent, told.value.sure) == (permanent, True)


async def test_a_folder_that_cannot_be_written_is_tried_again_later(courier: FolderCourier, tmp_path: Path):
    (tmp_path / ".acciones").write_text("in the way")
    with pytest.raises(DeliveryError) as told:
        await courier.deliver(parcel())
    assert (told.value.permanent, told.value.sure) == (False, True)
    (tmp_path / ".acciones").unlink()
    await courier.deliver(parcel())
    assert sheets(tmp_path) == ["Carta 2026-0034 (7).pdf"]
