"""What a language is: a frozen value that holds its words, its forms and the facts of its grammar. Rules ask it and never its name.

Every word stands folded (`crm.text.fold`): without accents and capitals. Each field says what it does to a text, with Spanish or
English as the example; a language that has no such thing leaves the field out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from crm.languages.lists import NONE, Phrases, Words
from crm.languages.times import Times


class Form(NamedTuple):
    """One form of a verb. A weak one («order», «present», «third») counts only where nothing speaks against it."""

    words: str
    done: bool
    weak: str = ""
    base: str = ""  # the infinitive, where the form is written back to it: «mando» mandar


def _no_forms(_: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How verbs and nouns change."""

    #: The forms besides the verb itself of one that is still to be done: «llamar» llamé, llame, llamo; "call" called.
    forms: Callable[[str], Iterator[Form]]
    #: The verb of something done as it is still to be done: «hablé» hablar, "spoke" speak.
    bases: Callable[[str], tuple[str, ...]]
    #: What a word is the infinitive of, or nothing: «llamarlo» llamar.
    infinitive: Callable[[str], str | None]
    #: The infinitives that an order may come from: «coordine» coordinar.
    of_order: Callable[[str], tuple[str, ...]] = _no_forms
    #: "We" of what is declared with "I": «llamé» llamamos.
    we: Callable[[str], tuple[str, ...]] = _no_forms
    #: Verbs of the office that no kind declares; what they say is simply to be done. None where an infinitive shows itself.
    todo_verbs: Phrases = ()
    #: An infinitive is seen by its ending, so that any verb is one, and «facturé» is something done.
    open_verbs: bool = False
    #: Endings of a first person of the past («facturé»), and words that only look like one.
    did_ends: str = ""
    not_work: Words = NONE
    no_subject: Words = NONE  # before it: «me quedé», «que quedé»
    #: The letter by which «llamó» is somebody else's, and the one by which it may be without its accent.
    third_ends: str = ""
    third_plain: str = ""
    #: The endings of a verb that is ordered or wished for, or of a past that lost its accent: «llame», «venda».
    wish_ends: str = ""
    #: Pronouns that are written behind a verb.
    clitics: Phrases = ()
    #: How several of a noun may be written: reuniones, calls, activities.
    plurals: Callable[[str], tuple[str, ...]]
    #: A verb looks like its noun ("order", "quote"): one word alone opens no clause.
    verbs_are_nouns: bool = False
    #: Words stand before a noun without anything between: "team meeting".
    nouns_compound: bool = False
    #: Behind the first word of a text these make it a noun: "Quote for ACME".
    named_by: Words = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Words by which a sentence is cut into clauses and a clause is understood."""

    #: Said before a verb without changing what is to be done, or what was done.
    before_todo: Phrases
    before_did: Phrases
    #: «Acabo de llamar»: an infinitive that has happened. «No pude llamar»: one that has not.
    just_done: Phrases
    not_yet: Phrases
    negations: Words
    #: The one that stands before what is not to be done: «no llamar».
    no: str
    #: Words that put an infinitive under another verb, and little words that put it under what stands before them.
    subordinate: Words
    governors: Words
    #: What joins two clauses, the plain «y» first; what joins two names or offers them: «Ana y Pedro», «Marta o Juan».
    splitters: Phrases
    ands: Words
    ors: Words
    urgent: Phrases
    no_answer: Phrases
    #: What came in: a call, a mail; the preposition of who called, the noun and the verb by which a kind is known to be meant.
    inbound: Phrases
    inbound_mail: Phrases
    inbound_noun: Phrases
    called: str
    mail: str
    #: Prepositions behind a verb of meeting or calling; the second is the one of a meeting.
    wants: Phrases
    #: Nouns of work: with a moment they are a thing to do («seguimiento a Andes el miércoles»).
    task_nouns: Words
    #: Words that say only that it happens once more.
    again: Phrases
    #: Words for a customer that may stand before the name.
    appositions: Words
    #: Verbs that only carry the noun of a kind: «hacer un llamado»; those that send something; the same as done.
    light: Words
    light_did: Words
    sending: Mapping[str, Phrases]
    sent_did: Mapping[str, Phrases]
    #: «Agendé reunión el jueves»: what was fixed lies ahead. «Agendar reunión» is on a list the meeting.
    scheduled: Words
    booking: Phrases
    #: A verb that needs no noun to say its kind: «escribirle a Rosa» is a mail.
    implied_noun: Mapping[str, str]
    #: Verbs of a kind that become a task when an object follows: «devolver las cajas»; the objects that are its own.
    object_decides: Mapping[str, Words] = field(default_factory=dict)
    #: Behind a verb these are no object: «llamar por …», «llamar mañana».
    no_object: Words = NONE
    #: Words that a text does not end in.
    trailing: Phrases
    #: Other words for a noun that a kind declares.
    noun_aliases: Mapping[str, str]
    #: A participle behind a noun: it has happened; it was decided, so that nothing is to be done; it came in.
    happened: Words
    decided: Words
    came_in: Words
    articles: Words
    #: Articles and the like before a noun that opens no clause of its own.
    noun_leads: Words
    people_prepositions: Words
    #: Prepositions of those who are addressed, before those of whom it is only told; of calling and meeting alone.
    addressed: Words
    towards: Words
    #: Prepositions that make a name deep in the text a thing: «la caja de Andes».
    of_things: Words
    #: «Juan de ACME»; the plain one of them: «reunión de equipo».
    of: Words
    of_plain: str
    #: «Para» before what it is for ends what a done-verb governs.
    for_what: str
    #: «A la Rosa»: an article makes a name of a word.
    name_articles: Words = NONE
    name_article_leads: Words = NONE
    #: Words between the verb of telling and that of doing: «recordar (a Pedro) pagar».
    leads_on: Words
    #: «Llamo a …» is said of oneself, whatever the accent.
    to_someone: Words = NONE
    #: «Se llamó a ACME»: nobody in particular did it.
    impersonal: str = ""
    #: Words that begin a text and are not its own, and those before its verb that say nothing either.
    text_leads: Phrases
    not_text: Words
    same_day: Phrases
    moment_leads: Phrases
    #: Assignments: «para Ana», «dile a Ana que», «Ana tiene que», «responsable: Ana».
    for_staff: Phrases
    to_staff: Words
    given_by: Words = NONE
    responsible: Words
    tell: Phrases
    subject_verbs: Phrases
    that: Phrases
    #: Behind somebody who was told: «dile a Ana que», "ask Ana to".
    told_to: Words
    #: What stands between a kind and what it says word by word: "saying that".
    saying: Words
    #: What the one who writes says of himself: it opens a clause of its own behind "and".
    self_said: Phrases = ()
    #: What starts something to do in the middle of a sentence without marks, and what speaks against it.
    run_on: Phrases
    unanswered_then: str = ""
    subjects: Words = NONE
    #: Words as they are typed on a phone.
    typed: Mapping[str, str]
    #: A feast before a noun only names it: "the xmas party".
    feast_names: bool = False
    #: Time that was spent; «hace 2 horas», «2 horas después» say when, not how long.
    spent: Words
    no_length_before: Words
    no_length_behind: Words
    #: A point behind these ends no sentence; behind those a name follows.
    abbreviated: Words
    titled: Words
    #: Words in the plural behind a number that are no things to count.
    not_things: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Words of questions and of the lists that are asked for."""

    commands: Mapping[str, Phrases]
    #: Said before a question: «oye, ¿qué tengo hoy?».
    leads: Words = NONE
    words: Words
    prepositions: Words
    #: What asks even where nobody typed the mark: «quién tiene que llamar a ACME», "did anyone call".
    inverted: Phrases
    #: What somebody has that a card shows, where a language says whose it is with an s: "Ximena's number".
    owned: Words = NONE
    #: «mis llamados pendientes»: what stands before the kind, which of it makes it mine, what lies between it and the list, and the lists.
    list_leads: Words
    list_mine: Words
    list_links: Words
    list_states: Mapping[str, Phrases]
    #: «cuántas llamadas hice hoy»: behind the kind only, what was finished is asked for.
    list_done: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Orders about numbered lines and about an open action that is described."""

    #: done, drop, postpone, hand, approve, reject, no_answer → its words.
    words: Mapping[str, Phrases]
    fillers: Phrases
    #: What may stand between a line's number and what goes before it.
    articles: Words
    #: Said before a correction of what was just recorded: «no, a las 11».
    correcting: Words
    all: Phrases
    ands: Phrases
    to: Phrases
    #: «la reunión *de* ACME *del* lunes»: before who is meant, before the moment that is meant, before the noun.
    of_whom: Words
    says_which: Words
    before_noun: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Visits:
    """How people say that they arrive at a customer and leave it."""

    arrived: re.Pattern[str]  # with the group `where`
    left: re.Pattern[str]  # with the group `rest`
    place: re.Pattern[str]  # what stands before the name of the place
    leaves_things: bool = False  # "left a message": the verb has an object too
    #: A verb that is done, before which nothing is said: what follows is read as what came of the visit.
    attended: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Words around the names of people and companies; a name of any language may stand in any text."""

    company_words: Words = NONE  # they tell no company from another
    little: Words = NONE  # said or left out
    titles: Words = NONE
    second_titles: Words = NONE  # behind a title: «señor don Juan»
    before_titles: Words = NONE
    before_names: Words = NONE  # «a la señora Rosa»: said, and no part of the text
    with_point: Words = NONE  # of those the abbreviated ones
    inside: Words = NONE  # «Juan de la Cruz»
    streets: Words = NONE
    anybody: Words = NONE  # somebody, but nobody of the directory
    sectors: Words = NONE  # company words that name a customer where the office has one only: «la minera»
    pet_names: Mapping[str, str] = field(default_factory=dict)  # their endings, and what those stand for: «rosita» is rosa
    common_names: Words = NONE  # first names that are words here too: lower case counts only behind a preposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Short answers where hours, a length or a day are asked for; of all languages at once, as people write them."""

    #: What may stand beside a moment in an answer; anything else is a sentence.
    fillers: Words
    #: Lengths that are said in words → minutes; hours and minutes behind figures.
    lengths: Mapping[str, int]
    hours: Words
    minutes: Words
    #: «de 10 a 11», «hasta las 16»: before an hour, the article of one, between two; before two hours that were spent, and between them.
    before_hour: Words
    hour_articles: Words = NONE
    between_hours: Words
    before_span: Words
    between_span: Words
    ands: Words
    #: «10 y media» → its minutes.
    fractions: Mapping[str, int] = field(default_factory=dict)
    #: How a day off is told to be worked, and little words around the name of one. Patterns of what is written.
    worked: Phrases
    day_little: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What people say that is nothing to record. Patterns of folded words."""

    greeting: Phrases
    thanks: Phrases
    whom: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: everything that reading, writing and the menus need to know of it."""

    code: str  # of two letters, as settings and Telegram say it
    name: str  # in its own words
    english: str  # msgid of its name
    called: Words  # how people name it in a table
    locale: str  # Babel's, which says how days, hours and money are written
    stamp: tuple[str, str]  # a day beside an hour as chats write it: of this year, of another
    calendar: str  # what the library of holidays calls it
    unnamed_holiday: str
    to_whom: str  # «correo *a* Ana»
    for_whom: str  # «tarea *para* ACME»
    commands: Mapping[str, str] = field(default_factory=dict)  # English name of a command → its own, where it has one
    placeholders: Mapping[str, str] = field(default_factory=dict)  # the same of a placeholder in a standard text
    label_titles: Phrases  # how the column of names in this language is headed
    grammar: Grammar
    sentences: Sentences
    questions: Questions
    orders: Orders
    times: Times
    visits: Visits
    naming: Naming
    answers: Answers
    talk: Talk
