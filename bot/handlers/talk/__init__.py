"""Talking: sentences, drafts and their answers, replies, corrections, undo, files, and what nobody else takes."""

from bot import heard, hearing
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
        heard.Correction: edited.edited,
        heard.Label: pressed.pressed,
        heard.AlbumPart: album.album,
        heard.Addition: reply.reply,
        heard.ToDraft: draft.answer,
        heard.Content: files.files,
        heard.SmallTalk: smalltalk.smalltalk,
        heard.Sentence: say.say,
        heard.Unkept: unheard.nothing_to_keep,
    },
    strays={heard.Tap: unheard.old_button, heard.Command: unheard.unknown_command},
)
