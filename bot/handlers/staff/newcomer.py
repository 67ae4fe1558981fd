"""Somebody new on the staff: in one line, or name and mail address one after the other."""

from bot.heard import Answer
from bot.turn import Turn
from crm import checks
from crm.buttons import encode
from crm.decision import Decision
from crm.errors import InvalidValueError
from crm.memory import Shows, Wants
from crm.message import Button, Rows
from crm.permissions import Deed, may
from crm.services.staff import membership

WHAT = "newcomer"  # what such a question wants; its `name` is known already, or empty where it is the name that is asked


async def begin(turn: Turn, text: str) -> Decision:
    """What stands behind «/personal nuevo», or is answered to the question for the name."""
    mails = [part.strip("<>,;()") for part in text.split() if "@" in part]
    name = " ".join(part.strip(",;") for part in text.split() if "@" not in part)
    if not name:
        return _ask(turn, turn.words("What is the new person's name? The mail address may follow: Pedro Soto pedro.soto@empresa.cl"))
    if mails:
        return await _add(turn, name, mails[0])
    try:
        return _ask(turn, turn.words("What is the mail address of {name}?", name=checks.person_name(name)), name)
    except InvalidValueError as error:
        return _refused(turn, name, error)


async def tapped(turn: Turn, deed: str) -> Decision | None:
    """[➕ Alguien nuevo] and [Sin correo]."""
    if deed == "new":
        return await begin(turn, "")
    wanted = turn.context.wants
    return await _add(turn, wanted.name, None) if wanted and wanted.what == WHAT and wanted.name else None


async def answer(turn: Turn) -> Decision | None:
    """A text right after one of these questions."""
    if not turn.text.strip() or not may(turn.staff.role, Deed.MANAGE, own=False):
        return None
    name = turn.the(Answer).wants.name or ""
    return await _add(turn, name, turn.text) if name else await begin(turn, turn.text)


async def _add(turn: Turn, name: str, mail: str | None) -> Decision:
    try:
        effect = await membership.newcomer(turn.office, name, mail, zone=turn.staff.zone)
    except InvalidValueError as error:
        return _refused(turn, name, error)
    full = effect.values["name"]
    text = turn.words("➕ {name} is on the staff now. The invitation connects the Telegram account.", name=full)
    invite, back = turn.words("🔗 Invite"), turn.words("◀️ Staff")

    def rows(person: int) -> Rows:
        return ((Button(invite, encode("staff", "invite", person)), Button(back, encode("staff", "list", 0))),)

    return Decision((effect,), lambda done: turn.render("people_said", rows(done.staff_id), text=text))


def _refused(turn: Turn, name: str, error: InvalidValueError) -> Decision:
    """One sentence that says what is expected; the question stays open."""
    words, said = turn.words, error.expected[:60]
    if error.field == "name":
        return _ask(turn, words("«{said}» is no name; write first and last name.", said=said))
    if error.field == "name taken":
        return _ask(turn, words("{said} is on the staff already. If this is somebody else, write the mail address too.", said=said), name)
    if error.field == "email taken":
        return _ask(turn, words("That mail address belongs to {said}. Write another one.", said=said), name)
    return _ask(turn, words("«{said}» is no mail address; write it like ana@empresa.cl.", said=said), name)


def _ask(turn: Turn, text: str, name: str = "") -> Decision:
    rows: Rows = ((Button(turn.words("No mail address"), encode("staff", "nomail")),),) if name else ()
    return Decision.saying(turn.render("people_said", rows, message={"context": Shows(wants=Wants(what=WHAT, name=name[:100]))}, text=text))
