"""English words of time, by the role that they play."""

# Words are laid out to be read, not one a line.
# fmt: off

from __future__ import annotations

from typing import Any

_WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}

ROLES: dict[str, dict[str, Any]] = {
    "month": {
        "january": 1, "february": 2, "april": 4, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
        "december": 12,
    },
    "month?": {
        "jan": 1, "feb": 2, "mar": 3, "march": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
        "nov": 11, "dec": 12,
    },
    "weekday": _WEEKDAYS,
    "weekday?": {
        "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
    },
    "weekdays": {
        **_WEEKDAYS, "mondays": 0, "tuesdays": 1, "wednesdays": 2, "thursdays": 3, "fridays": 4, "saturdays": 5, "sundays": 6,
        "weekends": "weekend", "weekdays": "workday", "weekday": "workday", "weekend": "weekend", "working day": "workday",
        "business day": "workday",
    },
    "day": {
        "today": 0, "tdy": 0, "otd": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1, "tomorow": 1, "tommorow": 1, "tommorrow": 1, "2moro": 1,
        "2morrow": 1, "yesterday": -1, "day after tomorrow": 2, "the day after tomorrow": 2, "day before yesterday": -2,
        "the day before yesterday": -2, "next day": 1, "the next day": 1, "this day": 0, "tomorrows": 1, "the day after": 1,
        "following day": 1, "the day before": -1, "the following day": 1, "previous day": -1, "past day": -1, "last day": -1,
        "today's": 0, "tomorrow's": 1, "yesterday's": -1, "for the day": 0, "the day after tmrw": 2, "ytd": -1, "overmorrow": 2,
    },
    "daypart": {
        "tonight": (0, "night"), "tonite": (0, "night"), "last night": (-1, "night"), "tomorrow night": (1, "night"),
        "last evening": (-1, "evening"), "next evening": (1, "evening"),
    },
    "now": {
        "now": 0, "right now": 0, "asap": 0, "as soon as possible": 0, "immediately": 0, "straight away": 0, "right away": 0,
        "at once": 0, "just now": 0, "as soon as we can": 0, "as soon as i can": 0, "as soon as you can": 0, "at the present time": 0,
    },
    "part": {
        "morning": "morning", "mornings": "morning", "afternoon": "afternoon", "afternoons": "afternoon", "evening": "evening",
        "evenings": "evening", "night": "night", "nights": "night", "lunch": "lunch", "lunchtime": "lunch", "lunch time": "lunch",
        "daytime": "morning",
    },
    "part.in": dict.fromkeys((
        "in the", "the", "this", "at", "on the", "during the", "of the", "at the", "for the", "in", "over", "during",
    ), 0),
    "part.edge": {
        "early": "early", "late": "late", "early in the": "early", "late in the": "late", "first thing in the": "early", "mid": "mid",
        "early -": "early", "late -": "late", "mid -": "mid",
    },
    "spot": {
        "first thing": (9, 0), "first thing in the morning": (9, 0), "after lunch": (15, 0), "before lunch": (12, 0),
        "mid-morning": (10, 30), "midmorning": (10, 30), "mid-afternoon": (16, 30),
    },
    "noon": {
        "noon": (12, 0), "midday": (12, 0), "midnight": (0, 0), "mid day": (12, 0), "mid - night": (0, 0), "mid - day": (12, 0),
        "mid night": (0, 0), "12 noon": (12, 0), "twelve noon": (12, 0), "noonish": (12, 0),
    },
    "unit": {
        "second": "second", "seconds": "second", "sec": "second", "secs": "second", "s": "second", "minute": "minute",
        "minutes": "minute", "min": "minute", "mins": "minute", "m": "minute", "hour": "hour", "hours": "hour", "hr": "hour",
        "hrs": "hour", "h": "hour", "day": "day", "days": "day", "d": "day", "night": "day", "nights": "day", "business day": "workday",
        "business days": "workday", "working day": "workday", "working days": "workday", "workday": "workday", "workdays": "workday",
        "work day": "workday", "work days": "workday", "week": "week", "weeks": "week", "wk": "week", "wks": "week", "w": "week",
        "fortnight": "fortnight", "fortnight's": "fortnight", "week's": "week", "weeks'": "week", "month's": "month", "day's": "day",
        "hour's": "hour", "year's": "year", "fortnights": "fortnight", "weekend": "weekend", "weekends": "weekend",
        "workweek": "workweek", "work week": "workweek", "working week": "workweek", "month": "month", "months": "month", "mo": "month",
        "quarter": "quarter", "quarters": "quarter", "half year": "half", "year": "year", "years": "year", "yr": "year", "yrs": "year",
        "y": "year", "decade": "decade", "decades": "decade", "century": "century", "centuries": "century", "calendar year": "year",
        "calendar month": "month", "calendar week": "week", "cy": "year",
    },
    "num": {
        "zero": 0, "oh": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
        "eighteen": 18, "nineteen": 19,
    },
    "article": {"a": 1, "an": 1},
    "tens": {
        "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    },
    "hundreds": {},
    "thousand": {"thousand": 1000},
    "hundred": {"hundred": 100},
    "ordinal": {
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
        "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
        "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "last": -1, "final": -1, "penultimate": -2,
    },
    "suffix": dict.fromkeys(("st", "nd", "rd", "th"), 0),
    "about": {"pair of": 2, "a pair of": 2, "couple": 2, "a couple": 2, "a couple of": 2, "couple of": 2},
    "some": {"few": 3, "a few": 3, "several": 3, "some": 3},
    "half": {"half": 30, "half an": 30, "half a": 30, "half hour": 30},
    "fraction": {
        "3 / 4": 45, "three quarters of": 45, "three - quarters of": 45, "half": 30, "a half": 30, "quarter": 15, "a quarter": 15,
        "three quarters": 45, "1 / 2": 30, "1 / 4": 15, "half an": 30, "half a": 30,
    },
    "mod": {
        "next": "next", "following": "next", "coming": "coming", "upcoming": "next", "last": "last", "previous": "last", "past": "last",
        "this": "this", "same": "this", "that": "this", "after next": "afternext", "before last": "beforelast", "current": "this",
        "this coming": "coming", "this past": "recent", "this upcoming": "coming", "the following": "next", "those": "this",
        "these": "this", "the same": "this", "prior": "last", "preceding": "last", "this last": "recent",
    },
    "edge": {
        "beginning": "begin", "start": "begin", "early": "early", "mid": "mid", "middle": "mid", "end": "end", "late": "late",
        "the end": "end", "the beginning": "begin", "the start": "begin", "the middle": "mid", "later": "later", "later in": "later",
        "earlier": "earlier", "earlier in": "earlier", "early in": "early", "late in": "late", "rest": "rest", "the rest": "rest",
        "remainder": "rest", "the remainder": "rest", "mid -": "mid", "early -": "early", "late -": "late", "first part": "begin",
        "first half": "early", "second half": "late", "close": "end", "mid-": "mid",
    },
    "of": dict.fromkeys(("of", "in", "of the", "in the", "'s", "the"), 0),
    "the": dict.fromkeys(("the",), 0),
    "on": dict.fromkeys(("on the", "on", "by the", "by", "before the", "until the", "for the", "the", "at", "since the", "after the"), 0),
    "at": dict.fromkeys((
        "at", "at about", "at around", "around", "about", "approximately", "circa", "at approximately", "@", "from", "until", "till",
        "by", "for", "ca", "as early as", "after", "before", "at exactly", "at exactly",
    ), 0),
    "at!": dict.fromkeys(("at", "at about", "at around", "@", "at approximately", "circa", "at exactly", "by about"), 0),
    "hourmark": dict.fromkeys(("o'clock", "oclock", "hrs", "hours", "h", "ish", "o clock", "hundred hours"), 0),
    "sharp": dict.fromkeys(("sharp", "exactly", "o'clock", "oclock", "ish", "approximately", "on the dot"), 0),
    "plus": {},
    "minus": {},
    "to": dict.fromkeys(("to", "til", "till", "before", "of"), 0),
    "past": dict.fromkeys(("past", "after"), 0),
    "and": dict.fromkeys(("and",), 0),
    "in": dict.fromkeys(("in", "in about", "in around", "in the next", "after", "+", "in another"), 0),
    "within": dict.fromkeys(("within", "within the next", "within next", "within the"), 0),
    "ago": {},
    "ago.post": dict.fromkeys(("ago", "back", "earlier"), 0),
    "later": dict.fromkeys((
        "later", "from now", "hence", "after", "from today", "time", "'s time", "s time", "' time", "from this moment",
    ), 0),
    "after.of": dict.fromkeys(("after", "from", "since", "following"), 0),
    "before.of": dict.fromkeys(("before", "prior to", "until", "till", "to"), 0),
    "open": {
        "before": "before", "before the": "before", "prior to": "before", "earlier than": "before", "after": "after",
        "after the": "after", "later than": "after", "since": "since", "since the": "since", "from": "since", "from the": "since",
        "starting": "since", "starting on": "since", "starting from": "since", "beginning": "since", "beginning on": "since",
        "as early as": "since", "as of": "since", "as soon as": "since", "until": "until", "till": "until", "til": "until",
        "until the": "until", "by": "until", "by the": "until", "up to": "until", "no later than": "until", "not later than": "until",
        "as late as": "until", "due": "until", "due by": "until", "due on": "until", "through": "until", "anytime after": "after",
        "anytime before": "before", "> =": "since", "< =": "until", "at the latest": "until", "greater than": "after",
        "no later than the": "until", "effective": "since", "before around": "before", "year greater than": "after",
        "year after": "after", "no sooner than": "since", "not before": "since", "on or after": "since", "on or before": "until",
        "from around": "since", "after around": "after", "later than around": "after", "ending": "until", "ending on": "until",
        "by about": "until",
    },
    "open.post": {
        "and after": "since", "or after": "since", "onwards": "since", "onward": "since", "and later": "since", "or later": "since",
        "at the latest": "until", "or earlier": "until", "and before": "until", "or before": "until", "or sooner": "until",
        "and earlier": "until", "or greater": "since", "and onwards": "since",
    },
    "from": {
        "from": "from", "between": "between", "from the": "from", "between the": "between", "for": "de", "during": "de", "on": "de",
        "in": "de", "during from": "from", "starting": "from", "starting from": "from",
    },
    "range": dict.fromkeys((
        "to", "-", "until", "till", "til", "through", "thru", "to the", "up to", "until the", "through to", "'til", "ending", "- -",
    ), "to"),
    "range.and": dict.fromkeys(("and", "and the", "&"), "and"),
    "every": dict.fromkeys(("every", "each", "all"), 0),
    "every.the": dict.fromkeys(("on",), 0),
    "freq": {
        "daily": ("daily", 1), "weekly": ("weekly", 1), "biweekly": ("weekly", 2), "fortnightly": ("weekly", 2),
        "monthly": ("monthly", 1), "quarterly": ("monthly", 3), "annually": ("yearly", 1), "yearly": ("yearly", 1),
        "once a week": ("weekly", 1), "once a month": ("monthly", 1), "once a year": ("yearly", 1), "once a day": ("daily", 1),
        "hourly": ("hourly", 1), "every other day": ("daily", 2), "every other week": ("weekly", 2),
    },
    "filler": dict.fromkeys((
        ",", "on", "at", "of", "the", "in", "for", "-", "from", "this", "(", "around", "about", "@", "by", "'s", "'", "until", "that",
        "|", "and",
    ), 0),
    "quarter": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "half.year": {"h1": 1, "h2": 2},
    "eod": {
        "eod": 0, "end of day": 0, "end of the day": 0, "close of business": 0, "cob": 0, "end of business": 0, "the end of the day": 0,
        "the end of day": 0,
    },
    "eod.of": dict.fromkeys(("end of", "the end of", "eod", "cob", "end of day", "end of the"), 0),
    "span.word": {"eom": ("month", "end"), "eoy": ("year", "end"), "eow": ("week", "end")},
    "week.of": dict.fromkeys((
        "week of", "week of the", "week starting", "week starting on", "week beginning", "week beginning on", "week commencing",
        "week starting the", "week from", "week starting from", "wk of", "week beginning the",
    ), 0),
    "month.of": dict.fromkeys(("month of",), 0),
    "year.word": dict.fromkeys(("year", "the year", "cy", "fiscal year", "calendar year"), 0),
    "decade.of": dict.fromkeys(("the", "in", "decade of the"), 0),
    "month.call": dict.fromkeys((
        "in", "of", "this", "next", "last", "from", "until", "till", "by", "since", "between", "during", "before", "after", "early",
        "late", "mid", "through", "coming", "following", "past", "month", "end", "previous", "upcoming", "every",
    ), 0),
    "year.call": dict.fromkeys((
        "in", "of", "since", "from", "until", "by", "between", "during", "year", "before", "after", "through", "to", "and", "than",
        "till", "the", "around", "for",
    ), 0),
    "street": dict.fromkeys(("avenue", "ave", "street", "st", "road", "rd", "av", "calle", "avenida", "avda", "pasaje", "plaza"), 0),
    "person": dict.fromkeys((
        "call", "with", "mr", "mrs", "ms", "ask", "tell", "called", "miss", "and", "meet", "dear", "hi", "hello", "email", "to", "for",
    ), 0),
}
