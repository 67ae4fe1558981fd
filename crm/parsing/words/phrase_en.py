"""English words of the phrase grammar."""

# Words are laid out to be read, not one a line.
# fmt: off
# A list of words is easier to read and to extend as words.
# ruff: noqa: SIM905

from __future__ import annotations

from crm.parsing.words.names import COMMON_NAMES_EN as COMMON_NAMES  # noqa: F401 - one of this language's words

BEFORE_TODO = (
    "i have to", "i have", "we have", "there is", "there is a", "i need to", "we need to", "we have to", "i must", "we must", "need to",
    "have to", "must", "should", "i should", "we should", "i'll", "i will", "we will", "we'll", "let's", "please", "pls",
    "remember to", "don't forget to", "don't forget", "do not forget",
    "do not forget to", "remind me to", "remind me", "i want to", "going to", "i am going to", "i'm going to", "asked me to",
    "asked us to", "wants me to", "wants us to", "says to", "he says to", "she says to", "they say to",
    "said to", "he said to", "she said to", "they said to", "told me to", "told us to", "then", "and then", "and", "also",
    "can you", "could you", "next step", "to",
    "we agreed to", "agreed to", "we are going to", "we plan to", "we decided to",
    "note to", "note", "reminder", "reminder to", "urgent", "important", "ok", "so", "but", "i'd like to", "would you", "hi", "hello",
    "must not forget to", "make sure to", "be sure to", "add", "add a", "new", "a", "an", "the", "i am to", "still have to",
    "still need to", "i still need to",
    "i still have to", "we still need to", "we still have to",
)
BEFORE_DID = ("i", "we", "already", "just", "i just", "i already", "today", "then", "and", "also", "and i", "but", "i have", "i've", "have",
    "we have", "so", "ok", "hi", "yesterday", "i have just", "have just", "and then", "finally")
ADVERBS = ("today", "already", "just", "also", "then")
JUST_DONE = ("finished", "managed to")
NOT_YET = ("could not", "couldn't", "did not", "didn't", "have not", "haven't", "not yet", "wasn't able to", "was not able to",
    "still have not", "never", "didn't manage to", "did not manage to", "couldn't manage to", "forgot to", "i forgot to")
SUBORDINATE = frozenset(
    "wants want needs need asks asked asking can could should must would will prefers wishes hopes plans likes like who which says said "
    "confirmed accepted promised is was has wanted needed agreed "
    "requested requests complained complains offered offers expects".split()
)
GOVERNORS = frozenset("to for without by that".split())
SPLITTERS = ("and", "then", "but", "also")
URGENT = ("urgent", "urgently", "asap", "high priority", "top priority", "as soon as possible", "very important", "immediately",
    "right away")
NO_ANSWER = ("no answer", "didn't answer", "did not answer", "didn't pick up", "did not pick up", "not answering", "voicemail",
    "voice mail", "line busy", "was busy", "no reply", "doesn't answer", "does not answer", "nobody answered",
             "no one answered", "couldn't reach", "could not reach", "wasn't there", "was not there", "unreachable", "not available",
             "out of office", "couldn't get hold of", "could not get hold of", "can't get hold of", "couldn't get through to",
             "could not get through to", "left a voicemail", "went to voicemail", "wasn't in", "was not in", "isn't answering",
             "no luck", "times and nothing", "no success")
INBOUND = ("called me", "called us", "called in", "phoned me", "rang me", "got a call from", "received a call from", "i got a call from",
    "phoned us", "call from", "phone call from", "phoned in", "rang us")
WANTS = ("to", "with")
INBOUND_NOUN = ("from",)
INBOUND_MAIL = ("got an email from", "received an email from", "got a mail from", "received a mail from", "e-mailed me", "emailed me",
    "wrote to me", "wrote me", "email from", "mail from")
TASK_NOUNS = frozenset(
    "follow followup delivery collection shipment purchase payment review training inventory maintenance installation pickup renewal "
    "deposit transfer presentation workshop inspection "
    "deadline rent signing".split()
)
AGAIN = ("again", "once more", "yet")
APPOSITIONS = frozenset("customer client supplier company rut contact".split())
LIGHT = frozenset("make schedule book arrange set up have organise organize plan fix place new create add log register put".split())
SENDING = {"send": ("email", "e-mail", "mail", "letter", "fax", "memo"), "write": ("email", "e-mail", "mail", "letter", "memo"),
    "draft": ("email", "letter", "memo"), "answer": ("email", "mail")}
SCHEDULED = frozenset("booked scheduled arranged set fixed planned agreed rescheduled confirmed".split())
LIGHT_DID = frozenset("had made held".split())
SENT_DID = {"sent": ("email", "e-mail", "mail", "letter", "fax", "memo"), "wrote": ("email", "e-mail", "mail", "letter"),
    "answered": ("email", "mail")}
