"""An hour typed where one is asked for is the hour that a sentence would say."""

from dataclasses import replace
from datetime import datetime

import pytest

from crm.carried import Carried, Part
from crm.flow import Answer, Partly, read
from tests.flow.support import draft, step
from tests.support.small_office import SANTIAGO

DAY = Part(day="2026-11-27")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("text", "at"),
    [("06:30", "06:30"), ("00:30", "00:30"), ("06", "06:00"), ("8 pm", "20:00"), ("8pm", "20:00"), ("10", "10:00"), ("6", "18:00")],
)
def test_an_hour_is_read_as_in_a_sentence(text: str, at: str, language: str):
    due = read(step(draft("task", asked="due", extra=Carried(part=DAY)), language), text)
    assert isinstance(due, Answer)
    assert f"{datetime.fromisoformat(due.value['at']).astimezone(SANTIAGO):%H:%M}" == at
    slot = read(step(draft("appointment", asked="slot", extra=Carried(part=DAY)), language), text)
    assert slot == Partly(replace(DAY, start=at))


@pytest.mark.parametrize(
    ("text", "language", "span"),
    [
        ("de 6 a 8", "es", ("21:00", "23:00")),
        ("from 6 to 8", "en", ("21:00", "23:00")),
        ("de 10 a 11", "es", ("13:00", "14:00")),
        ("10-11", "en", ("13:00", "14:00")),
        ("de 06:00 a 08:00", "es", ("09:00", "11:00")),
    ],
)
def test_both_ends_of_a_span_are_heard(text: str, language: str, span: tuple[str, str]):
    slot = read(step(draft("appointment", asked="slot", extra=Carried(part=DAY)), language), text)
    assert isinstance(slot, Answer)
    assert (slot.value["start"][11:16], slot.value["end"][11:16]) == span  # in UTC; Santiago is three hours behind
