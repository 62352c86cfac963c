"""When garbage in circles is searched for."""

import gc
import weakref

import pytest

from participation.kernel import garbage


class Circle:
    def __init__(self):
        self.own = self


@pytest.fixture(autouse=True)
def as_before():
    thresholds = gc.get_threshold()
    gc.collect()
    gc.disable()
    yield
    gc.enable()
    gc.set_threshold(*thresholds)


def make_young(number):
    return [[] for _ in range(number)]


def a_circle():
    return weakref.ref(Circle())


def test_server_at_rest_finds_garbage_when_there_is_much_that_is_young():
    lost, kept = a_circle(), make_young(garbage.WORTH_A_SEARCH)
    garbage.search_at_rest()
    assert (lost(), len(kept)) == (None, garbage.WORTH_A_SEARCH)


def test_few_young_objects_are_worth_no_search():
    lost = a_circle()
    garbage.search_at_rest()
    assert lost() is not None


def test_what_has_grown_older_is_searched_now_and_then():
    lost = weakref.ref(older := Circle())
    gc.collect(0)
    del older
    kept = []
    while lost() is not None and len(kept) < 2 * garbage.SEARCHES_OF_THE_YOUNG:
        kept.append(make_young(garbage.WORTH_A_SEARCH))
        garbage.search_at_rest()
    assert len(kept) == garbage.SEARCHES_OF_THE_YOUNG


@pytest.mark.parametrize(
    ("at_rest", "requests"),
    [(True, garbage.MOST_REQUESTS_BETWEEN_SEARCHES), (False, garbage.REQUESTS_BETWEEN_SEARCHES)],
)
def test_server_that_searches_at_rest_is_interrupted_more_rarely(at_rest, requests):
    garbage.settle(searches_at_rest=at_rest)
    young = requests * garbage.OBJECTS_OF_A_REQUEST
    assert gc.get_threshold() == (young, garbage.SEARCHES_OF_THE_YOUNG, garbage.SEARCHES_OF_THE_OLDER)
