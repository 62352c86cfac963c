"""Numbers about people are told from five up, and none that is held back can be computed from those that are told."""

from collections import defaultdict
from itertools import product

import pytest

from participation.reach.domain import LEAST, shown_counts


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([12, 9, 7, 5], [12, 9, 7, 5]),
        ([12, 9, 4, 7], [12, 9, None, None]),
        ([12, 9, 4, 2], [12, 9, None, None]),
        ([12, 9, 1, 3, 8], [12, 9, None, None, 8]),
        ([12, 6, 9, 4], [12, None, 9, None]),
        ([20, 18, 0, 2], [20, 18, None, None]),
        ([20, 18, 0, 0], [20, None, None, None]),
        ([20, 18, 0, 6], [20, 18, None, None]),
        ([20, 4, 4, 30], [20, None, None, None]),
        ([30, 0, 0, 0], [None, None, None, None]),
        ([3, 1], [None, None]),
    ],
    ids=[
        "all large enough",
        "one small: those who left it out are held back with it",
        "two small",
        "two small, the others told",
        "those who left it out alone: the smallest is held back with them",
        "nobody and few",
        "nobody twice would be known from the sum",
        "nobody once",
        "twice the largest small number would be known from the sum",
        "everybody said the same",
        "few at all",
    ],
)
def test_small_numbers_are_held_back(counts, shown):
    assert shown_counts(counts) == shown


def all_counts(answers, most):
    """Every way in which so many answers can have been given by at most so many people."""
    if not answers:
        yield ()
        return
    for first in range(most + 1):
        for others in all_counts(answers - 1, most - first):
            yield (first, *others)


@pytest.mark.parametrize(("answers", "most"), [(2, 40), (3, 30), (4, 20), (5, 22)])
def test_nobody_who_knows_sum_and_rule_can_compute_a_number_that_is_held_back(answers, most):
    """A reader thinks of all counts that would have been told in exactly the same way."""
    same = defaultdict(list)
    for counts in all_counts(answers, most):
        same[sum(counts), tuple(shown_counts(counts))].append(counts)
    known = [
        (total, shown, place)
        for (total, shown), possible in same.items()
        for place, number in enumerate(shown)
        if total >= LEAST and number is None and len({counts[place] for counts in possible}) == 1
    ]
    assert known == []


@pytest.mark.parametrize("answers", [2, 3, 4])
def test_no_number_below_five_is_ever_told(answers):
    told = {number for counts in product(range(9), repeat=answers) for number in shown_counts(counts)}
    assert told == {None, *range(LEAST, 9)}
