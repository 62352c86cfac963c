"""Reviews as juries do them: named, independent, once, decided with a reason."""

import pytest
from sqlalchemy import select

from participation.access.models import LogEntry
from participation.concept.models import MeasureState
from participation.kernel.database import db
from participation.kernel.transaction import transaction
from participation.measures.errors import (
    CriteriaOutOfRange,
    MeasureIncomplete,
    NotInReview,
    OutcomeUnknown,
    OwnReview,
    ReasonMissing,
    ReviewedAlready,
    ReviewerKept,
    ReviewersMiscounted,
    ReviewersOutOfRange,
    ReviewerUnknown,
    ReviewIncomplete,
    ReviewOver,
    ReviewsOutstanding,
    ReviewUndecided,
    ReviewUnknown,
)
from participation.measures.jury import SHIPPED_CRITERIA
from participation.measures.models import Mark, Vote
from participation.measures.queries import (
    Rules,
    find_decision,
    find_open_round,
    find_rules,
    get_review_of,
    history,
    list_conflicts,
    list_reviews_of,
    list_rounds,
    offered_states,
    proposed_state,
    shown_reviews,
)
from participation.measures.services import (
    Opinion,
    change_state,
    decide_review,
    hand_in_review,
    set_review_rules,
)
from tests.factories import a_measure, a_moderator, a_reviewer, a_steering_member, an_office_user
from tests.measures.integration.conftest import an_opinion, named, reviewed


@pytest.fixture
def round_(in_review, jury):
    return named(in_review, jury)


@pytest.fixture
def steering(database):
    return a_steering_member()


def decide(round_, actor, outcome=MeasureState.RECOMMENDED, reason="The need is great."):
    with transaction():
        return decide_review(round_, actor, outcome, reason)


def hand_in(review, opinion, seen_version=0):
    with transaction():
        return hand_in_review(review, opinion, seen_version=seen_version)


def change_rules(concept, reviewers=2, criteria=("need",)):
    with transaction():
        set_review_rules(concept, None, reviewers=reviewers, criteria=criteria)


def test_concept_has_two_reviewers_and_nine_criteria_until_the_office_sets_its_own(goal):
    concept = goal.edition.concept
    assert find_rules(concept.id) == Rules(2, SHIPPED_CRITERIA)
    change_rules(concept, 3, ["need", " Fits the district "])
    assert find_rules(concept.id) == Rules(3, ("need", "Fits the district"))
    change_rules(concept, 0, ["need"])
    assert find_rules(concept.id) == Rules(0, ("need",))


@pytest.mark.parametrize("reviewers", [-1, 10])
def test_number_of_reviewers_has_limits(goal, reviewers):
    with pytest.raises(ReviewersOutOfRange):
        change_rules(goal.edition.concept, reviewers)


@pytest.mark.parametrize("criteria", [[], [" "], ["x" * 201], [str(number) for number in range(21)]])
def test_criteria_have_limits(goal, criteria):
    with pytest.raises(CriteriaOutOfRange):
        change_rules(goal.edition.concept, criteria=criteria)


def test_round_keeps_the_criteria_under_which_it_began(in_review, round_):
    change_rules(in_review.edition.concept, 1, ["Something else"])
    assert (tuple(find_open_round(in_review).criteria), len(find_open_round(in_review).reviews)) == (
        SHIPPED_CRITERIA,
        2,
    )


def test_reviewers_are_named_in_review_only(goal, jury):
    with pytest.raises(NotInReview):
        named(a_measure(goal.edition, goals=[goal]), jury)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_as_many_reviewers_are_named_as_the_concept_asks_for(in_review, jury, count):
    people = [*jury, a_reviewer()][:count]
    with pytest.raises(ReviewersMiscounted) as refused:
        named(in_review, people)
    assert (refused.value.needed, list_rounds(in_review)) == (2, [])


def test_one_person_named_twice_is_one_reviewer(in_review, jury):
    with pytest.raises(ReviewersMiscounted):
        named(in_review, [jury[0], jury[0]])


def test_who_has_another_role_or_left_cannot_review(in_review, jury):
    for other in (a_moderator(), a_reviewer(active=False)):
        with pytest.raises(ReviewerUnknown):
            named(in_review, [jury[0], other])


def test_reviewer_who_has_not_handed_in_is_exchanged_and_the_other_stays(in_review, jury, round_):
    reviewed(round_, Vote.RECOMMEND)
    third = a_reviewer()
    named(in_review, [jury[0], third])
    reviews = find_open_round(in_review).reviews
    assert [(review.reviewer, review.vote) for review in reviews] == [(jury[0], Vote.RECOMMEND), (third, None)]
    assert len(list_rounds(in_review)) == 1


