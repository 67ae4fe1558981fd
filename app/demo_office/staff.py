"""Who works at «Distribuidora Los Robles», and one person who does not."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from crm.model import Channel, Role

OFFICE_NAME = "Distribuidora Los Robles"
DOMAIN = "losrobles.cl"
GATEWAY_DOMAIN = "acciones.losrobles.cl"  # where the product takes mail
ZONE = ZoneInfo("America/Santiago")
BOTH = (Channel.TELEGRAM, Channel.MAIL)


@dataclass(frozen=True, slots=True)
class Member:
    """A staff member as the demo makes them; `speaks` is the language of their Telegram, `language` what they chose."""

    key: str
    name: str
    role: Role
    telegram_id: int
    language: str | None
    speaks: str
    digest_at: time | None
    digest_channels: tuple[Channel, ...]
    zone: ZoneInfo = ZONE

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


STAFF: tuple[Member, ...] = (
    Member("bruno.diaz", "Bruno Díaz", Role.STAFF, 700_100_001, None, "es", time(8), BOTH),
    Member("ana.rojas", "Ana Rojas", Role.SUPERVISOR, 700_100_002, "es", "es", time(8), (Channel.TELEGRAM,)),
    Member("carla.fuentes", "Carla Fuentes", Role.ADMINISTRATOR, 700_100_003, "es", "es", time(7, 30), BOTH),
    Member("diego.morales", "Diego Morales", Role.STAFF, 700_100_004, None, "es", time(8, 30), (Channel.MAIL,)),
    Member("emily.clark", "Emily Clark", Role.STAFF, 700_100_005, "en", "en", time(8), BOTH),
    Member("felipe.oyarzun", "Felipe Oyarzún", Role.STAFF, 700_100_006, None, "es", time(7), BOTH, ZoneInfo("America/Punta_Arenas")),
)
STRANGER = ("extrano", "Rodrigo Vidal", 700_900_001)
