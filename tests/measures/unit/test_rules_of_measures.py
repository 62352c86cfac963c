"""The rules of canvas, feasibility and a measure's way, without a database."""

import pytest

from participation.measures.domain import (
    CRITERIA,
    FIELD_LIMIT,
    FLOW,
    Rating,
    check_change_of_state,
    check_field_name,
    check_plan_text,
    check_rating,
    clean_text,
    differences,
    next_states,
    unrated_criteria,
)
from participation.measures.errors import (
    CriterionUnknown,
    PlanFieldUnknown,
    PlanTextTooLong,
    ReasonMissing,
    StepSkipped,
)
from participation.measures.queries.lineage import Lineage


def test_text_loses_what_no_document_can_hold_and_keeps_its_lines():
    assert (
        clean_text("  Kurse\x00 am\u00a0\tAbend \r\nin\ufffe der\ufeff Halle\x1b \n\n")
        == "Kurse am Abend\nin der Halle"
    )


def test_text_keeps_joiners_and_direction_marks():
    assert clean_text("👩\u200d🏫 \u200fدورات") == "👩\u200d🏫 \u200fدورات"


def test_canvas_text_may_be_as_long_as_the_limit_and_no_longer():
    assert check_plan_text("x" * FIELD_LIMIT, FIELD_LIMIT) == "x" * FIELD_LIMIT
    with pytest.raises(PlanTextTooLong) as refused:
        check_plan_text("x" * (FIELD_LIMIT + 1), FIELD_LIMIT)
    assert refused.value.limit == FIELD_LIMIT


def test_canvas_has_eight_fields_and_no_other():
    for name in ("what", "why", "who", "with_whom", "first_step", "by_when", "needs", "obstacles"):
        check_field_name(name)
    with pytest.raises(PlanFieldUnknown):
        check_field_name("title")


def test_clear_criterion_needs_no_reason():
    check_rating("law", Rating.CLEAR, "")


@pytest.mark.parametrize("rating", [Rating.OPEN, Rating.BLOCKED])
def test_open_or_blocked_criterion_says_why(rating):
    check_rating("cost", rating, "No budget yet")
    with pytest.raises(ReasonMissing):
        check_rating("cost", rating, "")


def test_plan_is_checked_for_six_things_and_nothing_else():
    assert CRITERIA == ("competence", "law", "cost", "partners", "time", "effect")
    with pytest.raises(CriterionUnknown):
        check_rating("beauty", Rating.CLEAR, "")


def test_unrated_criteria_keep_their_order():
    assert unrated_criteria({"law", "time", "cost"}) == ("competence", "partners", "effect")


@pytest.mark.parametrize(
    ("state", "following"),
    [
        ("draft", ("in_review", "rejected", "postponed")),
        ("recommended", ("in_review", "adopted", "rejected", "postponed")),
        ("done", ()),
    ],
)
def test_measure_goes_one_step_at_a_time(state, following):
    assert next_states(state) == following


def test_every_state_leads_only_to_states_that_exist():
    assert {following for state in FLOW for following in next_states(state)} <= FLOW.keys()


@pytest.mark.parametrize("stood", ["draft", "in_review", "recommended", "adopted", "in_progress"])
def test_postponed_measure_goes_on_where_it_stood_or_starts_again(stood):
    assert next_states("postponed", stood) == tuple(dict.fromkeys(("draft", stood)))


def test_measure_printed_as_postponed_has_been_decided_on():
    assert next_states("postponed") == ("draft", "adopted", "in_progress")


def test_state_out_of_reach_is_refused():
    with pytest.raises(StepSkipped):
        check_change_of_state(next_states("draft"), "adopted", "because")


@pytest.mark.parametrize("wanted", ["rejected", "postponed"])
def test_rejecting_and_postponing_need_a_reason(wanted):
    check_change_of_state(next_states("draft"), wanted, "No money this year")
    with pytest.raises(ReasonMissing):
        check_change_of_state(next_states("draft"), wanted, "")


def test_differences_name_only_what_changed():
    before = {"lead": "", "costs": "3", "goals": ["1 A"]}
    after = {"lead": "School", "costs": "3", "goals": ["1 A", "2 B"]}
    assert differences(before, after) == (
        {"lead": "", "goals": ["1 A"]},
        {"lead": "School", "goals": ["1 A", "2 B"]},
    )


def test_lineage_follows_merged_clusters_to_where_their_cards_lie():
    lineage = Lineage({1: 2, 2: 3, 5: 6})
    assert [lineage.final(number) for number in (1, 2, 3, 4, 5)] == [3, 3, 3, 4, 6]


def test_lineage_gathers_all_that_are_one_today():
    lineage = Lineage({1: 2, 2: 3, 5: 6})
    assert lineage.family([2, 4]) == {1, 2, 3, 4}


def test_lineage_of_clusters_merged_in_a_circle_ends():
    assert Lineage({1: 2, 2: 1}).final(1) in {1, 2}
