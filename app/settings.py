"""Settings: defaults, acciones.toml, ACCIONES_* variables, secrets from files; the later of these wins.

Every setting says what it expects in Spanish and in English: that is the sentence an administrator reads when one is wrong,
and the table of docs/settings.md, which a test compares with this class.
"""

import os
import tomllib
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from app.speech import say
from crm.errors import SettingsError
from crm.languages import DEFAULT, LANGUAGES
from crm.store import async_url, database_path, rooted

PREFIX = "ACCIONES_"
CONFIG_VARIABLE = "ACCIONES_CONFIG"  # another place for acciones.toml
HOME = "CL"
Network = IPv4Network | IPv6Network


def _setting(default: Any, english: str, spanish: str, **limits: Any) -> Any:
    return Field(default, description=english, json_schema_extra={"spanish": spanish}, **limits)


def _spoken(code: str) -> str:
    """The code of a language, if we speak it."""
    if code not in LANGUAGES:
        raise ValueError(code)
    return code


class Settings(BaseSettings):
    """What an installation decides. The field's name is the key in acciones.toml; ACCIONES_ and the name in capitals the variable."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", validate_default=True, arbitrary_types_allowed=True)

    office_name: str = _setting("Acciones", "the company's name, as people read it", "el nombre de la empresa, como se lee", min_length=1)
    office_rut: str = _setting("", "the company's RUT, for the foot of letters", "el RUT de la empresa, para el pie de las cartas")
    office_address: str = _setting("", "street and number, for letters", "calle y número, para las cartas")
    office_city: str = _setting("", "the city from which letters are written", "la ciudad desde donde se escriben las cartas")
    office_phone: str = _setting("", "the phone on letters", "el teléfono en las cartas")
    office_mail: str = _setting("", "the mail address on letters", "el correo en las cartas")
    office_web: str = _setting("", "the web address on letters", "el sitio web en las cartas")
    office_logo: Path | None = _setting(None, "a PNG, JPEG or SVG file for letters", "un archivo PNG, JPEG o SVG para las cartas")
    printers: Annotated[dict[str, Path], NoDecode] = _setting(
        "",
        "printers that are folders, such as Oficina=/var/spool/oficina, with commas between them",
        "impresoras que son carpetas, como Oficina=/var/spool/oficina, separadas por comas",
    )
    language: Annotated[str, AfterValidator(_spoken)] = _setting(
        DEFAULT,
        "a language that we speak, such as es: for whom chose nothing",
        "un idioma que hablamos, como es: para quien no eligió",
    )
    zone: ZoneInfo = _setting("America/Santiago", "a time zone such as America/Santiago", "una zona horaria como America/Santiago")
    country: str = _setting(
        HOME,
        "the country whose public holidays count, such as CL; empty: none",
        "el país cuyos feriados cuentan, como CL; vacío: ninguno",
        pattern="^([A-Z]{2})?$",
    )
    data_dir: Path = _setting("data", "the folder for the database and its backups", "la carpeta de la base de datos y sus respaldos")
    database_url: str = _setting(
        "",
        "sqlite:///file or postgresql://…; empty: a file in data_dir",
        "sqlite:///archivo o postgresql://…; vacío: un archivo en data_dir",
    )
    database_url_file: Path | None = _setting(None, "a file that holds database_url", "un archivo que contiene database_url")

    telegram_token: SecretStr = _setting(
        "", "the bot's token from BotFather; empty: no chat", "el token del bot, de BotFather; vacío: sin chat"
    )
    telegram_token_file: Path | None = _setting(None, "a file that holds telegram_token", "un archivo que contiene telegram_token")
    telegram_api: str = _setting(
        "https://api.telegram.org", "the address of the Bot API", "la dirección de la Bot API", pattern=r"^https?://[^\s/]+$"
    )
    telegram_per_second: int = _setting(
        28, "messages a second in all, from 1 to 30", "mensajes por segundo en total, de 1 a 30", ge=1, le=30
    )
    telegram_chat_pause: float = _setting(
        1.0, "seconds between two messages to one chat, from 0 to 60", "segundos entre dos mensajes a un chat, de 0 a 60", ge=0, le=60
    )

    smtp_host: str = _setting(
        "127.0.0.1", "the address that the mail door listens on", "la dirección donde escucha la puerta de correo", min_length=1
    )
    smtp_port: int = _setting(
        8025, "a port from 1 to 65535, or 0 for no mail door", "un puerto de 1 a 65535, o 0 para no recibir correo", ge=0, le=65535
    )
    smtp_size_limit: int = _setting(
        26_214_400, "bytes of one mail, from 100000 to 200000000", "bytes de un correo, de 100000 a 200000000", ge=100_000, le=200_000_000
    )
    mail_domain: str = _setting(
        "acciones.localhost",
        "the domain of the gateway's addresses",
        "el dominio de las direcciones de la pasarela",
        pattern=r"^[A-Za-z0-9.-]+$",
    )
    trusted_networks: Annotated[tuple[Network, ...], NoDecode] = _setting(
        ("127.0.0.0/8", "::1/128"),
        "networks, with commas between them, from which staff may send without other proof",
        "redes, separadas por comas, desde donde el personal escribe sin otra prueba",
    )

    relay_host: str = _setting(
        "", "the mail server that takes what we send; empty: no mail is sent", "el servidor que despacha el correo; vacío: no se envía"
    )
    relay_port: int = _setting(25, "a port from 1 to 65535", "un puerto de 1 a 65535", ge=1, le=65535)
    mail_sender: str = _setting(
        "", "the sender of our mail; empty: bot@ and mail_domain", "el remitente de nuestro correo; vacío: bot@ y mail_domain"
    )
    mail_delay_seconds: float = _setting(
        30.0,
        "seconds that mail to customers waits for «Deshacer», from 0 to 600",
        "segundos que el correo a clientes espera un «Deshacer», de 0 a 600",
        ge=0,
        le=600,
    )

    mail_size_limit: int = _setting(
        25_000_000,
        "bytes of a mail that we send, attachments included, from 100000 to 200000000",
        "bytes de un correo que enviamos, con sus adjuntos, de 100000 a 200000000",
        ge=100_000,
        le=200_000_000,
    )

    invitation_days: int = _setting(
        3, "days that an invitation to the chat works, from 1 to 30", "días que sirve una invitación al chat, de 1 a 30", ge=1, le=30
    )
    undo_minutes: int = _setting(
        10, "minutes that «Deshacer» works, from 1 to 1440", "minutos que funciona «Deshacer», de 1 a 1440", ge=1, le=1440
    )
    quote_responsible_up_to: int | None = _setting(
        None,
        "pesos up to which the responsible approves a quote; empty: only supervisors and administrators approve",
        "pesos hasta los que el responsable aprueba una cotización; vacío: solo supervisores y administradores aprueban",
        ge=0,
    )
    quote_supervisor_up_to: int | None = _setting(
        None,
        "pesos up to which supervisors approve quotes, beyond that an administrator; empty: any amount",
        "pesos hasta los que aprueban los supervisores, más allá un administrador; vacío: cualquier monto",
        ge=0,
    )
    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "info", "debug, info, warning or error", "debug, info, warning o error"
    )
    log_format: Literal["text", "json"] = _setting("text", "text or json", "text o json")

    @field_validator("zone", mode="before")
    @classmethod
    def _zone(cls, value: Any) -> ZoneInfo:
        try:
            return ZoneInfo(str(value))
        except (KeyError, OSError) as error:
            raise ValueError("unknown zone") from error

    @field_validator("country")
    @classmethod
    def _country(cls, value: str) -> str:
        if value not in {"", HOME}:  # most ask for nothing else, and the calendars cost 0.4 s
            import holidays  # noqa: PLC0415

            if not hasattr(holidays, value):
                raise ValueError("a country without a calendar")
        return value

    @field_validator("trusted_networks", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> tuple[Network, ...]:
        items = value.split(",") if isinstance(value, str) else value
        return tuple(ip_network(str(item).strip()) for item in items if str(item).strip())

    @field_validator("printers", mode="before")
    @classmethod
    def _printers(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [item.partition("=") for item in value.split(",") if item.strip()]
        if any(not name.strip() or not folder.strip() for name, _, folder in pairs):
            raise ValueError("a name, = and a folder")
        return {name.strip(): folder.strip() for name, _, folder in pairs}

    @field_validator("database_url")
    @classmethod
    def _url(cls, value: str) -> str:
        if value:
            async_url(value)
        return value

    @property
    def database(self) -> str:
        """The database's address, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'acciones.db'}"

    @property
    def database_file(self) -> Path | None:
        """The database's file on SQLite, None on PostgreSQL."""
        return database_path(async_url(self.database))

    @property
    def sender(self) -> str:
        return self.mail_sender or f"bot@{self.mail_domain}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - our secrets name their file each
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())


