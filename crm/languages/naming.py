"""Words around names, of all languages together: who is called «don» is so in an English sentence too."""

from __future__ import annotations

from collections.abc import Mapping

from crm.languages import LANGUAGES, united

SECTORS = united(lambda one: one.naming.sectors)
COMPANY_WORDS = united(lambda one: one.naming.company_words) | SECTORS
COMPANY_STOPS = united(lambda one: one.naming.little)
TITLES = united(lambda one: one.naming.titles)
SECOND_TITLES = united(lambda one: one.naming.second_titles)
BEFORE_TITLES = united(lambda one: one.naming.before_titles)
BEFORE_NAMES = united(lambda one: one.naming.before_names)
WITH_POINT = united(lambda one: one.naming.with_point)
INSIDE = united(lambda one: one.naming.inside)
STREETS = united(lambda one: one.naming.streets)
NAME_ARTICLES = united(lambda one: one.sentences.name_articles)  # «la minera» is called so in an English sentence too
ANYBODY = united(lambda one: one.naming.anybody)
PET_NAMES: Mapping[str, str] = {end: name for one in LANGUAGES.values() for end, name in one.naming.pet_names.items()}
