"""Conditions with their values written out: a planner can see that they lie inside a partial index only when it can read them."""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, true


def among(column: ColumnElement[Any], *states: StrEnum) -> ColumnElement[bool]:
    """Whether a row is in one of those states.

    As parameters they cost 27 s a claim with 5,000 inputs waiting: SQLite plans before it knows them, and read the whole table.
    The states are our own words, never what somebody wrote.
    """
    written: list[ColumnElement[Any]] = [literal_column(f"'{state.value}'") for state in states]
    return column.in_(written) if len(written) > 1 else column == written[0]


def is_one_of(value: ColumnElement[int], found: Select[Any]) -> ColumnElement[bool]:
    """Whether a value is among what a query finds, which is asked once and looked up by hash.

    PostgreSQL makes a join of a bare IN, and where it guesses the sizes wrong compares ten thousand rows with ten thousand.
    """
    return value.in_(found).is_(true())
