"""The kinds of action, as an explicit list: a new kind is its module, its line here, its words and its example phrases."""

from collections.abc import Mapping
from types import MappingProxyType

from crm.kinds.activity import ACTIVITY
from crm.kinds.appointment import APPOINTMENT
from crm.kinds.base import Field, FieldType, Kind, Phrases, State, Verb, values_of
from crm.kinds.call import CALL
from crm.kinds.contract import CONTRACT
from crm.kinds.email import EMAIL
from crm.kinds.fax import FAX
from crm.kinds.letter import LETTER
from crm.kinds.memo import MEMO
from crm.kinds.procedure import PROCEDURE
from crm.kinds.quote import QUOTE
from crm.kinds.task import TASK

KINDS: tuple[Kind, ...] = (TASK, CALL, EMAIL, APPOINTMENT, LETTER, ACTIVITY, QUOTE, FAX, CONTRACT, MEMO, PROCEDURE)
KIND: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in KINDS})

__all__ = ["KIND", "KINDS", "Field", "FieldType", "Kind", "Phrases", "State", "Verb", "values_of"]
