"""An office that keeps contracts, faxes and procedures: the one that sends mail."""

from tests.mailout.conftest import phones

__all__ = ["phones"]
