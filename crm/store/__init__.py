"""The store: the only package that speaks SQL; one function a question, frozen values out."""

from crm.store.engine import Store, Tx, async_url, database_path, rooted

__all__ = ["Store", "Tx", "async_url", "database_path", "rooted"]
