"""Rules of a report: its period, and the state of a measure on a day."""

from datetime import date

import pytest

from participation.report.domain import StateMove, check_period, state_on
from participation.report.errors import PeriodAhead, PeriodEndsEarly

TODAY = date(2026, 11, 20)
MOVES = (
    StateMove(date(2026, 2, 1), "adopted", "in_progress"),
    StateMove(date(2026, 6, 1), "in_progress", "done"),
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 1, 31), "adopted"),
        (date(2026, 2, 1), "in_progress"),
        (date(2026, 5, 31), "in_progress"),
        (date(2026, 6, 1), "done"),
    ],
)
def test_state_of_a_day_is_that_at_its_end(day, state):
    assert state_on(day, MOVES, "done") == state


def test_state_without_moves_is_todays():
    assert state_on(date(2020, 1, 1), (), "postponed") == "postponed"


@pytest.mark.parametrize(
    ("since", "until", "error"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), PeriodEndsEarly),
        (date(2026, 1, 2), date(2026, 1, 1), PeriodEndsEarly),
        (date(2026, 1, 1), date(2026, 11, 21), PeriodAhead),
    ],
)
def test_period_lies_behind_and_in_order(since, until, error):
    with pytest.raises(error):
        check_period(since, until, TODAY)


def test_period_may_end_today():
    check_period(date(2026, 1, 1), TODAY, TODAY)
