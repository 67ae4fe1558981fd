"""Words of time, and how a language puts days and hours together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crm.languages.lists import NONE, Phrases, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Words of time, by the role that they play, and how a language puts them together."""

    roles: Mapping[str, Mapping[str, Any]]
    #: Slips that the rule of one letter does not give, and slips that are words of their own.
    slips: Mapping[str, str]
    real_words: Words
    #: Holiday (a name of `crm.parsing.moments.holidays`) → how it is called.
    holidays: Mapping[str, Phrases]

    # --- little words beside days and hours
    of: Words = NONE  # «de» between a day and its month, a week and its day
    month_links: Words = NONE
    year_links: Words = NONE
    short_year_links: Words = NONE  # before a year of two figures
    article: Words = NONE  # of a day or a year
    joins: Words = NONE  # what joins two months or years
    ands: Words = NONE  # what joins two weekdays
    no_year_behind: Words = NONE  # a year in words behind these is a number
    day_word: Words = NONE
    week_word: Words = NONE
    month_word: Words = NONE
    year_word: Words = NONE
    decade_word: Words = NONE
    quarter_word: Words = NONE  # besides the unit
    no_noon_behind: Words = NONE  # "this midday" is the part of the day
    no_month_behind: Words = NONE  # behind these "may", "march" are verbs
    weak_months: Words = NONE  # months that only few words call: «en set»
    weak_month_calls: Words = NONE
    other_next: Words = NONE  # «otra semana»; alone it is no modifier
    day_prepositions: Words = NONE  # "on 21", "by the 21st"; "for the twenty-first" in words
    day_word_prepositions: Words = NONE
    more_word: Words = NONE  # "2 more days"
    minutes_word: Words = NONE  # the one before the hour that two hours may have between them too: "10 to 11"
    hour_call: Words = NONE  # but not behind this: "at 10 to 11"
    holy_week: Phrases = ()
    other_word: Words = NONE  # "every other week"
    past_word: Words = NONE  # a year before these stands alone
    this_part: Words = NONE  # «esta mañana» is today's
    loose_part: Words = NONE  # these before a part of the day call it only beside a day
    no_part_behind: Words = NONE  # «más tarde», «buenas tardes»
    not_today: Words = NONE  # «último día de …»: no day by itself
    hour_words: Words = NONE  # behind a number they are a length as often as an hour
    hour_ends: Words = NONE  # behind the number of a day: it is no house number
    before_hrs: Words = NONE  # before «16 hrs» that make it an hour
    before_hours: Words = NONE
    before_h: Words = NONE
    for_length: Words = NONE  # «a las 15:00 por 2 horas»
    loose_range: Words = NONE  # between two bare hours
    closes_time: Words = NONE  # behind a bare hour: it goes on, and counts nothing
    parted_open: Words = NONE  # held back before an hour or a day that is open on one side
    range_article: Words = NONE
    hours_between: Words = NONE  # before two hours and no minutes
    counts_on: Words = NONE  # «después» closes its phrase before these
    name_titles: Words = NONE  # before Julio, whatever its letters
    plain_number: Words = NONE  # «un», «uno» are no hour
    approximate: Words = NONE  # they belong to the hour before them only

    # --- words that several rules look at
    #: Words that call for a date in figures («el 4/7»), before «16 hrs» for a length, before a capital Julio for the month.
    date_calls: Words
    length_calls: Words
    day_calls: Words = NONE
    #: Words in the plural behind an hour that are no things: «a las 3 nos vemos».
    no_things: Words = NONE
    #: Words after «el 2» that make it no day of the month.
    no_day_before: Words = NONE
    joined_day: Words = NONE  # but «el 2 y el 4», «el 2 o después»
    #: Words before «mañana» that make it the morning.
    morning_calls: Words = NONE
    #: Days and months that are also names; a word behind one that makes it somebody.
    namesakes: Words = NONE
    says: Words = NONE
    #: Months that are also verbs: "may", "march".
    month_verbs: Words = NONE
    #: Weekdays' abbreviations that are no other word, and those that are one before a word: «mar».
    plain_weekdays: Words = NONE
    weekday_words: Words = NONE
    weekday_word_then: Words = NONE  # before an hour or a part it is a day again: «mar en la tarde»
    no_weekday_call: Words = NONE  # before an abbreviation: no weekday is called
    #: "Friday week", and what makes of that word the start of another moment.
    week_later: Words = NONE
    week_goes_on: Words = NONE
    #: «del»: the preposition that holds its article. «el», «del», «al» before a day; «del 5 al 9» before both.
    of_the: Words = NONE
    day_articles: Words = NONE
    range_starts: Words = NONE
    range_ends: Words = NONE
    #: «las», «la» before an hour; «a la una».
    hour_articles: Words = NONE
    one_oclock: frozenset[tuple[str, str]] = frozenset()
    #: Parts of the day that only a word before them calls («mañana» is tomorrow); whether that word goes with the part.
    called_parts: Words = NONE
    part_fits: Callable[[str, str], bool] | None = None
    #: «mes en curso»: where the modifier follows, "this" is said with these alone.
    this_behind: Words = NONE
    #: Minutes that may be said without their unit before the hour: "ten to eight". Empty: all.
    minutes_to: frozenset[int] = frozenset()

    # --- facts of the grammar
    month_before_day: bool = False  # "March 5", "March the fifth"
    month_first_doubted: bool = False  # others who write it put the month first in figures
    months_lower_case: bool = False  # a capital Julio that nothing calls is somebody
    short_months_are_words: bool = False  # "until sat", "mar": alone they are no month
    year_without_of: bool = False  # "June next year"
    cardinal_days: bool = False  # «cinco de mayo», «lunes veintiuno»
    ordinal_days: bool = False  # "the 21st", "the twenty-first": a bare day is an ordinal or figures
    numbered_days: bool = False  # «día 21»
    month_repeats: bool = False  # «el 5 de mes», without «cada»
    modifier_follows: bool = False  # «lunes pasado», «mes pasado»
    of_is_said: bool = False  # «fines *de* mes»: without it nothing belongs together
    nth_needs_of: bool = False  # "last Friday of May"
    part_before_of: bool = False  # "first Monday morning of May"
    edge_before_article: bool = False  # "early in the | the morning"
    weekday_before_length: bool = False  # "Friday in two weeks"
    short_weekday_in_week: bool = False  # "next week Tue"
    plural_repeats: bool = False  # "on Mondays" says it again and again; else the article does: «los lunes»
    bare_parts: bool = False  # "tomorrow evening": a part of the day needs no word before it
    firm_at: bool = False  # "at 5" is an hour wherever it stands
    meridiem_letter: bool = False  # "5p"
    meridiem_apart: bool = False  # «5 p m»
    half_without_past: bool = False  # "at half 3"
    half_is_clock: bool = False  # «nueve y media» is an hour, "nine and a half" a length
    minutes_apart: bool = False  # "at 6 30"
    things_after_at: bool = False  # «a las 20 cajas»: no hour
    day_in_24_hours: bool = False  # «16 horas» is a time of day
    one_left_out: bool = False  # «hora y media»
    ago_overrules_in: bool = False  # "in 2 days ago"
    and_in_tens: bool = False  # «treinta y uno»
    and_in_thousands: bool = False  # "two thousand and eighteen"
    ordinal_behind_tens: bool = False  # "twenty-first"
    paired_years: bool = False  # "nineteen eighty-six"
