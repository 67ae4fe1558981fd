"""The material of the reader is well formed, and says how it was labelled."""

import pytest

from training.material import FIELDS, agreement, faults, messages, second, unmarked, writers


@pytest.mark.parametrize("writer", writers())
def test_the_material_of_a_writer_is_well_formed(writer: str):
    assert list(faults(writer)) == []


def test_forty_writers_wrote_four_thousand_messages():
    assert len(writers()) >= 40
    assert sum(sum(1 for _ in messages(writer)) for writer in writers()) >= 4000


def test_what_is_labelled_twice_is_the_same_messages():
    for writer in writers("second"):
        assert set(second(writer)) == {message["id"] for message in messages(writer)}
        assert agreement(writer)["messages"] >= 100


def test_markup_that_does_not_close_is_refused():
    for marked in ("[1 llamar", "llamar]", "[1 llamar {w|Juan]", "{w|Juan"):
        with pytest.raises(ValueError, match=r"clos|not closed"):
            unmarked(marked)


def test_a_marked_text_knows_where_its_events_and_roles_are():
    found = unmarked("[1 Llamé a {w|Juan}], [2 devolver {t|mañana}]")
    assert found.text == "Llamé a Juan, devolver mañana"
    assert [found.text[a:b] for _, a, b in found.events] == ["Llamé a Juan", "devolver mañana"]
    assert [(role, found.text[a:b]) for role, a, b in found.roles] == [("w", "Juan"), ("t", "mañana")]
    assert "when" in FIELDS
