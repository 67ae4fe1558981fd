"""English."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

import re

from crm.languages.base import Answers, Language, Naming, Talk, Visits
from crm.languages.en.questions import ORDERS, QUESTIONS
from crm.languages.en.sentences import SENTENCES
from crm.languages.en.times import TIMES
from crm.languages.en.verbs import GRAMMAR
from crm.languages.lists import set_of

ENGLISH = Language(
    code="en",
    name="English",
    english="English",
    called=set_of("ingles english"),
    locale="en_GB",  # day before month and a 24-hour clock, as in Spanish
    stamp=("d MMM", "d MMM y"),
    calendar="en_US",
    unnamed_holiday="office holiday",
    to_whom=" to",
    for_whom=" for",
    label_titles=("ingles", "nombre ingles", "english", "name english"),
    grammar=GRAMMAR,
    sentences=SENTENCES,
    questions=QUESTIONS,
    orders=ORDERS,
    times=TIMES,
    visits=Visits(
        arrived=re.compile(
            r"^\s*(?:(?:i|i've|we|just)\s+)*arrived\b(?:\s+(?:at|in|to)\s+(?!(?:an?|home)\b)(?P<where>.+)|\s*[.!]*)$",
            re.IGNORECASE | re.DOTALL,
        ),
        left=re.compile(r"^\s*(?:(?:i|i've|we|just)\s+)*left\b(?P<rest>.*)$", re.IGNORECASE | re.DOTALL),
        place=re.compile(r"^from\s+(?:the\s+)?", re.IGNORECASE),
        leaves_things=True,
        attended="attended",
    ),
    naming=Naming(
        company_words=set_of("store company group trading services supplies hardware"),
        little=set_of("the of and &"),
        titles=set_of("mr mrs ms miss doctor dr"),
        before_titles=set_of("the"),
        before_names=set_of("the"),
        streets=set_of("plaza street st avenue ave road rd"),
        anybody=set_of(
            "customer supplier office bank team everybody everyone guys people folks lads girls chap lady gentleman accountant lawyer "
            "him her them us me somebody someone boss"
        ),
        common_names=set_of(
            "angel marina iris leon max may june april grace faith hope will mark bill rob drew grant frank art plaza sierra costa"
        ),
    ),
    answers=Answers(
        fillers=set_of("for by on at of the before please make it that to let us say from until around no"),
        lengths={"half an hour": 30, "an hour": 60, "one hour": 60},
        hours=set_of("hour hours hr hrs"),
        minutes=set_of("min minute minutes"),
        before_hour=set_of("from until till at"),
        between_hours=set_of("to until"),
        before_span=set_of("from between"),
        between_span=set_of("to until and"),
        ands=set_of("and"),
        worked=("we work", "work(?:ing)?(?: day)?"),
        day_little=set_of("is on the"),
    ),
    talk=Talk(
        greeting=("hi", "hello", "hey", "good morning", "good afternoon", "good evening", "how are you"),
        thanks=(
            "ok", "okay", "thanks", "thank you", "many thanks", "thx", "ty", "great", "perfect", "cool", "nice", "got it", "bye", "lol",
            "cheers", "ta", "thanks a lot", "thanks so much", "sounds good", "no worries", "np", "awesome", "brilliant", "alright",
            "haha",
        ),
        whom=set_of("bot there all mate guys team"),
    ),
)
