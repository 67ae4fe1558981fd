"""English words of questions, and of orders about what stands on a list."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from crm.languages.base import Orders, Questions
from crm.languages.lists import listed, set_of


def _inverted() -> tuple[str, ...]:
    """An auxiliary before its subject: it is asked, with or without a mark."""
    asked = [f"{word} {verb}" for word in listed("what when where who why how") for verb in listed("did do does have is")]
    pairs = (
        (listed("did does has is was are am do"), "i we you he she they anyone anybody someone somebody everyone"),
        (("have",), "i we you they"),
        (asked, "i we you he she they it"),
    )
    return tuple(f"{verb} {subject}" for verbs, subjects in pairs for verb in verbs for subject in listed(subjects))


QUESTIONS = Questions(
    commands={
        "agenda": (
            "show my agenda", "show me the agenda", "what do i have", "what's on", "what is on", "my agenda", "agenda for", "agenda",
            "show agenda", "show me my agenda", "my calendar", "calendar", "what meetings do i have", "my day", "free slots",
            "when am i free", "what appointments do i have", "what have i got on", "what have i got", "am i free", "what am i doing",
            "what's my day like", "am i busy",
        ),
        "pending": (
            "pending", "my pending", "what is pending", "what's pending", "to do list", "my to-do list", "show pending",
            "what do i have to do", "what do i need to do", "what is there to do", "what's there to do", "what should i do",
            "what must i do", "what do i have pending", "what is open", "what's left", "my open items", "pending items",
        ),
        "overdue": (
            "overdue", "what is overdue", "what's overdue", "late items", "overdue items", "what is late", "what's late", "my overdue",
        ),
        "card": (
            "card of", "card for", "card", "show card of", "show me the card of", "show the card of", "history of", "details of",
            "phone of", "phone number of", "who is", "what is the phone of", "address of", "contacts of", "open card of",
        ),
        "spent": ("activities", "my activities", "show activities", "show my activities", "what activities did i have"),
        "done": (
            "what did i do", "what have i done", "what i did", "what did i finish", "what was done", "what was done by",
        ),
        "search": ("search for", "search", "find", "look for", "where is"),
        "help": ("help", "what can you do", "how does this work", "help me"),
    },
    words=set_of("what what's which when when's how where where's who who's whose why is are do does did have has"),
    prepositions=set_of("in of at with for since until by and"),
    inverted=_inverted(),
    owned=set_of("card number phone mobile cell address email e-mail mail rut contacts history details file"),
    list_leads=set_of("my the which what show me list all how many"),
    list_mine=set_of("my"),
    list_links=set_of("of for are that do does did i have is has still the my were"),
    list_states={"pending": ("pending", "open"), "overdue": ("overdue", "late")},
    list_done=set_of("make made do done finish finished"),
)

ORDERS = Orders(
    words={
        "done": (
            "done", "finished", "complete", "completed", "ok", "ready", "are done", "is done", "close", "closed", "mark done", "made",
            "already done", "are finished",
        ),
        "drop": ("drop", "delete", "remove", "cancel", "cancelled", "canceled", "dropped", "discard", "forget"),
        "postpone": (
            "move", "postpone", "push", "defer", "shift", "reschedule", "delay", "put off", "move it", "goes", "moved", "postponed",
            "rescheduled", "pushed", "make it", "bring forward", "move that", "push it", "push back",
        ),
        "hand": (
            "hand over", "hand it", "hand it over", "give it", "pass it", "assign it", "hand", "assign", "give", "pass", "transfer",
            "delegate", "goes to",
        ),
        "approve": ("approve", "approved"),
        "reject": ("reject", "rejected"),
        "no_answer": ("no answer", "did not answer", "didn't answer", "does not answer"),
    },
    fillers=(
        "actually", "sorry", "instead", "the", "number", "numbers", "no", "nr", "#", "please", "thanks", "to", "for", "until", "and",
        ",", ";", ".", "!", ":", "-", "item", "line", "was", "has been", "on", "it", "them", "till", "is", "are", "over", "at",
    ),
    articles=set_of("the # number no"),
    correcting=set_of("no sorry oops actually better rather make it i meant mean"),
    all=("all", "everything"),
    ands=("and", "&"),
    to=("to", "-", "through", "thru"),
    of_whom=set_of("by of with at on in to from"),
    says_which=set_of("of at on from today tomorrow"),
    before_noun=set_of("the my was is been"),
)