IMPLIED_NOUN = {"write": "email"}
TRAILING = ("with", "to", "of", "for", "and", "the", "at", "on", "from")
NOUN_ALIASES = {"mtg": "meeting", "appt": "appointment", "breakfast": "lunch", "dinner": "lunch", "coffee": "lunch",
    "videocall": "video call", "zoom": "video call"}
HAPPENED = frozenset("sent made held done finished".split())
#: A participle behind a noun that says how it ended: nothing new that is to be done.
DECIDED = frozenset("approved accepted rejected declined cancelled canceled".split())
CAME_IN = frozenset("received incoming".split())
ARTICLES = frozenset("the a an my our his her their new another this".split())
OBJECT_DECIDES: dict[str, frozenset[str]] = {}
PEOPLE_PREPOSITIONS = frozenset("to with from of for at by".split())
TEXT_LEADS = ("or", "her", "him", "them", "back", "us", "it", "about", "for", "regarding", "re", "concerning", "to", "that", "and", "of",
    "with",
    "from", "but", "the", "by", "is", "as")
SAME_DAY = ("that same day", "the same day", "that day")
MOMENT_LEADS = ("for", "on", "at", "by", "before", "until", "from", "in", "the", "due", "due on", "due by", "no later than", "to", "of",
    "due for", "deadline")
FOR_STAFF = ("for", "assign to", "assigned to", "assign it to", "responsible", "owner", "give to", "hand to", "hand over to")
TELL = ("ask", "tell", "have", "remind", "get", "let", "instruct", "make",
    "i need", "we need", "i want", "i'd like", "can", "could", "would")
SUBJECT_VERBS = ("has to", "must", "should", "will", "needs to", "is to", "can", "shall", "to", "please", "could you", "can you")
THAT = ("that",)
FIRST_PERSON = frozenset("i me myself".split())
#: Verbs of the office that no kind declares; what they say is simply to be done.
TODO_VERBS = tuple(
    "check fix order print follow remind schedule arrange organise organize write sign pick drop draft cancel move change find get give "
    "make put pack load "
    "design plan approve renew register request return ship sell set measure inspect negotiate clean paint translate scan copy file "
    "upload download finish complete "
    "reply answer contact notify inform forward attach reserve book replace repair test train hire verify compare count estimate offer "
    "create share show explain "
    "take leave try look talk speak discuss go drive see visit transfer deposit withdraw issue submit present propose coordinate "
    "investigate charge bill invoice collect deliver receive buy purchase bring hire fill update upgrade apply assemble audit backup bake "
    "block calculate certify change claim classify close compile connect contract correct cut deduct demand dig discuss dismantle dispatch "
    "distribute double-check edit empty enter estimate evaluate examine exchange extend file gather greet hang help hold import install "
    "invite join label lend list locate lock lower mail mark modify monitor mount narrow number obtain open outline oversee pass patch "
    "pave photograph pile polish post prevent process produce program publish pull push quit raise reconcile record recover reduce "
    "refund refuse reject release remove rent reorder repay reset resolve restock retrieve revise scrap seal search secure separate settle "
    "shoot solve sort split stock stop store study sue supervise supply sweep switch tag tell thank tidy track trim turn unload unlock "
    "unpack use validate vacuum wait warn wash watch weigh weld wrap finalise finalize chase text whatsapp message ping".split()
)
#: "schedule a meeting" is on a list the meeting.
BOOKING = ("book", "booked", "schedule", "scheduled", "set", "arrange", "arranged")
SAYING = frozenset("saying telling that".split())
#: What the one who writes says of himself: it opens a clause of its own behind "and".
SELF = ("i'll", "i will", "we'll", "we will", "i need to", "we need to", "i have to", "i must", "i should")
#: What starts something to do in the middle of a sentence without marks.
RUN_ON = ("need to", "i need to", "we need to", "have to", "i have to", "we have to", "must", "i must", "we must", "remind me to", "please",
    "pls", "i'll", "i will", "we'll", "we will", "don't forget to", "so please", "so remind me to", "so i need to", "so need to")
