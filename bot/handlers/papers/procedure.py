"""/procedimiento and words: a procedure is found and read, page by page, its older versions too; a new version begins with its text."""

from collections.abc import Sequence
from dataclasses import replace

from bot.pieces import drafting
from bot.pieces.beginning import begin
from bot.pieces.paging import pages as page_keys
from bot.pieces.scene import Scene, refusal, scene_of
from bot.turn import Turn
from crm.buttons import encode
from crm.carried import Carried
from crm.decision import Decision
from crm.kinds.procedure import PROCEDURE
from crm.memory import NOTHING, Shows
from crm.message import Button, ChatMessage, Rows
from crm.model import Action
from crm.permissions import Deed, may_do, may_with
from crm.render import chat
from crm.services.look import naming, procedures
from crm.services.write import drafts, notes
from crm.views import Reader, action

COMMANDS = frozenset(PROCEDURE.commands.values())
ALL = frozenset({"procedimientos", "procedures"})
_LIST = 8  # lines of a page


async def show(turn: Turn) -> Decision | None:
    """/procedimiento recepción, /procedimientos; a new one is begun where nothing stands behind the command, or a text with its colon."""
    words = turn.words
    if turn.command in COMMANDS and (not turn.args.strip() or ":" in turn.args or "\n" in turn.args.strip()):
        return await begin(turn, PROCEDURE)
    found = await procedures.find(turn.office, turn.staff, turn.args)
    if found.sure and turn.args:
        return await _document(turn, found.sure, NOTHING)
    if found.items:
        return await _list(turn, turn.args.strip(), [item.id for item in found.items], 0)
    none = words("There is no procedure yet. /procedure alone writes the first one.")
    text = words("No procedure says «{text}». /procedure alone writes a new one.", text=turn.args.strip()[:60]) if turn.args else none
    return Decision.saying(turn.render("draft", text=text))


async def tapped(turn: Turn) -> Decision | None:
    """The buttons `procedure:<id>:<page>`, `…:new`, `…:older`, and `procedure:0:<page>` of a list."""
    return await _listed(turn) if turn.press.number(0) == 0 else await _read(turn, turn.press.number(0), (*turn.press.args, "")[1])


async def _listed(turn: Turn) -> Decision | None:
    context, page = turn.context, (*turn.press.args, "")[1]
    ids = context.procedures
    return await _list(turn, context.query, ids, int(page) if page.isdecimal() else 0) if ids else None


async def _read(turn: Turn, action_id: int, what: str) -> Decision | None:
    context = turn.context
    items = await notes.existing(turn.office, [action_id])
    if not items or items[0].kind != PROCEDURE.name:
        return None
    if not procedures.may_read(turn.staff, items[0]):
        return refusal(turn, turn.words("That belongs to somebody else."))
    if what == "new":
        return await _new_version(await scene_of(turn, items[0], context))
    if what == "older":
        same = await procedures.versions(turn.office, turn.staff, items[0])
        return await _list(turn, "", [item.id for item in same], 0)
    return await _document(turn, items[0], context, int(what) if what.isdecimal() else 0)


async def _document(turn: Turn, item: Action, context: Shows, page: int = 0) -> Decision:
    """Its head and a page of its text, with what may be done with it."""
    parts = procedures.pages(item.description)
    page = max(0, min(page, len(parts) - 1))
    found = await scene_of(turn, item, context)
    older = [one for one in await procedures.versions(turn.office, turn.staff, item) if one.id != item.id]
    text = chat("procedure", turn.words, a=found.view, body=parts[page], page=page + 1, pages=len(parts))
    kept = Shows(procedures=context.procedures, query=context.query)
    rows = (page_keys(turn.words, page, len(parts), (PROCEDURE.name, item.id)), *_deeds(found), _around(turn, item, len(older), kept))
    return Decision.saying(
        [turn.parcel(0, ChatMessage(text, tuple(row for row in rows if row), edit=turn.shown, context=replace(kept, action=item.id)))]
    )


def _deeds(found: Scene) -> Rows:
    """[✏️ Nueva versión] [✖️ Retirar…] of whoever may change it."""
    turn, item = found.turn, found.item
    if not may_with(turn.staff, Deed.ACT, item):
        return ()
    new = (new_version_key(turn, item),) if item.state in PROCEDURE.fixed else ()
    fix = () if new else (Button(turn.words("✏️ Correct"), encode("fix", item.id)),)
    verbs = tuple(
        Button(f"{verb.icon} {turn.words.of(item.kind, verb.label)}", encode("do", item.id, verb.name))
        for verb in PROCEDURE.verbs_from(item.state)
        if may_do(turn.staff, verb.needs, item, turn.office.parameters)
    )
    return ((*new, *fix), verbs)


def new_version_key(turn: Turn, item: Action) -> Button:
    return Button(turn.words.of(item.kind, "✏️ New version"), encode(PROCEDURE.name, item.id, "new"))


def _around(turn: Turn, item: Action, older: int, context: Shows) -> tuple[Button, ...]:
    words = turn.words
    others = (Button(words.of(item.kind, "🕘 Other versions ({n})", n=older), encode(PROCEDURE.name, item.id, "older")),) if older else ()
    back = (Button(words("◀ List"), encode(PROCEDURE.name, 0, 0)),) if context.procedures is not None else ()
    return (*others, *back)


async def _list(turn: Turn, query: str, ids: Sequence[int], page: int) -> Decision:
    """The numbered procedures; a number opens one."""
    items = [item for item in await notes.existing(turn.office, ids) if procedures.may_read(turn.staff, item)]
    count = -(-len(items) // _LIST) or 1
    page = max(0, min(page, count - 1))
    here = items[page * _LIST : (page + 1) * _LIST]
    named, reader = await naming.of(turn.office, here, turn.situation.people), Reader.of(turn.staff, turn.words, turn.now)
    numbered = [(page * _LIST + n, action(item, named, reader)) for n, item in enumerate(here, 1)]
    text = chat("procedures", turn.words, query=query[:60], total=len(items), lines=numbered)
    keys = tuple(Button(str(n), encode(PROCEDURE.name, view.id, 0)) for n, view in numbered)
    rows = tuple(row for row in (keys, page_keys(turn.words, page, count, (PROCEDURE.name, 0))) if row)
    said = [
        turn.parcel(0, ChatMessage(text, rows, edit=turn.shown, context=Shows(procedures=tuple(item.id for item in items), query=query)))
    ]
    return Decision.saying(said)


async def _new_version(found: Scene) -> Decision:
    """The text as it stands, to be copied and changed, and the question for the new one; all else is taken over."""
    turn, item = found.turn, found.item
    if not may_with(turn.staff, Deed.ACT, item):
        return refusal(turn, turn.words("You cannot change what belongs to somebody else."))
    values = {"code": item.details.get("code"), "reference": item.reference, "type": item.type_id}
    answers = {name: value for name, value in values.items() if value}
    extra = Carried(follows=item.id, ask=("description",), source=turn.source)
    draft = drafts.new(turn.staff, PROCEDURE, turn.office.now(), answers=answers, extra=extra)
    asking = await drafting.proceed(turn, draft, apart=True)
    copy = turn.say(chat("letter_text", turn.words, body=item.description), edit=None, first=20) if item.description else []
    return Decision(asking.effects, lambda done: [*copy, *asking.parcels(done)])