def config_file() -> Path:
    """Where acciones.toml lies or would lie."""
    return Path(os.environ.get(CONFIG_VARIABLE) or "acciones.toml")


def installed() -> Settings:
    """The settings of the office that stands here; SettingsError where nothing says which: a default would open a new, empty one."""
    settings = load()
    if not config_file().is_file() and not _variables():
        raise SettingsError(
            say(
                f"Aquí no hay {config_file()}: ponte en su carpeta, nómbralo con {CONFIG_VARIABLE}, o créalo con «acciones init».",
                f"There is no {config_file()} here: go to its folder, name it with {CONFIG_VARIABLE}, or make one with “acciones init”.",
            )
        )
    return settings


def load() -> Settings:
    """Read all sources; SettingsError with one sentence where something is wrong."""
    _refuse_unknown_variables()
    path = config_file()
    if os.environ.get(CONFIG_VARIABLE) and not path.is_file():
        raise SettingsError(
            say(f"{CONFIG_VARIABLE} nombra un archivo que no existe: {path}", f"{CONFIG_VARIABLE} names a file that does not exist: {path}")
        )
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(say(f"No se puede leer {path}: {error}", f"{path} cannot be read: {error}")) from None
    return rooted_in(path.parent, _with_secrets(settings, path.parent))


