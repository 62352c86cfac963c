"""When a page without a stream may ask again."""

from types import SimpleNamespace

import pytest

from participation.live.turns import Turns


@pytest.fixture
def clock():
    return SimpleNamespace(now=1000.0)


@pytest.fixture
def turns(clock):
    return Turns(each_second=100, least=4, most=30, clock=lambda: clock.now)


def test_few_ask_again_after_the_least(turns):
    assert [turns.take() for _ in range(3)] == [4, 5, 5]


def test_wait_grows_with_how_many_ask(turns):
    for _ in range(2000):
        last = turns.take()

    assert last == 24


def test_wait_shrinks_when_they_have_asked(turns, clock):
    for _ in range(2000):
        turns.take()
    clock.now += 25

    assert turns.take() == 4


def test_who_asks_without_end_sends_nobody_away_for_good(turns):
    for _ in range(100_000):
        last = turns.take()

    assert last == 30


def test_hall_that_keeps_its_turns_never_asks_more_than_the_server_bears(turns, clock):
    asks = dict.fromkeys(range(2000), clock.now)
    asked_each_second = []
    for second in range(60):
        clock.now = 1000.0 + second
        now = [page for page, at in asks.items() if at <= clock.now]
        for page in now:
            asks[page] = clock.now + turns.take()
        asked_each_second.append(len(now))

    assert (asked_each_second[0], max(asked_each_second[1:]) <= 101) == (2000, True)
