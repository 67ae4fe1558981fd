"""The answers of `acciones init`: each one is tested as it is given, a wrong one is one sentence and asked again."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from pydantic import SecretStr

from app import probes
from app.people import refusal
from app.settings import Settings, config_file, given, rooted_in
from app.speech import say
from crm import checks
from crm.errors import InvalidValueError, SettingsError

NONE = {"no", "0", "-"}  # how one says that there shall be none


@dataclass
class Interview:
    """The answers so far: `values` go into acciones.toml."""

    ask: bool
    values: dict[str, Any] = field(default_factory=dict)
    bot: str = ""
    admin: tuple[str, str] = ("", "")

    def settings(self, **more: Any) -> Settings:
        """Everything answered so far as settings, checked."""
        return rooted_in(config_file().parent, given(**{**self.values, **more}))

    def question(
        self, text: str, wish: str | None, test: Callable[[str], str], *, default: str | None = None, hidden: bool = False
    ) -> None:
        """Ask until the answer stands its test, which keeps it and says what was found."""
        while True:
            answer = wish if wish is not None else self._asked(text, default, hidden=hidden)
            try:
                found = test(answer.strip())
            except SettingsError as error:
                if not self.ask:
                    raise
                typer.echo(f"✗ {error}", err=True)
                wish = None
            else:
                if found:
                    typer.echo(f"✓ {found}")
                return

    def _asked(self, text: str, default: str | None, *, hidden: bool) -> str:
        if self.ask:
            return str(typer.prompt(text, default=default, hide_input=hidden, show_default=bool(default)))
        if default is None:
            raise SettingsError(say(f"Falta una respuesta: {text}", f"An answer is missing: {text}"))
        return default

    # --- what each answer is tested with

    def office(self, answer: str) -> str:
        self.settings(office_name=answer)
        self.values["office_name"] = answer
        return ""

    def token(self, answer: str) -> str:
        if not answer:
            return say("sin chat", "no chat")
        self.bot = asyncio.run(probes.token(self.settings(telegram_token=SecretStr(answer))))
        self.values["telegram_token"] = answer
        return f"@{self.bot}"

    def token_file(self, answer: str) -> str:
        try:
            token = Path(answer).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(say(f"No se puede leer {answer}.", f"{answer} cannot be read.")) from None
        found = self.token(token)
        self.values.pop("telegram_token", None)
        self.values["telegram_token_file"] = str(Path(answer).absolute())
        return found

    def database(self, answer: str) -> str:
        found = asyncio.run(probes.database(self.settings(database_url=answer)))
        if answer:
            self.values["database_url"] = answer
        return found

    def domain(self, answer: str) -> str:
        self.settings(mail_domain=answer.lower())
        self.values["mail_domain"] = answer.lower()
        return ", ".join(f"{name}@{answer.lower()}" for name in ("tareas", "llamados", "archivo"))

    def gateway(self, answer: str) -> str:
        if answer.lower() in NONE:
            self.values["smtp_port"] = 0
            return say("no entra correo", "no mail comes in")
        host, port = probes.place(answer, 25)
        found = probes.door(self.settings(smtp_host=host, smtp_port=port))
        self.values |= {"smtp_host": host, "smtp_port": port}
        return found

    def relay(self, answer: str) -> str:
        if not answer or answer.lower() in NONE:
            return say("no sale correo", "no mail goes out")
        host, port = probes.place(answer, 25)
        found = asyncio.run(probes.relay(self.settings(relay_host=host, relay_port=port)))
        self.values |= {"relay_host": host, "relay_port": port}
        return found

    def test_mail(self, answer: str) -> str:
        if not answer or answer.lower() in NONE:
            return ""
        asyncio.run(probes.relay(self.settings(), test_mail=_checked(checks.mail_address, answer)))
        return say(f"el correo de prueba va a {answer}", f"the test mail is on its way to {answer}")

    def admin_name(self, answer: str) -> str:
        self.admin = (_checked(checks.person_name, answer), "")
        return ""

    def admin_mail(self, answer: str) -> str:
        self.admin = (self.admin[0], _checked(checks.mail_address, answer))
        return ""


def _checked(check: Callable[[str], str], answer: str) -> str:
    try:
        return check(answer)
    except InvalidValueError as error:
        raise SettingsError(refusal(error)) from None