def rooted_in(folder: Path, settings: Settings) -> Settings:
    """The same settings, relative paths counted from that folder: the settings file's, wherever one stands."""
    names = ("data_dir", "office_logo", "database_url_file", "telegram_token_file")
    update: dict[str, Any] = {name: folder / path for name in names if (path := getattr(settings, name))}
    update["printers"] = {name: folder / path for name, path in settings.printers.items()}
    return settings.model_copy(update={**update, "database_url": rooted(settings.database_url, folder)})


def _variables() -> list[str]:
    """The variables of the environment that are meant as settings."""
    mine = (name for name in os.environ if name.startswith(PREFIX) and not name.startswith(f"{PREFIX}TEST_"))
    return sorted(name for name in mine if name != CONFIG_VARIABLE)


def _refuse_unknown_variables() -> None:
    """A misspelt variable would otherwise be a setting that silently does nothing."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in _variables():
        if name not in known:
            raise SettingsError(
                say(
                    f"No existe el ajuste {name}; la lista está en docs/settings.md.",
                    f"There is no setting {name}; docs/settings.md lists them.",
                )
            )


def _sentence(error: ValidationError) -> str:
    """One sentence about the first thing that is wrong, without ever repeating a secret."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    field = Settings.model_fields.get(name)
    if field is None:
        return say(
            f"No existe el ajuste «{name}»; la lista está en docs/settings.md.",
            f"There is no setting “{name}”; docs/settings.md lists them.",
        )
    extra = field.json_schema_extra
    spanish = extra["spanish"] if isinstance(extra, dict) else ""
    secret = name in {"telegram_token", "database_url"}
    told = "" if secret else say(f", y dice «{first['input']}»", f", and it says “{first['input']}”")
    return say(f"El ajuste «{name}» debe ser {spanish}{told}.", f"The setting “{name}” must be {field.description}{told}.")


def _with_secrets(settings: Settings, folder: Path) -> Settings:
    """Fill in the secrets that stand in files of their own; a variable that holds the secret itself wins over its file."""
    update: dict[str, Any] = {}
    for name in ("telegram_token", "database_url"):
        path: Path | None = getattr(settings, f"{name}_file")
        if path is None or PREFIX + name.upper() in os.environ:
            continue
        try:
            update[name] = (folder / path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError(
                say(f"No se puede leer el archivo de «{name}_file»: {path}", f"The file of “{name}_file” cannot be read: {path}")
            ) from None
    if not update:
        return settings
    try:
        return Settings(**{**settings.model_dump(), **update})
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None


class Given(Settings):
    """Settings from arguments alone: for the demo and for tests, which must never reach an installation's own bot or database."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def given(**values: Any) -> Given:
    """Settings from these values alone; SettingsError with one sentence where one is wrong."""
    try:
        return Given(**values)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from None