def test_reviewer_who_has_handed_in_is_not_exchanged(in_review, jury, round_):
    reviewed(round_, Vote.RECOMMEND)
    with pytest.raises(ReviewerKept):
        named(in_review, [jury[1], a_reviewer()])
    assert [review.reviewer for review in find_open_round(in_review).reviews] == jury


def test_who_reviews_does_not_choose_the_others(in_review, jury):
    office = an_office_user()
    named(in_review, [office, jury[0]], actor=office)
    with pytest.raises(OwnReview):
        named(in_review, [office, jury[1]], actor=office)


def test_review_is_kept_with_marks_words_vote_and_reason(in_review, round_):
    opinion = an_opinion(round_, Vote.WITH_CHANGES, reason=" Costs are open. ", mark=Mark.HARDLY, words=" Why? ")
    review = hand_in(round_.reviews[0], opinion)
    assert (review.vote, review.reason, review.version) == (Vote.WITH_CHANGES, "Costs are open.", 1)
    assert (review.mark_of("need"), review.words_on("need")) == (Mark.HARDLY, "Why?")
    assert review.measure_version == in_review.version


def test_review_needs_every_mark_a_vote_and_a_reason(round_):
    marks = {name: Mark.FULLY for name in SHIPPED_CRITERIA if name != "lasting"}
    with pytest.raises(ReviewIncomplete) as refused:
        hand_in(round_.reviews[0], Opinion(marks, {}, None, " "))
    assert refused.value.missing == ("lasting", "vote", "reason")
    assert round_.reviews[0].is_in is False


def test_reviewing_twice_is_refused_by_name_until_the_form_knows_the_first(round_):
    review = hand_in(round_.reviews[0], an_opinion(round_))
    with pytest.raises(ReviewedAlready):
        hand_in(review, an_opinion(round_, Vote.AGAINST))
    assert (review.vote, review.version) == (Vote.RECOMMEND, 1)
    hand_in(review, an_opinion(round_, Vote.AGAINST), seen_version=1)
    assert (review.vote, review.version) == (Vote.AGAINST, 2)


def test_review_is_not_changed_when_all_are_in(round_):
    reviewed(round_, Vote.RECOMMEND, Vote.RECOMMEND)
    with pytest.raises(ReviewOver):
        hand_in(round_.reviews[0], an_opinion(round_, Vote.AGAINST), seen_version=1)
    assert round_.reviews[0].vote is Vote.RECOMMEND


def test_own_review_only_is_shown_until_all_are_in(in_review, jury, round_):
    reviewed(round_, Vote.RECOMMEND)
    first, second = round_.reviews
    assert (shown_reviews(round_, jury[0]), shown_reviews(round_, jury[1])) == ([first], [second])
    assert shown_reviews(round_, an_office_user()) == []
    reviewed(round_, None, Vote.RECOMMEND)
    assert shown_reviews(round_, jury[0]) == [first, second]


def test_review_of_somebody_else_is_unknown(jury, round_):
    assert get_review_of(jury[0], round_.reviews[0].id) == round_.reviews[0]
    with pytest.raises(ReviewUnknown):
        get_review_of(jury[1], round_.reviews[0].id)
    assert list_reviews_of(jury[1]) == [round_.reviews[1]]


@pytest.mark.parametrize(
    ("votes", "proposed"),
    [
        ((Vote.RECOMMEND, Vote.RECOMMEND), MeasureState.RECOMMENDED),
        ((Vote.AGAINST, Vote.AGAINST), MeasureState.REJECTED),
        ((Vote.AGAINST, None), None),
    ],
)
def test_equal_votes_propose_and_wait_for_nobody_else(round_, votes, proposed):
    reviewed(round_, *votes)
    assert (proposed_state(round_), list_conflicts()) == (proposed, [])


def test_differing_votes_go_to_the_steering_group(round_, steering):
    reviewed(round_, Vote.RECOMMEND, Vote.AGAINST)
    assert (proposed_state(round_), list_conflicts()) == (None, [round_])
    decide(round_, steering)
    assert list_conflicts() == []


def test_decision_stands_on_the_measure_with_its_reason(in_review, round_, steering):
    reviewed(round_, Vote.RECOMMEND, Vote.AGAINST)
    measure = decide(round_, steering, MeasureState.REJECTED, " Too dear. ")
    decision = find_decision(measure)
    assert (measure.state, decision.outcome, decision.reason) == (
        MeasureState.REJECTED,
        MeasureState.REJECTED,
        "Too dear.",
    )
    assert decision.decided_by == steering
    line = history(measure)[0]
    assert (line.before, line.after, line.reason) == ({"state": "in_review"}, {"state": "rejected"}, "Too dear.")


def test_measure_without_a_decision_has_none(in_review, round_):
    reviewed(round_, Vote.RECOMMEND, Vote.RECOMMEND)
    assert find_decision(in_review) is None


