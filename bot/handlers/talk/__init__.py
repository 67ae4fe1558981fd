"""Talking: sentences, drafts and their answers, replies, corrections, undo, files, and what nobody else takes."""

from bot import hearing
from bot.handlers.talk import album, draft, edited, files, fix, parked, pressed, reply, say, smalltalk, start, undo, unheard
from bot.turn import Routes

ROUTES = Routes(
    presses={
        "undo": undo.undo,
        "fix": fix.fix,
        "reply": reply.talk,
        "to": reply.put,
        "as": say.as_kind,
        "draft": draft.tapped,
    },
    commands={
        **dict.fromkeys(start.START, start.start),
        **dict.fromkeys(start.HELP, start.help_),
        **dict.fromkeys(hearing.CANCEL, start.cancel),
        **dict.fromkeys(parked.COMMANDS, parked.parked),
        **dict.fromkeys(draft.COMMANDS, draft.begin),
    },
    questions={"help": start.help_},
    heard={
        hearing.Correction: edited.edited,
        hearing.Label: pressed.pressed,
        hearing.AlbumPart: album.album,
        hearing.Addition: reply.reply,
        hearing.ToDraft: draft.answer,
        hearing.Content: files.files,
        hearing.SmallTalk: smalltalk.smalltalk,
        hearing.Sentence: say.say,
        hearing.Unkept: unheard.nothing_to_keep,
    },
    strays={hearing.Tap: unheard.old_button, hearing.Command: unheard.unknown_command},
)
