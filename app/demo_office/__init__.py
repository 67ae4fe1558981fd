"""The demo office «Distribuidora Los Robles»: one deterministic generator, the same for everybody on the same day."""

from pathlib import Path

from app.demo_office.seed import seed
from app.demo_office.staff import DOMAIN, OFFICE_NAME, STAFF, STRANGER, ZONE, Member

LOGO = Path(__file__).parent / "logo.svg"

__all__ = ["DOMAIN", "LOGO", "OFFICE_NAME", "STAFF", "STRANGER", "ZONE", "Member", "seed"]
