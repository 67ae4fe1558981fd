"""Hearing: what an update may mean where it was said, most particular reading first. Pure: an update and its situation give `Heard` values.

The text is read once (`Understood`); whoever answers gets what was heard, and never asks the text again. What stands first in
`PRECEDENCE` is tried first; a feature that finds nothing to do with it leaves it to the next reading.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from telegram import Message, Update

from bot.heard import (
    Addition,
    AlbumPart,
    Answer,
    Arrival,
    Command,
    Content,
    Correction,
    DescribedOrder,
    ForMail,
    Heard,
    Label,
    ListLine,
    NumberedOrder,
    Question,
    Sentence,
    Service,
    SharedContact,
    Sheet,
    SmallTalk,
    Tap,
    ToDraft,
    Unkept,
    Visit,
)
from bot.menu import command_of_label
from bot.updates import command_of, file_of, has_content, message_key, typed
from crm.buttons import decode
from crm.flow.reading import bare
from crm.services.look.situation import Situation
from crm.services.meaning import visitwords
from crm.services.meaning.understand import Understood
from crm.services.staff import invitations
from crm.words import Words

NUMBERED = re.compile(r"\b([^\W\d_]{3,20}) (?:n[°º.]{0,2} ?|#)?(\d{1,9})\b")  # «cotización 12», «tarea n° 113»
CANCEL = ("cancelar", "cancel")

SHEETS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")  # names of files that may be a table
_LABEL = 40  # a label is short; a longer text is a sentence
_ORDER = 120  # a longer text that names an action by its number is a sentence


@dataclass(frozen=True, slots=True)
class Utterance:
    """An update in its situation, ready to be heard: its text (nothing for a tap), as far as it is the person's own chat."""

    update: Update
    situation: Situation
    words: Words
    understood: Understood
    in_group: bool = False

    @property
    def message(self) -> Message | None:
        return self.update.message

    @property
    def text(self) -> str:
        return typed(self.update)

    @property
    def command(self) -> tuple[str, str]:
        """The command that was typed, chosen on the keyboard below the chat, or said as «Cancelar»; with what stands behind it."""
        name, args = command_of(self.text)
        if not name and self.message and bare(self.text) == bare(self.words("✖️ Cancel")):
            return CANCEL[0], ""
        return name or command_of_label(self.text), args

    @property
    def replied(self) -> int | None:
        """The message of the person's own chat that is replied to: a number of a group's message means another one there."""
        answered = self.message.reply_to_message if self.message else None
        return answered.message_id if answered and not self.in_group else None

    @property
    def plain(self) -> bool:
        """Whether it is a text and no command."""
        return bool(self.message and self.message.text and not self.command[0])


def hear(said: Utterance) -> Iterator[Heard]:
    """What it may mean, most particular first; a later reading costs nothing where an earlier one is taken."""
    for reading in PRECEDENCE:
        found = reading(said)
        if found is None:
            continue
        yield found
        if isinstance(found, Correction | Tap | Command):
            return  # an edit, a tap and a command are nothing else


# --- what each reading needs


def _correction(said: Utterance) -> Correction | None:
    return Correction() if said.update.edited_message else None


def _tap(said: Utterance) -> Tap | None:
    query = said.update.callback_query
    if query is None:
        return None
    on = query.message
    on_file = bool(getattr(on, "document", None) or getattr(on, "photo", None))
    return Tap(decode(query.data) if query.data else None, on.message_id if on else None, on_file)


def _arrival(said: Utterance) -> Arrival | None:
    token = invitations.token_of(said.text) if said.message else ""
    return Arrival(token) if token else None


def _label(said: Utterance) -> Label | None:
    """A number is for the list, what somebody else wrote orders nothing, and questions of a draft read their own buttons."""
    words = bare(said.text) if len(said.text) <= _LABEL else ""
    message, situation = said.message, said.situation
    by_key = command_of_label(said.text) or command_of(said.text)[0]
    if message is None or not message.text or by_key or said.in_group or not words or words.isdigit() or message.forward_origin:
        return None
    if said.replied is None and situation.draft:
        return None
    below = situation.newest if said.replied is None else situation.replied
    return Label(below) if below else None


def _album(said: Utterance) -> AlbumPart | None:
    message = said.message
    return AlbumPart(message_key(message)) if message and message.media_group_id else None


