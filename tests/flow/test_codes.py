"""What a button may carry besides what we put there: it is refused like any old button, never a crash."""

from collections.abc import Callable
from typing import Any

import pytest

from crm.errors import InvalidValueError
from crm.flow import codes


@pytest.mark.parametrize("code", ["m000101", "m999912", "m202613", "m", ""])
def test_a_month_without_a_month_before_or_after_it_is_none(code: str):
    with pytest.raises(InvalidValueError):
        codes.to_month(code)


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (codes.to_day, "00010101"),
        (codes.to_day, "99991231"),
        (codes.to_span, "s000101010000-000101010100"),
        (codes.to_span, "s202611241000-999912312359"),
        (codes.to_span, "s202611241000"),
        (codes.to_hour, "t²²²²"),
    ],
)
def test_a_day_that_has_no_other_zone_is_none(read: Callable[[str], Any], code: str):
    """`when:1:99991231t2359` fell out of the calendar in Santiago, and the person read that something failed."""
    with pytest.raises(InvalidValueError):
        read(code)
