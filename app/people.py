"""What `acciones staff` and `acciones init` do: add, invite with a QR code for the terminal, disconnect."""

import io
import sys

import segno
from telegram.error import TelegramError

from app.chat import connected
from app.logs import set_up
from app.offline import opened
from app.settings import Settings, installed
from app.speech import say, system_language
from crm.decision import Decision, Unlink
from crm.errors import ForbiddenError, InvalidValueError, SettingsError
from crm.model import Role
from crm.services.house.office import Office
from crm.services.staff import invitations, membership
from crm.services.staff.membership import Member, Standing
from crm.services.write.commit import commit
from crm.words import Words


async def lines() -> list[str]:
    """One line a staff member."""
    async with opened() as office:
        members = await membership.members(office)
    found = [
        f"{one.staff.id}\t{one.staff.name}\t{one.staff.role}\t{one.staff.email or '–'}\t{one.staff.telegram_id or '–'}"
        f"\t{one.staff.language or '–'}\t{one.staff.zone.key}\t{_standing(one)}"
        for one in members
    ]
    return found or [say("No hay nadie todavía.", "There is nobody yet.")]


def _standing(one: Member) -> str:
    return {
        Standing.CONNECTED: say("conexión hecha", "connected"),
        Standing.INVITED: say("con invitación", "invited"),
        Standing.WAITING: say("sin conectar", "not connected"),
        Standing.GONE: say("ya no trabaja aquí", "works here no longer"),
    }[one.standing]


async def add(name: str, mail: str, role: str) -> str:
    """Add somebody to the staff; SettingsError with one sentence where the name or the mail address will not do."""
    settings = installed()
    async with opened() as office:
        try:
            effect = await membership.newcomer(office, name, mail or None, role=Role(role), zone=settings.zone)
        except InvalidValueError as error:
            raise SettingsError(refusal(error)) from None
        await commit(office, Decision((effect,)), by=None, source="cli:staff add")
    return say(f"{effect.values['name']} ya es parte del personal.", f"{effect.values['name']} is on the staff now.")


def refusal(error: InvalidValueError) -> str:
    """One sentence on a name or a mail address."""
    said = error.expected
    return {
        "name": say(f"«{said}» no es un nombre; escribe nombre y apellido.", f"“{said}” is no name; write first and last name."),
        "name taken": say(f"{said} ya está en el personal.", f"{said} is on the staff already."),
        "email taken": say(f"Ese correo es de {said}.", f"That mail address belongs to {said}."),
    }.get(error.field) or say(
        f"«{said}» no es un correo; escríbelo como ana@empresa.cl.", f"“{said}” is no mail address; write it like ana@empresa.cl."
    )


async def invite(who: str) -> str:
    """A new invitation for whom a name or a mail address means, as text for the terminal."""
    settings = installed()
    name = await username(settings)
    async with opened() as office:
        one = await _whom(office, who)
        if not one.staff.active:
            raise SettingsError(say(f"{one.staff.name} ya no trabaja aquí.", f"{one.staff.name} no longer works here."))
        return await ticket(office, one, name)


async def ticket(office: Office, one: Member, bot: str) -> str:
    """Make an invitation and write it out: link, QR code, until when."""
    made = invitations.ticket(office)
    await commit(office, Decision((made.effect(one.staff.id),)), by=None, source="cli:staff invite")
    link, now = made.link(bot), office.now().astimezone(one.staff.zone)
    until = Words(system_language()).moment(made.expires_at.astimezone(one.staff.zone), now.date())
    told = say(
        f"Invitación de {one.staff.name}; sirve una sola vez, hasta el {until}:",
        f"Invitation of {one.staff.name}; it works once, until {until}:",
    )
    return f"{told}\n\n{link}\n{_code(link)}"


def _code(link: str) -> str:
    """The link as a QR code of half blocks; nothing where the terminal cannot show them."""
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        return ""
    drawn = io.StringIO()
    segno.make(link, error="l", micro=False).terminal(drawn, compact=True)
    return "\n" + drawn.getvalue()


async def revoke(who: str, *, leaves: bool) -> str:
    """Disconnect whom a name or a mail address means; with `leaves` the person no longer works here either."""
    async with opened() as office:
        one = await _whom(office, who)
        try:
            await commit(office, Decision((Unlink(one.staff.id, leaves=leaves),)), by=None, source="cli:staff revoke")
        except ForbiddenError:
            raise SettingsError(
                say(
                    f"{one.staff.name} es el último administrador; nombra otro antes.",
                    f"{one.staff.name} is the last administrator; add another one first.",
                )
            ) from None
    if leaves:
        return say(f"{one.staff.name} ya no trabaja aquí.", f"{one.staff.name} no longer works here.")
    return say(f"El Telegram de {one.staff.name} ya no está conectado.", f"{one.staff.name}'s Telegram account is no longer connected.")


async def _whom(office: Office, who: str) -> Member:
    found = membership.members_called(await membership.members(office), who)
    if not found:
        raise SettingsError(
            say(f"No hay nadie que sea «{who}»; mira «acciones staff list».", f"Nobody is “{who}”; see “acciones staff list”.")
        )
    if len(found) > 1:
        names = ", ".join(one.staff.email or one.staff.name for one in found)
        raise SettingsError(say(f"«{who}» puede ser {names}; escribe el correo.", f"“{who}” may be {names}; write the mail address."))
    return found[0]


async def username(settings: Settings) -> str:
    """The bot's name at Telegram; SettingsError where there is no bot or Telegram does not answer."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        raise SettingsError(
            say("Sin bot no hay invitaciones: falta «telegram_token».", "No bot, no invitations: “telegram_token” is missing.")
        )
    set_up("error", secrets=[token])
    async with connected(settings) as bot:
        try:
            return str((await bot.get_me()).username)
        except TelegramError as error:
            # `from None`, and no more than its kind: the error's chain holds the request, and that the token.
            raise SettingsError(
                say(f"No se alcanza Telegram en {settings.telegram_api}", f"Telegram cannot be reached at {settings.telegram_api}")
                + f" ({type(error).__name__})."
            ) from None