def _answer(said: Utterance) -> Answer | None:
    """To the message that is replied to, else to the newest; a question in between is answered itself."""
    if said.message is None or _is_command(said):
        return None
    found = said.situation.newest if said.replied is None else said.situation.replied
    wants = found.context.wants if found else None
    if wants is None or (said.replied is None and "?" in said.text and said.understood.command):
        return None
    return Answer(wants.what, wants)


def _addition(said: Utterance) -> Addition | None:
    if said.message is None or _is_command(said) or not (said.text or has_content(said.message)):
        return None
    if said.replied is None:
        newest = said.situation.newest.context if said.situation.newest else None
        return Addition((newest.action,)) if newest and newest.talk and newest.action else None
    found = said.situation.replied
    if found is None or found.context.draft is not None:
        return None  # an answer to an open question, not a note
    if found.context.action is None and found.context.list is not None:
        return Addition(found.context.list, of_list=True) if has_content(said.message) else None
    action = found.context.action or found.action_id
    return Addition((action,)) if action else None


def _to_draft(said: Utterance) -> ToDraft | None:
    message, draft, command = said.message, said.situation.draft, _is_command(said)
    if message is None or draft is None or not draft.asked or command in CANCEL:
        return None
    if command:
        return ToDraft(draft, command)
    if message.text is None or message.forward_origin or said.replied not in (None, draft.message_id):
        return None
    return ToDraft(draft)


def _is_command(said: Utterance) -> str:
    """The command that was typed as such; «Cancelar» is a word that an open question may take."""
    return command_of(said.text)[0] or command_of_label(said.text)


def _command(said: Utterance) -> Command | None:
    name, args = said.command
    return Command(name, args) if said.message and (name or said.text.startswith("/")) else None


def _for_mail(said: Utterance) -> ForMail | None:
    message, newest = said.message, said.situation.newest
    if message is None or newest is None or said.replied is not None or file_of(message) is None:
        return None
    return ForMail(newest.context.compose, newest) if newest.context.compose else None


def _sheet(said: Utterance) -> Sheet | None:
    """A table without a sentence of its own, while no question is open."""
    message = said.message
    if message is None or message.document is None or said.replied is not None or said.text or message.media_group_id:
        return None
    found = file_of(message)
    is_table = found is not None and PurePath(found.name).suffix.lower() in SHEETS
    return Sheet() if is_table and said.situation.draft is None else None


def _contact(said: Utterance) -> SharedContact | None:
    return SharedContact() if said.message and said.message.contact and said.replied is None else None


def _content(said: Utterance) -> Content | None:
    return Content() if said.message and has_content(said.message) else None


def _list_line(said: Utterance) -> ListLine | None:
    if not said.plain:
        return None
    if said.understood.orders:
        return ListLine(said.understood.orders)
    alone = None if said.understood.talk else said.understood.order_alone
    return ListLine(()) if alone and alone.do == "done" else None


def _numbered(said: Utterance) -> NumberedOrder | None:
    named = NUMBERED.search(said.text) if said.plain and len(said.text) <= _ORDER else None
    if named is None:
        return None
    orders = said.understood.orders_of(f"{said.text[: named.start()]}1{said.text[named.end() :]}")
    return NumberedOrder(named[0], orders[0]) if len(orders) == 1 else None


def _described(said: Utterance) -> DescribedOrder | None:
    found = said.understood.described if said.plain else None
    return DescribedOrder(found) if found else None


def _small_talk(said: Utterance) -> SmallTalk | None:
    talk = said.understood.talk if said.plain else None
    return SmallTalk(talk) if talk else None


def _visit(said: Utterance) -> Visit | None:
    if not said.plain or said.replied is not None:
        return None
    where = visitwords.arrival(said.text, said.words.language)
    return Visit(where) if where is not None or visitwords.leaves(said.text, said.words.language) else None


def _question(said: Utterance) -> Question | None:
    asked = said.understood.command if said.plain else None
    return Question(asked) if asked else None


def _sentence(said: Utterance) -> Sentence | None:
    return Sentence() if said.message and said.text.strip() else None


def _unkept(said: Utterance) -> Unkept | Service:
    return Unkept() if said.message else Service()


PRECEDENCE: tuple[Callable[[Utterance], Heard | None], ...] = (
    _correction,
    _tap,
    _arrival,
    _label,
    _album,
    _answer,
    _addition,
    _to_draft,
    _command,
    _for_mail,
    _sheet,
    _contact,
    _content,
    _list_line,
    _numbered,
    _described,
    _small_talk,
    _visit,
    _question,
    _sentence,
    _unkept,
)
