"""Voting cards are used once, paper counted twice must agree, and a recount adds up."""

import pytest

from participation.prioritisation.errors import (
    CardCountInvalid,
    CountInvalid,
    CountsAgree,
    OptionForeign,
    VotingCardCast,
    VotingCardOnPaper,
    VotingCardUnused,
    VotingCardVoid,
)
from participation.prioritisation.paper import (
    MOST_CARDS_AT_ONCE,
    CardUse,
    CountedOption,
    Discrepancy,
    check_card_count,
    differences,
    discrepancies,
    free_card,
    settle,
    use_card,
)


@pytest.mark.parametrize("way", [CardUse.PHONE, CardUse.PAPER])
def test_unused_card_is_used_by_the_way_it_comes(way):
    assert use_card(CardUse.UNUSED, way, 7, void=False) is way


@pytest.mark.parametrize(
    ("present", "wanted", "refusal"),
    [
        (CardUse.PHONE, CardUse.PHONE, VotingCardCast),
        (CardUse.PHONE, CardUse.PAPER, VotingCardCast),
        (CardUse.PAPER, CardUse.PHONE, VotingCardOnPaper),
    ],
)
def test_used_card_is_not_used_again(present, wanted, refusal):
    with pytest.raises(refusal) as refused:
        use_card(present, wanted, 7, void=False)
    assert refused.value.number == 7


def test_card_handed_in_twice_stays_handed_in():
    assert use_card(CardUse.PAPER, CardUse.PAPER, 7, void=False) is CardUse.PAPER


@pytest.mark.parametrize("present", list(CardUse))
def test_void_card_is_not_used(present):
    with pytest.raises(VotingCardVoid):
        use_card(present, CardUse.PAPER, 7, void=True)


def test_only_a_card_on_paper_is_given_back():
    assert free_card(CardUse.PAPER, 7) is CardUse.UNUSED
    with pytest.raises(VotingCardCast):
        free_card(CardUse.PHONE, 7)
    with pytest.raises(VotingCardUnused):
        free_card(CardUse.UNUSED, 7)


@pytest.mark.parametrize("count", [0, -1, MOST_CARDS_AT_ONCE + 1])
def test_so_many_cards_are_not_made_at_once(count):
    with pytest.raises(CardCountInvalid):
        check_card_count(count)


def test_counts_differ_where_one_person_saw_what_the_other_did_not():
    assert differences({1: 4, 2: 0, 3: 5}, {1: 4, 3: 6}) == [3]
    assert differences({1: 4}, {1: 4, 2: 1}) == [2]


def test_settled_numbers_join_those_that_agree():
    assert settle({1: 4, 2: 7}, {1: 4, 2: 6}, {2: 6}) == {1: 4, 2: 6}


@pytest.mark.parametrize(
    ("settled", "refusal"),
    [({}, CountInvalid), ({2: -1}, CountInvalid), ({1: 3, 2: 6}, OptionForeign), ({9: 1}, OptionForeign)],
)
def test_only_differences_are_settled_and_all_of_them(settled, refusal):
    with pytest.raises(refusal):
        settle({1: 4, 2: 7}, {1: 4, 2: 6}, settled)


def test_nothing_is_settled_where_both_agree():
    with pytest.raises(CountsAgree):
        settle({1: 4}, {1: 4}, {1: 5})


SOUND = (CountedOption(3, 0, 4, 7), CountedOption(1, 0, 0, 1))


def test_sound_vote_has_no_discrepancy():
    assert discrepancies(SOUND, ballots=2, dots=3, limit=2) == []


@pytest.mark.parametrize(
    ("lines", "rules", "found"),
    [
        ((CountedOption(3, 0, 4, 8), SOUND[1]), {"ballots": 2}, [Discrepancy.SUM]),
        (SOUND, {"ballots": 1}, [Discrepancy.BALLOTS]),
        (SOUND, {"ballots": 5}, [Discrepancy.BALLOTS]),
        ((CountedOption(5, 0, 0, 5), CountedOption(0, 0, 0, 0)), {"ballots": 2}, [Discrepancy.BALLOTS]),
        ((CountedOption(0, 3, 4, 7), CountedOption(0, 1, 0, 1)), {"ballots": 2, "cards": (9, 2)}, []),
        ((CountedOption(0, 3, 4, 7), CountedOption(0, 1, 0, 1)), {"ballots": 2, "cards": (3, 2)}, [Discrepancy.CARDS]),
        ((CountedOption(0, 3, 4, 7), CountedOption(0, 1, 0, 1)), {"ballots": 2, "cards": (9, 1)}, [Discrepancy.PAPER]),
    ],
)
def test_what_does_not_add_up_is_named(lines, rules, found):
    assert discrepancies(lines, dots=3, limit=2, **rules) == found
