"""Who gets into which room, and which steps of plenum and room are the same."""

import pytest

from participation.workshop.domain import counterpart, emptiest


@pytest.mark.parametrize(
    ("present", "room"),
    [
        ({}, "a"),
        ({"a": 1}, "b"),
        ({"a": 1, "b": 1}, "c"),
        ({"a": 2, "b": 1, "c": 1}, "b"),
        ({"a": 3, "b": 3, "c": 3}, "a"),
    ],
)
def test_next_person_goes_where_the_fewest_are_and_among_equals_to_the_first(present, room):
    assert emptiest(["a", "b", "c"], present) == room


@pytest.mark.parametrize(("position", "number"), [(0, None), (1, 0), (2, 1), (3, None), (4, 2)])
def test_step_in_rooms_is_counted_among_those_in_rooms_whatever_was_inserted(position, number):
    assert counterpart([False, True, True, False, True], position) == number
