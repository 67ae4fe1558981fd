"""The golden dialogues of mail from the chat. `ACCIONES_REGENERATE=1 pytest tests/mailout` writes them anew; read the diff.

`🧑 📬 text`: Marta answers the mail that left last, in its thread, and the gateway takes it.
"""

from pathlib import Path

import pytest

from crm.model import Staff
from tests.bot.dialogue import files, goes_as_written
from tests.letters.phones import LetterPhones, LetterPlayer
from tests.mailgw.support import a_mail
from tests.mailgw.test_worker import MARTA, arrives
from tests.support.small_office import SmallOffice

FILES = files(__file__)


class MailPlayer(LetterPlayer):
    """With a mailbox that answers."""

    async def _do(self, who: Staff, what: str, mine: dict[int, int]) -> None:
        if not what.startswith("📬"):
            await super()._do(who, what, mine)
            return
        phones = self.phones
        assert isinstance(phones, LetterPhones)
        left, number = phones.mails[-1], len(phones.mails)
        subject = "Re: " + left.payload["mail"]["subject"].removeprefix("Re: ")
        thread = {"In_Reply_To": f"<{left.id}@test>", "Message_ID": f"<answer-{number}@acme.cl>"}
        await arrives(phones.office, a_mail(subject, what.removeprefix("📬").strip(), From=MARTA, **thread), sender=MARTA)
        await phones.settle()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_a_dialogue_goes_as_written(path: Path, phones: LetterPhones, small_office: SmallOffice):
    await goes_as_written(path, MailPlayer(phones, small_office))
