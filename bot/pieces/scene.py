"""An action as a tapped message shows it: fetched with its names and with what the message remembers, shown and answered in place."""

from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from bot.turn import Turn
from crm.buttons import encode
from crm.decision import Decision
from crm.kinds import KIND
from crm.memory import Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action
from crm.permissions import Deed, may_do, may_with
from crm.render import chat
from crm.services.look import chain, lists, naming
from crm.services.write import postpone
from crm.views import ActionView, Names, Reader, action


@dataclass(frozen=True, slots=True)
class Scene:
    """The action, whom it names, and the context of the message (the list that it was opened from, if any)."""

    turn: Turn
    item: Action
    names: Names
    context: Shows
    related: bool = False  # whether other actions hang together with it

    @property
    def view(self) -> ActionView:
        return action(self.item, self.names, Reader.of(self.turn.staff, self.turn.words, self.turn.now))

    @property
    def in_list(self) -> bool:
        return self.context.list is not None

    @property
    def due(self) -> str:
        """«vence viernes 27 nov», «venció sábado 21 nov», or when it was."""
        view = self.view
        if view.overdue and not self.item.starts_at:
            return self.turn.words.of(self.item.kind, "was due {when}", when=view.when)
        return view.due if view.open else view.when

    def has_seen(self, mark: str) -> bool:
        """Whether the tapped preview shows that content: a text, a name or a file may have changed without a new version of the action."""
        return self.context.seen == mark

    @property
    def changed(self) -> str:
        """Why a preview is shown again, instead of what it was not tapped for."""
        return self.turn.words("It changed since you saw it: this is how it stands now.")

    def text(self, note: str = "") -> Markup:
        """The action in a few lines, with a line below."""
        return chat("action", self.turn.words, a=self.view, due=self.due, note=note)

    def message(self, text: Markup | str, rows: Rows) -> ChatMessage:
        """In place of the tapped message, about this action, without forgetting the list."""
        return ChatMessage(escape(text), rows, edit=self.turn.shown, context=replace(self.context, action=self.item.id))

    def back(self) -> tuple[Button, ...]:
        """[◀ Lista], where there is one."""
        return (Button(self.turn.words("◀ List"), encode("list", "back")),) if self.in_list else ()

    def after(self, change_id: int) -> Rows:
        """[↩️ Deshacer] [◀ Lista], below what was done."""
        return ((Button(self.turn.words("↩️ Undo"), encode("undo", change_id)), *self.back()),)

    def show(self, note: str = "") -> Decision:
        """The action as it stands, with everything that can be done with it."""
        return Decision.saying([self.turn.parcel(0, self.message(self.text(note), self._rows()))])

    def _rows(self) -> Rows:
        words, kind, item = self.turn.words, KIND[self.item.kind], self.item
        verbs = tuple(
            Button(f"{verb.icon} {words.of(kind.name, verb.label)}".strip(), encode("do", item.id, verb.name))
            for verb in kind.verbs_from(item.state)
            if may_do(self.turn.staff, verb.needs, item, self.turn.office.parameters)
        )
        more = [Button(words("⏰ Postpone"), encode("when", item.id))] if postpone.can_move(item) else []
        if item.is_open and may_with(self.turn.staff, Deed.HAND_OVER, item):
            more.append(Button(words("👤 Hand over"), encode("give", item.id)))
        more.append(Button(words("🔗 Follow up…"), encode("link", item.id)))
        if kind.superseded:
            more.append(Button(words.of(kind.name, "📄 Document"), encode(kind.name, item.id, 0)))
        if kind.prepared and (item.document_number or item.state == kind.initial or kind.queued):
            more.append(Button(words.of(kind.name, "📄 Document"), encode(kind.name, item.id, item.version, "show")))
        return tuple(row for row in (verbs, tuple(more), (*self._around(), *self.back())) if row)

    def _around(self) -> tuple[Button, ...]:
        """[🗂 Ficha] [🔁 Relacionadas], where there are such."""
        words, item = self.turn.words, self.item
        card = (Button(words("🗂 Card"), encode("card", item.partner_id)),) if item.partner_id else ()
        chain = (Button(words("🔁 Related"), encode("chain", item.id)),) if self.related else ()
        return (*card, *chain)


async def scene(turn: Turn, deed: Deed = Deed.ACT) -> Scene | Decision | None:
    """The action that a press names first, if this person may do that with it; None where the button means nothing any more."""
    return await _allowed(turn, turn.press.number(0), turn.context, deed)


async def seen(turn: Turn, action_id: int, context: Shows) -> Decision | None:
    """The action shown to whoever may see it, named by a button or typed; None where there is none."""
    found = await _allowed(turn, action_id, context, Deed.SEE)
    return found.show() if isinstance(found, Scene) else found


async def _allowed(turn: Turn, action_id: int, context: Shows, deed: Deed) -> Scene | Decision | None:
    item = (await lists.actions_of(turn.office, [action_id])).get(action_id)
    if item is None:
        return None
    if item.removed:
        return refusal(turn, turn.words("That was undone and is no longer there."))
    if not may_with(turn.staff, deed, item):
        return refusal(turn, turn.words("That belongs to somebody else."))
    return await scene_of(turn, item, context)


async def scene_of(turn: Turn, item: Action, context: Shows) -> Scene:
    """The scene of an action that is there already, with whom it names and whether others hang together with it."""
    return Scene(turn, item, await naming.of(turn.office, [item], turn.situation.people), context, await chain.has_kin(turn.office, item))


def refusal(turn: Turn, text: str) -> Decision:
    """A line beside the tapped message, which stays as it is."""
    return Decision.saying(turn.say(text, edit=None, reply_to=turn.shown))
