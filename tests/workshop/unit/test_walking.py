"""Which step comes next, which came before, what a jump leaves out. Pure rules."""

import pytest

from participation.workshop.domain import (
    LEAST_MINUTES,
    MOST_MINUTES,
    StepState,
    check_ahead,
    check_minutes,
    left_out,
    next_position,
    previous_position,
)
from participation.workshop.errors import MinutesUnfit, StepBegun

LETTERS = {"d": StepState.DONE, "r": StepState.RUNNING, "a": StepState.AHEAD, "s": StepState.SKIPPED}


def states(word):
    return [LETTERS[letter] for letter in word]


@pytest.mark.parametrize(
    ("agenda", "current", "following"),
    [
        ("aaa", None, 0),
        ("saa", None, 1),
        ("raa", 0, 1),
        ("rsa", 0, 2),
        ("rss", 0, None),
        ("ddr", 2, None),
        ("rdd", 0, 1),
        ("rsd", 0, 2),
        ("", None, None),
    ],
)
def test_next_step_is_the_nearest_that_is_not_skipped(agenda, current, following):
    assert next_position(current, states(agenda)) == following


@pytest.mark.parametrize(
    ("agenda", "current", "before"),
    [("aaa", None, 0), ("raa", 0, 0), ("dra", 1, 0), ("dsr", 2, 0), ("dssr", 3, 0), ("sr", 1, 0), ("ddr", 2, 1)],
)
def test_step_before_is_the_nearest_that_was_not_skipped_and_at_least_the_first(agenda, current, before):
    assert previous_position(current, states(agenda)) == before


@pytest.mark.parametrize(
    ("agenda", "current", "wanted", "places"),
    [
        ("raaa", 0, 3, [1, 2]),
        ("raaa", 0, 1, []),
        ("aaa", None, 2, [0, 1]),
        ("rsada", 0, 4, [2]),
        ("ddra", 2, 0, []),
    ],
)
def test_jump_leaves_out_what_lay_ahead_and_was_neither_done_nor_skipped(agenda, current, wanted, places):
    assert left_out(current, wanted, states(agenda)) == places


@pytest.mark.parametrize("minutes", [LEAST_MINUTES, 10, MOST_MINUTES])
def test_minutes_within_the_limits_are_taken(minutes):
    assert check_minutes(minutes) == minutes


@pytest.mark.parametrize("minutes", [None, -5, LEAST_MINUTES - 1, MOST_MINUTES + 1])
def test_minutes_outside_the_limits_are_refused(minutes):
    with pytest.raises(MinutesUnfit) as refused:
        check_minutes(minutes)
    assert (refused.value.least, refused.value.most) == (LEAST_MINUTES, MOST_MINUTES)


@pytest.mark.parametrize("position", [0, 3])
def test_place_at_or_behind_the_running_step_is_refused(position):
    with pytest.raises(StepBegun):
        check_ahead(3, position)


@pytest.mark.parametrize(("current", "position"), [(None, 0), (3, 4)])
def test_place_ahead_of_the_running_step_is_taken(current, position):
    assert check_ahead(current, position) is None
