"""What the office does, one transaction each; doors call these and never the store."""

from crm.services import commit, dispatch, intake, staff

__all__ = ["commit", "dispatch", "intake", "staff"]
