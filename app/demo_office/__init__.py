"""The demo office «Distribuidora Los Robles»: one deterministic generator, the same for everybody on the same day."""

from app.demo_office.seed import seed
from app.demo_office.staff import DOMAIN, OFFICE_NAME, STAFF, STRANGER, ZONE, Member

__all__ = ["DOMAIN", "OFFICE_NAME", "STAFF", "STRANGER", "ZONE", "Member", "seed"]
