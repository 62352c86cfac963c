"""Halves of a year, deadlines, and the steps that a report asks for."""

from datetime import date

import pytest

from participation.measures.domain import FLOW
from participation.monitoring.domain import REPORTABLE, Half, check_deadline, cleaned, halves_to_choose, steps_to
from participation.monitoring.errors import DeadlinePast


@pytest.mark.parametrize(
    ("day", "half"),
    [
        (date(2027, 1, 1), Half(2027, 1)),
        (date(2027, 6, 30), Half(2027, 1)),
        (date(2027, 7, 1), Half(2027, 2)),
        (date(2027, 12, 31), Half(2027, 2)),
    ],
)
def test_day_lies_in_a_half(day, half):
    assert Half.of(day) == half


def test_halves_follow_each_other_over_the_turn_of_the_year():
    assert (Half(2027, 1).before, Half(2027, 2).after) == (Half(2026, 2), Half(2028, 1))
    assert halves_to_choose(date(2027, 3, 1)) == [Half(2027, 1), Half(2026, 2), Half(2027, 2)]


def test_deadline_of_today_is_good_and_that_of_yesterday_is_not():
    today = date(2027, 3, 1)
    check_deadline(today, today)
    with pytest.raises(DeadlinePast):
        check_deadline(date(2027, 2, 28), today)


@pytest.mark.parametrize("state", ["adopted", "in_progress"])
@pytest.mark.parametrize("wanted", REPORTABLE)
def test_steps_to_what_was_reported_follow_the_flow_or_lead_back_in_one_that_it_refuses(state, wanted):
    here = state
    for step in steps_to(state, wanted):
        assert step in FLOW[here] or (here, step) == ("in_progress", "adopted")
        here = step
    assert here == wanted


def test_what_is_done_was_in_progress_before():
    assert steps_to("adopted", "done") == ("in_progress", "done")


def test_text_keeps_its_lines_and_loses_what_prints_nothing():
    assert cleaned(" Kurs\x00 läuft \r\n\r\n gut\x0b ") == "Kurs läuft\n\ngut"
