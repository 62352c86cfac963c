"""Which rows a move changes."""

import json

import pytest

from participation.contributions.domain import BoardRows, Spot, leave_and_arrive, pour
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
