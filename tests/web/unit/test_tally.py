"""Counting how often somebody asks."""

import pytest

from participation.web import limits
from participation.web.limits import Tally


class Clock:
    """Seconds that a test moves on."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tally(clock):
    return Tally(clock)


def test_who_asked_often_enough_is_told_the_seconds_to_wait(tally, clock):
    assert [tally.add("phone", 3) for _ in range(3)] == [0, 0, 0]
    clock.now += 12.5

    assert tally.add("phone", 3) == 48


def test_minute_begins_with_the_first_time_and_is_forgotten_after_its_end(tally, clock):
    tally.add("phone", 1)
    clock.now += 60

    assert [tally.add("phone", 1), tally.add("phone", 1)] == [0, 60]


def test_one_who_is_too_fast_stops_nobody_else(tally):
    tally.add("phone", 1)

    assert [tally.add("phone", 1), tally.add("neighbour", 1)] == [60, 0]


def test_wait_is_at_least_a_second(tally, clock):
    tally.add("phone", 1)
    clock.now += 59.99

    assert tally.add("phone", 1) == 1


def test_those_of_earlier_minutes_are_swept_out(tally, clock, monkeypatch):
    monkeypatch.setattr(limits, "FEWEST_TO_SWEEP", 4)
    tally = Tally(clock)
    for number in range(3):
        tally.add(f"phone {number}", 1)
    clock.now += 61

    tally.add("phone 3", 1)

    assert len(tally) == 1
