"""What a message of ours remembers of what it shows. The names are those of the stored JSON; what is not there is None, or empty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field


@dataclass(frozen=True, slots=True)
class Wants:
    """What a message asks for (`what`), and what its answer needs to go on.

    `values` are the columns that are known already, `line`, `wrong` and `said` a line of which a part did not fit.
    """

    what: str = ""
    name: str | None = None  # of a parameter, a setting, a field, somebody new
    values: Mapping[str, str] | None = None
    # partners and contacts
    draft: int = 0
    partner: int = 0
    rut: str = ""
    text: str = ""
    line: str = ""
    wrong: str = ""
    said: str = ""
    gone: int = 0
    subject: str = ""
    key: int = 0
    firm: str = ""
    unread: str = ""
    note: str = ""
    # tables, people
    table: str = ""
    deed: str = ""
    id: int | None = None
    piece: str = ""
    # work that is handed over: what is asked of it, from whom and to whom it goes
    ask: str = ""
    giver: Annotated[int, Field(alias="from")] = 0
    taker: Annotated[int, Field(alias="to")] = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file by its hash. `map` says of a column («#2») which field it is, `headings` and `fields` how it was read last.

    `sheet` is the one of a workbook that somebody chose, `sheets` are all that it has.
    """

    sha256: str
    name: str
    media_type: str
    note: str = ""
    what: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    fields: Mapping[int, str] = field(default_factory=dict)
    counts: tuple[int, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shows:
    """What a message is about: an action, a question, a list … and the way back to what stood there before."""

    # one thing
    action: int | None = None
    card: int | None = None  # the partner of a card
    mail: int | None = None  # the input of a mail
    # a draft's question, or what was kept and waits to be told what it is
    draft: int | None = None
    version: int = 0
    typed: str = ""  # what did not answer the question
    waits: int | None = None
    # a list: its actions by number, cut and narrowed, whose it is and the page that is shown
    list: tuple[int, ...] | None = None
    what: str = ""
    person: int | None = None
    page: int | None = None
    parts: tuple[tuple[str, int], ...] | None = None
    kinds: Mapping[str, int] = field(default_factory=dict)
    kind: str = ""
    state: str = ""
    first: str = ""
    days: int | None = None
    query: str = ""
    hits: tuple[tuple[str, int], ...] | None = None
    procedures: tuple[int, ...] | None = None
    # where it was opened from
    base: "Shows | None" = None
    opened: int | None = None
    # what was done
    made: tuple[int, ...] | None = None
    change: int | None = None
    imported: str | None = None  # the name of the file
    # what may follow
    wants: Wants | None = None
    offers: Wants | None = None
    talk: bool = False
    compose: int | None = None  # the mail that takes the files which are sent next
    seen: str = ""  # the mark of what a preview shows
    album: str = ""  # the album that it answers
    sheet: Sheet | None = None


NOTHING = Shows()