def test_decision_waits_for_all_reviews_and_needs_a_reason(round_, steering):
    reviewed(round_, Vote.RECOMMEND)
    with pytest.raises(ReviewsOutstanding):
        decide(round_, steering)
    reviewed(round_, None, Vote.RECOMMEND)
    with pytest.raises(ReasonMissing):
        decide(round_, steering, reason=" ")
    with pytest.raises(OutcomeUnknown):
        decide(round_, steering, MeasureState.ADOPTED)
    assert round_.is_open


def test_decision_is_taken_once(round_, steering):
    reviewed(round_, Vote.RECOMMEND, Vote.AGAINST)
    decide(round_, steering)
    with pytest.raises(ReviewOver):
        decide(round_, steering, MeasureState.REJECTED)


def test_who_reviewed_does_not_decide_where_votes_differ_but_confirms_where_they_agree(in_review, jury):
    office = an_office_user()
    round_ = named(in_review, [office, jury[0]])
    reviewed(round_, Vote.RECOMMEND, Vote.AGAINST)
    with pytest.raises(OwnReview):
        decide(round_, office)
    with transaction():
        round_.reviews[1].vote = Vote.RECOMMEND
    assert decide(round_, office).state is MeasureState.RECOMMENDED


def test_measure_that_lost_a_part_meanwhile_is_not_recommended(in_review, round_, steering):
    reviewed(round_, Vote.RECOMMEND, Vote.RECOMMEND)
    with transaction():
        in_review.lead = ""
    with pytest.raises(MeasureIncomplete):
        decide(round_, steering)
    assert decide(round_, steering, MeasureState.DRAFT).state is MeasureState.DRAFT


@pytest.mark.parametrize("state", [MeasureState.RECOMMENDED, MeasureState.REJECTED])
def test_measure_with_reviewers_goes_on_by_their_decision_alone(in_review, round_, state):
    with pytest.raises(ReviewUndecided), transaction():
        change_state(in_review, None, state, "At once")
    assert in_review.state is MeasureState.IN_REVIEW
    assert offered_states(in_review) == (MeasureState.DRAFT, MeasureState.POSTPONED)


def test_review_is_broken_off_with_a_reason(in_review, round_):
    with pytest.raises(ReasonMissing), transaction():
        change_state(in_review, None, MeasureState.DRAFT)
    reviewed(round_, Vote.RECOMMEND)
    with transaction():
        change_state(in_review, None, MeasureState.DRAFT, "New partners")
    assert (round_.is_open, round_.outcome, find_decision(in_review)) == (False, MeasureState.DRAFT, None)
    with pytest.raises(ReviewOver):
        hand_in(round_.reviews[1], an_opinion(round_))


def test_recommendation_past_the_review_says_why(in_review):
    with pytest.raises(ReasonMissing), transaction():
        change_state(in_review, None, MeasureState.RECOMMENDED)
    with transaction():
        change_state(in_review, None, MeasureState.RECOMMENDED, "The council has asked for it.")
    assert history(in_review)[0].reason == "The council has asked for it."


def test_concept_without_reviewers_recommends_without_a_reason(in_review):
    change_rules(in_review.edition.concept, 0)
    with transaction():
        change_state(in_review, None, MeasureState.RECOMMENDED)
    assert in_review.state is MeasureState.RECOMMENDED


def test_measure_that_comes_back_is_reviewed_in_a_new_round(in_review, jury, round_, steering):
    reviewed(round_, Vote.WITH_CHANGES, Vote.AGAINST)
    decide(round_, steering, MeasureState.DRAFT)
    with transaction():
        change_state(in_review, None, MeasureState.IN_REVIEW)
    again = named(in_review, jury)
    assert ([found.is_open for found in list_rounds(in_review)], again.id != round_.id) == ([True, False], True)


def test_naming_reviewing_and_deciding_are_logged(round_, steering):
    reviewed(round_, Vote.RECOMMEND, Vote.RECOMMEND)
    decide(round_, steering)
    actions = list(db.session.scalars(select(LogEntry.action).order_by(LogEntry.id)))
    assert actions == ["name_reviewers", "hand_in_review", "hand_in_review", "change_state"]


@pytest.mark.parametrize("count", [1, 3])
def test_conflicts_take_a_constant_number_of_statements(goal, jury, statements, count):
    for _number in range(count):
        measure = a_measure(goal.edition, goals=[goal], state=MeasureState.IN_REVIEW)
        reviewed(named(measure, jury), Vote.RECOMMEND, Vote.AGAINST)
    db.session.expire_all()
    statements.clear()
    found = list_conflicts()
    assert [round_.reviews[0].reviewer.name for round_ in found] == ["Ada Gutachterin"] * count
    assert [round_.measure.edition.concept.title for round_ in found] == ["Together in Musterstadt"] * count
    assert len(statements) == 4