SUBJECTS = frozenset("i you he she it we they who which that would to not and don't doesn't didn't".split())
#: Words as they are typed on a phone.
TYPED = {
    "w/": "with", "w": "with", "w/o": "without", "abt": "about", "plz": "please", "mtg": "meeting", "mtgs": "meetings",
    "appt": "appointment", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "couldnt": "couldn't",
    "wont": "won't", "havent": "haven't", "hasnt": "hasn't", "wasnt": "wasn't", "isnt": "isn't", "whats": "what's", "whens": "when's",
    "wheres": "where's", "whos": "who's", "hows": "how's", "ive": "i've", "ill": "i'll", "im": "i'm", "theyre": "they're",
    "youre": "you're",
}
#: What somebody has that a card shows: "Ximena's number".
OWNED = frozenset("card number phone mobile cell address email e-mail mail rut contacts history details file".split())
COMMANDS = {
    "agenda": ("show my agenda", "show me the agenda", "what do i have", "what's on", "what is on", "my agenda", "agenda for", "agenda",
    "show agenda", "show me my agenda", "my calendar", "calendar", "what meetings do i have", "my day", "free slots", "when am i free",
    "what appointments do i have", "what have i got on", "what have i got", "am i free", "what am i doing", "what's my day like",
    "am i busy"),
    "pending": ("pending", "my pending", "what is pending", "what's pending", "to do list", "my to-do list",
    "show pending", "what do i have to do", "what do i need to do", "what is there to do", "what's there to do", "what should i do",
    "what must i do", "what do i have pending", "what is open", "what's left", "my open items", "pending items"),
    "overdue": ("overdue", "what is overdue", "what's overdue", "late items", "overdue items", "what is late", "what's late", "my overdue"),
    "card": ("card of", "card for", "card", "show card of", "show me the card of", "show the card of", "history of", "details of",
    "phone of", "phone number of", "who is", "what is the phone of", "address of", "contacts of", "open card of"),
    "spent": ("activities", "my activities", "show activities", "show my activities", "what activities did i have"),
    "done": ("what did i do", "what have i done", "what i did", "what did i finish", "what was done", "what was done by"),
    "search": ("search for", "search", "find", "look for", "where is"),
    "help": ("help", "what can you do", "how does this work", "help me"),
}
SPENT = frozenset("was were been spent".split())
NO_LENGTH_BEFORE = frozenset("in within every after the these".split())
NO_LENGTH_BEHIND = frozenset("later ago before after extra more earlier late".split())
LIST_LEADS = frozenset("my the which what show me list all how many".split())
LIST_MINE = frozenset(("my",))
LIST_LINKS = frozenset("of for are that do does did i have is has still the my were".split())
LIST_STATES = {"pending": ("pending", "open"), "overdue": ("overdue", "late")}
LIST_DONE = frozenset("make made do done finish finished".split())
QUESTION_WORDS = frozenset("what what's which when when's how where where's who who's whose why is are do does did have has".split())
#: An auxiliary before its subject: it is asked, with or without a mark.
INVERTED = tuple(
    f"{verb} {subject}"
    for verbs, subjects in (
        ("did does has is was are am do", "i we you he she they anyone anybody someone somebody everyone"),
        ("have", "i we you they"),
        (
            [f"{asked} {verb}" for asked in ("what", "when", "where", "who", "why", "how") for verb in ("did", "do", "does", "have", "is")],
            "i we you he she they it",
        ),
    )
    for verb in (verbs.split() if isinstance(verbs, str) else verbs)
    for subject in subjects.split()
)
QUESTION_PREPOSITIONS = frozenset("in of at with for since until by and".split())
LIST_WORDS = {
    "done": ("done", "finished", "complete", "completed", "ok", "ready", "are done", "is done", "close", "closed", "mark done", "made",
    "already done", "are finished"),
    "drop": ("drop", "delete", "remove", "cancel", "cancelled", "canceled", "dropped", "discard", "forget"),
    "postpone": ("move", "postpone", "push", "defer", "shift", "reschedule", "delay", "put off", "move it", "goes", "moved",
    "postponed", "rescheduled", "pushed", "make it", "bring forward", "move that", "push it", "push back"),
    "hand": ("hand over", "hand it", "hand it over", "give it", "pass it", "assign it", "hand",
    "assign", "give", "pass", "transfer", "delegate", "goes to"),
    "approve": ("approve", "approved"),
    "reject": ("reject", "rejected"),
    "no_answer": ("no answer", "did not answer", "didn't answer", "does not answer"),
}
LIST_FILLERS = ("actually", "sorry", "instead",
    "the", "number", "numbers", "no", "nr", "#", "please", "thanks", "to", "for", "until", "and", ",", ";", ".", "!", ":", "-",
    "item", "line", "was", "has been", "on", "it", "them", "till", "is", "are", "over", "at")
#: Said before a correction of what was just recorded: "no, at 11", "sorry, Friday".
CORRECTING = frozenset("no sorry oops actually better rather make it i meant mean".split())
LIST_ALL = ("all", "everything")
LIST_AND = ("and", "&")
LIST_TO = ("to", "-", "through", "thru")
