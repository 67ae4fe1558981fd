"""What leaves in somebody's name is what that person has seen: a preview that is no longer true is shown again."""

from crm.decision import Attach, Decision
from crm.model import Channel, NewAttachment
from crm.services.write.commit import commit
from crm.store import outbox
from tests.letters.phones import LetterPhones
from tests.support.small_office import SmallOffice


async def _mails(phones: LetterPhones) -> int:
    async with phones.office.store.read() as tx:
        return sum(n for (channel, _), n in (await outbox.counts(tx)).items() if channel == Channel.MAIL)


async def test_a_file_that_a_colleague_added_is_shown_before_it_leaves(phones: LetterPhones, small_office: SmallOffice):
    bruno = small_office.bruno
    await phones.say(bruno, "correo a marta soto: le adjunto la lista de precios")
    added = Attach(1, (NewAttachment("reservado.pdf", "application/pdf", b"pdf"),))
    await commit(phones.office, Decision((added,)), by=small_office.ana, source="test")
    await phones.tap(bruno, "✅ Enviar")
    assert await _mails(phones) == 0
    assert "1 adjunto" in phones.last(bruno).message.text
    assert "Cambió desde que lo viste" in phones.last(bruno).message.text
    await phones.tap(bruno, "✅ Enviar")
    assert await _mails(phones) == 1
