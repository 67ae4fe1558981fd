"""[◀ Anterior] [Siguiente ▶] of whatever has pages."""

from collections.abc import Sequence

from crm.buttons import encode
from crm.message import Button
from crm.words import Words


def pages(words: Words, page: int, count: int, data: Sequence[object]) -> tuple[Button, ...]:
    """[◀ Anterior] [Siguiente ▶], where there are such pages; `data` is what stands before the page's number."""
    verb, *args = data
    before = (Button(words("◀ Previous"), encode(str(verb), *args, page - 1)),) if page else ()
    after = (Button(words("Next ▶"), encode(str(verb), *args, page + 1)),) if page + 1 < count else ()
    return (*before, *after)
