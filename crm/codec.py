"""What is stored as JSON and read again, perhaps by an older or a newer process: one way to write it and one to read it.

What a reader does not know it leaves alone, what is missing is as its type says, and what is no such thing at all is one error.
"""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from crm.errors import UnreadableError

VERSION = "version"  # beside what is stored: the shape that it was written in

_T = TypeVar("_T")


class Codec(Generic[_T]):
    """JSON of a dataclass and back. `whole` writes every field: for readers that ask for each by its name."""

    def __init__(self, kind: type[_T], *, whole: bool = False) -> None:
        self._adapter: TypeAdapter[_T] = TypeAdapter(kind)
        self._name = kind.__name__
        self._whole = whole

    def encode(self, value: _T) -> dict[str, Any]:
        """As JSON, without what is as it is anyway."""
        made: dict[str, Any] = self._adapter.dump_python(value, mode="json", by_alias=True, exclude_defaults=not self._whole)
        return made

    def decode(self, raw: object) -> _T:
        """From JSON; UnreadableError where it is nothing of the kind."""
        if not isinstance(raw, Mapping):
            raise UnreadableError(f"{self._name} is stored as {type(raw).__name__}.")
        try:
            return self._adapter.validate_python(raw)
        except (ValidationError, RecursionError) as error:
            raise UnreadableError(f"{self._name} cannot be read: {_where(error)}.") from error


def _where(error: ValidationError | RecursionError) -> str:
    """The places that are wrong, never what stands there: it may be private."""
    if isinstance(error, RecursionError):
        return "too deep"
    return ", ".join(sorted({".".join(map(str, one["loc"])) for one in error.errors(include_input=False, include_context=False)})[:5])
