"""English words by which a sentence is cut into clauses and understood."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from crm.languages.base import Sentences
from crm.languages.lists import set_of

SENTENCES = Sentences(
    before_todo=(
        "i have to", "i have", "we have", "there is", "there is a", "i need to", "we need to", "we have to", "i must", "we must",
        "need to", "have to", "must", "should", "i should", "we should", "i'll", "i will", "we will", "we'll", "let's", "please", "pls",
        "remember to", "don't forget to", "don't forget", "do not forget", "do not forget to", "remind me to", "remind me", "i want to",
        "going to", "i am going to", "i'm going to", "asked me to", "asked us to", "wants me to", "wants us to", "says to",
        "he says to", "she says to", "they say to", "said to", "he said to", "she said to", "they said to", "told me to", "told us to",
        "then", "and then", "and", "also", "can you", "could you", "next step", "to", "we agreed to", "agreed to", "we are going to",
        "we plan to", "we decided to", "note to", "note", "reminder", "reminder to", "urgent", "important", "ok", "so", "but",
        "i'd like to", "would you", "hi", "hello", "must not forget to", "make sure to", "be sure to", "add", "add a", "new", "a", "an",
        "the", "i am to", "still have to", "still need to", "i still need to", "i still have to", "we still need to",
        "we still have to",
    ),
    before_did=(
        "i", "we", "already", "just", "i just", "i already", "today", "then", "and", "also", "and i", "but", "i have", "i've", "have",
        "we have", "so", "ok", "hi", "yesterday", "i have just", "have just", "and then", "finally",
    ),
    just_done=("finished", "managed to"),
    not_yet=(
        "could not", "couldn't", "did not", "didn't", "have not", "haven't", "not yet", "wasn't able to", "was not able to",
        "still have not", "never", "didn't manage to", "did not manage to", "couldn't manage to", "forgot to", "i forgot to",
    ),
    negations=set_of("no not never didn't couldn't haven't"),
    no="no",
    subordinate=set_of(
        "wants want needs need asks asked asking can could should must would will prefers wishes hopes plans likes like who which "
        "says said confirmed accepted promised is was has wanted needed agreed requested requests complained complains offered offers "
        "expects"
    ),
    governors=set_of("to for without by that"),
    splitters=("and", "then", "but", "also"),
    ands=set_of("and"),
    ors=set_of("or"),
    urgent=(
        "urgent", "urgently", "asap", "high priority", "top priority", "as soon as possible", "very important", "immediately",
        "right away",
    ),
    no_answer=(
        "no answer", "didn't answer", "did not answer", "didn't pick up", "did not pick up", "not answering", "voicemail", "voice mail",
        "line busy", "was busy", "no reply", "doesn't answer", "does not answer", "nobody answered", "no one answered",
        "couldn't reach", "could not reach", "wasn't there", "was not there", "unreachable", "not available", "out of office",
        "couldn't get hold of", "could not get hold of", "can't get hold of", "couldn't get through to", "could not get through to",
        "left a voicemail", "went to voicemail", "wasn't in", "was not in", "isn't answering", "no luck", "times and nothing",
        "no success",
    ),
    inbound=(
        "called me", "called us", "called in", "phoned me", "rang me", "got a call from", "received a call from", "i got a call from",
        "phoned us", "call from", "phone call from", "phoned in", "rang us",
    ),
    inbound_mail=(
        "got an email from", "received an email from", "got a mail from", "received a mail from", "e-mailed me", "emailed me",
        "wrote to me", "wrote me", "email from", "mail from",
    ),
    inbound_noun=("from",),
    called="called",
    mail="email",
    wants=("to", "with"),
    task_nouns=set_of(
        "follow followup delivery collection shipment purchase payment review training inventory maintenance installation pickup "
        "renewal deposit transfer presentation workshop inspection deadline rent signing"
    ),
    again=("again", "once more", "yet"),
    appositions=set_of("customer client supplier company rut contact"),
    light=set_of("make schedule book arrange set up have organise organize plan fix place new create add log register put"),
    light_did=set_of("had made held"),
    sending={
        "send": ("email", "e-mail", "mail", "letter", "fax", "memo"), "write": ("email", "e-mail", "mail", "letter", "memo"),
        "draft": ("email", "letter", "memo"), "answer": ("email", "mail"),
    },
    sent_did={
        "sent": ("email", "e-mail", "mail", "letter", "fax", "memo"), "wrote": ("email", "e-mail", "mail", "letter"),
        "answered": ("email", "mail"),
    },
    scheduled=set_of("booked scheduled arranged set fixed planned agreed rescheduled confirmed"),
    booking=("book", "booked", "schedule", "scheduled", "set", "arrange", "arranged"),
    implied_noun={"write": "email"},
    trailing=("with", "to", "of", "for", "and", "the", "at", "on", "from"),
    noun_aliases={
        "mtg": "meeting", "appt": "appointment", "breakfast": "lunch", "dinner": "lunch", "coffee": "lunch", "videocall": "video call",
        "zoom": "video call",
    },
    happened=set_of("sent made held done finished"),
    decided=set_of("approved accepted rejected declined cancelled canceled"),
    came_in=set_of("received incoming"),
    articles=set_of("the a an my our his her their new another this"),
    noun_leads=set_of("the his"),
    people_prepositions=set_of("to with from of for at by"),
    addressed=set_of("to with for"),
    towards=set_of("to with"),
    of_things=set_of("of by"),
    of=set_of("of from at"),
    of_plain="of",
    for_what="for",
    leads_on=set_of("to that for"),
    text_leads=(
        "or", "her", "him", "them", "back", "us", "it", "about", "for", "regarding", "re", "concerning", "to", "that", "and", "of",
        "with", "from", "but", "the", "by", "is", "as",
    ),
    not_text=set_of("no not"),
    same_day=("that same day", "the same day", "that day"),
    moment_leads=(
        "for", "on", "at", "by", "before", "until", "from", "in", "the", "due", "due on", "due by", "no later than", "to", "of",
        "due for", "deadline",
    ),
    for_staff=(
        "for", "assign to", "assigned to", "assign it to", "responsible", "owner", "give to", "hand to", "hand over to",
    ),
    to_staff=set_of("for to"),
    responsible=set_of("responsible owner"),
    tell=(
        "ask", "tell", "have", "remind", "get", "let", "instruct", "make", "i need", "we need", "i want", "i'd like", "can", "could",
        "would",
    ),
    subject_verbs=(
        "has to", "must", "should", "will", "needs to", "is to", "can", "shall", "to", "please", "could you", "can you",
    ),
    that=("that",),
    told_to=set_of("that to"),
    saying=set_of("saying telling that"),
    self_said=("i'll", "i will", "we'll", "we will", "i need to", "we need to", "i have to", "i must", "i should"),
    run_on=(
        "need to", "i need to", "we need to", "have to", "i have to", "we have to", "must", "i must", "we must", "remind me to",
        "please", "pls", "i'll", "i will", "we'll", "we will", "don't forget to", "so please", "so remind me to", "so i need to",
        "so need to",
    ),
    unanswered_then="will",
    subjects=set_of("i you he she it we they who which that would to not and don't doesn't didn't"),
    typed={
        "w/": "with", "w": "with", "w/o": "without", "abt": "about", "plz": "please", "mtg": "meeting", "mtgs": "meetings",
        "appt": "appointment", "dont": "don't", "doesnt": "doesn't", "didnt": "didn't", "cant": "can't", "couldnt": "couldn't",
        "wont": "won't", "havent": "haven't", "hasnt": "hasn't", "wasnt": "wasn't", "isnt": "isn't", "whats": "what's",
        "whens": "when's", "wheres": "where's", "whos": "who's", "hows": "how's", "ive": "i've", "ill": "i'll", "im": "i'm",
        "theyre": "they're", "youre": "you're",
    },
    feast_names=True,
    spent=set_of("was were been spent"),
    no_length_before=set_of("in within every after the these"),
    no_length_behind=set_of("later ago before after extra more earlier late"),
    abbreviated=set_of("dr hrs hr mr mrs ms jr etc tel prof of no min max s a e i r l st vs p"),
    titled=set_of("dr mr mrs ms st"),
    not_things=set_of("hours days weeks months minutes"),
)
