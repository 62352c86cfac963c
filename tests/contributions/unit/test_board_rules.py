"""Which rows a move changes."""

import json

import pytest

from participation.contributions.domain import BoardRows, Spot, is_keyword, leave_and_arrive, order_before, pour
from participation.contributions.errors import BoardMoved

IN_ONE = Spot(7, 1, 0)
IN_TWO = Spot(7, 2, 4)
TO_THREE = Spot(7, 3, 9)


@pytest.mark.parametrize(
    ("lying", "arrival", "origin", "double", "expected"),
    [
        ((), TO_THREE, None, False, ((), (TO_THREE,))),
        ((IN_ONE,), TO_THREE, None, False, ((IN_ONE,), (TO_THREE,))),
        ((IN_ONE, IN_TWO), TO_THREE, None, False, ((IN_ONE, IN_TWO), (TO_THREE,))),
        ((IN_ONE, IN_TWO), TO_THREE, 2, False, ((IN_TWO,), (TO_THREE,))),
        ((IN_ONE, IN_TWO), Spot(7, 2, 5), 1, False, ((IN_ONE,), ())),
        ((IN_ONE,), Spot(7, 1, 1), None, False, ((), ())),
        ((IN_ONE,), TO_THREE, None, True, ((), (TO_THREE,))),
        ((IN_ONE,), Spot(7, 1, 1), None, True, ((), ())),
        ((IN_ONE, IN_TWO), None, 1, False, ((IN_ONE,), ())),
        ((IN_ONE, IN_TWO), None, None, False, ((IN_ONE, IN_TWO), ())),
        ((), None, None, False, ((), ())),
    ],
)
def test_card_leaves_and_arrives(lying, arrival, origin, double, expected):
    assert leave_and_arrive(lying, arrival, origin, double=double) == expected


def test_card_that_left_its_origin_has_moved():
    with pytest.raises(BoardMoved):
        leave_and_arrive((IN_ONE,), TO_THREE, 2, double=False)


def test_poured_cards_arrive_behind_and_doubled_ones_not_again():
    into = (Spot(1, 10, 0), Spot(2, 10, 5))
    other = (Spot(4, 11, 3), Spot(2, 11, 1), Spot(3, 11, 0))
    assert pour(into, other, 10) == (Spot(3, 10, 6), Spot(4, 10, 7))
    assert pour((), other[:1], 10) == (Spot(4, 10, 0),)


def test_rows_survive_the_journal():
    rows = BoardRows((IN_ONE, IN_TWO), {3: {"title": "Halle zu", "merged_into_id": None}})
    assert BoardRows.from_journal(json.loads(json.dumps(rows.to_journal()))) == rows


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        (3, 1, {3: 0, 1: 2, 2: 5}),
        (1, None, {2: 0, 3: 2, 1: 5}),
        (2, 3, {1: 0, 2: 2, 3: 5}),
    ],
)
def test_cluster_is_put_before_another_with_the_numbers_in_use(moved, before, expected):
    assert order_before({1: 0, 2: 2, 3: 5}, moved, before) == expected


def test_clusters_of_the_same_position_are_numbered_apart():
    assert order_before({1: 4, 2: 4, 3: 4}, 3, 1) == {3: 4, 1: 5, 2: 6}


@pytest.mark.parametrize(("title", "keyword"), [("Kinderbetreuung", True), ("", False), ("Keine Betreuung", False)])
def test_single_word_is_a_keyword(title, keyword):
    assert is_keyword(title) is keyword
