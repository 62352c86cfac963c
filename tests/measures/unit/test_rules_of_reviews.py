"""What votes propose, what a review needs, which criteria a list of lines is. No database."""

import pytest

from participation.measures.jury import OUTCOMES, Vote, proposal, tidy_criteria, unmarked_criteria


@pytest.mark.parametrize(
    ("votes", "proposed"),
    [
        ([Vote.RECOMMEND, Vote.RECOMMEND], "recommended"),
        ([Vote.WITH_CHANGES, Vote.WITH_CHANGES], "recommended"),
        ([Vote.AGAINST, Vote.AGAINST, Vote.AGAINST], "rejected"),
        ([Vote.RECOMMEND, Vote.WITH_CHANGES], None),
        ([Vote.RECOMMEND, Vote.AGAINST], None),
        ([], None),
    ],
)
def test_equal_votes_propose_a_state_and_differing_ones_do_not(votes, proposed):
    assert proposal(votes) == proposed


def test_every_proposal_is_an_outcome():
    assert {proposal([vote]) for vote in Vote} - set(OUTCOMES) == set()


def test_criteria_without_a_mark_are_named_in_their_order():
    assert unmarked_criteria(["need", "goal", "Costs"], {"goal"}) == ("need", "Costs")


def test_criteria_are_one_a_line_without_empty_ones_and_doubles():
    assert tidy_criteria(["need", "  Fits   the district ", "", "need"]) == ["need", "Fits the district"]
