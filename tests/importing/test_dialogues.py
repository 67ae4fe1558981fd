"""Golden dialogues of tables by chat. `ACCIONES_REGENERATE=1 pytest tests/importing/test_dialogues.py` writes them anew; read the diff.

A line `# 📄 name` with lines `#    …` below it is what stands in a file that is sent.
"""

import re
from pathlib import Path

import pytest

from crm.model import Staff
from crm.services.sheets import importing
from crm.store import people
from tests.bot.dialogue import Player, files, goes_as_written
from tests.bot.phones import Phones, Shown
from tests.support.small_office import SmallOffice

FILES = files(__file__)


class Tables(Player):
    """Sends the tables that the dialogue holds, and reads the files that come back."""

    files: dict[str, bytes]

    async def play(self, text: str) -> str:
        found = re.findall(r"^# 📄 (\S+)((?:\n#    .*)*)", text, re.MULTILINE)
        self.files = {name: body.replace("\n#    ", "\n").lstrip("\n").encode() for name, body in found}
        return await super().play(text)

    def content(self, name: str) -> bytes:
        return self.files.get(name) or super().content(name)

    async def _do(self, who: Staff, what: str, mine: dict[int, int]) -> None:
        await super()._do(who, what, mine)
        self.came = {
            message.message.file: await importing.kept(self.phones.office, message.message.file)
            for _, message in self.phones.log
            if message.message.file
        }

    def _heard(self, who: Staff, me: Staff, chat: int, message: Shown) -> str:
        said, file = super()._heard(who, me, chat, message), message.message.file
        if not file:
            return said
        lines = (self.came[file] or b"").decode("utf-8-sig").splitlines()
        return "\n   ".join([said, f"📄 {message.message.file_name}", *(f"   {line}" for line in lines)])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: Phones, small_office: SmallOffice):
    async with phones.office.store.begin() as tx:
        await people.set_staff(tx, small_office.emily.id, {"language": path.stem.rpartition(".")[2]})
    await goes_as_written(path, Tables(phones, small_office))
