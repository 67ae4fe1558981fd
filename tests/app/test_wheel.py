"""The wheel: everything that people read is inside a package, and nothing else comes along."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = {"app", "bot", "crm", "mailgw", "playground", "scheduler"}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the built wheel holds."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = target.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_only_our_packages_stand_at_the_top(names: list[str]):
    tops = {name.split("/")[0] for name in names}
    assert tops == PACKAGES | {next(top for top in tops if top.endswith(".dist-info"))}


@pytest.mark.parametrize("folder", ["templates", "locale"])
def test_what_people_read_is_inside_a_package(names: list[str], folder: str):
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    packed = {name.removeprefix("crm/_data/") for name in names if name.startswith(f"crm/_data/{folder}/")}
    assert packed == here


def test_the_page_of_the_playground_and_the_migrations_are_there(names: list[str]):
    assert any(name.startswith("playground/page/") and name.endswith(".html") for name in names)
    assert any(name.startswith("crm/store/migrations/versions/") for name in names)


def test_no_index_address_and_no_other_lock_is_in_the_repository():
    locks = [path.name for path in ROOT.glob("requirements/*")]
    assert sorted(locks) == ["dev.txt", "lock.txt", "run.txt"]
    assert not (ROOT / "uv.lock").exists()
    for path in ROOT.glob("requirements/*"):
        assert "://" not in path.read_text(), path
